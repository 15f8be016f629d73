"""What every rendering of a comparison says: rows and steps (its tables are in `gruppi`, its sentences in `frasi`).

Takes a `Confronto` and gives plain texts, not yet escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from macros.model.formato import ASSENTE, arrotonda, concorda, numero
from macros.model.valori import AREE, Livello
from macros.trail.cambiamenti import Cambiamento
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

DAL_BASSO = (Livello.OBIETTIVO, *AREE)
"""Levels of the figures an effect goes up through."""
ALTROVE = {
    "obiettivo": DAL_BASSO[:1],
    "area": DAL_BASSO[1:2],
    "responsabile": DAL_BASSO[2:],
}
"""What an effect is told on, besides the chamber: name, levels."""
SPECIALE = "Azienda Speciale"


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
        """Return the title of an area, a manager, the agency or an objective; empty for the chamber."""
        for anno in (self.confronto.dopo, self.confronto.prima):
            if chiave[0] == Livello.OBIETTIVO and chiave[1] in anno.obiettivi:
                return anno.obiettivi[chiave[1]].titolo
            for livello, area in anno.letture.gruppi():
                if (livello, area.codice) == chiave:
                    return area.titolo
        return ""

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


def nome_di(chiave: Chiave) -> str:
    """Name a figure by level and code."""
    nomi: dict[str, str] = {livelli[0]: nome for nome, livelli in ALTROVE.items()}
    return "Camera" if chiave == ENTE else f"{nomi.get(chiave[0], SPECIALE)} {chiave[1]}"


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
