"""The chapters of approved documents against those that were sealed, paragraph by paragraph."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from typing import TypeGuard

from macros.model.problems import Documento, Source
from macros.model.registro import Irregolare, Irregolarita, RigaRegistro, Sigillo, nome_testi
from macros.reading.blocco.blocco import Approvati
from macros.reading.blocco.impronta import Canonica, sha256_di
from macros.reading.registro import capitoli
from macros.reading.registro.sigilli import custodita, testi_di
from macros.reading.testo.deposito import esiste
from macros.reading.testo.files import leggi_testo

BranoDiverso = tuple[int, str, str | None, str | None]
"""Line, part of the chapter, what was sealed there, what stands there."""


def irregolarita_testi(
    approvati: Approvati, righe: Sequence[RigaRegistro], sigilli: Sequence[Sigillo]
) -> Iterator[Irregolarita]:
    """Yield TESTI for each document of a year; the last row that seals or corrects its chapters holds.

    Data alone, as those of a revision of git are read, are no project without chapters.
    """
    radice = approvati.lettura.radice
    if not esiste(radice / "content") and not esiste(radice / "mkdocs.yml"):
        return
    for documento in Documento:
        sue = [r for r in righe if r.sigilla == documento or (r.sigilla == nome_testi(documento) and r.impronta_testi)]
        if sue:
            suo = next((s for s in sigilli if s.sigilla == documento), None)
            oggi = suo.contenuti.get(suo.impronta_testi) if suo else testi_di(approvati, documento)
            yield from _documento(approvati, documento, sue[-1], oggi)


def _documento(
    approvati: Approvati, documento: Documento, riga: RigaRegistro, oggi: bytes | None
) -> Iterator[Irregolarita]:
    if (sha256_di(oggi) if oggi is not None else "") == riga.impronta_testi:
        return
    dopo = json.loads(oggi or b"{}")
    prima = custodita(approvati.lettura, approvati.cartella, riga.impronta_testi) if riga.impronta_testi else {}
    if prima is None:
        yield _detta(riga, Source(f"content/{approvati.anno}/{documento}"), "", None, None)
        return
    erano, sono = _voci(prima, "capitoli"), _voci(dopo, "capitoli")
    for nome in dict.fromkeys([*erano, *sono]):
        if erano.get(nome) != sono.get(nome):
            for linea, campo, una, altra in _brani(approvati, nome, erano.get(nome), sono.get(nome)):
                yield _detta(riga, Source(nome, linea), campo, una, altra)
    nuove = _voci(dopo, "immagini").keys() - _voci(prima, "immagini").keys()
    yield from (_detta(riga, Source(nome), "immagine", None, "c'è") for nome in sorted(nuove))
    for nome, sha in _voci(prima, "immagini").items():
        oggi_sha = _voci(dopo, "immagini").get(nome)
        c_e = esiste(approvati.lettura.radice / nome)
        if not c_e or oggi_sha not in {sha, None}:  # no more named, and there: the text tells
            yield _detta(riga, Source(nome), "immagine", "c'era", "c'è" if c_e else None)


def _detta(riga: RigaRegistro, source: Source, campo: str, prima: str | None, dopo: str | None) -> Irregolarita:
    return Irregolarita(
        che=Irregolare.TESTI,
        source=source,
        anno=riga.anno,
        atto=riga.atto,
        sigilla=riga.sigilla,
        riga=riga.riga,
        campo=campo,
        prima=prima,
        dopo=dopo,
    )


def _brani(approvati: Approvati, nome: str, era: Canonica | None, ora: Canonica | None) -> Iterator[BranoDiverso]:
    """Yield what is not the same in a chapter."""
    if not _intero(era) or not _intero(ora):
        yield 1, "capitolo", "c'era" if era else None, "c'è" if ora else None
        return
    if era["testata"] != ora["testata"]:
        yield 1, "testata", str(era["testata"]), str(ora["testata"])
    letto = leggi_testo(approvati.lettura, approvati.lettura.radice / nome) or ""
    righe = [n for n, _ in capitoli.paragrafi(capitoli.scritta(capitoli.divisa(letto)[1]))] or [1]
    forme = [list(map(str, f["testo"])) for f in (era, ora)]
    if capitoli.stesso(*forme):
        return
    prima, dopo = (_paragrafi(f) for f in forme)
    for a, b, c, d in _diversi(prima, dopo):
        yield righe[min(c, len(righe) - 1)], "testo", "\n\n".join(prima[a:b]) or None, "\n\n".join(dopo[c:d]) or None
    if prima == dopo:  # other spaces, or lines broken elsewhere, that are seen
        da = min(capitoli.di_piu("".join(f)) for f in forme if capitoli.per_righe(f))
        yield righe[min(da, len(righe) - 1)], "testo", prima[da], dopo[da]


def _paragrafi(forma: list[str]) -> list[str]:
    return [t for _, t in capitoli.paragrafi("".join(forma))] if capitoli.per_righe(forma) else forma


def _diversi(prima: list[str], dopo: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where two lists are not the same: from and to in the first, from and to in the second."""
    for che, *dove in difflib.SequenceMatcher(None, prima, dopo, autojunk=False).get_opcodes():
        if che != "equal":
            yield dove[0], dove[1], dove[2], dove[3]


def _intero(capitolo: Canonica | None) -> TypeGuard[dict[str, Canonica]]:
    return isinstance(capitolo, dict) and isinstance(capitolo.get("testo"), list) and "testata" in capitolo


def _voci(forma: object, chiave: str) -> dict[str, Canonica]:
    voci = forma.get(chiave) if isinstance(forma, dict) else None
    return voci if isinstance(voci, dict) else {}
