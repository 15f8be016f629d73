"""The decomposition as a drawing: totals are black marks on a cut axis, steps are bars between them.

What rises is solid, what falls is hatched: it holds without colour. Each drawing stands beside its figures
and repeats them, so it is hidden from screen readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from macros.engine.result import Sintesi
from macros.model.formato import ASSENTE, stampato
from macros.model.formato import numero as scritto_numero
from macros.publish.confronto.parole import Sezione, passi
from macros.publish.html.glifi import COLORI, DATO_2, FILETTO, INCHIOSTRO, LINEA, percentuale
from macros.trail.effetti import Scomposizione

SCALE = tuple(Fraction(x) for x in ("0.01", "0.05", "0.1", "0.5", "1", "5", "10", "50"))
"""Steps of the axis, points: the first that leaves at most twelve of them."""


@dataclass(frozen=True, slots=True)
class AsseTagliato:
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
    arrivo: str
    """The total after it, as printed."""
    disegno: Markup
    totale: bool = False


def asse_di(camera: Scomposizione) -> AsseTagliato:
    """Return an axis that holds every state on the way, cut at round figures within 0."""
    gradi = [x for x in (camera.prima.esatto, *(c.arrivo for c in camera.contributi)) if x is not None]
    basso, alto = min(gradi), max(gradi)
    passo = next((p for p in SCALE if (alto - basso) / p <= 12), SCALE[-1])
    da = max(Fraction(0), (basso // passo - 1) * passo)
    return AsseTagliato(da, (-(-alto // passo) + 1) * passo)


def cascata(s: Sezione, camera: Scomposizione, asse: AsseTagliato, chiave: str) -> list[RigaDisegno]:
    """Return the lines of the drawing: a total, the steps, a total."""
    assert camera.prima.esatto is not None  # noqa: S101 - it has a difference
    righe = [_riga_totale(s.prima, camera.prima, asse)]
    dove = camera.prima.esatto
    for numero, passo in enumerate(passi(s, camera), 1):
        arrivo = passo.contributo.arrivo
        disegno = Markup("") if arrivo is None else _barra(asse, dove, arrivo, f"{chiave}-t{numero}")
        righe.append(
            RigaDisegno(
                passo.nome, passo.sotto, passo.punti, ASSENTE if arrivo is None else scritto_numero(arrivo), disegno
            )
        )
        dove = dove if arrivo is None else arrivo
    return [*righe, _riga_totale(s.dopo, camera.dopo, asse)]


def _riga_totale(nome: str, figura: Sintesi, asse: AsseTagliato) -> RigaDisegno:
    assert figura.esatto is not None  # noqa: S101 - both sides have one
    scritto = stampato(figura.stampato)
    return RigaDisegno(nome, "Camera di Commercio", scritto, scritto, _totale(asse, figura.esatto), totale=True)


TESTA = '<svg class="barra" width="100%" height="28" aria-hidden="true" focusable="false">'


def _totale(asse: AsseTagliato, grado: Fraction) -> Markup:
    """A black mark on a thin line."""
    return Markup(  # noqa: S704 - constants and numbers only
        f'{TESTA}<rect x="0" y="13.5" width="100%" height="1" fill="{FILETTO}"/>'
        f'<svg x="{percentuale(asse.posto(grado))}" y="14" width="1" height="1" overflow="visible">'
        f'<rect x="-2" y="-14" width="4" height="28" fill="{INCHIOSTRO}"/></svg></svg>'
    )


def _barra(asse: AsseTagliato, da: Fraction, a: Fraction, chiave: str) -> Markup:
    """A step: solid when it rises, hatched when it falls, with a thread at both ends."""
    x, larga = percentuale(asse.posto(min(da, a))), percentuale(abs(asse.posto(a) - asse.posto(da)))
    fili = "".join(
        f'<rect x="{percentuale(asse.posto(p))}" y="0" width="1" height="28" fill="{LINEA}"/>' for p in (da, a)
    )
    if a >= da:
        corpo = f'<rect x="{x}" y="5" width="{larga}" height="18" fill="{DATO_2}"/>'
    else:
        corpo = (
            f'<defs><pattern id="{chiave}" width="5" height="5" patternUnits="userSpaceOnUse">'
            f'<path d="M0 5 5 0" stroke="{COLORI["no"]}" stroke-width="1"/></pattern></defs>'
            f'<rect x="{x}" y="5" width="{larga}" height="18" fill="url(#{chiave})" '
            f'stroke="{COLORI["no"]}" stroke-width="1"/>'
        )
    return Markup(f"{TESTA}{corpo}{fili}</svg>")  # noqa: S704 - constants and numbers only
