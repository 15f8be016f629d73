"""The files of a comparison between two years: the changes as CSV, everything as JSON, the series."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model.formato import arrotonda
from macros.model.valori import Livello
from macros.publish.confronto.dati import in_dati
from macros.publish.confronto.parole import ALTROVE, Sezione
from macros.publish.confronto.serie import in_file
from macros.publish.dati.aperti import nomi_confronto
from macros.publish.dati.risultati import in_csv
from macros.publish.dati.tabelle import CONFRONTO
from macros.trail.cambiamenti import Cambiamento
from macros.trail.confronto import Confronto
from macros.vista.anni import confronto_di
from macros.vista.vista import Vista

ALTRE = dict(zip(("obiettivi", "aree", "responsabili"), ALTROVE.values(), strict=True))
"""Column → the levels whose figures it lists."""


def file_confronto(vista: Vista, anno: int) -> dict[str, bytes]:
    """Return the files by name; none when the year before is not shown."""
    confronto = confronto_di(vista, anno)
    if confronto is None:
        return {}
    tabella, dati, serie = nomi_confronto(vista, anno)
    note = ["Valori dimostrativi."] if vista.ente.dimostrativo else []
    segno = "si" if vista.ente.dimostrativo else "no"
    righe = ({**riga, "dimostrativo": segno} for riga in _righe(confronto))
    return {
        tabella: in_csv(CONFRONTO.colonne, righe).encode(),
        dati: in_dati([Sezione(confronto, str(anno - 1), str(anno))], note).encode() + b"\n",
        serie: in_file(vista, anno),
    }


def _righe(confronto: Confronto) -> Iterator[dict[str, str]]:
    due = {"anno_prima": str(confronto.prima.anno), "anno_dopo": str(confronto.dopo.anno)}
    for c in confronto.cambiamenti:
        punti = c.effetto.ente if c.effetto else None
        yield due | {
            "periodo": str(confronto.periodo or ""),
            "genere": str(c.genere),
            "livello": c.livello,
            "codice_prima": c.codice_prima or "",
            "codice_dopo": c.codice_dopo or "",
            "titolo": c.titolo,
            "campo": str(c.campo),
            "prima": c.scritto_prima,
            "dopo": c.scritto_dopo,
            "effetto": "" if punti is None else f"{arrotonda(punti, 2):f}",
            **{f"effetto_{nome}": _altrove(c, livelli) for nome, livelli in ALTRE.items()},
            "motivo": c.motivo or "",
            "atto": c.atto or "",
            "nota": c.nota or "",
            "non_confrontabile": str(c.non_confrontabile or ""),
            "senza_effetto": c.senza_effetto or "",
        }


def _altrove(c: Cambiamento, livelli: tuple[Livello, ...]) -> str:
    """Write codes and points of the figures of some levels, `2.2 1.88; 2.2.1 9.41`; no points: no such figure."""
    figure = [(codice, p) for x in livelli for codice, p in c.effetto.di(x).items()] if c.effetto else []
    return "; ".join(f"{codice} {'' if p is None else format(arrotonda(p, 2), 'f')}".rstrip() for codice, p in figure)
