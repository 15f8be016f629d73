"""ANNO-COPIATO: a year's folder that is the copy of another's, told once instead of by everything that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.model.anno import Progetto
from macros.model.comando import comando
from macros.model.problems import Documento, Problem, Source


def anni_doppioni(progetto: Progetto) -> Mapping[int, tuple[int, str]]:
    """Return the years that hold an approval of another one, with that year and the act.

    The register says of which year an act is; where it has no row of it, the earlier of two years with one and the
    same act.
    """
    sigillati = {(r.atto, r.sigilla): int(r.anno) for r in progetto.registro.righe if r.sigilla in set(Documento)}
    visti: dict[tuple[object, ...], int] = {}
    doppi: dict[int, tuple[int, str]] = {}
    for numero, anno in progetto.anni.items():
        for documento in Documento:
            atto = anno.approvazione(documento)
            if atto is not None:
                primo = visti.setdefault((documento, atto.organo, atto.numero, atto.data), numero)
                proprio = sigillati.get((atto.nome, documento), primo)
                if proprio != numero:
                    doppi.setdefault(numero, (proprio, atto.nome))
    return doppi


def check_doppioni(progetto: Progetto, doppi: Mapping[int, tuple[int, str]]) -> Iterator[Problem]:
    """ANNO-COPIATO: what a year has approved is not another's (`doppi`); the rest of its folder is not looked at."""
    for numero, (originale, atto) in doppi.items():
        yield Problem(
            Source(progetto.anni[numero].cartella),
            "ANNO-COPIATO",
            f"una copia della cartella del {originale}, con i suoi atti («{atto}»)",
            f"una cartella del {numero}, senza ciò che fu approvato e rilevato nel {originale}",
            f"togliere la cartella, e cominciare l'anno con «{comando('anno-nuovo', str(numero))}»",
        )
