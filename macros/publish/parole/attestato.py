"""How what the OIV attests is said: which figure is computed, which is attested, by whom and with which act.

The two figures stand beside each other and are never mixed. Fonte: SMVP 3, 3.2.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.attestazioni import Attestata, attestata, attestate, mancante
from macros.model import formato
from macros.model.citazioni import con_preposizione, nome_oiv, numero_e_giorno
from macros.model.oiv import Giudizio

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno

GIUDIZI = {
    Giudizio.INFERIORE: "inferiore alle aspettative",
    Giudizio.IN_LINEA: "in linea con le aspettative",
    Giudizio.SUPERIORE: "superiore alle aspettative",
}
PIENA = "attestazione piena"
UGUALE = "uguale al calcolato"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestato:
    """What the OIV attests of one figure, as it is printed."""

    calcolato: str
    corretto: bool
    """True where an errata made the computed grade another one, since it was approved."""
    testo: str
    """The attested grade: «97»."""
    differenza: str
    """«+0,78», or that there is none."""
    piena: bool
    giudizio: str
    """«in linea con le aspettative»; may be empty."""
    da_chi: str
    """«dall'OIV»."""
    atto: str
    """«verbale 2 del 17 febbraio 2022»."""
    motivazione: str

    @property
    def note(self) -> str:
        """What the attested grade is beside the computed one: «+0,78, attestazione piena»."""
        approvato = f" su {self.calcolato}, il calcolato che fu approvato" if self.corretto else ""
        return f"{self.differenza}{approvato}" + (f", {PIENA}" if self.piena else "")

    @property
    def intero(self) -> str:
        """The attested grade with whom and which act it comes from."""
        return f"{self.testo} attestato {self.da_chi} ({self.note}), {self.atto}"


def da_chi(anno: Anno) -> str:
    """Return by whom a figure is attested: «dall'OIV»."""
    return con_preposizione("da", nome_oiv(anno))


def di_chi(anno: Anno) -> str:
    """Return whose judgement it is: «dell'OIV»."""
    return con_preposizione("di", nome_oiv(anno))


def giudizio_mancante(anno: Anno) -> str:
    """Say that the OIV's judgement is not there, and why."""
    return f"giudizio {di_chi(anno)} {mancante(anno)}"


def attestato(ciclo: Ciclo, codice: str) -> Attestato | None:
    """Return what the OIV attests of a figure; None when it attests nothing, or not at this date."""
    figura = attestata(ciclo, codice)
    return _detto(ciclo.anno, figura) if figura else None


def _detto(anno: Anno, figura: Attestata) -> Attestato | None:
    a = figura.attestazione
    if a is None:
        return None
    atto = anno.atti.get(a.atto)
    return Attestato(
        calcolato=formato.stampato(figura.calcolato),
        corretto=figura.oggi != figura.calcolato,
        testo=formato.stampato(a.grado),
        differenza=formato.segno(figura.differenza) if figura.differenza else UGUALE,
        piena=figura.piena,
        giudizio=GIUDIZI[a.giudizio] if a.giudizio else "",
        da_chi=da_chi(anno),
        atto=numero_e_giorno(atto) if atto else a.atto,
        motivazione=a.motivazione or "",
    )


def attestati(ciclo: Ciclo) -> dict[str, Attestato]:
    """Return what the OIV attests, figure by figure, in the order of the tree."""
    dette = ((codice, _detto(ciclo.anno, figura)) for codice, figura in attestate(ciclo).items())
    return {codice: detta for codice, detta in dette if detta is not None}


def senza_giudizio(ciclo: Ciclo | None) -> str:
    """Say, where nothing is attested of a year at all, that the OIV's judgement is not there; else «»."""
    if ciclo is None or not (figure := attestate(ciclo)) or any(f.attestazione for f in figure.values()):
        return ""
    return f"{_maiuscola(giudizio_mancante(ciclo.anno))}."


def frase(ciclo: Ciclo, codice: str) -> str:
    """Say what the OIV attests of a figure and that it is not reckoned; «» of one that need not be attested."""
    figura = attestata(ciclo, codice)
    detto = _detto(ciclo.anno, figura) if figura else None
    if detto is None:
        return f"{_maiuscola(giudizio_mancante(ciclo.anno))}." if figura and figura.dovuta else ""
    giudizio = f"; giudizio: {detto.giudizio}" if detto.giudizio else ""
    testo = f"Attestato {detto.da_chi}: {detto.testo} ({detto.note}), {detto.atto}{giudizio}."
    testo += f" Non entra nel calcolo: il grado calcolato resta {detto.calcolato}."
    return testo + (f" Motivazione: {detto.motivazione.rstrip('.')}." if detto.motivazione else "")


def _maiuscola(testo: str) -> str:
    return testo[:1].upper() + testo[1:]
