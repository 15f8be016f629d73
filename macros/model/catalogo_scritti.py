"""The rows of the catalogue about how something is written: a text, a value, a code, a cell, a key."""

from __future__ import annotations

from macros.model.tratti import Senso, Tratto

RIFIUTA = Tratto.RIFIUTA
VALORE, PERDUTO = RIFIUTA | Tratto.DEL_VALORE, RIFIUTA | Tratto.PERDE_RIGHE
NON_LETTO = RIFIUTA | Tratto.NON_LETTO

SCRITTI: dict[str, str | Senso] = {
    "CODICE-CARATTERI": "Un codice dà il nome a file e pagine: ha solo lettere senza accenti, cifre e . - _.",
    "CSV-COLONNA-DOPPIA": Senso("La stessa colonna compare due volte nell'intestazione.", NON_LETTO),
    "CSV-COLONNA-IGNOTA": Senso("L'intestazione ha una colonna che il formato non prevede.", NON_LETTO),
    "CSV-COLONNA-MANCANTE": Senso("Nell'intestazione manca una colonna indispensabile.", NON_LETTO),
    "CSV-COLONNE": Senso(
        "Una riga ha più celle dell'intestazione: spesso un testo con il separatore e senza virgolette.", PERDUTO
    ),
    "CSV-SINTASSI": Senso(
        "Le virgolette di una cella non sono in coppia: da lì in poi il file non si legge.", NON_LETTO
    ),
    "FOGLIO-ERRORE": Senso("È rimasto un errore del foglio di calcolo al posto del dato.", PERDUTO),
    "RIGA-DOPPIA": "Due righe di un CSV hanno lo stesso nome: le colonne che lo danno sono uguali.",
    "RIGA-VUOTA": Senso("In una riga di un CSV manca ciò senza cui non si sa di che cosa è.", Tratto.PERDE_RIGHE),
    "TESTO-CODICE-FISCALE": "Un testo ha la forma di un codice fiscale: nessun dato personale entra nel deposito.",
    "TESTO-IBAN": "Un testo ha la forma di un IBAN: nessun conto corrente entra nel deposito.",
    "TESTO-POSTA": "Un indirizzo di posta elettronica che non è fra i contatti dell'ente: può essere di una persona.",
    "TESTO-SEGNAPOSTO": "In un testo destinato alla pubblicazione è rimasto un segnaposto.",
    "TESTO-TELEFONO": "Un numero di telefono che non è fra i contatti dell'ente: può essere di una persona.",
    "VALORE-CENTESIMI": Senso("Un importo in euro ha al più due decimali.", VALORE),
    "VALORE-DATA": Senso("La data non esiste o non è scritta in uno dei due modi ammessi.", VALORE),
    "VALORE-INDIRIZZO": Senso("L'indirizzo del sito comincia con https:// o http://.", VALORE),
    "VALORE-MIGLIAIA": Senso("Un numero come 10.000 si legge in due modi: dieci o diecimila.", VALORE),
    "VALORE-NUMERO": Senso("Non è un numero da solo (97%, € 1000, parole).", VALORE),
    "VALORE-SCELTA": Senso("La parola non è fra quelle ammesse.", VALORE),
    "VALORE-SI-NO": Senso("Il valore è si oppure no.", VALORE),
    "VALORE-TIPO": Senso("C'è un elenco o un gruppo dove serve un valore, o il contrario.", VALORE),
    "YAML-CHIAVE-DOPPIA": Senso("La stessa chiave è scritta due volte: varrebbe solo una.", RIFIUTA),
    "YAML-CHIAVE-IGNOTA": Senso("La chiave non è del formato: di solito un errore di battitura.", PERDUTO),
    "YAML-CHIAVE-MANCANTE": Senso("Manca una chiave indispensabile.", VALORE),
    "YAML-CIRCOLARE": Senso("Un'ancora YAML contiene sé stessa.", NON_LETTO),
    "YAML-SINTASSI": Senso("Il file YAML non si può leggere.", NON_LETTO),
}
