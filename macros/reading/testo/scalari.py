"""One typed scalar: text in, value out, or a `Rifiuto` that says what was expected and how to mend it.

Pure: knows nothing of files and places. No number is guessed: `10.000`, `97%` and
`€ 1000` are refused, because two readers would read them differently.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

E = TypeVar("E", bound=str)

ELENCABILI = 30
"""A repair lists the allowed words up to this many."""

NUMERO = re.compile(r"[+-]?\d{1,30}(?:[.,]\d{1,30})?", re.ASCII)
MIGLIAIA = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
ANNO = re.compile(r"[12]\d{3}", re.ASCII)
DATA_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
DATA_ITALIANA = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
DATA_QUASI = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})(?: 00?[:.]00(?:[:.]00)?)?", re.ASCII)
DATA_ORA = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2})?", re.ASCII)
"""A day with an hour, as some exports write it."""
ZERO_DEL_FOGLIO = dt.date(1899, 12, 30)
CODICE_DA_FOGLIO = re.compile(
    r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}( 00:00(:00)?)?"
    r"|\d{1,2}[-/ ](gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic)[a-z]*([-/ ]\d{2,4})?"
    r"|(gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic)[a-z]*[-/ ]\d{2,4}",
    re.ASCII | re.IGNORECASE,
)
INDIRIZZO = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[^\s\"'<>\\]*)?")
CODICE = re.compile(r"\w(?:[\w.-]{0,58}\w)?", re.ASCII)
"""A code: ASCII, since it becomes the name of files, pages and anchors."""
RISERVATI = frozenset({"ente", "index", "readme"})
"""Codes that commands and pages use for something else."""
INVISIBILI = "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks without a shape, left around a text by whoever copied it."""
CANCELLETTO = "\N{FULLWIDTH NUMBER SIGN}"
"""Stands for a # that YAML would take for a comment."""
_PARAGRAFO = re.compile(r"\n[ \t\r]*\n")
ERRORE_FOGLIO = re.compile(
    r"[#\uFF03](?:(?:NOME|NAME)\?|(?:RIF|REF|VALORE|VALUE|DIV/0|NUM|NULLO?)!|N/?[DA]\b)"
    r"|Err:5\d\d|Errore nell['’]espressione",
    re.IGNORECASE,
)
"""Texts that a spreadsheet leaves in a cell whose formula failed."""


class Rifiuto(Exception):  # noqa: N818 - a refusal of data, not a bug
    """A scalar that cannot be accepted: what was typed, expected, repair, what it is instead (all Italian)."""

    def __init__(self, code: str, testo: str, expected: str, fix: str, che: str = "") -> None:
        self.code, self.testo, self.expected, self.fix, self.che = code, testo, expected, fix, che
        super().__init__(self.trovato())

    def trovato(self, luogo: str = "") -> str:
        """Return what was found, its place after the text that was typed.

        >>> Rifiuto("", "a», b", "", "", "un testo").trovato("in «peso»")
        '«a», b» in «peso», un testo'
        """
        return f"«{self.testo}»{luogo and f' {luogo}'}{self.che and f', {self.che}'}"


def senza_accenti(testo: str) -> str:
    """Return a text with plain letters and digits where it has accented letters, or digits of another script.

    >>> senza_accenti("Perché ٣")
    'Perche 3'
    """
    lettere = (
        str(unicodedata.decimal(c)) if c.isdecimal() else unicodedata.normalize("NFKD", c)
        for c in unicodedata.normalize("NFC", testo)
    )
    return "".join(c for parola in lettere for c in parola if not unicodedata.combining(c))


def spoglia(testo: str) -> str:
    r"""Return a text without blanks and invisible marks at its ends.

    >>> spoglia("\u200b 2.1.a\u00a0")
    '2.1.a'
    """
    while (nudo := testo.strip().strip(INVISIBILI)) != testo:
        testo = nudo
    return testo


def unica(testo: str) -> str:
    r"""Return a text in its one spelling, which is what is printed and what is sealed: single spaces, paragraphs.

    >>> unica("Perche\u0301  no.\n"), unica("Uno,\ndue.\n \n\nTre.")
    ('Perché no.', 'Uno, due.\n\nTre.')
    """
    if testo.isascii() and "\n" not in testo:  # most cells
        return " ".join(testo.split())
    brani = (" ".join(brano.split()) for brano in _PARAGRAFO.split(unicodedata.normalize("NFC", testo)))
    return "\n\n".join(brano for brano in brani if brano)


def rifiuta_errore_foglio(testo: str) -> None:
    """Refuse a spreadsheet's error text."""
    if trovato := ERRORE_FOGLIO.search(testo):
        raise Rifiuto(
            "FOGLIO-ERRORE",
            trovato[0].replace(CANCELLETTO, "#"),
            "il dato",
            "correggere la formula nel foglio di calcolo e riportare il risultato",
            "un errore del foglio di calcolo",
        )


def vicina(scritta: str, ammesse: Iterable[str]) -> str:
    """Return a repair that names the nearest allowed word, or all of them when they are few.

    >>> vicina("pesso", ["peso", "target"]), vicina("zz", ["peso", "target"]), vicina("zz", [])
    ('forse si intendeva «peso»', 'scegliere fra: peso, target', 'controllare come è scritto')
    """
    tutte = list(dict.fromkeys(ammesse))
    if simile := piu_vicina(scritta, tutte):
        return f"forse si intendeva «{simile}»"
    return "scegliere fra: " + ", ".join(tutte) if 0 < len(tutte) <= ELENCABILI else "controllare come è scritto"


def simile(scritta: str, ammesse: Iterable[str]) -> str:
    """Return a repair for a word whose allowed words are already listed."""
    parola = piu_vicina(scritta, ammesse)
    return f"forse si intendeva «{parola}»" if parola else "scegliere una delle parole ammesse"


def piu_vicina(scritta: str, ammesse: Iterable[str]) -> str:
    """Return the allowed word that looks most like the one written, «» when none does."""
    per_minuscolo = {ammessa.lower(): ammessa for ammessa in ammesse}
    simili = get_close_matches(scritta.lower(), list(per_minuscolo), n=1, cutoff=0.6)
    return per_minuscolo[simili[0]] if simili else ""


def legge_numero(testo: str) -> Decimal:
    """Return the number as typed, comma or point as decimal sign; zero has no sign.

    >>> legge_numero("82,50"), legge_numero("-3.5"), legge_numero("-0,0")
    (Decimal('82.50'), Decimal('-3.5'), Decimal('0.0'))
    """
    rifiuta_errore_foglio(testo)
    if MIGLIAIA.fullmatch(testo):
        senza, virgola = testo.replace(".", ""), testo.replace(".", ",").rstrip("0").rstrip(",")
        uno = "," not in testo and testo.count(".") == 1
        alternativa = f"; oppure {virgola} se il punto voleva essere una virgola" if uno else ""
        raise Rifiuto(
            "VALORE-MIGLIAIA",
            testo,
            "un numero senza punti per le migliaia",
            f"scrivere {senza} se il punto divide le migliaia{alternativa}",
            "che si può leggere in due modi",
        )
    if NUMERO.fullmatch(testo):
        valore = Decimal(testo.replace(",", "."))
        return valore or abs(valore)
    nudo = re.sub(r"(?i)€|euro|eur|%|per cento|\s", "", testo)
    nudo = re.sub("[\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}]", "-", nudo)
    unita = "%" if "%" in testo else "€" if "€" in testo else ""
    if NUMERO.fullmatch(nudo) and not MIGLIAIA.fullmatch(nudo):
        come = f"senza il segno {unita}" if unita else "con le sole cifre, un eventuale meno e la virgola"
        raise Rifiuto("VALORE-NUMERO", testo, "un numero da solo", f"scrivere {nudo}, {come}")
    raise Rifiuto(
        "VALORE-NUMERO",
        testo,
        "un numero come 82,5 oppure 1300",
        "scrivere solo il numero, senza unità, parole o punti per le migliaia",
    )


def legge_data(testo: str) -> dt.date:
    """Return the day of `2021-06-30` or `30/06/2021`.

    >>> legge_data("30/6/2021")
    datetime.date(2021, 6, 30)
    """
    rifiuta_errore_foglio(testo)
    iso, italiana = DATA_ISO.fullmatch(testo), DATA_ITALIANA.fullmatch(testo)
    if iso:
        anno, mese, giorno = map(int, iso.groups())
    elif italiana:
        giorno, mese, anno = map(int, italiana.groups())
    else:
        rimedio = _data_probabile(testo) or "scrivere giorno, mese e anno in cifre, in uno dei due modi"
        raise Rifiuto("VALORE-DATA", testo, "una data come 2021-06-30 oppure 30/06/2021", rimedio)
    try:
        return dt.date(anno, mese, giorno)
    except ValueError:
        rimedio = _giorno_vero(giorno, mese, anno) or "controllare giorno e mese"
        raise Rifiuto("VALORE-DATA", testo, "una data del calendario", rimedio, "un giorno che non esiste") from None


def _giorno_vero(giorno: int, mese: int, anno: int) -> str:
    """Return a repair that names a day, also where its month was written first; «» when it is no day either way.

    >>> _giorno_vero(30, 6, 2021), _giorno_vero(10, 28, 2022), _giorno_vero(2, 30, 2022)
    ('scrivere 30/06/2021', 'scrivere 28/10/2022, prima il giorno e poi il mese', '')
    """
    for g, m, perche in ((giorno, mese, ""), (mese, giorno, ", prima il giorno e poi il mese")):
        with suppress(ValueError):
            return f"scrivere {dt.date(anno, m, g):%d/%m/%Y}{perche}"
    return ""


def _data_probabile(testo: str) -> str:
    """Return a repair for a day written as spreadsheets do; «» when it is not one.

    >>> _data_probabile("30/6/21"), _data_probabile("44285")[:45]
    ('scrivere 30/06/2021', 'scrivere 30/03/2021 se 44285 è il giorno come')
    """
    if quasi := DATA_QUASI.fullmatch(testo):
        return _giorno_vero(int(quasi[1]), int(quasi[2]), int(quasi[3]) + (2000 if len(quasi[3]) == 2 else 0))
    if iso := DATA_ORA.fullmatch(testo):
        return f"scrivere {iso[1]}"
    if re.fullmatch(r"[34]\d{4}", testo, re.ASCII):
        giorno_foglio = ZERO_DEL_FOGLIO + dt.timedelta(int(testo))
        return (
            f"scrivere {giorno_foglio:%d/%m/%Y} se {testo} è il giorno come lo conta il foglio di calcolo, "
            "e dare alla colonna il formato «Data» prima di salvare"
        )
    return ""


def legge_si_no(testo: str) -> bool:
    """Return True for `si`, False for `no` (any case, accent allowed).

    >>> legge_si_no("Sì"), legge_si_no("no")
    (True, False)
    """
    rifiuta_errore_foglio(testo)
    detto = {"si": True, "sì": True, "no": False}.get(testo.lower())
    if detto is None:
        raise Rifiuto("VALORE-SI-NO", testo, "si oppure no", "scrivere si oppure no")
    return detto


def legge_booleano(testo: str) -> bool:
    """Return True for `true`, False for `false`."""
    if testo.lower() in {"true", "false"}:
        return testo.lower() == "true"
    raise Rifiuto("VALORE-TIPO", testo, "true oppure false", "scrivere true (sì) oppure false (no)")


def legge_indirizzo(testo: str) -> str | None:
    """Return a web address: it becomes a link, so it is never a script; None when empty."""
    if not testo or INDIRIZZO.fullmatch(testo):
        return testo or None
    proposto = f"https://{testo}" if INDIRIZZO.fullmatch(f"https://{testo}") and ":" not in testo else "https://…"
    raise Rifiuto("VALORE-INDIRIZZO", testo, "un indirizzo che comincia con https:// o http://", f"scrivere {proposto}")


def legge_euro(testo: str) -> Decimal:
    """Return an amount in euro, exact to the cent.

    >>> legge_euro("1250,5"), legge_euro("-3")
    (Decimal('1250.5'), Decimal('-3'))
    """
    importo = legge_numero(testo)
    if int(importo.as_tuple().exponent) < -2:
        raise Rifiuto("VALORE-CENTESIMI", testo, "euro con al più due decimali", "scrivere l'importo al centesimo")
    return importo


def fra_parole(parole: Iterable[E], ammesso: str) -> Callable[[str], E]:
    """Return what reads one of some words; `ammesso`: how a refusal begins to say which."""
    ammesse = {str(parola): parola for parola in parole}

    def legge(testo: str) -> E:
        if testo in ammesse:
            return ammesse[testo]
        raise Rifiuto("VALORE-SCELTA", testo, ammesso + ", ".join(ammesse), simile(testo, ammesse))

    return legge


def legge_intero(testo: str) -> int:
    """Return a whole number, not negative."""
    numero = legge_numero(testo)
    if numero != numero.to_integral_value() or numero < 0:
        raise Rifiuto("VALORE-NUMERO", testo, "un numero intero", "scrivere un numero senza decimali")
    return int(numero)


def legge_anno(testo: str) -> int:
    """Return a year."""
    if not ANNO.fullmatch(testo):
        raise Rifiuto("VALORE-NUMERO", testo, "un anno come 2021", "scrivere l'anno con quattro cifre")
    return int(testo)
