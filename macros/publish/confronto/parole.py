"""What every rendering of a comparison says: rows and steps (its tables are in `gruppi`, its sentences in `frasi`).

Takes a `Confronto` and gives plain texts, not yet escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from textwrap import shorten

from macros.model.formato import ASSENTE, arrotonda, concorda, numero
from macros.model.valori import AREE, Livello, Periodo
from macros.trail.cambiamenti import Cambiamento, Campo, Genere, Senza, dentro
from macros.trail.confronto import Confronto
from macros.trail.effetti import PASSO_DI, Contributo, Scomposizione
from macros.trail.mondo import ENTE, Chiave, Passo

PASSI = {
    Passo.RISULTATI: ("Risultati degli indicatori", "risultato", "risultati"),
    Passo.TARGET: ("Target", "target", "target"),
    Passo.PESI: ("Pesi", "peso", "pesi"),
    Passo.REGOLE: ("Regole di calcolo", "regola", "regole"),
    Passo.RICOMPOSTI: ("Divisi e uniti", "", ""),
    Passo.AGGIUNTI: ("Aggiunti", "", ""),
    Passo.CONCLUSI: ("Conclusi", "", ""),
}
"""Step → its name, and what is counted in it, one and more; empty: objectives and indicators."""

SENZA_CAMPO = frozenset({Genere.AGGIUNTO, Genere.CONCLUSO, Genere.RINUMERATO, Genere.DIVISO, Genere.UNITO})
"""Kinds that say all: the key behind them is the code."""
DAL_BASSO = (Livello.OBIETTIVO, *AREE)
"""Levels of the figures an effect goes up through."""
ALTROVE = {
    "obiettivo": DAL_BASSO[:1],
    "area": DAL_BASSO[1:2],
    "responsabile": DAL_BASSO[2:],
}
"""What an effect is told on, besides the chamber: name, levels."""
SPECIALE = "Azienda Speciale"
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
    titolo: str
    campo: Campo
    che: str
    """What changed: the kind and the key, without saying a word twice."""
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
    luoghi: tuple[str, ...]
    brevi: tuple[str, str]
    """Before and after in few words."""

    @property
    def lunga(self) -> bool:
        """True when before and after are texts, not figures."""
        return max(len(self.prima), len(self.dopo)) > LUNGA


@dataclass(frozen=True, slots=True)
class PassoScritto:
    """One line of the decomposition."""

    nome: str
    sotto: str
    punti: str
    contributo: Contributo


@dataclass(frozen=True, slots=True)
class Sezione:
    """One comparison with the names of its two sides."""

    confronto: Confronto
    prima: str
    dopo: str

    @property
    def titolo(self) -> str:
        """Heading of the comparison."""
        quando = f", dati al {self.confronto.periodo.in_parole}" if self.confronto.periodo else ""
        if not self.confronto.stesso_anno:
            return f"Dal {self.prima} al {self.dopo}: che cosa è cambiato{quando}"
        return f"{self.confronto.dopo.anno}: che cosa è cambiato da «{self.prima}» a «{self.dopo}»{quando}"

    def titolo_di(self, chiave: Chiave) -> str:
        """Return the title of an area, a manager or the agency; empty for the chamber, which says it all."""
        gruppi = self.confronto.dopo.letture.gruppi()
        return next((a.titolo for livello, a in gruppi if (livello, a.codice) == chiave), "")

    @property
    def camera(self) -> Scomposizione | None:
        """The decomposition of the chamber."""
        return self.confronto.scomposizioni.get(ENTE)


def punti(valore: Fraction) -> str:
    """Write points with their sign; what rounds to nothing has none.

    >>> punti(Fraction(186, 100)), punti(Fraction(-1, 1000)), punti(Fraction(-3, 4))
    ('+1,86', '0,00', '−0,75')
    """
    scritto = numero(valore)
    return f"+{scritto}" if arrotonda(valore, 2) > 0 else scritto


def differenza(prima: Fraction | None, dopo: Fraction | None) -> str:
    """Write how far a figure moves; «n.d.» when it is on one side only."""
    return ASSENTE if prima is None or dopo is None else punti(dopo - prima)


def riga(c: Cambiamento) -> Riga:
    """Return a change as texts."""
    perche = " · ".join(testo for testo in (c.motivo, c.atto) if testo)
    incomparabile = f"non confrontabile: {c.non_confrontabile}" if c.non_confrontabile else None
    figure = [(nome, x, testo) for nome, livelli in ALTROVE.items() for x in livelli for testo in _mosse(c, x)]
    anche = "; ".join(testo if x is Livello.AZIENDA_SPECIALE else f"{nome} {testo}" for nome, x, testo in figure)
    return Riga(
        genere=c.genere,
        codice=codice(c),
        titolo=c.titolo,
        campo=c.campo,
        che=che(c),
        sotto=_sotto(c),
        prima=c.scritto_prima,
        dopo=c.scritto_dopo,
        effetto=effetto(c),
        senza=c.senza,
        mossa=(c.effetto.ente if c.effetto else None) or Fraction(0),
        note=tuple(n for n in (perche, c.nota, incomparabile, c.senza_effetto) if n),
        altrove=tuple(tuple(testo for suo, _, testo in figure if suo == nome) for nome in ALTROVE),
        sposta_anche=f"sposta anche {anche}" if anche else "",
        luoghi=tuple(dict.fromkeys(str(luogo) for luogo in (c.luogo_prima, c.luogo_dopo) if luogo)),
        brevi=_fasi(c) if c.campo.passi == ("fasi",) else in_breve(c.scritto_prima, c.scritto_dopo),
    )


def codice(c: Cambiamento) -> str:
    """Return what a changed thing is called by."""
    if c.chiave == ENTE:
        return "Camera"
    return f"Area {c.codice}" if c.livello == Livello.AREA_STRATEGICA else c.codice or c.chiave[1]


def effetto(c: Cambiamento) -> str:
    """Write the effect on the chamber; «n.d.» when it cannot be told, empty when there is none."""
    if c.effetto is None:
        return ASSENTE if c.senza and c.tocco else ""
    return ASSENTE if c.effetto.ente is None else punti(c.effetto.ente)


def che(c: Cambiamento) -> str:
    """Say what changed: the kind and the key, without saying a word twice."""
    if _sottinteso(c):
        return str(c.genere)
    return campo(c.campo) if c.campo.passi[0] == c.genere else f"{c.genere}, {campo(c.campo)}"


def _sotto(c: Cambiamento) -> str:
    if _sottinteso(c):
        return ""
    return _coda(c.campo).lstrip() if c.campo.passi == (c.genere,) else campo(c.campo)


def _sottinteso(c: Cambiamento) -> bool:
    return c.genere in SENZA_CAMPO or c.campo.passi == ("uffici",)


def _mosse(c: Cambiamento, livello: Livello) -> tuple[str, ...]:
    """Return what a change moves at a level, each with its code."""
    figure = c.effetto.di(livello).items() if c.effetto else ()
    prima = f"{SPECIALE} " if livello is Livello.AZIENDA_SPECIALE else ""
    return tuple(f"{prima}{codice} {ASSENTE if p is None else punti(p)}" for codice, p in figure)


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


def nome_di(chiave: Chiave) -> str:
    """Name a figure by level and code."""
    nomi: dict[str, str] = {livelli[0]: nome for nome, livelli in ALTROVE.items()}
    return "Camera" if chiave == ENTE else f"{nomi.get(chiave[0], SPECIALE)} {chiave[1]}"


def campo(c: Campo) -> str:
    """Name a key in words.

    >>> campo(Campo(("target",), Periodo.DICEMBRE)), campo(Campo(("target",), 2023)), campo(Campo(("unita_misura",)))
    ('target al 31 dicembre', 'target per il 2023', 'unità di misura')
    >>> campo(Campo(("peso",), gruppo=("obiettivo", "3.1")))
    'peso in 3.1'
    """
    return " ".join(CHIAVI.get(passo, passo.replace("_", " ")) for passo in c.passi) + _coda(c)


def _coda(c: Campo) -> str:
    """Say of which date, of which year, in which group."""
    if isinstance(c.quando, Periodo):
        return f" al {c.quando.in_parole}"
    return f" per il {c.quando}" if c.quando else dentro(c.gruppo)


def passi(s: Sezione, scomposizione: Scomposizione) -> tuple[PassoScritto, ...]:
    """Return the steps that have a change or a movement; counts are of what touches figures."""
    uscita = []
    for contributo in scomposizione.contributi:
        nome, uno, molti = PASSI[contributo.passo]
        suoi = [c for c in s.confronto.cambiamenti if c.tocco and PASSO_DI.get(c.genere) is contributo.passo]
        quanti = len(suoi)
        if not quanti and not contributo.punti:
            continue
        detto = "non calcolabile da solo: è nel passo seguente" if contributo.punti is None else ""
        sotto = detto or (f"{quanti} {concorda(quanti, uno, molti)}" if quanti and uno else _di_che(suoi))
        scritti = ASSENTE if contributo.punti is None else punti(contributo.punti)
        uscita.append(PassoScritto(nome, sotto, scritti, contributo))
    return tuple(uscita)


def _di_che(cambiamenti: Iterable[Cambiamento]) -> str:
    """Count objectives and indicators."""
    livelli = [c.livello for c in cambiamenti]
    obiettivi, indicatori = livelli.count(Livello.OBIETTIVO), livelli.count(Livello.INDICATORE)
    detti = (
        (obiettivi, concorda(obiettivi, "obiettivo", "obiettivi")),
        (indicatori, concorda(indicatori, "indicatore", "indicatori")),
    )
    return " e ".join(f"{quanti} {nome}" for quanti, nome in detti if quanti)


def per_figura(s: Sezione) -> tuple[tuple[Passo, ...], tuple[tuple[str, Scomposizione], ...]]:
    """Return the steps that move a figure, and the decompositions of the figures that move, with their names."""
    mosse = [(c, x) for c, x in s.confronto.scomposizioni.items() if any(y.punti for y in x.contributi)]
    passi_loro = {y.passo for _, x in mosse for y in x.contributi if y.punti}
    return tuple(p for p in PASSI if p in passi_loro), tuple(
        (nome_di(c)[:1].upper() + nome_di(c)[1:], x) for c, x in mosse
    )


def celle_di(x: Scomposizione, passi_mossi: Sequence[Passo]) -> tuple[str, ...]:
    """Write what each step moves of a figure, then how much it moves in all."""
    per_passo = {c.passo: c.punti for c in x.contributi}
    scritte = (ASSENTE if (p := per_passo[passo]) is None else punti(p) for passo in passi_mossi)
    return (*scritte, punti(x.differenza))
