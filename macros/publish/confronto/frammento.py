"""The comparison as a fragment of a page: the sentence, the figures, the steps, the tables of the changes.

The page of two years, that of the variations and `ciclo confronta --formato html` share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from macros.model.formato import leggibile, stampato
from macros.model.valori import Livello
from macros.publish.confronto.cascata import asse_di, cascata
from macros.publish.confronto.frasi import date_cifre, note, quali_date, sommario
from macros.publish.confronto.gruppi import PIEGATI, GruppoCambiamenti, gruppi
from macros.publish.confronto.parole import PASSI, Sezione, celle_di, per_figura, punti
from macros.publish.confronto.righe import Riga
from macros.publish.confronto.segni import segno
from macros.publish.html.modelli import componi
from macros.trail.cambiamenti import Campo, Senza
from macros.trail.confronto import Confronto
from macros.trail.mondo import Chiave


def in_html(
    sezioni: Sequence[Sezione],
    note_generali: Sequence[str] = (),
    *,
    livello: int = 2,
    con_titolo: bool = True,
    luoghi: bool = True,
    file: Sequence[str] = (),
) -> str:
    """Return the fragment.

    Args:
        sezioni: the comparisons.
        note_generali: what holds for all of them.
        livello: of the headings of the comparisons.
        con_titolo: False where the page has said it already; what is below keeps its level.
        luoghi: True prints file and line of each change.
        file: names of the files of the page that hold every change.
    """
    viste = [_sezione(s, f"c{numero}") | {"luoghi": luoghi} for numero, s in enumerate(sezioni, 1)]
    return componi(
        "confronto.html",
        sezioni=viste,
        note_generali=list(note_generali),
        livello=livello,
        con_titolo=con_titolo,
        file=" e ".join(file),
        segno=segno,
        insieme=Senza.INSIEME,
    )


def _sezione(s: Sezione, chiave: str) -> dict[str, object]:
    c = s.confronto
    due = [x.ente.esatto for x in (c.ciclo_prima, c.ciclo_dopo) if x and x.ente.esatto is not None]
    asse = asse_di(s.camera) if s.camera else None
    trovati = gruppi(s)
    piegati = [g for g in trovati if not g.intero]
    mossi, figure = per_figura(s)
    righe = [r for g in trovati for r in g.righe]
    return {
        "chiave": chiave,
        "titolo": s.titolo,
        "sommario": sommario(s),
        "date": quali_date(c),
        "prima": s.prima,
        "dopo": s.dopo,
        "date_cifre": date_cifre(s),
        "grado_prima": stampato(c.ciclo_prima.ente.stampato) if c.ciclo_prima else None,
        "grado_dopo": stampato(c.ciclo_dopo.ente.stampato) if c.ciclo_dopo else None,
        "differenza": punti(due[1] - due[0]) if len(due) == 2 else None,
        "passi": cascata(s, s.camera, asse, chiave) if s.camera and asse and c.cambiamenti else [],
        "asse": f"L'asse va da {leggibile(asse.da)} a {leggibile(asse.a)}." if asse else "",
        "note": note(s.camera) if s.camera else (),
        "nomi_passi": [*(PASSI[p][0] for p in mossi), "In tutto"],
        "figure": [(*_chi(s, nome, x.chiave), celle_di(x, mossi)) for nome, x in figure],
        "dove": f"di «{s.dopo}»" if c.stesso_anno else f"del {s.dopo}",
        "quanti": len(righe),
        "gruppi": [_gruppo(g, c) for g in trovati if g.prime],
        "con_effetto": len(due) == 2,
        "piegati": [
            {"id": g.id, "titolo": g.titolo, "quanti": len(g.righe), "righe": g.righe}
            | {"con_effetto": len(due) == 2 and g.id not in PIEGATI}
            for g in piegati
        ],
        "altrove": [r for r in righe if any(r.altrove)],
    }


def _chi(s: Sezione, nome: str, chiave: Chiave) -> tuple[str, str]:
    """Return how a figure is called, and its title under that; a manager's area has its title only."""
    titolo = s.titolo_di(chiave)
    return (titolo, "") if chiave[0] == Livello.AREA_DIRIGENZIALE and titolo else (nome, titolo)


def _gruppo(g: GruppoCambiamenti, c: Confronto) -> dict[str, object]:
    return {"id": g.id, "titolo": g.titolo, "portato": g.portato, "righe": [_breve(r, c) for r in g.prime]}


def _breve(r: Riga, c: Confronto) -> Riga:
    """Return a row in few words, without the date that all the figures of the comparison have."""
    sottinteso = c.periodo and r.campo == Campo((r.genere,), c.periodo)
    return replace(r, prima=r.brevi[0], dopo=r.brevi[1], sotto="" if sottinteso else r.sotto)
