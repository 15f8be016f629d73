"""Problems of the register."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model.tratti import Ambito, Senso, avviso

SENZA_IMPRONTA: Mapping[Ambito, tuple[str, ...]] = {
    Ambito.ANNO: ("ATTO-SENZA-IMPRONTA", "BLOCCO-IMPRONTA", "BLOCCO-SENZA-ISTANTANEA")
}
"""Of an act that is not the registered one: that its document then has no impronta, or another, is the same mistake."""
RIGHE: Mapping[str, Senso] = {
    "REGISTRO-ALTRO-ATTO": Senso(
        "Una variazione o un'errata cita un atto che nel registro ne approva un'altra, o nessuna.",
        "citare il suo atto, o registrarlo con ciclo atto",
    ),
    "REGISTRO-ANNO": Senso(
        "Un anno che il registro conosce non ha più la sua cartella.", "rimettere la cartella con git restore"
    ),
    "REGISTRO-ATTO-CAMBIATO": Senso(
        "Un atto non è più come fu registrato.",
        "rimettere ciò che c'era; un errore si corregge con ciclo atto --rettifica",
        spiega=SENZA_IMPRONTA,
    ),
    "REGISTRO-ATTO-NUOVO": Senso(
        "Un atto non è ancora nel registro: lo registra ciclo registro --accoda.",
        "registrarlo con ciclo registro --accoda, o togliere il file",
    ),
    "REGISTRO-ATTO-TOLTO": Senso(
        "Un atto registrato non ha più il suo file.", "rimetterlo com'era con git restore", spiega=SENZA_IMPRONTA
    ),
    "REGISTRO-BASE": Senso(
        "In questa copia manca la revisione con cui confrontare il registro.",
        "scaricare tutta la storia, o la revisione che manca",
    ),
    "REGISTRO-CAMBIATO": Senso(
        "Una variazione o un'errata approvata non è più come l'atto l'ha sigillata.",
        "rimettere ciò che c'era; ciò che cambia ancora ha un record e un atto suoi",
    ),
    "REGISTRO-CATENA": Senso(
        "Una riga del registro è stata cambiata, tolta o spostata a mano.",
        "rimetterlo com'era con git restore; lo scrivono solo i comandi",
    ),
    "REGISTRO-DOPPIO": Senso(
        "Due atti approvano la stessa cosa.",
        "togliere il secondo; ciò che cambia poi è una variazione o un'errata",
        spiega=SENZA_IMPRONTA,
    ),
    "REGISTRO-FORMA": Senso(
        "Una riga del registro sigilla una cosa che nessun atto approva.", "rimetterlo com'era con git restore"
    ),
    "REGISTRO-MANCANTE": Senso(
        "Ci sono atti con un'impronta e manca il registro di ciò che hanno approvato.",
        "rimetterlo com'era con git restore; se non c'è mai stato, ciclo registro --inizia",
    ),
    "REGISTRO-ORDINE": Senso(
        "Il registro sigilla una cosa prima di quella che presuppone.",
        "rimetterlo com'era con git restore, poi ciclo registro --accoda",
    ),
    "REGISTRO-PARZIALE": avviso(
        "Questa copia non ha tutta la storia: non sa dire se il registro è stato riscritto prima.",
        "scaricare tutta la storia con git fetch --unshallow",
    ),
    "REGISTRO-RETTIFICA": Senso(
        "Una rettifica cambia di un atto ciò che non si può rettificare.",
        "rimetterlo com'era con git restore; un altro atto si registra con ciclo atto",
    ),
    "REGISTRO-RIFATTO": avviso(
        "Il registro della dimostrazione è stato rifatto: per un ente vero sarebbe un errore.",
        "nulla: è detto perché chi legge lo sappia",
    ),
    "REGISTRO-SIGILLO": Senso(
        "Manca la copia di ciò che una riga del registro sigilla.",
        "git restore della cartella approvati, o ciclo registro --accoda",
    ),
    "REGISTRO-STORIA": Senso(
        "Il registro non continua quello dei commit precedenti: è stato riscritto.",
        "rimetterlo com'era con git restore; un atto si corregge con ciclo atto --rettifica",
    ),
    "REGISTRO-TARDIVO": avviso(
        "Un atto che un documento approvato nomina è entrato nel registro dopo la sua approvazione.",
        "nulla, se fu dimenticato; altrimenti togliere il commit che lo aggiunge",
    ),
    "REGISTRO-TESTI": Senso(
        "Un capitolo di un documento approvato è stato cambiato.",
        "rimetterlo com'era con git restore; una correzione si registra con ciclo errata --testi",
    ),
    "REGISTRO-VERSIONE": Senso(
        "Una riga del registro è di una forma che questa versione del programma non conosce.",
        "usare la versione del programma che scrisse la riga, o una più recente",
    ),
}
