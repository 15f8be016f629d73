"""The indicators of an objective at both survey dates, one row each, with the bar against the target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.model import formato
from macros.model.regole import REGOLE
from macros.model.valori import Periodo
from macros.publish.disegni.corsie import traguardo
from macros.publish.disegni.serie import Punto, asse, serie, taglio
from macros.publish.disegni.tela import Disegno
from macros.publish.figure.misure import anno_prima, corsie, negli_anni, numero
from macros.publish.parole import voci
from macros.publish.parole.cifre import Cifra, stime
from macros.publish.parole.voci import Voto
from macros.publish.pezzi.righe import RigaIndicatore, RigaRisultato, riga_indicatore, riga_risultato
from macros.vista.vite import nomi

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.model.piano import Indicatore, Obiettivo
    from macros.vista.vista import Vista

PERIODI = (Periodo.GIUGNO, Periodo.DICEMBRE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaDoppia:
    """An indicator."""

    base: RigaIndicatore
    giugno: RigaRisultato | None
    """None: nothing of 30/6 is shown."""
    finale: RigaRisultato | None
    stima: str
    """Said at 30/6 of 31/12; empty when not."""
    barra: Markup
    """Empty where there is no number to draw."""
    anno_prima: bool
    """True where the bar marks the value of the year before, at the date of its last lane."""

    @property
    def ultima(self) -> RigaRisultato:
        """The latest date shown."""
        scelta = self.finale or self.giugno
        assert scelta is not None  # noqa: S101 - a row is made only for the dates that are shown
        return scelta


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """The results of an objective, the half-year beside the final ones."""

    proprie: tuple[RigaDoppia, ...]
    collegate: tuple[RigaDoppia, ...]
    giugno: Voto | None
    """Grade of the objective; None: that date is not shown."""
    finale: Voto | None
    totale: str
    """Sum of the weights."""

    @property
    def ultimo(self) -> Voto | None:
        """The grade at the latest date shown."""
        return self.finale or self.giugno

    @property
    def disegnate(self) -> bool:
        """True when some row has a bar."""
        return any(r.barra for r in (*self.proprie, *self.collegate))

    @property
    def con_anno_prima(self) -> bool:
        """True when some bar marks the year before."""
        return any(r.anno_prima for r in (*self.proprie, *self.collegate))


@dataclass(frozen=True, slots=True, kw_only=True)
class Serie:
    """An indicator over the years, drawn."""

    codice: str
    titolo: str
    disegno: Markup
    nota: str
    punti: tuple[Punto, ...]


def due_date(vista: Vista, anno: Anno, obiettivo: Obiettivo, totale: str) -> DueDate:
    """Return the results of an objective at the dates that may be shown."""
    cicli = tuple(vista.ciclo_con(anno, p, obiettivo.codice) for p in PERIODI)
    detti = stime(cicli[0], obiettivo) if cicli[0] else {}
    propri = [(i, i.peso) for i in obiettivo.indicatori]
    altri = [(anno.indicatori[c.indicatore], c.peso) for c in obiettivo.collegati]
    voti = [voci.voto_sintesi(c, c.obiettivi[obiettivo.codice]) if c else None for c in cicli]
    return DueDate(
        proprie=_righe(vista, anno, cicli, propri, detti),
        collegate=_righe(vista, anno, cicli, altri, detti),
        giugno=voti[0],
        finale=voti[1],
        totale=totale,
    )


def _righe(
    vista: Vista,
    anno: Anno,
    cicli: tuple[Ciclo | None, ...],
    indicatori: Iterable[tuple[Indicatore, Decimal | None]],
    detti: dict[str, Cifra],
) -> tuple[RigaDoppia, ...]:
    righe = []
    for indicatore, peso in indicatori:
        valutati = [c.indicatori[indicatore.codice] if c else None for c in cicli]
        giugno, finale = (
            riga_risultato(vista, c, v, peso) if c and v else None for c, v in zip(cicli, valutati, strict=True)
        )
        stima = detti.get(indicatore.codice)
        lanes = corsie(valutati, PERIODI)
        data = Periodo.DICEMBRE if lanes and lanes[-1].finale else Periodo.GIUGNO
        prima = anno_prima(vista, anno, indicatore, data) if lanes else None
        righe.append(
            RigaDoppia(
                base=riga_indicatore(anno, indicatore, peso, vite=nomi(vista, anno.anno)),
                giugno=giugno,
                finale=finale,
                stima=stima.piana if stima and stima.testo != formato.ASSENTE else "",
                barra=traguardo(lanes, prima) if lanes else Markup(""),
                anno_prima=prima is not None,
            )
        )
    return tuple(righe)


def serie_di(vista: Vista, anno: Anno, obiettivo: Obiettivo) -> tuple[Serie, ...]:
    """Return the own indicators of an objective that have a series to draw."""
    trovate = []
    for indicatore in obiettivo.indicatori:
        punti = negli_anni(vista, anno, indicatore)
        if punti:
            trovate.append(_serie(indicatore, punti))
    return tuple(trovate)


def _serie(indicatore: Indicatore, punti: tuple[Punto, ...]) -> Serie:
    ordinate = asse(punti)
    tacche = [formato.leggibile(t) for t in ordinate.tacche]
    unita = "in percentuale" if indicatore.unita_misura == "%" else f"unità di misura: {indicatore.unita_misura}"
    note = taglio(ordinate, tacche)
    target_di_fine = numero(indicatore.atteso.get(Periodo.DICEMBRE))
    if REGOLE[indicatore.regola].verso(indicatore, target_di_fine) < 0:
        note += " Meno è meglio."
    valori = "; ".join(f"{p.anno} {p.scritto}" for p in punti if p.scritto)
    target = "; ".join(f"{p.anno} {p.target_scritto}" for p in punti if p.target_scritto)
    disegno = Disegno(
        chiave=f"serie-{indicatore.codice}",
        titolo=f"{indicatore.codice} negli anni, {unita}",
        descrizione=f"Valori: {valori or 'nessuno'}. Target: {target or 'nessuno'}.{note}",
    )
    return Serie(
        codice=indicatore.codice,
        titolo=indicatore.titolo,
        disegno=serie(disegno, punti, ordinate, tacche),
        nota=f"{unita[:1].upper()}{unita[1:]}.{note}",
        punti=punti,
    )
