"""The process of a year: phases, who takes part, deadlines and acts; the System in force each year. Fonte: SMVP 3.2, 7.

What a phase is stands in `macros/model/processo.py`; every state and number comes from acts and deadlines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.scadenze import FA_ANCHE, ScadenzaValutata, adempiuto, valutate
from macros.model import formato
from macros.model.citazioni import NOMI_DOCUMENTI, in_parole, numero_e_giorno
from macros.model.pagine import PROCESSO_ANNO, SCADENZE, VARIAZIONI
from macros.model.problems import Documento
from macros.model.processo import PROCESSO, FaseProcesso, PassoProcesso
from macros.model.valori import TipoAtto
from macros.model.variazioni import SISTEMA
from macros.publish.contesto.contesto import DOCUMENTI, Contesto
from macros.publish.html.modelli import componi
from macros.publish.iter.atti import TIPI_ATTO
from macros.publish.pagine.scadenze import RigaScadenza, riga
from macros.publish.pagine.tappe import nome_passo
from macros.publish.parole import voci
from macros.publish.parole.tempi import detta

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.piano import Smvp
    from macros.vista.vista import Vista

SENZA_ATTO = "nessun atto registrato"
"""Of a step that the year has no deadline for."""
FATTO = "fatto"
"""Of a step that an act has done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaPasso:
    """A step of a phase, with its deadline and its act."""

    nome: str
    chi: str
    entro: str
    """Empty: the year has no deadline for it."""
    giorno: str
    stato: str
    atto: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaSistema:
    """The System of a year and the acts on it."""

    anno: int
    indirizzo: str
    in_vigore: tuple[tuple[str, str], ...]
    """System → the documents that stand under it; empty where all do."""
    come: str
    """How the year has it: confirmed, brought up to date, or nothing recorded."""
    atti: tuple[tuple[str, str], ...]
    """What an act is, body and number and day."""


def processo_anno(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the phases of the year with their actors, deadlines and acts, and the System in force each year.

    Example:
        {{ processo_anno() }}
    """
    dati = ctx.anno(anno)
    tutte = valutate(dati)
    del_processo = {(p.tipo, str(p.documento)) for fase in PROCESSO for p in fase.passi}
    return componi(
        "processo.html",
        anno=dati.anno,
        fasi=[(fase, _passi(dati, fase, tutte), _variazioni(dati, fase)) for fase in PROCESSO],
        altre=tuple(riga(dati, v) for v in tutte if _quale(v) not in del_processo),
        sistemi=tuple(_sistema(ctx.vista, ctx.vista.anno(n)) for n in reversed(ctx.vista.anni)),
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


def _passi(anno: Anno, fase: FaseProcesso, tutte: tuple[ScadenzaValutata, ...]) -> tuple[RigaPasso, ...]:
    return tuple(_passo(anno, p, tutte) for p in fase.passi)


def _passo(anno: Anno, p: PassoProcesso, tutte: tuple[ScadenzaValutata, ...]) -> RigaPasso:
    """Return a step; where the year has a deadline for it, with the day and the words of that one."""
    sua = next((v for v in tutte if _quale(v) == (p.tipo, str(p.documento))), None)
    scritta: RigaScadenza | None = riga(anno, sua) if sua else None
    atto = sua.atto if sua else adempiuto(anno, p.tipo, p.documento)[0]
    senza_termine = f"{FATTO} {formato.con_articolo('il', atto.data)}" if atto else SENZA_ATTO
    return RigaPasso(
        nome=nome_passo(anno, p, atto),
        chi=scritta.chi if scritta else p.chi,
        entro=scritta.entro if scritta else "",
        giorno=scritta.giorno if scritta else "",
        stato=detta(anno, sua, fatta=FATTO) if sua else senza_termine,
        atto=voci.atto_breve(atto) if atto else "",
    )


def _variazioni(anno: Anno, fase: FaseProcesso) -> str:
    """Say, of the phase that they come of, how many variations were approved; empty: of another phase, or none."""
    quante = sum(anno.approvata_il(v) is not None for v in anno.variazioni)
    if not quante or all(p.documento != Documento.MONITORAGGIO for p in fase.passi):
        return ""
    return formato.quanti(quante, "variazione approvata", "variazioni approvate")


def _sistema(vista: Vista, anno: Anno) -> RigaSistema:
    """Return the System under which each document of a year stands, and how the year has it."""
    sotto: dict[str, list[str]] = {}
    for d in DOCUMENTI:
        smvp = vista.anno_di(anno.anno, d).smvp
        if smvp is not None and vista.visibile(anno.anno, d):
            sotto.setdefault(_detto(smvp), []).append(NOMI_DOCUMENTI[d])
    # The report of April after tells how it worked: it neither confirms nor updates it.
    suoi = (a for a in anno.atti.values() if a.documento == SISTEMA and a.tipo is not TipoAtto.RELAZIONE_SISTEMA)
    atti = sorted(suoi, key=lambda a: (a.data, a.nome))
    return RigaSistema(
        anno=anno.anno,
        indirizzo=PROCESSO_ANNO.indirizzo(anno.anno),
        in_vigore=tuple((s, ", ".join(documenti) if len(sotto) > 1 else "") for s, documenti in sotto.items()),
        come=_come(anno),
        atti=tuple((TIPI_ATTO[a.tipo], in_parole(a)) for a in atti),
    )


def _detto(smvp: Smvp) -> str:
    """Name a System: its title, the resolution that approved it."""
    return f"{smvp.titolo}, delibera {smvp.delibera} {formato.con_articolo('del', smvp.data)}"


def _come(anno: Anno) -> str:
    """Say how a year has its System. Fonte: SMVP 7: the Giunta confirms it where it approves the Piano."""
    conferma, piano = anno.ultimo_atto(TipoAtto.CONFERMA_SMVP, SISTEMA), anno.approvazione(Documento.PIANO)
    nuovo = anno.ultimo_atto(TipoAtto.APPROVAZIONE_GIUNTA, SISTEMA)
    if conferma is not None:
        stesso = piano is not None and (piano.organo, piano.numero, piano.data) == (
            conferma.organo,
            conferma.numero,
            conferma.data,
        )
        con = "con lo stesso atto che approva il Piano" if stesso else "con un atto a sé"
        return f"Confermato {con}, {numero_e_giorno(conferma)}"
    if nuovo is not None:
        return f"Approvato nell'anno, {numero_e_giorno(nuovo)}"
    return "Nessun atto registrato lo conferma o lo aggiorna"
