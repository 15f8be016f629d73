"""Compares two canonical forms by codes: where they differ, whatever the order of lists and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from macros.model.archivio import file_anno
from macros.model.variazioni import Contenuto, Differenza, Divario
from macros.reading.blocco.impronta import Canonica
from macros.reading.blocco.percorsi import Passi, nomi


def scendi_forma(canonico: Canonica | None, scelti: Passi) -> Canonica | None:
    """Return the canonical form some steps below."""
    for passo in scelti:
        if isinstance(canonico, dict):
            canonico = canonico.get(passo)
        elif isinstance(canonico, list):
            nominati = nomi(canonico)
            canonico = dict(zip(nominati[0], canonico, strict=True)).get(passo) if nominati else None
        else:
            return None
    return canonico


def posto_di(canonico: Canonica | None, scelti: Passi) -> int | None:
    """Return the place in its list, from 1, of what is some steps below; None when it is not in a list."""
    sopra = scendi_forma(canonico, scelti[:-1]) if scelti else None
    nominati = nomi(sopra) if isinstance(sopra, list) else None
    return nominati[0].index(scelti[-1]) + 1 if nominati and scelti[-1] in nominati[0] else None


def divergenze(
    prima: Canonica | None, dopo: Canonica | None, sopra: Passi = ()
) -> Iterator[tuple[Passi, Canonica | None, Canonica | None, bool]]:
    """Yield where two canonical forms differ: steps, before, after, and True when only the order does."""
    if prima == dopo:
        return
    if isinstance(prima, dict) and isinstance(dopo, dict):
        for chiave in dict.fromkeys([*prima, *dopo]):
            yield from divergenze(prima.get(chiave), dopo.get(chiave), (*sopra, chiave))
        return
    if isinstance(prima, list) and isinstance(dopo, list):
        di_prima, di_dopo = nomi(prima), nomi(dopo)
        if di_prima and di_dopo and ((di_prima[1] and di_dopo[1]) or len(prima) == len(dopo)):
            a, b = dict(zip(di_prima[0], prima, strict=True)), dict(zip(di_dopo[0], dopo, strict=True))
            for nome in dict.fromkeys([*a, *b]):
                yield from divergenze(a.get(nome), b.get(nome), (*sopra, nome))
            if set(a) == set(b) and list(a) != list(b):
                yield sopra, list(a), list(b), True
            return
    yield sopra, prima, dopo, False


def per_nome(file: str, prima: Canonica | None, dopo: Canonica | None) -> tuple[Canonica | None, Canonica | None]:
    """Return the rows of a CSV by what names them; other files as they are."""
    tipo = file_anno(file)
    if tipo is None or not tipo.chiave:
        return prima, dopo

    def nominate(righe: Canonica | None) -> Canonica:
        record = [r for r in (righe if isinstance(righe, list) else []) if isinstance(r, dict)]
        return {" ".join(str(r[c]) for c in tipo.chiave if c in r): r for r in record}

    return nominate(prima), nominate(dopo)


def leggibile(forma_canonica: Canonica | None) -> Contenuto:
    """Return a canonical form as a content."""
    if isinstance(forma_canonica, dict):
        return {chiave: leggibile(sotto) for chiave, sotto in forma_canonica.items()}
    if isinstance(forma_canonica, list):
        return tuple(leggibile(sotto) for sotto in forma_canonica)
    return forma_canonica


def codici_tolti(differenze: Sequence[Differenza]) -> set[str]:
    """Return the objectives and indicators that are no longer there: what names them is not a second mistake."""
    tolti: set[str] = set()
    for d in differenze:
        if d.genere is Divario.TOLTO and isinstance(d.approvato, Mapping):
            indicatori = d.approvato.get("indicatori")
            for record in (d.approvato, *(indicatori if isinstance(indicatori, tuple) else ())):
                codice = record.get("codice") if isinstance(record, Mapping) else None
                tolti |= {codice} if isinstance(codice, str) and d.dove.startswith("obiettivo ") else set()
    return tolti
