"""The process of a year: phases, who takes part, deadlines and acts; the persons; the System in force each year.

What a phase is stands in `macros/model/processo.py`; every state and number comes from acts, deadlines and what is
published of the premi: nothing of a person is known here. Fonte: SMVP 3.2, 4.3, 4.4, 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.scadenze import FA_ANCHE, ScadenzaValutata, StatoScadenza, adempiuto
from macros.model import formato
from macros.model.citazioni import in_parole
from macros.model.dei_documenti import ha_documento
from macros.model.pagine import PROCESSO_ANNO, SCADENZE, VARIAZIONI
from macros.model.problems import Documento
from macros.model.processo import PERSONE, PROCESSO, FaseProcesso, PassoPersone, PassoProcesso, SegnoPersone
from macros.model.sistemi import sistemi
from macros.model.valori import TipoAtto
from macros.publish.contesto.contesto import Contesto
from macros.publish.html.modelli import componi
from macros.publish.iter.anac import indirizzo_voce
from macros.publish.iter.atti import TIPI_ATTO
from macros.publish.iter.sistemi import come, in_breve, indirizzo, sotto
from macros.publish.pagine.scadenze import RigaScadenza, come_stanno, riga
from macros.publish.pagine.tappe import NON_VALIDA, negata
from macros.publish.parole import voci
from macros.publish.parole.tempi import detta

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.premi import Premi
    from macros.vista.vista import Vista

PREMI_IN = "06.05"
"""The item that the premi are published under."""
SENZA_ATTO = "nessun atto registrato"
"""Of a step that the year has no deadline for."""
FATTO = "fatto"
"""Of a step that an act has done."""
ASPETTA = {
    (TipoAtto.APPROVAZIONE_GIUNTA, Documento.PIANO): "l'approvazione del Piano",
    (TipoAtto.COMUNICAZIONE_GIUNTA, Documento.MONITORAGGIO): "la comunicazione del semestre",
    (TipoAtto.APPROVAZIONE_GIUNTA, Documento.RELAZIONE): "l'approvazione della Relazione",
}
"""Act that a step waits for → how it is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaPasso:
    """A step of a phase, with its deadline and its act."""

    nome: str
    """What it is called, done or not: the state tells which."""
    chi: str
    entro: str
    """Empty: the year has no deadline for it."""
    giorno: str
    stato: str
    atto: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaSistema:
    """A System of a year and the acts on it."""

    anno: int
    indirizzo: str
    """Of the process of that year."""
    nome: str
    pagina: str
    sotto: str
    """The documents that stand under it; empty where all do."""
    come: str
    """How the year has it: confirmed, brought up to date, or nothing recorded."""
    atti: tuple[tuple[str, str], ...]
    """What an act is, body and number and day."""


def processo_anno(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the phases of the year with actors, deadlines and acts, the persons' one, the System in force each year.

    Example:
        {{ processo_anno() }}
    """
    dati = ctx.anno(anno)
    tutte = come_stanno(ctx.vista, dati)
    del_processo = {(p.tipo, str(p.documento)) for fase in PROCESSO for p in fase.passi}
    delle_fasi = {p.codice for p in PERSONE.passi} | {codice for fase in PROCESSO for codice in fase.scadenze}
    return componi(
        "processo.html",
        anno=dati.anno,
        fasi=[(fase, passi(dati, fase, tutte), _variazioni(dati, fase)) for fase in PROCESSO],
        persone=PERSONE,
        passi_persone=tuple(_passo_persone(dati, p, tutte) for p in PERSONE.passi),
        premi=indirizzo_voce(PREMI_IN) if dati.premi else "",
        altre=tuple(
            riga(dati, v) for v in tutte if _quale(v) not in del_processo and v.scadenza.codice not in delle_fasi
        ),
        sistemi=tuple(r for n in reversed(ctx.vista.anni) for r in _sistemi(ctx.vista, ctx.vista.anno(n))),
        variazioni=VARIAZIONI.indirizzo(dati.anno),
        scadenze=SCADENZE.indirizzo(dati.anno),
    )


def _quale(v: ScadenzaValutata) -> tuple[TipoAtto, str] | None:
    """Return which act does what is due; None: no kind of act."""
    adempie = v.scadenza.adempie
    if adempie is None:
        return None
    fa = adempie.tipo, adempie.documento or ""
    return next((dovuto for dovuto, via in FA_ANCHE.items() if fa == (via, dovuto[1])), fa)


def passi(anno: Anno, fase: FaseProcesso, tutte: tuple[ScadenzaValutata, ...]) -> tuple[RigaPasso, ...]:
    """Return the steps of a phase as they stand, by deadline; one that has none stays after the step before it."""
    righe: list[tuple[str, RigaPasso]] = []
    for p in (passo for passo in fase.passi if ha_documento(anno, passo.documento)):
        r = _passo(anno, p, tutte)
        righe.append((r.giorno or (righe[-1][0] if righe else ""), r))
    sole = (_sola(anno, v) for v in tutte if v.scadenza.codice in fase.scadenze)
    righe += ((r.giorno, r) for r in sole)
    return tuple(r for _, r in sorted(righe, key=lambda di: di[0]))


def _sola(anno: Anno, v: ScadenzaValutata) -> RigaPasso:
    """Return a deadline of a phase that is no step of it."""
    scritta = riga(anno, v)
    return RigaPasso(
        nome=scritta.titolo,
        chi=scritta.chi,
        entro=scritta.entro,
        giorno=scritta.giorno,
        stato=detta(anno, v, fatta=FATTO),
        atto=scritta.atto,
    )


def _passo(anno: Anno, p: PassoProcesso, tutte: tuple[ScadenzaValutata, ...]) -> RigaPasso:
    """Return a step; where the year has a deadline for it, with the day and the words of that one."""
    sua = next((v for v in tutte if _quale(v) == (p.tipo, str(p.documento))), None)
    scritta: RigaScadenza | None = riga(anno, sua) if sua else None
    atto = sua.atto if sua else adempiuto(anno, p.tipo, p.documento)[0]
    senza_termine = f"{FATTO} {formato.con_articolo('il', atto.data)}" if atto else SENZA_ATTO
    stato = detta(anno, sua, fatta=FATTO) if sua else senza_termine
    return RigaPasso(
        nome=p.da_fare,
        chi=scritta.chi if scritta else p.chi,
        entro=scritta.entro if scritta else "",
        giorno=scritta.giorno if scritta else "",
        stato=f"{NON_VALIDA}, {stato}" if atto and negata(anno, p) else stato,
        atto=voci.atto_breve(atto) if atto else "",
    )


def _variazioni(anno: Anno, fase: FaseProcesso) -> str:
    """Say, of the phase that they come of, how many variations were approved; empty: of another phase, or none."""
    quante = sum(anno.approvata_il(v) is not None for v in anno.variazioni)
    if not quante or all(p.documento != Documento.MONITORAGGIO for p in fase.passi):
        return ""
    return formato.quanti(quante, "variazione approvata", "variazioni approvate")


def _passo_persone(anno: Anno, p: PassoPersone, tutte: tuple[ScadenzaValutata, ...]) -> RigaPasso:
    """Return a step of the persons' phase: since when it can be done, and that it is over once premi are published."""
    sua = next((v for v in tutte if v.scadenza.codice == p.codice), None)
    scritta = riga(anno, sua) if sua else None
    atto, premi = anno.ultimo_atto(*p.dopo), anno.premi
    if sua and sua.atto:
        stato, con = detta(anno, sua, fatta=FATTO), sua.atto
    elif premi:
        stato, con = _concluso(p, premi), None
    elif atto:
        stato, con = f"si può fare {formato.con_articolo('dal', atto.data)}", atto
    else:
        stato, con = f"{StatoScadenza.DA_FARE}: aspetta {ASPETTA[p.dopo]}", None
    return RigaPasso(
        nome=p.titolo,
        chi=scritta.chi if scritta else p.chi,
        entro=scritta.entro if scritta else "",
        giorno=scritta.giorno if scritta else "",
        stato=stato,
        atto=voci.atto_breve(con) if con else "",
    )


def _concluso(p: PassoPersone, premi: Premi) -> str:
    if p.segno is SegnoPersone.ISTANZE:
        return f"{p.segno.CONCLUSO}: riesami {premi.riesami}, ricorsi {premi.ricorsi}"
    return "pubblicati in forma aggregata" if p.segno is SegnoPersone.PUBBLICATO else str(p.segno)


def _sistemi(vista: Vista, anno: Anno) -> tuple[RigaSistema, ...]:
    """Return the Systems of a year, the last first: which documents stand under each, how the year has it."""
    suoi = sistemi(anno)
    return tuple(
        RigaSistema(
            anno=anno.anno,
            indirizzo=PROCESSO_ANNO.indirizzo(anno.anno),
            nome=in_breve(s),
            pagina=indirizzo(anno.anno, s),
            sotto=sotto(vista, anno.anno, s) if len(suoi) > 1 else "",
            come=come(anno, s),
            # The OIV's report of April after tells how it worked: it neither confirms nor updates it.
            atti=tuple((TIPI_ATTO[a.tipo], in_parole(a)) for a in s.atti if a.tipo is not TipoAtto.RELAZIONE_SISTEMA),
        )
        for s in reversed(suoi)
    )
