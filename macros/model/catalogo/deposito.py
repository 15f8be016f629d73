"""Problems of what a file is, and of how a value, a code, a cell, a key is written."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model.tratti import Senso, Tratto, avviso

RIFIUTA = Tratto.RIFIUTA
VALORE, PERDUTO = RIFIUTA | Tratto.DEL_VALORE, RIFIUTA | Tratto.PERDE_RIGHE
NON_LETTO = RIFIUTA | Tratto.NON_LETTO
RIGHE: Mapping[str, Senso] = {
    "CODICE-CARATTERI": Senso(
        "Un codice dà il nome a file e pagine: ha solo lettere senza accenti, cifre e . - _.",
        "usare lettere, cifre, punti e trattini, fra virgolette diritte",
    ),
    "CSV-COLONNA-DOPPIA": Senso(
        "La stessa colonna compare due volte nell'intestazione.", "togliere la colonna ripetuta", NON_LETTO
    ),
    "CSV-COLONNA-IGNOTA": Senso(
        "L'intestazione ha una colonna che il formato non prevede.",
        "correggere il titolo della colonna, o toglierla",
        NON_LETTO,
    ),
    "CSV-COLONNA-MANCANTE": Senso(
        "Nell'intestazione manca una colonna indispensabile.",
        "copiare la prima riga da un file dello stesso tipo",
        NON_LETTO,
    ),
    "CSV-COLONNE": Senso(
        "Una riga ha più celle dell'intestazione: spesso un testo con il separatore e senza virgolette.",
        "mettere tra virgolette i testi con il separatore; salvare con «;» se i decimali hanno la virgola",
        PERDUTO,
    ),
    "CSV-SINTASSI": Senso(
        "Le virgolette di una cella non sono in coppia: da lì in poi il file non si legge.",
        "chiudere le virgolette della riga, o raddoppiarle se fanno parte del testo",
        NON_LETTO,
    ),
    "FILE-CODIFICA": Senso(
        "Il file non è testo UTF-8: di solito un foglio di calcolo l'ha salvato in un'altra codifica.",
        "aprirlo con il suo programma e salvarlo come «CSV UTF-8», o come testo",
        Tratto.NON_LETTO,
    ),
    "FILE-CONFLITTO": Senso(
        "Nel file sono rimasti i segni di un conflitto di git: due versioni delle stesse righe.",
        "tenere una delle due versioni e togliere le righe con <<<<<<<, ======= e >>>>>>>",
        Tratto.NON_LETTO,
    ),
    "FILE-GRANDE": Senso(
        "Un file supera i 16 MiB: nessun dato, capitolo o allegato arriva a tanto.",
        "ridurlo, dividerlo, o toglierlo",
        Tratto.NON_LETTO | Tratto.DEPOSITO,
    ),
    "FILE-IGNORATO": avviso(
        "Un file o una cartella che nessuno legge: l'estensione o il nome non è quello giusto.",
        "dargli il nome e l'estensione giusti, o toglierlo",
    ),
    "FILE-LETTURA": Senso(
        "Il file c'è ma non si apre.",
        "controllare i permessi, o se al suo posto c'è una cartella",
        Tratto.NON_LETTO | Tratto.DEPOSITO | Tratto.CARTELLA,
    ),
    "FILE-MANCANTE": Senso(
        "Manca un file indispensabile.",
        "crearlo copiando quello di un altro anno, o controllare il nome",
        Tratto.NON_LETTO,
    ),
    "FILE-NOME": Senso(
        "Il nome di un file o di una cartella ha lettere o segni che altrove si leggono diversi.",
        "rinominarlo con lettere semplici",
        Tratto.DEPOSITO,
    ),
    "FILE-NOME-CODICE": Senso(
        "Il file di un obiettivo si chiama con il suo codice.", "rinominare il file, o correggere «codice»"
    ),
    "FILE-SPECIALE": Senso(
        "Al posto di un file c'è un collegamento, una pipe o un dispositivo: si legge solo il progetto.",
        "mettere al suo posto il file vero, o toglierlo",
        Tratto.NON_LETTO | Tratto.DEPOSITO | Tratto.CARTELLA,
    ),
    "FOGLIO-ERRORE": Senso(
        "È rimasto un errore del foglio di calcolo al posto del dato.",
        "correggere la formula nel foglio di calcolo e riportare il risultato",
        PERDUTO,
    ),
    "RIGA-DOPPIA": Senso(
        "Due righe di un CSV hanno lo stesso nome: le colonne che lo danno sono uguali.",
        "tenere una delle due righe, o sommarle",
    ),
    "RIGA-VUOTA": Senso(
        "In una riga di un CSV manca ciò senza cui non si sa di che cosa è.",
        "scriverlo, o togliere la riga",
        Tratto.PERDE_RIGHE,
    ),
    "SCRITTURA-INTERROTTA": Senso(
        "Un comando è stato interrotto mentre scriveva: va ripetuto.",
        "ripetere lo stesso comando: finisce ciò che aveva cominciato",
    ),
    "VALORE-CENTESIMI": Senso("Un importo in euro ha al più due decimali.", "scrivere l'importo al centesimo", VALORE),
    "VALORE-DATA": Senso(
        "La data non esiste o non è scritta in uno dei due modi ammessi.",
        "scrivere giorno, mese e anno in cifre: 30/06/2021",
        VALORE,
    ),
    "VALORE-INDIRIZZO": Senso(
        "L'indirizzo del sito comincia con https:// o http://.",
        "scrivere un indirizzo che comincia con https://",
        VALORE,
    ),
    "VALORE-INSOLITO": avviso(
        "Una cifra ammessa ma improbabile: oltre 100 %, negativa, fuori scala, una virgola spostata.",
        "correggere; se è giusto, scrivere «motivo», o confermare il testo",
    ),
    "VALORE-MIGLIAIA": Senso(
        "Un numero come 10.000 si legge in due modi: dieci o diecimila.",
        "togliere il punto delle migliaia; i decimali hanno la virgola",
        VALORE,
    ),
    "VALORE-NUMERO": Senso(
        "Non è un numero da solo (97%, € 1000, parole).",
        "scrivere solo il numero: niente unità, segni o parole",
        VALORE,
    ),
    "VALORE-SCELTA": Senso(
        "La parola non è fra quelle ammesse.", "usare una delle parole ammesse, che il messaggio elenca", VALORE
    ),
    "VALORE-SI-NO": Senso("Il valore è si oppure no.", "scrivere si oppure no", VALORE),
    "VALORE-TIPO": Senso(
        "C'è un elenco o un gruppo dove serve un valore, o il contrario.",
        "scriverlo come nel formato dei dati: elenco, testo, chiavi",
        VALORE,
    ),
    "YAML-CHIAVE-DOPPIA": Senso(
        "La stessa chiave è scritta due volte: varrebbe solo una.", "tenere una delle due righe", RIFIUTA
    ),
    "YAML-CHIAVE-IGNOTA": Senso(
        "La chiave non è del formato: di solito un errore di battitura.",
        "correggere la chiave: il messaggio propone la più vicina",
        PERDUTO,
    ),
    "YAML-CHIAVE-MANCANTE": Senso("Manca una chiave indispensabile.", "aggiungere la chiave", VALORE),
    "YAML-CIRCOLARE": Senso("Un'ancora YAML contiene sé stessa.", "togliere «&» e «*» e ripetere il valore", NON_LETTO),
    "YAML-CODICE-VIRGOLETTE": avviso(
        "Un codice senza virgolette: altri programmi lo leggono come numero.", "scriverlo fra virgolette"
    ),
    "YAML-SINTASSI": Senso(
        "Il file YAML non si può leggere.",
        "guardare la riga e quella prima: rientri, due punti, virgolette, parentesi",
        NON_LETTO,
    ),
}
