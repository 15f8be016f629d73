"""Finds in a text what must never be published of a person, however it is spelled. Pure: one text in, findings out.

A text is looked at as a reader gets it (entities, escapes, full-width letters, marks without a shape), and for
codes also without what divides their characters: there the check digits keep ordinary words from being taken
for a code. Every search takes time in proportion to the text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

CODICE_FISCALE = re.compile(
    r"(?<![A-Z0-9])[A-Z]{3} ?[A-Z]{3} ?[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2} ?[A-Z][0-9LMNP-V]{3} ?[A-Z]"
    r"(?![A-Z0-9])",
    re.IGNORECASE,
)
"""In one piece or in groups, with the letters that replace digits for namesakes."""
_CODICE_UNITO = re.compile(r"(?=([A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]))")
_OMOCODIE = str.maketrans("LMNPQRSTUV", "0123456789")
_DISPARI = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
"""What A-Z (and, as A-J, 0-9) count for in an odd place. Fonte: D.M. 23 dicembre 1976, tabella A."""
_LUNGHEZZE_IBAN = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
    "VA": 22,
}  # fmt: skip
"""Country → characters of its IBAN. Fonte: ISO 13616, area SEPA."""
_IBAN_UNITO = re.compile(rf"(?=((?:{'|'.join(_LUNGHEZZE_IBAN)})\d{{2}}[A-Z0-9]{{11,27}}))")
_ALTRI_ALFABETI = str.maketrans(
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421"
    "\u0422\u0423\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
    "ABESIJKMHOPCTYXaeopcyxijsABEZHIKMNOPTYXo",
)
"""Letters of Cyrillic and Greek that look like ours."""
_NON_NOSTRI = re.compile("[^\x00-\xac\xae-\u024f\u2010-\u2027\u20ac]")
"""What is no letter of ours, nor a sign of our texts: it may have no shape, or that of another letter."""
_SEQUENZA = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-3][0-7]{2}))")
_MARCATURA = re.compile(r"<[^<>]*>")
_CHIOCCIOLA = re.compile(r" ?[\[({<] ?(?:at|chiocciola) ?[\])}>] ?", re.IGNORECASE)
_PRIMA, _DOPO = re.compile(r"[\w.%+-]{1,64}\Z"), re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_DIVISO = r"[ ./()-]{0,2}"
_CELLULARE = r"(?:\d{7}|\d{3}[ .-]\d{4}|\d{2}[ .-]\d{2}[ .-]\d{3}|\d{2} \d{3} \d{2})"
_ANNUNCIO = r"(?:tel|telefono|cell|cellulare|fax|whatsapp)\b[ .:°n]{0,6}"
_TELEFONI = (
    re.compile(rf"(?<![\w+])(?:\+|00) ?39{_DIVISO}\d(?:{_DIVISO}\d){{5,11}}(?!\d)"),
    re.compile(rf"(?<![\d.,/-])3[2-9]\d[ ./-]?{_CELLULARE}(?!\d)"),
    re.compile(rf"(?<!\w){_ANNUNCIO}((?:\+ ?)?[0378](?:{_DIVISO}\d){{5,12}})(?!\d)", re.IGNORECASE),
)
"""With the country; a mobile one; any after the word that announces it."""
_IMPRONTA = re.compile(r"(?<!\w)[0-9a-f]{40,64}(?!\w)")
"""A fingerprint: its figures are nobody's number."""
_RISERVATI = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|org|net|it))?|invalid|test|localhost)", re.IGNORECASE)
"""Names that belong to nobody. Fonte: RFC 2606."""
GESTORI = frozenset(
    {
        "alice.it", "aruba.it", "arubapec.it", "email.it", "fastwebnet.it", "gmail.com", "gmx.com", "googlemail.com",
        "hotmail.com", "hotmail.it", "icloud.com", "inwind.it", "iol.it", "legalmail.it", "libero.it", "live.com",
        "live.it", "me.com", "msn.com", "outlook.com", "outlook.it", "pec.it", "poste.it", "postecert.it", "proton.me",
        "protonmail.com", "tim.it", "tin.it", "tiscali.it", "virgilio.it", "yahoo.com", "yahoo.it",
    }
)  # fmt: skip
"""Who gives an address to anybody: that one contact is there makes no other address of theirs an office's."""
_CHI = (
    r"(?:(?:addett|dipendent|funzionari|impiegat|collaborator|espert|operator|responsabil|titolar)\w*|"
    r"colleg(?:a|hi|he))"
)
PAROLE_DELICATE = (
    rf"(?:l['’])?(?:unic|sol)[oa] {_CHI}",
    r"assenz[ae] (?:molto )?(?:prolungat|improvvis|protratt|lung)\w+",
    r"lung(?:a|he) assenz[ae]",
    rf"(?:assenz[ae]|aspettativa|part[ -]time) (?:di un['oa]?|dell['’oa]|della|del) ?{_CHI}",
    r"malatti[ae]",
    r"(?:am)?malat[oaie]",
    r"gravidanz[ae]",
    r"maternità",
    r"puerperio",
    r"infortun(?:io|i|at[oaie])",
    r"ricover(?:o|i|at[oaie])",
    r"inidoneità",
    r"invalidità",
    r"decess[oi]|decedut[oaie]",
    r"(?:legge|l\.|lege|ex) ?(?:n\. ?)?104(?:[/ ](?:19)?92)?",
    r"104/(?:19)?92",
    r"congedo (?:parental|straordinari|di matern|di patern|per )\w*",
    r"in aspettativa",
    r"disciplinar[ei](?! (?:di|del|dell['’oa]|della|dei|delle|tecnic\w*|il|lo|la|l['’]|i|gli|le|un|una)(?!\w))",
    r"licenziament[oi]",
    r"sospension[ei] (?:dal servizio|cautelar\w+)",
    r"rimprover[oi]",
    r"negligenz[ae]",
)
"""Words that, of an office of few, point at one person's health or conduct, with their forms."""
_DELICATE = re.compile(rf"(?<!\w)(?:{'|'.join(PAROLE_DELICATE)})(?!\w)", re.IGNORECASE)


_DIVISORI = re.compile("[^0-9A-Z]+")
_ALTRIMENTI = re.compile(r"[\\<&]|%[0-9A-Fa-f]{2}")
"""Where what is read may not be what is typed: escapes, tags, entities."""
PIU_CORTO = 15
"""Characters of the shortest thing looked for: a bank account of Norway."""


@dataclass(frozen=True, slots=True)
class DatoPersonale:
    """Something found: `posto` is where in the text as a reader gets it, `dato` is compared and never printed."""

    posto: int
    dato: str
    fitto: bool = True
    """False when something more than spaces divided its characters."""


def leggibile(testo: str) -> str:
    r"""Return a text as a reader gets it.

    >>> leggibile("&#82;SS M\u200bRA \\x38\uff10 %41")
    'RSS MRA 80 A'
    """
    for _ in range(2):  # «&amp;#82;» is read as «&#82;» by one more program
        testo = html.unescape(testo) if "&" in testo else testo
    if "\\" in testo:
        testo = _SEQUENZA.sub(_carattere, testo)
    if "%" in testo:
        testo = unquote(testo, errors="ignore")
    if testo.isascii():
        return testo
    testo = unicodedata.normalize("NFKC", testo)
    if not _NON_NOSTRI.search(testo):
        return testo
    testo = testo.translate(_ALTRI_ALFABETI)
    return "".join(c for c in testo if unicodedata.category(c) not in {"Cf", "Mn", "Me"})


def letture(testo: str) -> tuple[str, ...]:
    """Return the ways a text may be read: as it is and, where it may have tags, without them; line ends stay."""
    letto = leggibile(testo)
    if "<" not in letto:
        return (letto,)
    return letto, _MARCATURA.sub(lambda tag: "\n" * tag[0].count("\n"), letto)


def forse_uniti(testo: str) -> bool:
    """False when no text of a file has a code or an account, because what it holds, put together, has none.

    True for one in which a text may be read otherwise than it is typed.
    """
    if _ALTRIMENTI.search(testo):
        return True
    unito = _DIVISORI.sub("", _alto(leggibile(testo)))
    return any(giusto(trovato[1]) for forma, giusto in _UNITI for trovato in forma.finditer(unito))


def codici_fiscali(letto: str) -> Iterator[DatoPersonale]:
    """Yield codes whose check letter is right, whatever divides their characters."""
    return _uniti(letto, _CODICE_UNITO, _codice_giusto)


def iban(letto: str) -> Iterator[DatoPersonale]:
    """Yield bank accounts whose check digits are right, whatever divides their characters."""
    return _uniti(letto, _IBAN_UNITO, _iban_giusto)


def indirizzi(letto: str) -> Iterator[DatoPersonale]:
    """Yield e-mail addresses, lower case, also with the sign spelled out."""
    testo = _CHIOCCIOLA.sub("@", letto)
    posto = testo.find("@")
    while posto >= 0:
        prima = _PRIMA.search(testo, max(0, posto - 64), posto)
        dopo = _DOPO.match(testo, posto + 1)
        if prima and dopo and not _RISERVATI.fullmatch(dopo[0]):
            yield DatoPersonale(prima.start(), f"{prima[0]}@{dopo[0]}".lower())
        posto = testo.find("@", posto + 1)


def telefoni(letto: str) -> Iterator[DatoPersonale]:
    """Yield telephone numbers, as digits without the country."""
    if not re.search(r"[^\W\d_]|\+", letto):  # a figure by itself is a value
        return
    testo = _IMPRONTA.sub(lambda m: " " * len(m[0]), letto)
    for forma in _TELEFONI:
        for trovato in forma.finditer(testo):
            cifre = "".join(c for c in trovato[trovato.lastindex or 0] if c.isdigit())
            yield DatoPersonale(trovato.start(), re.sub(r"\A(?:00)?39(?=\d{6})", "", cifre))


def delicate(letto: str) -> Iterator[DatoPersonale]:
    """Yield the words that point at one person's health or conduct."""
    unito = letto.replace("\n", " ").replace("\t", " ")
    for trovato in _DELICATE.finditer(unito):
        yield DatoPersonale(trovato.start(), trovato[0])


def _carattere(sequenza: re.Match[str]) -> str:
    esadecimale = sequenza[1] or sequenza[2] or sequenza[3]
    numero = int(esadecimale, 16) if esadecimale else int(sequenza[4], 8)
    return chr(numero) if numero <= 0x10FFFF and not 0xD800 <= numero <= 0xDFFF else ""


def _uniti(letto: str, forma: re.Pattern[str], giusto: Callable[[str], str]) -> Iterator[DatoPersonale]:
    """Yield what `giusto` keeps of the matches in a text without separators; each starts and ends a word."""
    if len(letto) < PIU_CORTO:
        return
    alto = _alto(letto)
    if not forma.search(_DIVISORI.sub("", alto)):  # most texts: where each character stood is not needed
        return
    posti = [n for n, c in enumerate(alto) if c.isascii() and c.isalnum()]
    for trovato in forma.finditer("".join(alto[n] for n in posti)):
        dato = giusto(trovato[1])
        if not dato:
            continue
        inizio, fine = posti[trovato.start()], posti[trovato.start() + len(dato) - 1]
        if not alto[max(0, inizio - 1) : inizio].isalnum() and not alto[fine + 1 : fine + 2].isalnum():
            yield DatoPersonale(inizio, dato, alto[inizio : fine + 1].replace(" ", "") == dato)


def _alto(letto: str) -> str:
    """Return a text in capitals, each character where it was."""
    alto = letto.upper()
    return alto if len(alto) == len(letto) else "".join(c.upper() if len(c.upper()) == 1 else c for c in letto)


def _codice_giusto(codice: str) -> str:
    """Return a code; «» when its check letter, or its day, is none."""
    giorno = int(codice[9:11].translate(_OMOCODIE))
    somma = 0
    for posto, segno in enumerate(codice[:15]):
        valore = int(segno) if segno.isdigit() else ord(segno) - ord("A")
        somma += valore if posto % 2 else _DISPARI[valore]
    giusto = 1 <= giorno % 40 <= 31 and giorno <= 71 and chr(ord("A") + somma % 26) == codice[15]
    return codice if giusto else ""


def _iban_giusto(forse: str) -> str:
    """Return the account at the beginning of a run of characters; «» when its check digits are wrong."""
    conto = forse[: _LUNGHEZZE_IBAN[forse[:2]]]
    if len(conto) < _LUNGHEZZE_IBAN[forse[:2]]:
        return ""
    return conto if int("".join(str(int(c, 36)) for c in conto[4:] + conto[:4])) % 97 == 1 else ""


_UNITI = ((_CODICE_UNITO, _codice_giusto), (_IBAN_UNITO, _iban_giusto))
"""What is looked for without separators, and what tells that it is one."""
