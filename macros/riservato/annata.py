"""What the year must have before the sheets of its persons are made: settings, an approved Relazione, a figure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from macros.engine.individuale import RegoleIndividuali, figura, regole_individuali
from macros.engine.result import Ciclo
from macros.model.anno import Anno
from macros.model.impostazioni import FiguraScheda
from macros.model.individuale import Momento
from macros.model.problems import Documento
from macros.model.valori import Livello


class FattoAnno(StrEnum):
    """Why the sheets of a year are not made: what is so, and what to do."""

    FASCE = "in smvp.yml mancano le fasce: aggiungere «fasce» in valutazione_individuale"
    FORMULA = "in smvp.yml manca la formula: aggiungere in valutazione_individuale «formula: punti / massimo * peso»"
    FIGURA = "in smvp.yml manca la figura: aggiungere in valutazione_individuale «figura: attestata» o «calcolata»"
    PROFILI = "in smvp.yml mancano le quote: aggiungere «profili» in valutazione_individuale"
    NON_APPROVATA = "la Relazione non è approvata, e le schede di valutazione vengono dopo: prima, solo una bozza"
    NON_VALIDA = "l'OIV ha dichiarato la Relazione non valida, e nessuna scheda è definitiva: solo una bozza"
    SENZA_ATTESTATO = "la Camera non ha un grado attestato: registrarlo in oiv.yml; prima, solo una bozza"
    SENZA_CALCOLATO = "la Camera non ha un grado al 31 dicembre: solo una bozza"


@dataclass(frozen=True, slots=True)
class Annata:
    """A computed year, with what it declares of the sheets."""

    ciclo: Ciclo
    regole: RegoleIndividuali


def annata(ciclo: Ciclo) -> Annata | tuple[FattoAnno, ...]:
    """Return a year whose sheets can be made; else what its settings lack."""
    regole = regole_individuali(ciclo.anno.regole)
    return Annata(ciclo, regole) if regole is not None else _mancano(ciclo.anno)


def _mancano(anno: Anno) -> tuple[FattoAnno, ...]:
    smvp = anno.regole
    detti = (
        (FattoAnno.FASCE, smvp.fasce_individuali),
        (FattoAnno.FORMULA, smvp.formula_individuale),
        (FattoAnno.FIGURA, smvp.figura_individuale),
        (FattoAnno.PROFILI, smvp.profili_individuali),
    )
    return tuple(fatto for fatto, detto in detti if not detto)


def fatti(di: Annata, momento: Momento) -> tuple[FattoAnno, ...]:
    """Return why the sheets of a moment cannot be final yet; nothing of what is assigned in January.

    Fonte: RECORDS 3 and 9.
    """
    if momento is Momento.ASSEGNAZIONE:
        return ()
    anno, quale = di.ciclo.anno, di.regole.figura
    trovati = []
    if anno.non_valida:
        trovati.append(FattoAnno.NON_VALIDA)
    elif anno.aperto(Documento.RELAZIONE):
        trovati.append(FattoAnno.NON_APPROVATA)
    if figura(di.ciclo, quale, Livello.ENTE) is None:
        attestata = quale is FiguraScheda.ATTESTATA
        trovati.append(FattoAnno.SENZA_ATTESTATO if attestata else FattoAnno.SENZA_CALCOLATO)
    return tuple(trovati)
