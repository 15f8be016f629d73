"""The variations of a plan, and the corrections of what was published, as records of finished text.

In public the view leaves those that an act approves, and the proposals that a communicated Monitoraggio holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.formato import stampato
from macros.model.problems import Documento
from macros.model.valori import Livello, Periodo, Tipo, TipoAtto
from macros.model.variazioni import StatoVariazione, Variazione
from macros.publish.confronto import parole
from macros.publish.iter.cambi import RigaCambio, cambi
from macros.publish.iter.esiti import CLASSI, esito_in_parole
from macros.publish.parole import voci
from macros.trail.cambiamenti import Senza
from macros.trail.effetti import figure_di
from macros.trail.mondo import ENTE, Chiave
from macros.trail.passaggi import Cammino, Passaggio, del_piano, delle_correzioni

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.vista.vista import Vista

DA_APPROVARE = "non ancora: il Piano non la contiene"
STIME = "sulle stime date dagli uffici al 30 giugno"


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaEffetto:
    """A figure before and after a variation."""

    nome: str
    prima: str
    dopo: str
    punti: str
    camera: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TavolaEffetto:
    """The figures that a variation moves, on some values."""

    chiave: str
    su: str
    """Which values, in words."""
    seguito: str
    """That the plan was not in force at their date yet, or that the figures of that date stay; else empty."""
    righe: tuple[RigaEffetto, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delibera:
    """A variation, or a correction."""

    chiave: str
    titolo: str
    """«Variazione 3»."""
    segno: voci.Segno
    fatta: bool
    """True when it is approved, or a correction: its effect is there."""
    cambi: tuple[RigaCambio, ...]
    fatti: tuple[tuple[str, str], ...]
    """Reason, proposal, acts: name and text."""
    effetti: tuple[TavolaEffetto, ...]
    senza_effetto: str
    """Why nothing moves on the values that there are; empty when something does."""


# --- states --------------------------------------------------------------------------------------


def cammino(vista: Vista, anno: Anno, quale: str) -> Cammino:
    """Return the deliberated steps of a year; the one place where this layer asks for states of the past.

    They are of the year as it stands today, whatever page asks: a document shows only those of its day.

    Args:
        vista: what this build may show.
        anno: the year.
        quale: `oggi`, up to today; `anno`, up to 31 December; `errata`, the corrections.
    """
    anno = vista.anno(anno.anno)
    fine = Periodo.DICEMBRE.data(anno.anno)
    if quale == "anno" and not any((il := anno.approvata_il(v)) and il > fine for v in anno.variazioni):
        quale = "oggi"

    def segui() -> Cammino:
        if quale == "errata":
            return delle_correzioni(vista.lettura(anno.anno), anno, vista.potato)
        return del_piano(vista.lettura(anno.anno), anno, vista.potato, fine if quale == "anno" else None)

    return vista.una_volta(("cammino", anno.anno, quale), segui)


# --- records -------------------------------------------------------------------------------------


def delibera(anno: Anno, passaggio: Passaggio) -> Delibera:
    """Return a variation or a correction as texts."""
    v, c = passaggio.variazione, passaggio.confronto
    quando = c.periodo.in_parole if c and c.periodo else ""
    misurato = _effetti(anno, c.ciclo_prima, c.ciclo_dopo) if c else ()
    stime = passaggio.stime
    stimato = _effetti(anno, *stime) if stime else ()
    come_se = _come_se(anno, passaggio) if misurato else "" if v.errata else f". I gradi al {quando} non cambiano"
    tavole = (
        ("effetto", f"sui dati al {quando}", come_se, misurato),
        ("stima", f"al 31 dicembre, {STIME}", "" if misurato else come_se, stimato),
    )
    effetti = tuple(
        TavolaEffetto(chiave=f"{v.chiave}-{nome}", su=su, seguito=seguito, righe=righe)
        for nome, su, seguito, righe in tavole
        if righe
    )
    return Delibera(
        chiave=v.chiave,
        titolo=f"{'Errata' if v.errata else 'Variazione'} {v.numero}",
        segno=voci.segno(CLASSI[passaggio.stato], "corretta" if v.errata else str(passaggio.stato)),
        fatta=v.errata or passaggio.stato is StatoVariazione.APPROVATA,
        cambi=cambi(anno, passaggio),
        fatti=_fatti(anno, v),
        effetti=effetti,
        senza_effetto="" if effetti else _senza(passaggio, quando, stime),
    )


def _fatti(anno: Anno, v: Variazione) -> tuple[tuple[str, str], ...]:
    """Reason, who proposed it, the act that validates it and the one that approves it, or that it has none."""
    if v.errata:
        return ("Motivo", v.motivo), ("Atto", _atto(anno, v.atto_giunta, "non ancora adottato"))
    return (
        ("Motivo", v.motivo),
        ("Proposta", _proposta(v)),
        *((("Esito", esito_in_parole(anno, v)),) if v.esito else ()),
        (_nome_oiv(anno, v), _atto(anno, v.atto_oiv, "no" if v.esito else "non ancora")),
        *((("Approvazione della Giunta", _atto(anno, v.atto_giunta, DA_APPROVARE)),) if not v.esito else ()),
    )


def _nome_oiv(anno: Anno, v: Variazione) -> str:
    """Name the OIV's act: of a System it gives an opinion."""
    atto = anno.atti.get(v.atto_oiv or "")
    return "Parere dell'OIV" if atto and atto.tipo is TipoAtto.PARERE_OIV else "Validazione dell'OIV"


def _atto(anno: Anno, nome: str | None, senza: str) -> str:
    atto = anno.atti.get(nome or "")
    return voci.atto_in_parole(atto) if atto else senza


def _proposta(v: Variazione) -> str:
    if v.proposta_da is None:
        return "non registrata"
    chi = "con il Monitoraggio al 30 giugno" if v.proposta_da == Documento.MONITORAGGIO else v.proposta_da
    quando = f", {formato.data_lunga(v.proposta_il)}" if v.proposta_il else ""
    perche = f". {v.proposta_motivo}" if v.proposta_motivo else ""
    return f"{chi[:1].upper()}{chi[1:]}{quando}{perche}"


def _effetti(anno: Anno, prima: Ciclo | None, dopo: Ciclo | None) -> tuple[RigaEffetto, ...]:
    """Return the figures that move, from the objective up to the chamber; none when not even one does."""
    if prima is None or dopo is None:
        return ()
    da, a = figure_di(prima), figure_di(dopo)
    mosse = {k for k in a if k in da and a[k].esatto != da[k].esatto}
    if not mosse:
        return ()
    livelli = (*parole.DAL_BASSO, ENTE[0])
    operativi = {o.codice for o in anno.obiettivi.values() if o.tipo is Tipo.OPERATIVO}
    in_ordine = sorted(
        (k for k in a if k in mosse or k == ENTE), key=lambda k: (livelli.index(k[0]), k[1] not in operativi)
    )
    return tuple(
        RigaEffetto(
            nome=nome_figura(anno, k),
            prima=stampato(da[k].stampato),
            dopo=stampato(a[k].stampato),
            punti=parole.differenza(da[k].esatto, a[k].esatto),
            camera=k == ENTE,
        )
        for k in in_ordine
    )


def nome_figura(anno: Anno, chiave: Chiave) -> str:
    """Name a figure: objectives and areas by code, managers and the agency by title."""
    livello, codice = chiave
    if livello == Livello.OBIETTIVO:
        return f"Obiettivo {codice}"
    if livello == Livello.AREA_STRATEGICA:
        return f"Area strategica {codice}"
    return "Camera" if chiave == ENTE else anno.nome_area(codice)


def _come_se(anno: Anno, passaggio: Passaggio) -> str:
    """Say that a variation approved after the date of the figures is tried on them."""
    atto = anno.atti.get(passaggio.variazione.atto_giunta or "")
    periodo = passaggio.confronto.periodo if passaggio.confronto else None
    dopo = atto and periodo and not passaggio.variazione.errata and atto.data > periodo.data(anno.anno)
    return ", come se fosse già stata in vigore" if dopo else ""


def _senza(passaggio: Passaggio, quando: str, stime: tuple[Ciclo, Ciclo] | None) -> str:
    """Say why nothing moves."""
    confronto = passaggio.confronto
    if confronto is None:
        return "L'effetto non si calcola: con o senza, il Piano non è completo o i valori non gli corrispondono."
    if not quando:
        return "L'effetto non si calcola ancora: nessun valore è rilevato."
    if stime and stime[1].ente.esatto is not None:
        return f"Nessuna cifra cambia, né sui dati al {quando} né sulle stime al 31 dicembre."
    perche = {(c.senza, c.senza_effetto) for c in passaggio.cambiamenti}
    senza, motivo = perche.pop() if len(perche) == 1 else (None, None)
    if senza is Senza.ALTRA_DATA:
        motivo = f"riguarda il {next(p.in_parole for p in Periodo if p.in_parole != quando)}"
    return f"Nessuna cifra cambia sui dati al {quando}" + (f": {motivo}." if motivo else ".")


def scelte(c: Cammino, stato: StatoVariazione) -> tuple[Passaggio, ...]:
    """Return the steps in a state."""
    return tuple(p for p in c.passaggi if p.stato is stato)
