"""What is written in a page: calls of macros between its braces, and Markdown that becomes nothing alive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from macros.checks.coperture import fuori_documento
from macros.model.macro import A_BLOCCO, SEGNAPOSTO, UNA_PAROLA
from macros.model.problems import Problem, Source
from macros.reading.pagine.chiamate import FORMA, GRAFFE, Chiamata, Rifiutato, pezzi
from macros.reading.pagine.markdown import (
    CARATTERI,
    PROFONDITA,
    RIGA,
    RIGHE,
    SEGNI,
    Guardia,
    Vietato,
    eccesso,
    lettore,
)
from macros.reading.pagine.pagine import PaginaScritta
from macros.reading.testo.puliti import Puliti

_ATTESI = {
    "PAGINA-HTML": (
        "solo Markdown",
        "scriverlo in Markdown, o fra accenti gravi («`») se è un esempio; per una tabella o una scheda c'è una macro",
    ),
    "PAGINA-ATTRIBUTO": (
        "fra graffe il solo nome di un punto della pagina, come «{: #dati }»",
        "togliere l'attributo: l'aspetto è del tema",
    ),
    "PAGINA-INDIRIZZO": (
        "https://…, mailto:… o un indirizzo che parte dalla cartella della pagina; per le immagini solo quest'ultimo",
        "correggere l'indirizzo; un'immagine si copia in una cartella di content",
    ),
    "PAGINA-LIMITE": (
        f"al più {CARATTERI} caratteri, {RIGHE} righe, {RIGA} per riga, {SEGNI} «[», «*» o «<», {PROFONDITA} livelli",
        "dividere la pagina o la riga; un elenco dentro l'altro diventa un elenco solo",
    ),
}
_COLLEGAMENTO = re.compile(r"\]\((?:(?:\.\./)*\w[\w.-]*(?:/\w[\w.-]*)*)?(?:#[\w.-]+)?\)")
"""A link or a picture of this site, as nearly all are."""
_DA_LEGGERE = re.compile(r"[<&\\{]|\]:|^[ \t>*+:\d.-]{25}", re.MULTILINE)
"""HTML, entities, attributes, references, deep lists: only Markdown can say what becomes of them."""
_ETICHETTA = re.compile(rf"\[[^\[\]]*{UNA_PAROLA}[^\[\]]*\](?!\()|\]\s?\[[^\[\]]*{UNA_PAROLA}")
"""A call where Markdown reads the name of an address: which one it is would change with the figures."""
COPERTO = "in un capitolo, solo ciò che l'approvazione del suo documento copre"
A_PAROLE = "fra parentesi quadre parole, o una macro in [testo](indirizzo)"
_BLOCCO = SEGNAPOSTO.format(numero=0)
_ESEMPI = re.compile(r"^(```+|~~~+).*?^\1|(`+)[^`\n].*?\2", re.DOTALL | re.MULTILINE)
Lettore = Callable[[str], Iterable[Vietato]]
"""Page as Markdown → what may not stand in it."""


def scritte(pagine: Iterable[PaginaScritta], puliti: Puliti) -> Iterator[Problem]:
    """Yield what is wrong in some pages; `puliti`: those in which nothing was."""
    leggi = _lettore()
    for pagina in pagine:
        yield from puliti.guarda(_scritta(pagina, leggi), "pagine", pagina.percorso, pagina.titolo, pagina.corpo)


def _lettore() -> Lettore:
    """Return what runs a page through Markdown with the site's guard."""
    guardia = Guardia()
    converti = lettore(guardia)

    def leggi(testo: str) -> list[Vietato]:
        try:
            converti(testo)
        except RecursionError:
            guardia.esito.raccolti()
            return [Vietato("PAGINA-LIMITE", "troppi elementi uno dentro l'altro", "")]
        return guardia.esito.raccolti()

    return leggi


def _scritta(pagina: PaginaScritta, leggi: Lettore) -> Iterator[Problem]:
    """PAGINA-LIMITE, PAGINA-MACRO, then what Markdown makes of it."""
    if troppo := eccesso(pagina.corpo):
        riga, detto = troppo
        yield problema(pagina.luogo(riga), Vietato("PAGINA-LIMITE", detto, ""))
        return
    if pagina.titolo and GRAFFE.search(pagina.titolo):
        graffe = Rifiutato(pagina.riga_titolo - pagina.sopra, "graffe nel titolo", "scrivere il titolo a parole")
        yield _macro(pagina, graffe)
    parti = []
    posti = _Posti(pagina.corpo)
    for pezzo in pezzi(pagina.corpo):
        match pezzo:
            case Rifiutato():
                yield _macro(pagina, pezzo)
            case Chiamata():
                if non_coperta := fuori_documento(pagina.percorso, pezzo):
                    yield _macro(pagina, Rifiutato(posti.riga(pezzo.nome), *non_coperta), COPERTO)
                else:
                    posti.riga(pezzo.nome)
                parti.append(_BLOCCO if pezzo.nome in A_BLOCCO else UNA_PAROLA)
            case _:
                parti.append(pezzo)
    testo = "".join(parti)
    for etichetta in _ETICHETTA.finditer(testo):
        riga = posti.riga(etichetta[0].partition(UNA_PAROLA)[0] + "{{")
        trovata = "una macro fra parentesi quadre, dove Markdown può leggere il nome di un indirizzo"
        yield _macro(pagina, Rifiutato(riga, trovata, "scrivere [testo](indirizzo), o quel nome a parole"), A_PAROLE)
    for trovato in () if _piana(testo) else leggi(testo):
        yield problema(pagina.luogo(posti.riga(trovato.cerca)), trovato)


def _piana(testo: str) -> bool:
    """True for a page in which nothing can be found: most are, and Markdown takes longer than all the rest.

    The build reads every page through the guard anyhow.
    """
    testo = testo.replace(_BLOCCO, "")
    poche = testo.count("*") + testo.count("_") < PROFONDITA  # words in bold, one inside the other, nest too
    return poche and not _DA_LEGGERE.search(testo) and len(_COLLEGAMENTO.findall(testo)) == testo.count("](")


def problema(luogo: Source, trovato: Vietato) -> Problem:
    """Return what Markdown found as a problem."""
    return Problem(luogo, trovato.codice, trovato.testo, *_ATTESI[trovato.codice])


def _macro(pagina: PaginaScritta, no: Rifiutato, atteso: str = f"testo e chiamate di macro: {FORMA}") -> Problem:
    return Problem(pagina.luogo(no.riga), "PAGINA-MACRO", no.trovato, atteso, no.rimedio)


class _Posti:
    """Where words stand in a page: each time that they are asked for, the next line that has them."""

    def __init__(self, corpo: str) -> None:
        self.corpo = corpo
        self.gia: Counter[str] = Counter()

    def riga(self, cerca: str) -> int:
        """Return the next line with some words; the last of them, when there are no more."""
        righe = _righe_con(self.corpo, cerca)
        self.gia[cerca] += 1
        return righe[min(self.gia[cerca], len(righe)) - 1]


def _righe_con(testo: str, cerca: str) -> list[int]:
    """Return the lines where some words stand, or the first of them; outside the examples of code if they are there.

    Markdown may have changed what is between the words. Line 1 when they are not found.
    """
    fuori = _ESEMPI.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), testo)
    for cercate in (cerca, *cerca.split()[:1]):
        for dove in (fuori, testo):
            if righe := [n for n, riga in enumerate(dove.split("\n"), start=1) if cercate and cercate in riga]:
                return righe
    return [1]
