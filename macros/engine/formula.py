"""Formulas over measures: data written by office staff, evaluated exactly and never by Python.

Grammar (DOMAIN 3.1, rule 6): `+ - * / ( )`, unary minus, decimal point, names
`[a-z][a-z0-9_]*`. simpleeval walks the tree with only those nodes and operators
allowed; every number is a fraction.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from simpleeval import InvalidExpression, SimpleEval

PEZZO = re.compile(r"\s*(?:([a-z][a-z0-9_]*)|(\d+(?:\.\d+)?)(?![\w.])|([-+*/()]))", re.ASCII)
MIGLIAIA = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
AMMESSI = (
    ast.Expression,
    ast.BinOp,
    ast.UnaryOp,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.USub,
)
CARATTERI = 500
"""A formula longer than this is not one of ours; it bounds depth and time too."""
FORMULE_RICORDATE = 1024
"""More than those of a few years: each is looked at whenever a state of its year is computed."""
TERMINI = 40
"""More measures and numbers than this only make figures of thousands of digits."""


class FormulaNonValida(Exception):  # noqa: N818 - a refusal of data, not a bug
    """The text is not a formula; the message says why, in Italian."""


@lru_cache(maxsize=FORMULE_RICORDATE)
def nomi(formula: str) -> tuple[str, ...]:
    """Return the measures a formula names, in order.

    Raises: FormulaNonValida when the text is not in the grammar.

    >>> nomi("pratiche_5gg / pratiche * 100")
    ('pratiche_5gg', 'pratiche')
    """
    trovati = dict.fromkeys(_spezza(formula))
    _controlla(formula)
    with suppress(ZeroDivisionError):  # the trial values, not the formula, divide by zero
        _valuta(formula, dict.fromkeys(trovati, Fraction(1)))
    return tuple(trovati)


def misure_di(formula: str | None) -> tuple[str, ...]:
    """Return the measures a formula names; none without one, or where it cannot be read: an error, FORMULA-SINTASSI.

    >>> misure_di("a / b"), misure_di("a /"), misure_di(None)
    (('a', 'b'), (), ())
    """
    try:
        return nomi(formula) if formula else ()
    except FormulaNonValida:
        return ()


def calcola_formula(formula: str, misure: Mapping[str, Decimal | Fraction]) -> Fraction:
    """Return the exact value of a formula.

    Raises:
        FormulaNonValida: not in the grammar.
        ZeroDivisionError: a divisor is zero.
        KeyError: a measure has no figure.

    >>> calcola_formula("a / b * 100", {"a": Decimal(56), "b": Decimal(60)})
    Fraction(280, 3)
    """
    usate = {nome: Fraction(misure[nome]) for nome in nomi(formula)}
    return _valuta(formula, usate)


def _spezza(formula: str) -> list[str]:
    testo = _pulita(formula)
    if not testo or len(testo) > CARATTERI:
        msg = "vuota" if not testo else f"più lunga di {CARATTERI} caratteri"
        raise FormulaNonValida(msg)
    trovati, posto, termini = [], 0, 0
    while posto < len(testo):
        pezzo = PEZZO.match(testo, posto)
        if pezzo is None:
            msg = f"non si capisce da «{testo[posto : posto + 15]}»"
            raise FormulaNonValida(msg)
        posto = pezzo.end()
        termini += pezzo[3] is None
        if termini > TERMINI:
            msg = f"più di {TERMINI} misure e numeri"
            raise FormulaNonValida(msg)
        if pezzo[2] and MIGLIAIA.fullmatch(pezzo[2]):
            msg = f"{pezzo[2]} si può leggere in due modi: scrivere {pezzo[2].replace('.', '')} oppure {pezzo[2]}0"
            raise FormulaNonValida(msg)
        if pezzo[1]:
            trovati.append(pezzo[1])
    return trovati


def _pulita(formula: str) -> str:
    return " ".join(formula.replace("\N{MINUS SIGN}", "-").split())


def _controlla(formula: str) -> None:
    """Refuse what is not in the grammar before anything is computed (a division by zero would hide it)."""
    try:
        albero = ast.parse(_pulita(formula), mode="eval")
    except (SyntaxError, RecursionError, MemoryError, ValueError) as errore:
        msg = "parentesi, operatori o nomi fuori posto"
        raise FormulaNonValida(msg) from errore
    if not all(isinstance(nodo, AMMESSI) for nodo in ast.walk(albero)):
        msg = "sono ammessi soltanto + - * / e parentesi"
        raise FormulaNonValida(msg)


def in_parole(formula: str) -> str:
    """Return the formula as it is printed: decimal comma, × and −.

    >>> in_parole("(a - 2.5) / b * 100")
    '(a − 2,5) / b × 100'
    """
    testo = re.sub(r"(?<=\d)\.(?=\d)", ",", _pulita(formula))
    return testo.replace("*", "×").replace("-", "\N{MINUS SIGN}")


@lru_cache(maxsize=FORMULE_RICORDATE)
def _albero(testo: str) -> ast.stmt:
    """Return a formula as simpleeval walks it. Raises: SyntaxError, RecursionError, MemoryError, InvalidExpression."""
    albero: ast.stmt = SimpleEval.parse(testo)
    return albero


def _valuta(formula: str, misure: dict[str, Fraction]) -> Fraction:
    testo = _pulita(formula)
    valutatore = SimpleEval(
        operators={
            ast.Add: operator.add,
            ast.Sub: operator.sub,
            ast.Mult: operator.mul,
            ast.Div: operator.truediv,
            ast.USub: operator.neg,
        },
        functions={},
        names=misure,
    )
    permessi = (ast.Expr, ast.BinOp, ast.UnaryOp, ast.Name)
    valutatore.nodes = {genere: come for genere, come in valutatore.nodes.items() if genere in permessi}
    valutatore.nodes[ast.Constant] = lambda nodo: Fraction(str(ast.get_source_segment(testo, nodo)))
    try:
        return Fraction(valutatore.eval(testo, _albero(testo)))
    except ZeroDivisionError:
        raise
    except (InvalidExpression, SyntaxError, RecursionError, MemoryError, KeyError, ValueError, TypeError) as errore:
        msg = "parentesi, operatori o nomi fuori posto"
        raise FormulaNonValida(msg) from errore
