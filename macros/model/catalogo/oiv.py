"""Problems of what the OIV attests, and of evidence."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model.tratti import ATTO_PIU_VICINO, IL_PIU_VICINO, Senso, avviso

RIGHE: Mapping[str, Senso] = {
    "EVIDENZA-ACCESSO": Senso(
        "Un documento che non è pubblico ha un file nel deposito: git lo pubblica.",
        "togliere «file», e il file; se era già registrato, avvisare chi cura il deposito",
    ),
    "EVIDENZA-CUSTODE": avviso(
        "Chi custodisce un'evidenza è detto con il nome di una persona: va scritto l'ufficio.",
        "scrivere l'ufficio, o il ruolo, senza il nome di chi lo ricopre",
    ),
    "EVIDENZA-DATA": Senso(
        "Un'evidenza ha una data dopo l'atto che approva la Relazione.",
        "controllare la data; ciò che prova una correzione si aggiunge con un'errata",
    ),
    "EVIDENZA-DOPPIA": Senso(
        "Lo stesso documento prova due volte lo stesso indicatore.",
        "togliere una delle due righe, o distinguerle nel nome del documento",
    ),
    "EVIDENZA-FILE": Senso(
        "Il file di un'evidenza pubblica non c'è, o ha un nome che non va in un sito.",
        "copiarlo nella cartella evidenze dell'anno, o togliere «file»",
    ),
    "EVIDENZA-IMPRONTA": Senso(
        "L'impronta SHA-256 di un'evidenza è incompleta, manca accanto al file o è di un altro file.",
        "scrivere l'impronta che il messaggio dice, o rimettere il file giusto",
    ),
    "EVIDENZA-SENZA-RIGA": Senso(
        "Nella cartella evidenze c'è un file che nessuna riga di evidenze.csv nomina.",
        "aggiungere la sua riga in evidenze.csv, o toglierlo",
    ),
    "EVIDENZA-VERIFICA": avviso(
        "Una verifica dell'OIV cita un documento che non è fra le evidenze del suo indicatore.",
        "copiare il nome dalla riga dell'evidenza, o aggiungere la riga",
    ),
    "EVIDENZA-VUOTA": Senso(
        "Una riga di evidenze.csv non dice il documento, chi lo custodisce o chi può vederlo.",
        "scrivere ciò che manca nella riga",
    ),
    "OIV-ATTO": Senso(
        "Un'attestazione o la validazione non cita l'atto dell'OIV sulla Relazione, registrato fra gli atti.",
        ATTO_PIU_VICINO,
    ),
    "OIV-CAMPIONE-ALTRO": avviso(
        "Il numero e il seme del campione, con i dati di oggi, estrarrebbero altri indicatori.",
        "ricopiare i codici da ciclo campione; se i dati sono cambiati, decide l'OIV",
    ),
    "OIV-CAMPIONE-PRESTO": Senso(
        "Il campione dell'OIV è estratto prima che l'ultima area validi i suoi dati finali.",
        "estrarre di nuovo con un altro seme; se il giorno è sbagliato, correggerlo",
    ),
    "OIV-DATI-CAMBIATI": Senso(
        "I dati non sono più quelli che l'OIV ha validato: serve una nuova validazione.",
        "chiedere all'OIV una nuova validazione, o rimettere i dati com'erano",
    ),
    "OIV-DISTANZA": avviso(
        "Un grado attestato dista dal calcolato più dei punti che il Sistema dell'anno dichiara lievi.",
        "nulla, se l'atto dice così e la motivazione lo spiega",
    ),
    "OIV-DOPPIO": Senso(
        "In oiv.yml la stessa figura, lo stesso criterio o lo stesso indicatore compare due volte.",
        "tenere quella giusta e togliere l'altra",
    ),
    "OIV-FIGURA": Senso(
        "L'OIV attesta la Camera (ente), un'area dirigenziale, l'Azienda Speciale o un obiettivo: non altro.",
        "scrivere ente, o il codice di un'area o di un obiettivo",
    ),
    "OIV-GRADO": Senso(
        "Il grado attestato non sta fra 0 e 100, o ha più decimali di quanti se ne stampano.",
        "ricopiare il grado dall'atto dell'OIV",
    ),
    "OIV-INDICATORE": Senso("Il campione o una verifica nomina un indicatore che nell'anno non c'è.", IL_PIU_VICINO),
    "OIV-NON-VALIDA": Senso(
        "La Giunta ha approvato una Relazione che l'OIV aveva dichiarato non valida.",
        "correggere i dati e chiedere all'OIV una nuova validazione",
    ),
    "OIV-SENZA-GRADO": Senso(
        "Un'attestazione riguarda qualcosa che al 31 dicembre non ha un grado calcolato.",
        "scrivere i valori rilevati, o togliere l'attestazione",
    ),
}
