"""Amministrazione trasparente: the items of `data/trasparenza.yml` and what is on line for each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.citazioni import titolo_documento
from macros.model.luoghi import file_dati
from macros.model.pagine import DATI_APERTI, DOCUMENTO, METODO, OBBLIGO, VALIDAZIONE
from macros.model.precedenze import atto_che_vale
from macros.model.problems import Documento
from macros.model.valori import Periodo, TipoAtto
from macros.model.variazioni import SISTEMA
from macros.publish.contesto.contesto import Contesto, piu_vicino
from macros.publish.dati.tabelle import ATTESTAZIONI
from macros.publish.html.modelli import componi
from macros.publish.iter.atti import righe_atti
from macros.publish.pagine.validazione import in_breve
from macros.publish.parole import voci

if TYPE_CHECKING:
    from macros.model.anno import Anno, Obbligo
    from macros.model.atti import Atto
    from macros.model.piano import Smvp
    from macros.vista.vista import Vista

IN_LINEA = {"06.01": SISTEMA, "06.02": Documento.PIANO, "06.03": Documento.RELAZIONE, "14.01": "validazione"}
"""Item → what of each year is on line under it. Fonte: D.Lgs. 33/2013; DOMAIN 6."""
ITER = (TipoAtto.VALIDAZIONE_OIV, TipoAtto.APPROVAZIONE_GIUNTA, TipoAtto.PUBBLICAZIONE, TipoAtto.TRASMISSIONE)
ATTI = {
    "06.01": ((SISTEMA,), (TipoAtto.PARERE_OIV, TipoAtto.APPROVAZIONE_GIUNTA, TipoAtto.CONFERMA_SMVP)),
    "06.02": ((Documento.PIANO,), ITER),
    "06.03": ((Documento.RELAZIONE,), ITER),
    "14.01": ((Documento.PIANO, Documento.RELAZIONE), (TipoAtto.VALIDAZIONE_OIV,)),
}
"""Item → documents and kinds of the acts listed under it. Fonte: D.Lgs. 33/2013; DOMAIN 6."""
ANNI_IN_LINEA = 5
IN_VIGORE = "finché è in vigore"
"""What has effect stays on line whatever its age. Fonte: D.Lgs. 33/2013, art. 8 c. 3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceObbligo:
    """An item of the section."""

    codice: str
    titolo: str
    indirizzo: str
    riferimento: str
    ufficio: str
    aggiornamento: str
    contenuto: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InLinea:
    """A document on line under an item."""

    nome: str
    indirizzo: str
    """Empty where it is not on line yet."""
    accanto: tuple[str, str, str] | None = None
    """What goes with it: (what it is to this one, name, address)."""
    detti: tuple[str, ...] = ()
    """What it says, in short."""
    atto: str
    data: str
    pubblicata: str = ""
    """Day of its publication; empty where no act says it."""
    fino: str
    """Last day on line; empty where it is not on line yet."""
    formati: tuple[tuple[str, str, str], ...]
    """(what is seen, what is read aloud, address)."""


def obbligo(ctx: Contesto, codice: str) -> str:
    """Return an item of Amministrazione trasparente: law, office, update, documents on line.

    Example:
        {{ obbligo("06.03") }}
    """
    obblighi = {o.codice: o for o in ctx.vista.obblighi}
    if not obblighi:
        return componi("avviso.html", testo=f"La voce {codice} è da compilare in data/trasparenza.yml.")
    if codice not in obblighi:
        raise piu_vicino(codice, obblighi, "un codice di data/trasparenza.yml")
    cosa = IN_LINEA.get(codice)
    righe = [
        riga for n in reversed(ctx.vista.anni) if cosa and (riga := _in_linea(ctx, ctx.vista.anno(n), cosa)) is not None
    ]
    return componi(
        "obbligo.html",
        voce=_voce(obblighi[codice]),
        righe=righe,
        atti=righe_atti(_atti(ctx.vista, codice)),
        previsti=bool(cosa),
    )


def _atti(vista: Vista, codice: str) -> list[Atto]:
    """Return the acts listed under an item, of every year shown."""
    documenti, tipi = ATTI.get(codice, ((), ()))
    tutti = [a for n in vista.anni for a in vista.anno(n).atti.values()]
    return [a for a in tutti if a.documento in documenti and a.tipo in tipi]


def elenco_obblighi(ctx: Contesto) -> str:
    """Return the items of Amministrazione trasparente with law, office and last update.

    Example:
        {{ elenco_obblighi() }}
    """
    return componi("obblighi.html", voci=[_voce(o) for o in ctx.vista.obblighi])


def _voce(obbligo: Obbligo) -> VoceObbligo:
    return VoceObbligo(
        codice=obbligo.codice,
        titolo=obbligo.titolo,
        indirizzo=OBBLIGO.indirizzo(codice=obbligo.codice.replace(".", "-")),
        riferimento=obbligo.riferimento or "",
        ufficio=obbligo.ufficio or "",
        aggiornamento=formato.data_lunga(obbligo.aggiornamento) if obbligo.aggiornamento else "nessuna pubblicazione",
        contenuto=voci.paragrafi(obbligo.contenuto),
    )


def _in_linea(ctx: Contesto, anno: Anno, cosa: str) -> InLinea | None:
    """Return what of a year is on line; None when its acts are missing."""
    n = anno.anno
    if cosa == SISTEMA:
        regole = anno.regole
        return InLinea(
            nome=f"{regole.titolo}, anno {n}",
            indirizzo=_pagina_metodo(ctx, n),
            atto=f"Giunta, delibera {regole.delibera}",
            data=formato.data_lunga(regole.data),
            fino=IN_VIGORE if _in_vigore(ctx.vista, regole) else _fino(regole.data),
            formati=(),
        )
    if cosa == "validazione":
        return _validazione(ctx, anno)
    documento = Documento(cosa)
    atto = ctx.vista.atto(n, documento)
    if atto is None:
        return None
    nome = titolo_documento(anno, documento)
    pubblicazione = anno.ultimo_atto(TipoAtto.PUBBLICAZIONE, documento) or atto
    pdf = ctx.pdf_documento(anno, documento)
    formati = (
        *((("PDF", f"{nome}, PDF", pdf),) if pdf else ()),
        ("dati", f"{nome}, dati aperti", DATI_APERTI.indirizzo()),
    )
    riga = _riga(nome, DOCUMENTO[documento].indirizzo(anno.anno), atto, pubblicazione, formati)
    if documento is not Documento.RELAZIONE:
        return riga
    return replace(riga, accanto=("Validazione", *_titolo_e_pagina(n)))


def _titolo_e_pagina(anno: int) -> tuple[str, str]:
    return f"{VALIDAZIONE.etichetta} {anno}", VALIDAZIONE.indirizzo(anno)


def _validazione(ctx: Contesto, anno: Anno) -> InLinea | None:
    """Return what is on line of the OIV's decision on the Relazione: its act, its dossier, what it says in short."""
    n = anno.anno
    atto = atto_che_vale(anno, TipoAtto.VALIDAZIONE_OIV, Documento.RELAZIONE)
    if atto is None or not VALIDAZIONE.quando(ctx.vista, n):
        return None
    nome, indirizzo = _titolo_e_pagina(n)
    pdf, visibile = ctx.pdf_documento(anno, "validazione"), ctx.vista.visibile(n, Documento.RELAZIONE)
    relazione = titolo_documento(anno, Documento.RELAZIONE)
    attestati = file_dati(n, ATTESTAZIONI.file)
    return InLinea(
        nome=nome,
        indirizzo=indirizzo,
        accanto=("Riguarda", relazione, DOCUMENTO[Documento.RELAZIONE].indirizzo(n)) if visibile else None,
        detti=in_breve(ctx, anno, atto),
        atto=voci.atto_breve(atto),
        data=formato.data_lunga(atto.data),
        fino=_fino(atto.data),
        formati=(
            *((("PDF", f"{nome}, PDF", pdf),) if pdf else ()),
            *((("CSV", f"{nome}, gradi attestati, CSV", attestati),) if ctx.vista.ciclo(n, Periodo.DICEMBRE) else ()),
        ),
    )


def _in_vigore(vista: Vista, regole: Smvp) -> bool:
    """True of the System that the last year goes by."""
    oggi = vista.anno(vista.anni[-1]).regole
    return (regole.delibera, regole.data) == (oggi.delibera, oggi.data)


def _pagina_metodo(ctx: Contesto, anno: int) -> str:
    """Return the method chapter of the Piano where there is one, else the Piano."""
    capitolo = METODO[Documento.PIANO].indirizzo(anno)
    scritto = any(s.indirizzo == capitolo for s in ctx.sorgenti())
    return capitolo if scritto else DOCUMENTO[Documento.PIANO].indirizzo(anno)


def _riga(
    nome: str, indirizzo: str, atto: Atto, pubblicazione: Atto, formati: tuple[tuple[str, str, str], ...]
) -> InLinea:
    return InLinea(
        nome=nome,
        indirizzo=indirizzo,
        atto=voci.atto_breve(atto),
        data=formato.data_lunga(atto.data),
        pubblicata=formato.data_lunga(pubblicazione.data) if pubblicazione is not atto else "",
        fino=_fino(pubblicazione.data),
        formati=formati,
    )


def _fino(pubblicata: dt.date) -> str:
    """Return the last day on line: five years from 1 January after publication. Fonte: D.Lgs. 33/2013, art. 8.

    >>> _fino(dt.date(2022, 2, 28))
    '31 dicembre 2027'
    """
    return formato.data_lunga(dt.date(pubblicata.year + ANNI_IN_LINEA, 12, 31))
