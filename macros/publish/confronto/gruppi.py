"""The tables of a comparison: its changes by kind, and which rows are shown first.

Two years differ in hundreds of things: what moves the chamber most comes first, the rest is folded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from macros.publish.confronto.parole import PASSI, Sezione, punti
from macros.publish.confronto.righe import Riga, riga
from macros.trail.cambiamenti import Cambiamento, Genere
from macros.trail.effetti import PASSO_DI

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
    ("altri", "Altri dati", (Genere.ALTRO,)),
    ("gradi", "Gradi", (Genere.GRADO,)),
)
"""Id, heading and kinds of each table, in order."""

PIEGATI = frozenset({"testi", "risorse", "triennio", "gradi"})
"""Groups that are folded: long, and they move no figure."""
VERSIONI, ANNI = (12, 8), (6, 4)
"""A group with more rows than the first number shows as many as the second: of two versions, of two years."""

ALMENO, SENSIBILE = 2, Fraction(5, 100)
"""Of a longer group so many rows are shown anyhow, the others when they move so many points."""
POCHE = 3
"""Of a group that moves no figure, so many rows are no burden where nothing can be unfolded."""


@dataclass(frozen=True, slots=True)
class GruppoCambiamenti:
    """The changes of some kinds."""

    id: str
    titolo: str
    righe: tuple[Riga, ...]
    prime: tuple[Riga, ...]
    """The rows shown first: those that move the chamber most; none in a group that is folded."""
    portato: tuple[tuple[str, str], ...]
    """What these kinds add to the difference of the chamber: points of each step, with its name when they are more."""

    @property
    def nella_differenza(self) -> str:
        """The same as words; empty: nothing to add."""
        scritti = ", ".join(f"{nome.lower()} {p}".strip() for nome, p in self.portato)
        return f"nella differenza{':' if len(self.portato) > 1 else ''} {scritti}" if scritti else ""

    @property
    def piccolo(self) -> bool:
        """True when so few rows are shown even where the group would be folded: a reviewer must see them."""
        return not self.prime and len(self.righe) <= POCHE

    @property
    def intero(self) -> bool:
        """True when the rows shown first say all."""
        return self.prime == self.righe and all(r.brevi == (r.prima, r.dopo) for r in self.righe)


def gruppi(s: Sezione) -> tuple[GruppoCambiamenti, ...]:
    """Return the tables that have rows."""
    altri = [c for c in s.confronto.cambiamenti if _altro_anno(c)]
    trovati = [(id_, nome, s.confronto.di_genere(*generi)) for id_, nome, generi in GRUPPI]
    trovati.insert(-1, ("triennio", "Target e pesi degli altri anni del Piano", tuple(altri)))
    nomi = s.confronto.dopo.letture.nomi_aree
    scritti = []
    for id_, nome, suoi in trovati:
        righe = tuple(riga(c, nomi) for c in suoi if id_ == "triennio" or not _altro_anno(c))
        if righe:
            prime = () if id_ in PIEGATI else _prime(righe, *(VERSIONI if s.confronto.stesso_anno else ANNI))
            scritti.append(GruppoCambiamenti(id_, nome, righe, prime, _nella_differenza(s, suoi)))
    return tuple(scritti)


def _altro_anno(c: Cambiamento) -> bool:
    """True for what the Piano says of a year other than the one in force."""
    return isinstance(c.campo.quando, int)


def _nella_differenza(s: Sezione, suoi: Iterable[Cambiamento]) -> tuple[tuple[str, str], ...]:
    """Return what the steps of these kinds add to the difference of the chamber."""
    loro = {PASSO_DI[c.genere] for c in suoi if c.tocco}
    portati = [c for c in s.camera.contributi if c.passo in loro] if s.camera else []
    if any(c.punti is None for c in portati):
        return ()
    return tuple((PASSI[c.passo][0] if len(portati) > 1 else "", punti(c.punti or Fraction(0))) for c in portati)


def _prime(righe: tuple[Riga, ...], massimo: int, quante: int) -> tuple[Riga, ...]:
    """Return all rows when they are few, else those that move the chamber most.

    What moves nothing and is said in the same words of several things is one row.
    """
    righe = _insieme(righe)
    if len(righe) <= massimo:
        return righe
    di_piu = sorted(righe, key=lambda r: -abs(r.mossa))[:quante]
    return tuple(r for n, r in enumerate(di_piu) if n < ALMENO or abs(r.mossa) >= SENSIBILE)


def _insieme(righe: tuple[Riga, ...]) -> tuple[Riga, ...]:
    uguali: dict[object, list[Riga]] = {}
    for n, r in enumerate(righe):
        uguali.setdefault(n if r.effetto else (r.genere, r.campo, r.prima, r.dopo), []).append(r)
    return tuple(
        replace(
            suoi[0],
            codice=", ".join(r.codice for r in suoi),
            numero=", ".join(r.numero or r.titolo for r in suoi),
            titolo="",
            nome="; ".join(r.nome for r in suoi),
            note=(),
            luoghi=tuple(dict.fromkeys(x for r in suoi for x in r.luoghi)),
        )
        if len(suoi) > 1
        else suoi[0]
        for suoi in uguali.values()
    )
