"""Problems of acts, of what they approved, of its variations."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model.tratti import ATTO_PIU_VICINO, IL_PIU_VICINO, Ambito, Senso, Tratto, avviso, da_completare

BLOCCO = Tratto.DEL_BLOCCO
APPROVATO = BLOCCO | Tratto.NON_APPROVATO
ALTRO_ATTO: Mapping[Ambito, tuple[str, ...]] = {Ambito.FILE: ("REGISTRO-ATTO-CAMBIATO",)}
RIGHE: Mapping[str, Senso] = {
    "ATTO-ACCOGLIE": Senso(
        "Solo un atto della Giunta accoglie un'esclusione, e solo una che l'OIV ha già deciso.", ATTO_PIU_VICINO
    ),
    "ATTO-DATA-ORDINE": Senso(
        "Un atto viene prima di ciò che presuppone: i dati, il parere dell'OIV o l'approvazione.",
        "controllare le date degli atti",
        spiega={Ambito.PROGETTO: ("REGISTRO-ORDINE",)},
    ),
    "ATTO-DATI-MANCANTE": avviso(
        "Un'area ha valori rilevati e nessun atto che li valida.", "registrare l'atto con ciclo atto"
    ),
    "ATTO-FILE": Senso(
        "Il documento di un atto non è nella cartella atti, o il suo nome non è un nome di file.",
        "copiarlo nella cartella atti, o togliere «file»",
        spiega=ALTRO_ATTO,
    ),
    "ATTO-FILE-IMPRONTA": Senso(
        "Il documento di un atto non è quello di cui l'atto dice l'impronta SHA-256.",
        "rimettere il documento originale, o scrivere l'impronta che il messaggio dice",
        spiega=ALTRO_ATTO,
    ),
    "ATTO-IMPRONTA": Senso(
        "Un'impronta SHA-256 ha 64 cifre esadecimali: questa è incompleta o alterata.",
        "ricopiare l'impronta per intero",
        spiega={Ambito.ANNO: ("ATTO-SENZA-IMPRONTA",), Ambito.FILE: ("REGISTRO-ATTO-CAMBIATO",)},
    ),
    "ATTO-NUMERO-DOPPIO": Senso(
        "Lo stesso organo ha due atti con lo stesso numero nello stesso anno.",
        "correggere il numero, o togliere l'atto registrato due volte",
    ),
    "ATTO-OIV-ANTICIPO": avviso(
        "L'OIV ha validato un documento prima che un'area ne validasse i dati.",
        "controllare le date degli atti; se sono giuste, l'OIV valida di nuovo",
    ),
    "ATTO-PUBBLICA": Senso(
        "Solo un atto di pubblicazione mette in linea atti dell'OIV, e solo di prima di lui.", ATTO_PIU_VICINO
    ),
    "ATTO-RIGUARDA": avviso("Un atto dice di riguardare qualcosa che nell'anno non c'è.", IL_PIU_VICINO),
    "ATTO-SENZA-ALBO": avviso(
        "Un atto dell'OIV è pubblicato e nessun indirizzo dice dove: manca dai file per ANAC.",
        "aggiungere l'indirizzo con ciclo atto --rettifica",
    ),
    "ATTO-SENZA-IMPRONTA": avviso(
        "Un documento approvato ha un atto senza impronta: le modifiche successive non si vedono.",
        "ciclo approva la scrive, e registra l'istantanea",
    ),
    "BLOCCO-CAMBIATO": Senso(
        "Ciò che un organo ha approvato è stato cambiato senza una variazione o un'errata registrata.",
        "rimettere il valore approvato; se c'è un atto, ciclo varia (Piano) o ciclo errata",
        APPROVATO | Tratto.ASSORBE,
    ),
    "BLOCCO-IMPRONTA": Senso(
        "L'istantanea di un documento approvato e l'atto che lo approva hanno impronte diverse.",
        "ricopiare l'impronta dall'atto, e rimettere l'istantanea come fu registrata",
        BLOCCO,
        spiega={Ambito.ANNO: ("ATTO-SENZA-IMPRONTA",)},
    ),
    "BLOCCO-SENZA-ISTANTANEA": Senso(
        "I dati non sono quelli approvati e manca l'istantanea che direbbe che cosa è cambiato.",
        "rimettere il file di approvati/ da una copia di quando fu approvato",
        BLOCCO,
    ),
    "COPIA-CAMBIATA": Senso(
        "La copia d'archivio di un documento approvato non è il PDF che fu approvato.",
        "rimettere il file come fu registrato, con git restore",
    ),
    "COPIA-ESTRANEA": Senso(
        "Un PDF fra i documenti approvati, o la sua impronta in un atto, non è di ciò che si approva.",
        "togliere il file; se è la copia di un documento approvato, ciclo archivia la registra",
    ),
    "COPIA-MANCANTE": Senso(
        "Manca la copia d'archivio di un documento approvato, di cui l'atto dice l'impronta.",
        "rimettere il file come fu registrato, con git restore",
    ),
    "ESCLUSIONE-PROPOSTA": da_completare(
        "Un'esclusione al 31 dicembre è decisa dall'OIV e la Giunta non l'ha ancora accolta.",
        "registrare con ciclo atto la delibera che l'accoglie",
    ),
    "FIRMATO-CAMBIATO": Senso(
        "La copia firmata di un documento approvato non è il file che fu registrato.",
        "rimettere il file come fu registrato, con git restore",
    ),
    "FIRMATO-ESTRANEO": Senso(
        "Un file fra le copie firmate, o la sua impronta in un atto, non è di ciò che si approva.",
        "togliere il file; se è un documento tornato firmato, ciclo consegna --firmato lo registra",
    ),
    "FIRMATO-MANCANTE": Senso(
        "Manca la copia firmata di un documento approvato, di cui l'atto dice l'impronta.",
        "rimettere il file come fu registrato, con git restore",
    ),
    "FIRMATO-NON-DIMOSTRATO": Senso(
        "La copia firmata di un documento approvato non contiene la copia d'archivio, o le sue firme non tornano.",
        "registrare il file giusto con ciclo consegna --firmato, che dice anche perché questo non va",
    ),
    "VAR-ATTO-IGNOTO": Senso("Una variazione o un'errata cita un atto che non ha un file.", ATTO_PIU_VICINO, BLOCCO),
    "VAR-ATTO-TIPO": Senso("L'atto citato da una variazione non è del tipo che serve.", "citare l'atto giusto", BLOCCO),
    "VAR-DA": Senso(
        "Una variazione parte da un valore che il campo non aveva.",
        "correggere «da», o il numero e l'ordine delle variazioni",
        BLOCCO,
    ),
    "VAR-DATA": Senso(
        "Le date di una variazione non seguono il percorso: proposta, OIV, Giunta, in ordine di numero.",
        "controllare le date degli atti",
        BLOCCO,
        spiega={Ambito.PROGETTO: ("REGISTRO-ORDINE",)},
    ),
    "VAR-ESITO": Senso(
        "L'esito di una variazione non va con i suoi atti, o non cita l'atto che serve.",
        "scrivere in «esito» il nome dell'atto, o togliere l'esito",
        BLOCCO,
    ),
    "VAR-NOME": Senso(
        "Il file di una variazione o di un'errata si chiama con il suo numero progressivo.",
        "rinominare il file con il primo numero libero",
        BLOCCO,
    ),
    "VAR-NON-APPLICATA": Senso(
        "Una variazione approvata non è stata riportata nel Piano.",
        "riportare nel Piano il valore approvato",
        APPROVATO | Tratto.ASSORBE,
    ),
    "VAR-NON-APPROVATA": Senso(
        "Il Piano contiene già il cambio di una variazione non approvata.",
        "rimettere il valore di prima, o registrare gli atti che mancano",
        APPROVATO,
    ),
    "VAR-PERCORSO": Senso(
        "Una variazione cambia un posto che nei dati non c'è.", "controllare «dove» e «campo»", BLOCCO
    ),
    "VAR-SENZA-ESITO": avviso(
        "Una proposta di variazione è senza esito in un anno con la Relazione approvata.",
        "scrivere «esito», con un'errata della Relazione",
    ),
    "VAR-VUOTA": Senso("Una variazione non cambia niente.", "correggere «a», o togliere il cambio", BLOCCO),
}
