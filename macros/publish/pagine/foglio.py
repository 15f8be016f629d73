"""The year on one sheet: the figure, what was missed and why, what was obtained, what the plan after asks, the seal.

The same places each year, so that two sheets are read side by side: a long text is cut between two words, and its
line leads to the whole. Which gaps and which results is a rule (`mancano`, `riusciti`), nobody's choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.mancano import Mancano, Perdita, mancano, pesi
from macros.engine.riusciti import riusciti
from macros.model import formato
from macros.model.citazioni import in_parole
from macros.model.luoghi import SENZA_INDIRIZZO, assoluto
from macros.model.pagine import CONFRONTO, ITER_DI, MANUALE_FOGLIO, OBIETTIVO
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto, senza_ciclo
from macros.publish.disegni.qr import qr
from macros.publish.disegni.tela import Disegno, corto
from macros.publish.figure.composizione import mosaico_ente
from macros.publish.html.modelli import componi
from macros.publish.parole import cifre, voci
from macros.publish.parole.attestato import senza_giudizio
from macros.publish.pezzi.conteggi import in_una_frase, per_stato
from macros.trail.seguito import Seguito, seguito

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato
    from macros.model.piano import Obiettivo
    from macros.trail.seguito import Continuato

QUANTI = 5
"""Gaps, and results."""
QUANTI_DOPO = 2
"""Objectives, and targets, named of the plan after."""
ALTO = 110
"""A full column of the mosaic, in pixels."""
MANCATO, RIUSCITO, DOPO = 84, 96, 66
"""Letters that two lines hold, of a title beside its points, of a result, of the plan after."""
TITOLO, RAGIONE, FATTO = 50, 48, 52
"""Letters that a line holds beside the points: of a title, of a reason, of a value with its target."""
REALE, ATTESO, RICOMPOSTI = 34, 66, 60
"""Letters that a line holds: of a result, of its target, of what is divided or joined in the plan after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaFoglio:
    """An indicator, in three lines."""

    codice: str
    titolo: str
    indirizzo: str
    fatto: str
    """Of a gap: value and target; of a result: target, and the year before where a number was declared."""
    reale: str = ""
    """Of a result: the value in its unit."""
    punti: str = ""
    """Of a gap: what it takes from 100, of the chamber's points."""
    causa: str = ""
    ragione: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaDopo:
    """An objective, or a target, of the plan after."""

    codice: str
    titolo: str
    indirizzo: str
    cambio: str = ""
    """Of a target: «da 85 a 88 %»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColonnaDopo:
    """One kind of change of the plan after: how many, the first of them, how many more."""

    numero: int
    che: str
    righe: tuple[RigaDopo, ...]
    nota: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnoDopo:
    """What changes in the year after; `detto` alone where its plan is not there."""

    anno: int
    detto: str
    colonne: tuple[ColonnaDopo, ...] = ()
    confronto: str = ""
    """Address of the comparison of the two years."""


def anno_in_un_foglio(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the year on one sheet.

    Example:
        {{ anno_in_un_foglio() }}
    """
    dati = ctx.anno(anno)
    ciclo = ctx.vista.ciclo_per(dati, Periodo.DICEMBRE)
    perso = mancano(ciclo, ciclo.ente) if ciclo else None
    if ciclo is None or perso is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, Periodo.DICEMBRE))
    n, scelte = dati.anno, [p for p in perso.perdite[:QUANTI] if p.punti > 0]
    verifica = ITER_DI[Documento.RELAZIONE].indirizzo(n, ancora="iter-impronta")
    intero = assoluto(ctx.vista.ente.indirizzo_aperto, verifica)
    return componi(
        "foglio.html",
        anno=n,
        voto=voci.voto_sintesi(ciclo, ciclo.ente),
        senza_giudizio=senza_giudizio(ciclo),
        sommario=in_una_frase(per_stato(ciclo)),
        mosaico=mosaico_ente(ciclo, con_aree=True, codici=True, alta=ALTO),
        mancati=[_mancato(ciclo, perso, p) for p in scelte],
        quanto_manca=_quanto_manca(perso, len(scelte)),
        riusciti=[_riuscito(ciclo, v) for v in riusciti(ciclo, ciclo.ente, QUANTI)],
        dopo=_dopo(ctx, ciclo),
        impronta=ctx.vista.impronta(n, Documento.RELAZIONE),
        verifica=verifica,
        intero=intero,
        qr=_qr(n, intero) if intero else "",
        senza_indirizzo=SENZA_INDIRIZZO,
        manuale=ctx.se_esiste(MANUALE_FOGLIO.indirizzo()),
    )


def _quanto_manca(perso: Mancano, scelte: int) -> str:
    """Say how much of what is missing the gaps told here are; what they take may be more, where others give."""
    if not scelte:
        return "Nessun indicatore ha tolto punti alla cifra della Camera."
    tutti, detti = (formato.numero(n, perso.decimali) for n in (perso.stampato, perso.dei_primi(scelte)))
    quali = formato.concorda(scelte, "Questo indicatore ne toglie", f"Questi {scelte} indicatori ne tolgono")
    resto = ", in parte compensati" if perso.dei_primi(scelte) > perso.stampato else ""
    return f"A 100 mancano {tutti} punti. {quali} {detti}{resto}, su {perso.contati} che contano."


def _mancato(ciclo: Ciclo, perso: Mancano, persi: Perdita) -> RigaFoglio:
    v = ciclo.indicatori[persi.codice]
    i = v.indicatore
    causa, motivo, *_ = voci.dello_scostamento(v.rilevazione)
    causa = causa.partition(" (")[0]
    titolo = corto(i.titolo, MANCATO - len(i.codice))
    righe = 3 if len(f"{i.codice} {titolo}") <= TITOLO else 2
    ottenuto, atteso = cifre.ottenuto(i, v.valore), cifre.atteso(i, v.target).piana
    ragione = motivo or (voci.motivo_assenza(ciclo.anno, v) if v.assenza else "")
    return RigaFoglio(
        codice=i.codice,
        titolo=titolo,
        indirizzo=OBIETTIVO.indirizzo(ciclo.anno.anno, i.obiettivo),
        fatto=_che_ci_sta(FATTO, f"{ottenuto.per_esteso}, atteso {atteso}", f"{ottenuto.piana}, atteso {atteso}"),
        punti=formato.numero(persi.stampati, perso.decimali),
        causa=causa,
        ragione=corto(" ".join(ragione.split()), RAGIONE * righe - len(f"Causa {causa}. ")),
    )


def _riuscito(ciclo: Ciclo, v: IndicatoreValutato) -> RigaFoglio:
    i, prima = v.indicatore, cifre.storico(v.indicatore)
    atteso = f"atteso {cifre.atteso(i, v.target).piana}"
    accanto = "" if prima is cifre.ASSENTE else f"; nel {ciclo.anno.anno - 1}: {prima.piana}"
    return RigaFoglio(
        codice=i.codice,
        titolo=corto(i.titolo, RIUSCITO - len(i.codice)),
        indirizzo=OBIETTIVO.indirizzo(ciclo.anno.anno, i.obiettivo),
        fatto=_che_ci_sta(ATTESO, f"{atteso}{accanto}", atteso),
        reale=corto(cifre.ottenuto(i, v.valore).per_esteso, REALE),
    )


def _che_ci_sta(lettere: int, intero: str, breve: str) -> str:
    """Return a line in full, where it fits, else what cannot be left out of it."""
    return intero if len(intero) <= lettere else corto(breve, lettere)


def _dopo(ctx: Contesto, ciclo: Ciclo) -> AnnoDopo:
    """Return what changes in the year after, from its Piano as it was approved, or as it is proposed."""
    n = ciclo.anno.anno + 1
    if n not in ctx.vista.anni or not ctx.vista.visibile(n, Documento.PIANO):
        return AnnoDopo(anno=n, detto=f"Il Piano {n} non è ancora pubblicato: che cosa cambia si leggerà qui.")
    altro = ctx.vista.anno_di(n, Documento.PIANO)
    suo, atto = seguito(ciclo.anno, altro, pesi(ciclo, ciclo.ente)), ctx.vista.atto(n, Documento.PIANO)
    stato = in_parole(atto) if atto else voci.BOZZA
    quanti = formato.quanti(suo.quanti, "obiettivo", "obiettivi")
    return AnnoDopo(
        anno=n,
        detto=f"Il Piano {n} ({stato}) ha {quanti}.{_ricomposti(suo)}",
        colonne=(
            _colonna(suo.nuovi, formato.concorda(len(suo.nuovi), "obiettivo nuovo", "obiettivi nuovi"), n),
            _colonna(
                suo.conclusi,
                formato.concorda(len(suo.conclusi), "obiettivo che non c’è più", "obiettivi che non ci sono più"),
                n - 1,
            ),
            _alzati(suo, n),
        ),
        confronto=ctx.se_esiste(CONFRONTO.indirizzo(n)),
    )


def _ricomposti(suo: Seguito) -> str:
    """Say what was divided or joined: « Divisi o uniti: 2.2.1 in 2.2.1, 2.2.4.»."""
    if not suo.ricomposti:
        return ""
    detti = (f"{', '.join(x.prima)} in {', '.join(x.dopo)}" for x in suo.ricomposti)
    return corto(f" Divisi o uniti: {'; '.join(detti)}", RICOMPOSTI).rstrip(".") + "."


def _colonna(obiettivi: tuple[Obiettivo, ...], che: str, anno: int) -> ColonnaDopo:
    righe = tuple(
        RigaDopo(
            codice=o.codice,
            titolo=corto(o.titolo, DOPO - len(o.codice)),
            indirizzo=OBIETTIVO.indirizzo(anno, o.codice),
        )
        for o in obiettivi[:QUANTI_DOPO]
    )
    return ColonnaDopo(numero=len(obiettivi), che=che, righe=righe, nota=_altri(len(obiettivi) - len(righe)))


def _alzati(suo: Seguito, anno: int) -> ColonnaDopo:
    righe = tuple(_alzato(coppia, anno) for coppia in suo.alzati[:QUANTI_DOPO])
    di_meno = f"Meno esigenti {len(suo.abbassati)}, uguali {len(suo.uguali)}."
    che = formato.concorda(len(suo.alzati), "target più esigente", "target più esigenti")
    return ColonnaDopo(numero=len(suo.alzati), che=che, righe=righe, nota=di_meno)


def _alzato(coppia: Continuato, anno: int) -> RigaDopo:
    da, a = (i.atteso[Periodo.DICEMBRE] for i in coppia)
    dopo = coppia[1]
    cambio = f"da {formato.valore(da)} a {cifre.ottenuto(dopo, a).piana}"
    return RigaDopo(
        codice=dopo.codice,
        titolo=corto(dopo.titolo, DOPO - len(dopo.codice) - len(cambio)),
        indirizzo=OBIETTIVO.indirizzo(anno, dopo.obiettivo),
        cambio=cambio,
    )


def _altri(quanti: int) -> str:
    return f"E {formato.concorda(quanti, 'un altro', f'altri {quanti}')}." if quanti > 0 else ""


def _qr(anno: int, indirizzo: str) -> str:
    disegno = Disegno(
        chiave=f"qr-{anno}",
        titolo="Codice QR della pagina che verifica l'impronta",
        descrizione=f"Porta a {indirizzo}",
    )
    return qr(disegno, indirizzo)
