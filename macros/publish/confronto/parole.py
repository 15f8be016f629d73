"""What every rendering of a comparison says: rows, groups, steps (its sentences are in `frasi`).

Takes a `Confronto` and gives plain texts, not yet escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from macros.model.formato import ASSENTE, arrotonda, numero
from macros.model.problems import Source
from macros.model.valori import Periodo
from macros.trail.cambiamenti import Cambiamento, Genere
from macros.trail.confronto import QUANDO, Confronto
from macros.trail.effetti import PASSO_DI, Contributo, Scomposizione
from macros.trail.mondo import ENTE, Chiave, Passo
from macros.trail.voci import ALBERO, SMVP

PASSI = {
    Passo.RISULTATI: ("Risultati degli indicatori", "risultato", "risultati"),
    Passo.TARGET: ("Target", "target", "target"),
    Passo.PESI: ("Pesi", "peso", "pesi"),
    Passo.REGOLE: ("Regole di calcolo", "regola", "regole"),
    Passo.RICOMPOSTI: ("Divisi e uniti", "ricomposizione", "ricomposizioni"),
    Passo.AGGIUNTI: ("Aggiunti", "aggiunta", "aggiunte"),
    Passo.CONCLUSI: ("Conclusi", "conclusione", "conclusioni"),
}
"""Step → its name, and what is counted in it, one and more."""

GRUPPI: tuple[tuple[str, str, tuple[Genere, ...]], ...] = (
    ("risultati", "Risultati degli indicatori", (Genere.VALORE, Genere.ASSENZA)),
    ("target", "Target", (Genere.TARGET,)),
    ("pesi", "Pesi", (Genere.PESO,)),
    ("regole", "Regole di calcolo", (Genere.REGOLA,)),
    (
        "obiettivi",
        "Aggiunti, conclusi, rinumerati, divisi e uniti",
        (Genere.AGGIUNTO, Genere.CONCLUSO, Genere.RINUMERATO, Genere.DIVISO, Genere.UNITO, Genere.RICOMPOSTO),
    ),
    ("responsabili", "Responsabili e uffici", (Genere.RESPONSABILE, Genere.UFFICIO)),
    (
        "testi",
        "Titoli, testi e documentazione",
        (Genere.TITOLO, Genere.TESTO, Genere.DOCUMENTAZIONE, Genere.CONTINUATO),
    ),
    ("risorse", "Risorse", (Genere.RISORSE,)),
    ("gradi", "Gradi", (Genere.GRADO,)),
)
"""Id, heading and kinds of each table, in order."""

ALTRI_ANNI = re.compile(r"(?:target|peso)\.\d{4}")
"""Keys of what the Piano says of years other than the one in force."""
A_UNA_DATA = re.compile(r"(\w+)\.(30-06|31-12|\d{4})")
SENZA_CAMPO = frozenset({Genere.AGGIUNTO, Genere.CONCLUSO, Genere.RINUMERATO, Genere.DIVISO, Genere.UNITO})
"""Kinds that say all: the key behind them is the code."""
DAL_BASSO = ("obiettivo", "area_strategica", "area_dirigenziale", "azienda_speciale")
"""Levels of the figures an effect goes up through."""
CODICI = {ENTE: "Camera", SMVP: "smvp", ALBERO: "albero"}
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
    """One change as a row."""

    genere: str
    codice: str
    titolo: str
    campo: str
    prima: str
    dopo: str
    effetto: str
    """On the chamber, points; «n.d.» when it cannot be told, empty when there is none."""
    mossa: Fraction
    """The same, exact, to order rows by; 0 when there is none."""
    note: tuple[str, ...]
    """Reason, what else it moves, why it has no effect."""
    luoghi: tuple[str, ...]

    @property
    def che(self) -> str:
        """What changed: the kind and the key, without saying a word twice."""
        if not self.campo:
            return self.genere
        return self.campo if self.campo.split()[0] == self.genere else f"{self.genere}, {self.campo}"


@dataclass(frozen=True, slots=True)
class Gruppo:
    """The changes of some kinds."""

    id: str
    titolo: str
    righe: tuple[Riga, ...]
    portato: str
    """What these kinds add to the difference of the chamber, as in the decomposition; empty: nothing to add."""


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
        quando = f", dati al {QUANDO[self.confronto.periodo]}" if self.confronto.periodo else ""
        if not self.confronto.stesso_anno:
            return f"Dal {self.prima} al {self.dopo}: che cosa è cambiato{quando}"
        return f"{self.confronto.dopo.anno}: che cosa è cambiato da «{self.prima}» a «{self.dopo}»{quando}"

    def titolo_di(self, chiave: Chiave) -> str:
        """Return the title of an area, a manager or the agency; empty for the chamber, which says it all."""
        codice, albero = chiave[1], self.confronto.dopo.letture
        aree = albero.aree_strategiche if chiave[0] == "area_strategica" else albero.con_responsabile
        return next((a.titolo for a in aree if chiave != ENTE and a.codice == codice), "")

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


def gruppi(s: Sezione) -> tuple[Gruppo, ...]:
    """Return the tables that have rows."""
    altri = [c for c in s.confronto.cambiamenti if ALTRI_ANNI.fullmatch(c.campo)]
    trovati = [(id_, nome, s.confronto.di_genere(*generi)) for id_, nome, generi in GRUPPI]
    trovati.insert(-1, ("triennio", "Target e pesi degli altri anni del Piano", tuple(altri)))
    scritti = []
    for id_, nome, suoi in trovati:
        righe = tuple(riga(c) for c in suoi if id_ == "triennio" or not ALTRI_ANNI.fullmatch(c.campo))
        if righe:
            scritti.append(Gruppo(id_, nome, righe, _nella_differenza(s, suoi)))
    return tuple(scritti)


def _nella_differenza(s: Sezione, suoi: Iterable[Cambiamento]) -> str:
    """Return what the steps of these kinds add to the difference of the chamber."""
    passi_loro = {PASSO_DI[c.genere] for c in suoi if c.tocco}
    portato = s.camera.dei(passi_loro) if s.camera and passi_loro else None
    return "" if portato is None else punti(portato)


def riga(c: Cambiamento) -> Riga:
    """Return a change as texts."""
    perche = " · ".join(testo for testo in (c.motivo, c.atto) if testo)
    note = [perche, c.nota, f"non confrontabile: {c.non_confrontabile}" if c.non_confrontabile else None]
    if c.effetto is not None:
        note.append(_altrove(c))
    if c.senza_effetto:
        note.append(c.senza_effetto)
    effetto = "" if c.effetto is None else ASSENTE if c.effetto.ente is None else punti(c.effetto.ente)
    codice = CODICI.get(c.chiave) or (f"Area {c.codice}" if c.livello == "area_strategica" else c.codice)
    return Riga(
        genere=str(c.genere),
        codice=codice,
        titolo=c.titolo,
        campo="" if c.genere in SENZA_CAMPO else campo(c.campo),
        prima=c.scritto_prima,
        dopo=c.scritto_dopo,
        effetto=ASSENTE if not effetto and c.senza_effetto and c.tocco else effetto,
        mossa=(c.effetto.ente if c.effetto else None) or Fraction(0),
        note=tuple(n for n in note if n),
        luoghi=_luoghi(c.luogo_prima, c.luogo_dopo),
    )


def _altrove(c: Cambiamento) -> str:
    """Say which other figures it moves."""
    assert c.effetto is not None  # noqa: S101 - asked of those only
    altre = sorted(((x, p) for x, p in c.effetto.figure.items() if x != ENTE), key=lambda v: DAL_BASSO.index(v[0][0]))
    scritte = [f"{nome_di(chiave)} {ASSENTE if mossa is None else punti(mossa)}" for chiave, mossa in altre]
    return f"sposta anche {'; '.join(scritte)}" if scritte else ""


def nome_di(chiave: Chiave) -> str:
    """Name a figure by level and code."""
    livelli = {"obiettivo": "obiettivo", "area_strategica": "area", "area_dirigenziale": "responsabile"}
    return "Camera" if chiave == ENTE else f"{livelli.get(chiave[0], 'Azienda Speciale')} {chiave[1]}"


def campo(percorso: str) -> str:
    """Name a key in words.

    >>> campo("target.31-12"), campo("target.2023"), campo("unita_misura"), campo("peso in 3.1")
    ('target al 31 dicembre', 'target per il 2023', 'unità di misura', 'peso in 3.1')
    """
    trovato = A_UNA_DATA.fullmatch(percorso)
    testa, coda = (trovato[1], trovato[2]) if trovato else (percorso, "")
    detto = CHIAVI.get(testa, testa if " " in testa else re.sub(r"[._]", " ", testa))
    if not coda:
        return detto
    return f"{detto} al {QUANDO[Periodo(coda)]}" if coda in set(Periodo) else f"{detto} per il {coda}"


def _luoghi(prima: Source | None, dopo: Source | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(luogo) for luogo in (prima, dopo) if luogo))


def passi(s: Sezione, scomposizione: Scomposizione) -> tuple[PassoScritto, ...]:
    """Return the steps that have a change or a movement; counts are of what touches figures."""
    uscita = []
    for contributo in scomposizione.contributi:
        nome, uno, molti = PASSI[contributo.passo]
        quanti = sum(1 for c in s.confronto.cambiamenti if c.tocco and PASSO_DI.get(c.genere) is contributo.passo)
        if not quanti and not contributo.punti:
            continue
        detto = "non calcolabile da solo: è nel passo seguente" if contributo.punti is None else ""
        sotto = detto or (f"{quanti} {uno if quanti == 1 else molti}" if quanti else "")
        scritti = ASSENTE if contributo.punti is None else punti(contributo.punti)
        uscita.append(PassoScritto(nome, sotto, scritti, contributo))
    return tuple(uscita)


def per_figura(s: Sezione) -> Sequence[tuple[str, Scomposizione]]:
    """Return the decompositions of chamber, areas, managers and agency, with their names."""
    return [(nome_di(c)[:1].upper() + nome_di(c)[1:], x) for c, x in s.confronto.scomposizioni.items()]
