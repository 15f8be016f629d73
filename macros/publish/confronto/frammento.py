"""The comparison as a fragment of a page: figures, the steps as a drawing beside their figures, the tables.

The drawing repeats what is written beside it, so it is hidden from screen readers; what rises is solid,
what falls is hatched: it holds without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from macros.model.formato import leggibile, stampato
from macros.publish.confronto.parole import (
    PASSI,
    Gruppo,
    Sezione,
    gruppi,
    note,
    passi,
    per_figura,
    punti,
    sommario,
)
from macros.publish.glifi import COLORI, INCHIOSTRO, percentuale
from macros.publish.modelli import componi
from macros.trail.effetti import Scomposizione

SU, LINEA, FILO = "#5c82a8", "#d6dde4", "#7a8a99"
SCALE = tuple(Fraction(x) for x in ("0.01", "0.05", "0.1", "0.5", "1", "5", "10", "50"))
"""Steps of the axis, points: the first that leaves at most twelve of them."""


@dataclass(frozen=True, slots=True)
class Asse:
    """The cut axis of the drawing, points."""

    da: Fraction
    a: Fraction

    def posto(self, grado: Fraction) -> Fraction:
        """Return where a grade stands, in per cent of the axis."""
        return (grado - self.da) / (self.a - self.da) * 100


@dataclass(frozen=True, slots=True)
class RigaDisegno:
    """One line of the decomposition with its drawing."""

    nome: str
    sotto: str
    punti: str
    totale: bool
    disegno: Markup


def in_html(sezioni: Sequence[Sezione], note_generali: Sequence[str] = (), *, livello: int = 2) -> str:
    """Return the fragment; `livello`: of its headings."""
    viste = [_sezione(s, f"c{numero}") for numero, s in enumerate(sezioni, 1)]
    return componi("confronto.html", sezioni=viste, note_generali=list(note_generali), livello=livello)


def _sezione(s: Sezione, chiave: str) -> dict[str, object]:
    c = s.confronto
    due = [x.ente.esatto for x in (c.ciclo_prima, c.ciclo_dopo) if x and x.ente.esatto is not None]
    differenza = punti(due[1] - due[0]) if len(due) == 2 else None
    asse = _asse(s.camera) if s.camera else None
    trovati: tuple[Gruppo, ...] = gruppi(s)
    return {
        "chiave": chiave,
        "titolo": s.titolo,
        "sommario": sommario(s),
        "prima": s.prima,
        "dopo": s.dopo,
        "grado_prima": stampato(c.ciclo_prima.ente.stampato) if c.ciclo_prima else None,
        "grado_dopo": stampato(c.ciclo_dopo.ente.stampato) if c.ciclo_dopo else None,
        "differenza": differenza,
        "passi": _disegno(s, s.camera, asse, chiave) if s.camera and asse else [],
        "asse": f"L'asse va da {leggibile(asse.da)} a {leggibile(asse.a)}." if asse else "",
        "note": note(s.camera) if s.camera else (),
        "nomi_passi": [PASSI[p][0] for p in PASSI],
        "figure": [
            (nome, [punti(x.punti) if x.punti is not None else "n.d." for x in f.contributi], punti(f.differenza))
            for nome, f in per_figura(s)
        ],
        "gruppi": trovati,
        "con_effetto": {g.id for g in trovati if any(r.effetto for r in g.righe)},
    }


def _asse(camera: Scomposizione) -> Asse:
    """Return an axis that holds every state on the way, cut at round figures within 0."""
    gradi = [x for x in (camera.prima.esatto, *(c.arrivo for c in camera.contributi)) if x is not None]
    basso, alto = min(gradi), max(gradi)
    passo = next((p for p in SCALE if (alto - basso) / p <= 12), SCALE[-1])
    da = max(Fraction(0), (basso // passo - 1) * passo)
    return Asse(da, (-(-alto // passo) + 1) * passo)


def _disegno(s: Sezione, camera: Scomposizione, asse: Asse, chiave: str) -> list[RigaDisegno]:
    assert camera.prima.esatto is not None and camera.dopo.esatto is not None  # noqa: PT018, S101 - it has a difference
    righe = [RigaDisegno(s.prima, "Camera", stampato(camera.prima.stampato), True, _totale(asse, camera.prima.esatto))]  # noqa: FBT003 - a record
    dove = camera.prima.esatto
    for numero, passo in enumerate(passi(s, camera), 1):
        arrivo = passo.contributo.arrivo
        disegno = Markup("") if arrivo is None else _barra(asse, dove, arrivo, f"{chiave}-t{numero}")
        righe.append(RigaDisegno(passo.nome, passo.sotto, passo.punti, False, disegno))  # noqa: FBT003 - a record
        dove = dove if arrivo is None else arrivo
    righe.append(RigaDisegno(s.dopo, "Camera", stampato(camera.dopo.stampato), True, _totale(asse, camera.dopo.esatto)))  # noqa: FBT003 - a record
    return righe


TESTA = '<svg class="barra" width="100%" height="28" aria-hidden="true" focusable="false">'


def _totale(asse: Asse, grado: Fraction) -> Markup:
    """A black mark on a thin line."""
    return Markup(  # noqa: S704 - constants and numbers only
        f'{TESTA}<rect x="0" y="13.5" width="100%" height="1" fill="{LINEA}"/>'
        f'<svg x="{percentuale(asse.posto(grado))}" y="14" width="1" height="1" overflow="visible">'
        f'<rect x="-2" y="-14" width="4" height="28" fill="{INCHIOSTRO}"/></svg></svg>'
    )


def _barra(asse: Asse, da: Fraction, a: Fraction, chiave: str) -> Markup:
    """A step: solid when it rises, hatched when it falls, with a thread at both ends."""
    x, larga = percentuale(asse.posto(min(da, a))), percentuale(abs(asse.posto(a) - asse.posto(da)))
    fili = "".join(
        f'<rect x="{percentuale(asse.posto(p))}" y="0" width="1" height="28" fill="{FILO}"/>' for p in (da, a)
    )
    if a >= da:
        corpo = f'<rect x="{x}" y="5" width="{larga}" height="18" fill="{SU}"/>'
    else:
        corpo = (
            f'<defs><pattern id="{chiave}" width="5" height="5" patternUnits="userSpaceOnUse">'
            f'<path d="M0 5 5 0" stroke="{COLORI["no"]}" stroke-width="1"/></pattern></defs>'
            f'<rect x="{x}" y="5" width="{larga}" height="18" fill="url(#{chiave})" '
            f'stroke="{COLORI["no"]}" stroke-width="1"/>'
        )
    return Markup(f"{TESTA}{corpo}{fili}</svg>")  # noqa: S704 - constants and numbers only
