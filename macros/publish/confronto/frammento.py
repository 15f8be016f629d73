"""The comparison as a fragment of a page: the sentence, the figures, the steps, the tables of the changes.

The page of two years, that of the variations and `ciclo confronta --formato html` share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from macros.model.formato import ASSENTE, leggibile, stampato
from macros.publish.confronto.cascata import asse_di, cascata
from macros.publish.confronto.frasi import note, quali_date, sommario
from macros.publish.confronto.parole import PASSI, Gruppo, Riga, Sezione, gruppi, per_figura, punti
from macros.publish.confronto.segni import segno
from macros.publish.modelli import componi
from macros.trail.piano_indicatori import INSIEME

LUNGA = 60
"""Characters past which before and after need room."""
PIEGATI = frozenset({"testi", "risorse", "triennio", "gradi"})
"""Groups that are folded: long, and they move no figure."""
APERTE, PRIME = 12, 8
"""A longer group shows the rows that move most, and folds the others."""


@dataclass(frozen=True, slots=True)
class RigaScritta:
    """A row as the template prints it."""

    codice: str
    titolo: str
    note: tuple[str, ...]
    luoghi: tuple[str, ...]
    segno: Markup
    genere: str
    sotto: str
    """The key, where it says more than the kind."""
    prima: str
    dopo: str
    effetto: str
    lunga: bool
    """True: before and after are texts, not figures."""


def in_html(
    sezioni: Sequence[Sezione],
    note_generali: Sequence[str] = (),
    *,
    livello: int = 2,
    con_titolo: bool = True,
    luoghi: bool = True,
) -> str:
    """Return the fragment.

    Args:
        sezioni: the comparisons.
        note_generali: what holds for all of them.
        livello: of the headings of the comparisons.
        con_titolo: False where the page has said it already; what is below keeps its level.
        luoghi: True prints file and line of each change.
    """
    viste = [_sezione(s, f"c{numero}") | {"luoghi": luoghi} for numero, s in enumerate(sezioni, 1)]
    return componi(
        "confronto.html", sezioni=viste, note_generali=list(note_generali), livello=livello, con_titolo=con_titolo
    )


def _sezione(s: Sezione, chiave: str) -> dict[str, object]:
    c = s.confronto
    due = [x.ente.esatto for x in (c.ciclo_prima, c.ciclo_dopo) if x and x.ente.esatto is not None]
    asse = asse_di(s.camera) if s.camera else None
    trovati = gruppi(s)
    return {
        "chiave": chiave,
        "titolo": s.titolo,
        "sommario": sommario(s),
        "date": quali_date(c),
        "prima": s.prima,
        "dopo": s.dopo,
        "grado_prima": stampato(c.ciclo_prima.ente.stampato) if c.ciclo_prima else None,
        "grado_dopo": stampato(c.ciclo_dopo.ente.stampato) if c.ciclo_dopo else None,
        "differenza": punti(due[1] - due[0]) if len(due) == 2 else None,
        "passi": cascata(s, s.camera, asse, chiave) if s.camera and asse else [],
        "asse": f"L'asse va da {leggibile(asse.da)} a {leggibile(asse.a)}." if asse else "",
        "note": note(s.camera) if s.camera else (),
        "nomi_passi": [PASSI[p][0] for p in PASSI],
        "figure": [
            (
                nome,
                s.titolo_di(f.chiave),
                [ASSENTE if x.punti is None else punti(x.punti) for x in f.contributi],
                punti(f.differenza),
            )
            for nome, f in per_figura(s)
        ],
        "gruppi": [_gruppo(g, con_effetto=len(due) == 2) for g in trovati if g.id not in PIEGATI],
        "piegati": [_gruppo(g, con_effetto=False) for g in trovati if g.id in PIEGATI],
    }


def _gruppo(g: Gruppo, *, con_effetto: bool) -> dict[str, object]:
    scrivi = partial(_riga, con_effetto=con_effetto)
    righe = g.righe
    altre: tuple[Riga, ...] = ()
    if g.id not in PIEGATI and len(righe) > APERTE:
        di_piu = sorted(righe, key=lambda r: -abs(r.mossa))[:PRIME]
        altre = tuple(r for r in righe if r not in di_piu)
        righe = tuple(di_piu)
    quanti = f"{len(g.righe)} cambiamenti" if len(g.righe) > 1 else "un cambiamento"
    scelti = f": gli {len(righe)} che spostano di più il totale della Camera" if altre and con_effetto else ""
    return {
        "id": g.id,
        "titolo": g.titolo,
        "quanti": len(g.righe),
        "portato": g.portato,
        "con_effetto": con_effetto,
        "didascalia": f"{g.titolo}, {quanti}{scelti}",
        "righe": [scrivi(r) for r in righe],
        "altre": [scrivi(r) for r in altre],
        "titolo_altre": f"Gli altri {len(altre)} cambiamenti: {g.titolo.lower()}",
    }


def _riga(r: Riga, *, con_effetto: bool) -> RigaScritta:
    senza = "" if not con_effetto else "con la regola" if INSIEME in r.note else "nessuno"
    return RigaScritta(
        codice=r.codice,
        titolo=r.titolo,
        note=r.note,
        luoghi=r.luoghi,
        segno=segno(r.genere),
        genere=r.genere,
        sotto="" if r.campo == "uffici" else r.campo.removeprefix(r.genere).lstrip(),
        prima=r.prima,
        dopo=r.dopo,
        effetto=r.effetto or senza,
        lunga=max(len(r.prima), len(r.dopo)) > LUNGA,
    )
