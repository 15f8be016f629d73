"""One change as every rendering prints it: what it is called, what changed, what it moves, whether it is of substance.

Plain texts, not yet escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from textwrap import shorten
from types import MappingProxyType

from macros.model.formato import ASSENTE, arrotonda, concorda
from macros.model.valori import AREE, Livello, Periodo
from macros.publish.confronto.parole import ALTROVE, SPECIALE, punti
from macros.trail.cambiamenti import Cambiamento, Campo, Genere, Senza, dentro
from macros.trail.mondo import ENTE, Chiave
from macros.trail.portata import PortataCambio, portata
from macros.trail.voci import PIANO, TITOLI

SENZA_CAMPO = frozenset({Genere.AGGIUNTO, Genere.CONCLUSO, Genere.RINUMERATO, Genere.DIVISO, Genere.UNITO})
"""Kinds that say all: the key behind them is the code."""
LUNGA = 60
"""Characters past which before and after need room."""
CONTESTO = 2
"""Equal words kept before the first that differs, where a text is cut."""
CHIAVI = {
    "penalita": "penalità",
    "unita_misura": "unità di misura",
    "area_dirigenziale": "area dirigenziale",
    "obiettivo_strategico": "obiettivo strategico",
    "progetto_finanziato": "progetto finanziato",
    "aree_coinvolte": "aree coinvolte",
    "impegno_richiesto": "impegno richiesto",
    "continua_da": "continua da",
    "nuova_previsione": "nuova previsione",
}


@dataclass(frozen=True, slots=True)
class Riga:
    """One change as every rendering prints it."""

    genere: Genere
    codice: str
    numero: str
    """The same where a reader knows it too; empty: only the files have it."""
    titolo: str
    nome: str
    """Its title, with the code in brackets: how it is called where nobody knows the codes."""
    portata: PortataCambio
    campo: Campo
    che: str
    """What changed: the kind and the key, without saying a word twice."""
    che_in: str
    """The same without the group of a weight: `campo.gruppo` has it."""
    sotto: str
    """The key, where it says more than the kind."""
    prima: str
    dopo: str
    effetto: str
    """On the chamber, points; «n.d.» when it cannot be told, empty when there is none."""
    senza: Senza | None
    mossa: Fraction
    """The effect, exact, to order rows by; 0 when there is none."""
    note: tuple[str, ...]
    """Reason, precisions, why it has no effect."""
    altrove: tuple[tuple[str, ...], ...]
    """What it moves besides the chamber: objectives, areas, managers («2.2 +0,85»)."""
    sposta_anche: str
    """The same in a line; empty when it moves nothing else."""
    figure: tuple[tuple[Chiave, str], ...]
    """The same by figure: points."""
    luoghi: tuple[str, ...]
    brevi: tuple[str, str]
    """Before and after in few words."""

    @property
    def senso(self) -> str:
        """What the effect means, as it is printed: «meglio», «peggio», «» for neither."""
        mossa = arrotonda(self.mossa, 2)
        return "meglio" if mossa > 0 else "peggio" if mossa else ""

    @property
    def lunga(self) -> bool:
        """True when before and after are texts, not figures."""
        return max(len(self.prima), len(self.dopo)) > LUNGA


def riga(c: Cambiamento, nomi: Mapping[str, str] = MappingProxyType({})) -> Riga:
    """Return a change as texts; `nomi`: areas of a manager, by their code, as a reader calls them."""
    perche = " · ".join(testo for testo in (c.motivo, c.atto) if testo)
    incomparabile = f"non confrontabile: {c.non_confrontabile}" if c.non_confrontabile else None
    figure = [(nome, x, testo) for nome, livelli in ALTROVE.items() for x in livelli for testo in _mosse(c, x, nomi)]
    anche = "; ".join(testo if x is Livello.AZIENDA_SPECIALE else f"{nome} {testo}" for nome, x, testo in figure)
    return Riga(
        genere=c.genere,
        codice=codice(c),
        numero=numero(c),
        titolo=c.titolo,
        nome=_nome(c),
        portata=portata(c),
        campo=c.campo,
        che=che(c, nomi),
        che_in=che(replace(c, campo=replace(c.campo, gruppo=None))),
        sotto=_sotto(c, nomi),
        prima=c.scritto_prima,
        dopo=c.scritto_dopo,
        effetto=effetto(c),
        senza=c.senza,
        mossa=(c.effetto.ente if c.effetto else None) or Fraction(0),
        note=tuple(n for n in (perche, c.nota, incomparabile, c.senza_effetto) if n),
        altrove=tuple(tuple(testo for suo, _, testo in figure if suo == nome) for nome in ALTROVE),
        sposta_anche=f"sposta anche {anche}" if anche else "",
        figure=tuple((x, ASSENTE if p is None else punti(p)) for x, p in c.effetto.figure.items() if x != ENTE)
        if c.effetto
        else (),
        luoghi=tuple(dict.fromkeys(str(luogo) for luogo in (c.luogo_prima, c.luogo_dopo) if luogo)),
        brevi=_fasi(c) if c.campo.passi == ("fasi",) else in_breve(c.scritto_prima, c.scritto_dopo),
    )


def _nome(c: Cambiamento) -> str:
    """Call a changed thing by its title, with the code in brackets where it has one of its own and is no area."""
    suo = "" if c.chiave == ENTE or c.livello in AREE else numero(c)
    return f"{c.titolo} ({suo})" if c.titolo and suo else c.titolo or codice(c)


def codice(c: Cambiamento) -> str:
    """Return what a changed thing is called by."""
    if c.chiave == ENTE:
        return "Camera"
    return f"Area {c.codice}" if c.livello == Livello.AREA_STRATEGICA else c.codice or c.chiave[1]


def numero(c: Cambiamento) -> str:
    """Return the code by which a reader knows a changed thing; empty where only the files have one."""
    dei_file = c.chiave in TITOLI and c.chiave != ENTE
    senza = dei_file or c.livello in {PIANO, Livello.AREA_DIRIGENZIALE, Livello.AZIENDA_SPECIALE}
    return "" if senza or c.titolo.endswith(codice(c)) else codice(c)


def effetto(c: Cambiamento) -> str:
    """Write the effect on the chamber; «n.d.» when it cannot be told, empty when there is none."""
    if c.effetto is None:
        return ASSENTE if c.senza and c.tocco else ""
    return ASSENTE if c.effetto.ente is None else punti(c.effetto.ente)


def che(c: Cambiamento, nomi: Mapping[str, str] = MappingProxyType({})) -> str:
    """Say what changed: the kind and the key, without saying a word twice."""
    if _sottinteso(c):
        return str(c.genere)
    return campo(c.campo, nomi) if c.campo.passi[0] == c.genere else f"{c.genere}, {campo(c.campo, nomi)}"


def _sotto(c: Cambiamento, nomi: Mapping[str, str]) -> str:
    if _sottinteso(c):
        return ""
    return _coda(c.campo, nomi).lstrip() if c.campo.passi == (c.genere,) else campo(c.campo, nomi)


def _sottinteso(c: Cambiamento) -> bool:
    return c.genere in SENZA_CAMPO or c.campo.passi == ("uffici",)


def _mosse(c: Cambiamento, livello: Livello, nomi: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a change moves at a level, each with its code or its name."""
    figure = c.effetto.di(livello).items() if c.effetto else ()
    prima = f"{SPECIALE} " if livello is Livello.AZIENDA_SPECIALE else ""
    return tuple(f"{prima}{nomi.get(codice, codice)} {ASSENTE if p is None else punti(p)}" for codice, p in figure)


def _fasi(c: Cambiamento) -> tuple[str, str]:
    """Count the milestones that are not the same: written in full, more than one fill a page."""
    prima, dopo = (len(lato) if isinstance(lato, tuple) else 0 for lato in (c.prima, c.dopo))
    if max(prima, dopo) == 1:
        return c.scritto_prima, c.scritto_dopo
    return concorda(prima, "una fase", f"{prima} fasi"), concorda(dopo, "un'altra fase", f"altre {dopo} fasi")


def in_breve(prima: str, dopo: str, quanto: int = 60) -> tuple[str, str]:
    """Return two texts, those longer than so many characters cut to where they differ.

    >>> in_breve("uno due tre quattro cinque", "uno due tre quattro sei", 20)
    ('… tre quattro cinque', '… tre quattro sei')
    """
    if max(len(prima), len(dopo)) <= quanto:
        return prima, dopo
    a, b = prima.split(), dopo.split()
    uguali = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    salta = max(0, uguali - CONTESTO)
    brevi = [
        shorten(" ".join((["…"] if salta else []) + parole[salta:]), quanto, placeholder=" …") for parole in (a, b)
    ]
    return brevi[0], brevi[1]


def campo(c: Campo, nomi: Mapping[str, str] = MappingProxyType({})) -> str:
    """Name a key in words.

    >>> campo(Campo(("target",), Periodo.DICEMBRE)), campo(Campo(("target",), 2023)), campo(Campo(("unita_misura",)))
    ('target al 31 dicembre', 'target per il 2023', 'unità di misura')
    >>> campo(Campo(("peso",), gruppo=("obiettivo", "3.1")))
    'peso in 3.1'
    """
    return " ".join(CHIAVI.get(passo, passo.replace("_", " ")) for passo in c.detti or c.passi) + _coda(c, nomi)


def _coda(c: Campo, nomi: Mapping[str, str]) -> str:
    """Say of which date, of which year, in which group."""
    if isinstance(c.quando, Periodo):
        return f" al {c.quando.in_parole}"
    return f" per il {c.quando}" if c.quando else dentro(c.gruppo, nomi)
