"""The words of the register by itself and in the history of git: what it does not go on from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from macros.model.comando import comando
from macros.model.registro import Irregolare, Irregolarita
from macros.reading.registro.forma import FILE

COM_ERA = (
    "rimettere il file com'era (git log -- {0} dice in quali commit è cambiato, "
    "git restore --source=COMMIT {0} lo rimette)"
)
ACCODA = f"«{comando('registro', altro='--accoda')}»"
Messaggio = tuple[str, str, str]
PARZIALI = {
    "": (
        "un deposito di git che non risponde",
        "controllare con git status che cosa git rifiuta, per esempio il proprietario della cartella",
    ),
    "parziale": ("una parte della storia di git", "git fetch --unshallow, e nella forgia fetch-depth: 0"),
    "guasta": (
        "una storia di git in cui il registro manca o non si legge",
        (
            f"git fsck dice che cosa manca, git check-ignore -v {FILE} se git lo ignora; una copia fatta con --filter "
            "si completa con git fetch --refetch --no-filter; un filtro di .gitattributes sul registro si toglie"
        ),
    ),
}
"""What of the history cannot be told → what it is, and what to do."""


def _senza_registro(i: Irregolarita) -> Messaggio:
    return (
        f"un atto con l'impronta di ciò che approva («{i.atto}») e nessun registro",
        f"{FILE}, che dice che cosa ogni atto ha sigillato",
        f"se c'era, {COM_ERA.format(FILE)}; se non c'è mai stato, «{comando('registro', altro='--inizia')}»",
    )


def _catena(i: Irregolarita) -> Messaggio:
    return (
        f"la riga {i.riga} non segue da quella che la precede: una riga è stata cambiata, tolta o spostata a mano",
        "righe scritte dai comandi, in fondo, e mai più toccate",
        f"{COM_ERA.format(FILE)}; un errore in un atto si corregge con ciclo atto --rettifica",
    )


def _versione(i: Irregolarita) -> Messaggio:
    return (
        f"la riga {i.riga} di versione «{i.dopo}»",
        "una versione che questo programma conosce",
        "usare la versione del programma con cui la riga fu scritta, o una più recente",
    )


def _storia(i: Irregolarita) -> Messaggio:
    if i.campo == "unione":
        rimedio = (
            "rifare l'unione: se è l'ultimo commit e altri non l'hanno ricevuta, git reset --keep HEAD~1, poi git "
            f"merge e nel conflitto {ACCODA}; se no, ripartire da un commit che aveva le righe e riportarvi il resto"
        )
        trovato = f"un'unione in cui «{i.prima}», riga {i.riga} nel commit {i.nota}, manca o non è al suo posto"
        return trovato, "le righe dei due rami, tutte, e quelle di ciascuno nel loro ordine", rimedio
    era, ora = (f"«{x}»" if x else "niente" for x in (i.prima, i.dopo))
    altro = f" con un altro valore in «{i.campo}»" if i.campo else ""
    return (
        f"{ora} alla riga {i.riga}, mentre nel commit {i.nota} c'era {era}{altro}: il registro è stato riscritto",
        "il registro di prima, con le righe nuove soltanto in fondo",
        f"git restore --source={i.nota} {FILE}; poi {ACCODA} aggiunge gli atti che non vi hanno una riga",
    )


def _rifatto(i: Irregolarita) -> Messaggio:
    trovato, atteso, _ = _storia(i)
    return trovato, atteso, "nulla, se la dimostrazione è stata rifatta apposta; un ente vero qui si fermerebbe"


def _senza_storia(i: Irregolarita) -> Messaggio:
    return (
        f"la revisione «{i.nota}», con cui confrontare il registro, in questa copia non c'è",
        "la storia di git fino a quella revisione",
        "controllare come si chiama; in una copia parziale git fetch --unshallow, e nella forgia fetch-depth: 0",
    )


def _parziale(i: Irregolarita) -> Messaggio:
    che, rimedio = PARZIALI[i.nota]
    return f"{che}: se il registro è stato riscritto prima, qui non si vede", "la storia intera", rimedio


DETTE: Mapping[Irregolare, tuple[str, Callable[[Irregolarita], Messaggio]]] = {
    Irregolare.SENZA_REGISTRO: ("REGISTRO-MANCANTE", _senza_registro),
    Irregolare.VERSIONE: ("REGISTRO-VERSIONE", _versione),
    Irregolare.CATENA: ("REGISTRO-CATENA", _catena),
    Irregolare.STORIA: ("REGISTRO-STORIA", _storia),
    Irregolare.RIFATTO: ("REGISTRO-RIFATTO", _rifatto),
    Irregolare.SENZA_STORIA: ("REGISTRO-BASE", _senza_storia),
    Irregolare.PARZIALE: ("REGISTRO-PARZIALE", _parziale),
}
"""Irregularity → code and words."""
