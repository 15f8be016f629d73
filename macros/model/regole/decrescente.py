"""`decrescente`: the lower the better, by one of the two methods that the year declares."""

from __future__ import annotations

from fractions import Fraction

from macros.model.formato import fattore
from macros.model.regola import CENTO, Caso, Regola
from macros.model.regole.crescente import check_divisore
from macros.model.valori import Decrescente

COME = {
    Decrescente.LINEARE: "metodo lineare: due volte il target meno il valore, diviso il target, per 100",
    Decrescente.RAPPORTO: "metodo del rapporto: target diviso valore, per 100; con valore zero o "
    "negativo il grado è 100",
}


def inverso(valore: Fraction, target: Fraction, metodo: Decrescente) -> Fraction:
    """`lineare`: (2T − V) / T · 100; `rapporto`: T / V · 100, exactly 100 when V ≤ 0. Fonte: DOMAIN 3.

    >>> inverso(Fraction(15), Fraction(10), Decrescente.LINEARE)
    Fraction(50, 1)
    >>> inverso(Fraction(15), Fraction(10), Decrescente.RAPPORTO)
    Fraction(200, 3)
    """
    if metodo is Decrescente.LINEARE:
        return (2 * target - valore) / target * 100
    return CENTO if valore <= 0 else target / valore * 100


def conto(caso: Caso) -> str:
    """Say the year's method."""
    trovato, voluto = fattore(caso.v), fattore(caso.t)
    if caso.metodo is Decrescente.LINEARE:
        formula = f"(2 × {voluto} − {trovato}) / {voluto} × 100"
        return f"due volte il target meno il valore, diviso target, per 100: {formula}"
    if caso.v <= 0:
        return f"target diviso valore, per 100, e 100 quando il valore non supera 0: con {trovato}"
    return f"target diviso valore, per 100: {voluto} / {trovato} × 100"


REGOLA = Regola(
    nome="decrescente",
    ordine=2,
    grado=lambda caso: inverso(caso.v, caso.t, caso.metodo),
    conto=conto,
    come=lambda regole: COME[regole.decrescente],
    impostazione="grado.decrescente",
    oltre_cento=True,
    verso=lambda _indicatore, _target: -1,
    verso_detto=True,
    check_target=check_divisore,
)
