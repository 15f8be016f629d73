"""How figures and dates are written: rounded once, the Italian way, or as exact text.

The only place where a number becomes text. No float anywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from macros.model.unita import unita_concorde
from macros.model.valori import Intervallo, Modo

ASSENTE = "n.d."
MENO = "\N{MINUS SIGN}"
CIFRE_ESATTE = 20
"""Decimals shown of an exact figure, at most; the rest is cut."""

MESI = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip

Numero = Decimal | Fraction | int


def arrotonda(valore: Numero, decimali: int, modo: Modo = Modo.COMMERCIALE) -> Decimal:
    """Round exactly: half up away from zero, or towards zero; never «-0».

    >>> arrotonda(Fraction(2801, 30), 2), arrotonda(Fraction(-5, 4), 1)
    (Decimal('93.37'), Decimal('-1.3'))
    >>> arrotonda(Fraction(-1, 1000), 2), arrotonda(Fraction(8998, 90), 0, Modo.TRONCAMENTO)
    (Decimal('0.00'), Decimal('99'))
    """
    sopra, sotto = valore.as_integer_ratio()
    intero, resto = divmod(abs(sopra) * 10**decimali, sotto)
    if modo is Modo.COMMERCIALE and 2 * resto >= sotto:
        intero += 1
    return Decimal(f"{'-' if sopra < 0 and intero else ''}{intero}E-{decimali}")


def _italiano(testo: str) -> str:
    """Turn «-1234.5» into «−1.234,5»."""
    segno = MENO if testo.startswith("-") else ""
    intera, _, decimali = testo.lstrip("+-").partition(".")
    gruppi = f"{int(intera):,}".replace(",", ".")
    return segno + gruppi + ("," + decimali if decimali else "")


def numero(valore: Numero | None, decimali: int = 2) -> str:
    """Write a number with that many decimals; None becomes «n.d.».

    >>> numero(Decimal("1234.565")), numero(Decimal("-0.001")), numero(None), numero(-2, 0)
    ('1.234,57', '0,00', 'n.d.', '−2')
    """
    if valore is None:
        return ASSENTE
    return _italiano(f"{arrotonda(valore, decimali):f}")


def per_cento(valore: Numero) -> str:
    r"""Write a share.

    >>> per_cento(Decimal("96.80"))
    '96,80\xa0%'
    """
    return f"{numero(valore)}\N{NO-BREAK SPACE}%"


def stampato(valore: Decimal | None) -> str:
    """Write an already rounded figure with the decimals it has.

    >>> stampato(Decimal("93.30")), stampato(Decimal("99")), stampato(None)
    ('93,30', '99', 'n.d.')
    """
    return ASSENTE if valore is None else _italiano(f"{valore:f}")


def decimale(valore: Numero) -> str:
    """Write an exact figure with a point, at most 20 decimals, cut, no trailing zeros.

    >>> decimale(Fraction(2, 3)), decimale(Decimal("82.50")), decimale(Fraction(-5))
    ('0.66666666666666666666', '82.5', '-5')
    """
    testo = f"{arrotonda(valore, CIFRE_ESATTE, Modo.TRONCAMENTO):f}"
    return testo.rstrip("0").rstrip(".")


def esatto(valore: Numero) -> str:
    """Write a figure that can be reckoned with.

    All its decimals when they end within twenty; else a fraction while it is short, else fifteen
    decimals and «…».

    >>> esatto(Fraction(175, 2)), esatto(Fraction(200, 3)), esatto(Decimal("1300"))
    ('87,5', '200/3', '1.300')
    >>> esatto(Fraction(1, 10**9)), esatto(Fraction(1, 3**11))
    ('0,000000001', '0,000005645029269…')
    >>> esatto(Fraction(10**7, 1234567))
    '8,100005913004316…'
    """
    sopra, sotto = valore.as_integer_ratio()
    if sopra * 10**CIFRE_ESATTE % sotto == 0:
        return _italiano(decimale(valore))
    if sotto < 10**5:
        return f"{sopra}/{sotto}".replace("-", MENO)
    return _italiano(f"{arrotonda(valore, 15, Modo.TRONCAMENTO):f}") + "…"


def fattore(valore: Numero) -> str:
    """Write an exact figure that stands beside × or /: in brackets when it has a sign or a bar of its own.

    >>> fattore(Fraction(175, 2)), fattore(Fraction(200, 3)), fattore(-5)
    ('87,5', '(200/3)', '(−5)')
    """
    testo = esatto(valore)
    return f"({testo})" if "/" in testo or testo.startswith(MENO) else testo


def segno(valore: Numero, decimali: int | None = None) -> str:
    """Write a difference with its sign; zero has none.

    >>> segno(Fraction(5)), segno(Fraction(-19, 10)), segno(Fraction(0)), segno(Fraction(1, 3))
    ('+5', '−1,9', '0', '+0,33')
    """
    testo = numero(valore, decimali) if decimali is not None else leggibile(valore)
    return f"+{testo}" if valore > 0 else testo


def leggibile(valore: Numero) -> str:
    """Write a value in its own decimals, two at most when it comes from a division.

    >>> leggibile(Decimal("82.50")), leggibile(Fraction(1, 3)), leggibile(1300)
    ('82,50', '0,33', '1.300')
    """
    if isinstance(valore, Decimal):
        return _italiano(f"{valore:f}")
    pieno = decimale(valore)
    if len(pieno.partition(".")[2]) <= 2:
        return _italiano(pieno)
    return numero(valore, 2)


def data_lunga(giorno: dt.date) -> str:
    """Write a day in words.

    >>> data_lunga(dt.date(2021, 5, 1))
    '1° maggio 2021'
    """
    numero_giorno = "1°" if giorno.day == 1 else str(giorno.day)
    return f"{numero_giorno} {MESI[giorno.month - 1]} {giorno.year}"


ELISI = {"il": "l'", "del": "dell'", "al": "all'", "dal": "dall'", "nel": "nell'", "sul": "sull'"}
"""Article → what it becomes before a number that begins with a vowel: 8, 11."""


def con_articolo(articolo: str, giorno: dt.date) -> str:
    """Write a day in words after an article or a preposition with one.

    >>> con_articolo("del", dt.date(2021, 10, 11)), con_articolo("il", dt.date(2021, 5, 1))
    ("dell'11 ottobre 2021", 'il 1° maggio 2021')
    """
    return f"{ELISI[articolo]}{data_lunga(giorno)}" if giorno.day in {8, 11} else f"{articolo} {data_lunga(giorno)}"


def data_breve(giorno: dt.date) -> str:
    """Write a day in figures.

    >>> data_breve(dt.date(2021, 5, 1))
    '01/05/2021'
    """
    return f"{giorno.day:02d}/{giorno.month:02d}/{giorno.year}"


def valore(contenuto: object, unita: str = "") -> str:
    r"""Write a value or target of any kind, with its unit; None becomes «n.d.».

    >>> valore(Decimal("82.5"), "%"), valore(True), valore(Intervallo(Decimal(18), Decimal(22)), "gradi")
    ('82,5\xa0%', 'sì', 'da 18 a 22\xa0gradi')
    >>> valore(1, "schede"), valore(5938, "schede")
    ('1\xa0scheda', '5.938\xa0schede')
    """
    if contenuto is None:
        return ASSENTE
    if isinstance(contenuto, bool):
        return "sì" if contenuto else "no"
    if isinstance(contenuto, dt.date):
        return data_lunga(contenuto)
    if isinstance(contenuto, Intervallo):
        return f"da {leggibile(contenuto.min)} a {leggibile(contenuto.max)}{_coda(unita)}"
    if isinstance(contenuto, Decimal | Fraction | int):
        return leggibile(contenuto) + _coda(unita_concorde(contenuto, unita))
    return str(contenuto)


def dato(contenuto: object, unita: str = "") -> str:
    r"""Write a value of any kind so that it can be reckoned with.

    >>> dato(Fraction(200, 3), "%"), dato(dt.date(2021, 5, 1))
    ('200/3\xa0%', '1° maggio 2021')
    """
    if isinstance(contenuto, Decimal | Fraction):
        return esatto(contenuto) + _coda(unita)
    return valore(contenuto, unita)


def _coda(unita: str) -> str:
    return f"\N{NO-BREAK SPACE}{unita}" if unita else ""


def quanti(numero: int, singolare: str, plurale: str) -> str:
    r"""Write how many of a thing there are, noun and number agreeing.

    >>> quanti(1, "scheda", "schede"), quanti(5938, "scheda", "schede"), quanti(0, "scheda", "schede")
    ('1\xa0scheda', '5.938\xa0schede', '0\xa0schede')
    """
    return leggibile(numero) + _coda(concorda(numero, singolare, plurale))


def concorda(numero: int | Decimal, singolare: str, plurale: str) -> str:
    """Return the word that agrees with a number.

    >>> concorda(1, "è", "sono"), concorda(0, "è", "sono")
    ('è', 'sono')
    """
    return singolare if numero == 1 else plurale


def centesimi(importi: Iterable[Numero | None]) -> int:
    """Return the decimals of the amounts of one table: none where all are whole, else two.

    >>> centesimi([Decimal("95000.00"), None]), centesimi([Decimal(95000), Decimal("0.5")])
    (0, 2)
    """
    return 2 if any(i is not None and i.as_integer_ratio()[1] != 1 for i in importi) else 0


def euro(importo: Numero | None, decimali: int | None = None) -> str:
    """Write an amount in euro: with cents where it has some, or with the decimals of its table.

    >>> euro(Decimal("10000.00")), euro(Decimal("10000.5")), euro(Decimal(10000), 2), euro(None)
    ('10.000', '10.000,50', '10.000,00', 'n.d.')
    """
    return numero(importo, centesimi([importo]) if decimali is None else decimali)


def in_euro(importo: Numero) -> str:
    """Write an exact amount with its unit; one under half a cent is not 0,00.

    >>> in_euro(Fraction(12500, 10)), in_euro(Fraction(1, 1000))
    ('1.250 euro', 'meno di un centesimo')
    """
    return "meno di un centesimo" if importo and not arrotonda(importo, 2) else f"{euro(importo)} euro"


def peso_file(byte: int) -> str:
    """Write the size of a file, in thousands or millions of bytes.

    >>> [peso_file(byte).split() for byte in (1_250_239, 85_900, 3)]
    [['1,3', 'MB'], ['86', 'kB'], ['1', 'kB']]
    """
    if byte < 1_000_000:
        return numero(Fraction(max(byte, 1_000), 1_000), 0) + _coda("kB")
    return numero(Fraction(byte, 1_000_000), 1) + _coda("MB")


def pulita(testo: str) -> str:
    """Return a text on one line, without control characters, whatever the data hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in testo).split())


def minuscole(testo: str) -> str:
    """Return a word in small letters, also one whose letters only a pattern that ignores case takes for its own.

    >>> minuscole("Luglıo"), minuscole("SETTEMBRE")
    ('luglio', 'settembre')
    """
    return testo.casefold().replace("ı", "i").replace("i\N{COMBINING DOT ABOVE}", "i")


def digitato(valore: object) -> str | None:
    """Write a value as an office would type it, an endless quotient to two decimals half up; None when there is none.

    >>> digitato(Fraction(682692307692, 10**10)), digitato(Fraction(200, 3)), digitato(Decimal("-8.4"))
    ('68,2692307692', '66,67', '-8,4')
    """
    if isinstance(valore, bool):
        return "si" if valore else "no"
    if isinstance(valore, dt.date):
        return data_breve(valore)
    if not isinstance(valore, Decimal | Fraction):
        return None
    scritto = decimale(valore)
    if Fraction(scritto) != Fraction(valore):
        scritto = decimale(arrotonda(valore, 2))
    return scritto.replace(".", ",")
