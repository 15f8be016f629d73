"""What is on line under an item of Amministrazione trasparente: documents, dossiers, the Systems, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.citazioni import breve_documento, titolo_documento
from macros.model.luoghi import file_dati
from macros.model.pagine import DATI_APERTI, DOCUMENTO
from macros.model.pagine_oiv import RELAZIONE_SISTEMA, VALIDAZIONE
from macros.model.precedenze import atto_che_vale
from macros.model.problems import Documento
from macros.model.pubblicati import pubblicati, ultimo_giorno
from macros.model.sistemi import detto, sistemi
from macros.model.valori import Periodo, TipoAtto
from macros.model.variazioni import SISTEMA
from macros.publish.dati.tabelle import ATTESTAZIONI
from macros.publish.iter.firmati import firmato_detto
from macros.publish.iter.sistemi import come, sotto
from macros.publish.iter.sistemi import indirizzo as indirizzo_sistema
from macros.publish.pagine.relazione_sistema import atti_relazione
from macros.publish.pagine.validazione import in_breve
from macros.publish.parole import voci
from macros.publish.parole.piao import in_breve as in_breve_piao

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.atti import Atto
    from macros.model.piano import Smvp
    from macros.model.sistemi import SistemaDellAnno
    from macros.publish.contesto.contesto import Contesto
    from macros.vista.vista import Vista

IN_VIGORE = "in vigore"
"""What has effect stays on line whatever its age. Fonte: D.Lgs. 33/2013, art. 8 c. 3."""
SENZA_TESTO = "Testo approvato: non ancora in linea; si chiede con l'accesso civico"
Formato = tuple[str, str, str]
"""(What is seen, what is read aloud, address.)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class InLinea:
    """A document on line under an item. Its name is never the item's label: a label has one address."""

    nome: str
    indirizzo: str
    """Empty where it is read nowhere."""
    accanto: tuple[str, str, str] | None = None
    """What goes with it: (what it is to this one, name, address)."""
    detti: tuple[str, ...] = ()
    """What it says, in short."""
    atto: str
    data: str
    pubblicata: str = ""
    """Day of its publication; empty where no act says it."""
    fino: dt.date | None
    """Last day on line; None: none."""
    in_vigore: bool = False
    """True: it stays on line while it has effect."""
    formati: tuple[Formato, ...]

    @property
    def fino_a(self) -> str:
        """Its last day on line, in words."""
        return IN_VIGORE if self.in_vigore or self.fino is None else formato.data_lunga(self.fino)


def esposti(ctx: Contesto, cose: Collection[str]) -> list[InLinea]:
    """Return what is on line of some things (a document, the System, the OIV's), from the last year back."""
    righe = _sistemi(ctx.vista) if SISTEMA in cose else []
    for n in reversed(ctx.vista.anni):
        anno = ctx.vista.anno(n)
        for cosa in cose:
            if cosa == SISTEMA:
                continue
            if cosa == TipoAtto.RELAZIONE_SISTEMA:
                righe += _relazioni_sistema(ctx.vista, anno)
            elif (riga := _esposto(ctx, anno, cosa)) is not None:
                righe.append(riga)
    return righe


def _esposto(ctx: Contesto, anno: Anno, cosa: str) -> InLinea | None:
    """Return what of a year is on line; None when its acts are missing."""
    if cosa == "validazione":
        return _validazione(ctx, anno)
    documento = Documento(cosa)
    atto = ctx.vista.atto(anno.anno, documento)
    if atto is None:
        return None
    detto = titolo_documento if _etichetta(ctx.vista, anno, documento) else breve_documento
    nome = detto(anno, documento)
    pdf = ctx.pdf_documento(anno, documento)
    riga = _riga(
        nome,
        DOCUMENTO[documento].indirizzo(anno.anno),
        atto,
        anno.ultimo_atto(TipoAtto.PUBBLICAZIONE, documento) or atto,
        (
            *_pdf(nome, pdf),
            *_firmato(ctx.vista, anno.anno, documento, nome),
            ("dati", f"{nome}, dati aperti", DATI_APERTI.indirizzo()),
        ),
    )
    if documento is Documento.PIANO and (piao := in_breve_piao(anno)):
        return replace(riga, detti=(piao,))
    if documento is not Documento.RELAZIONE:
        return riga
    return replace(riga, accanto=("Validazione", *_titolo_e_pagina(anno.anno)))


def _etichetta(vista: Vista, anno: Anno, documento: Documento) -> bool:
    """True for the last PIAO shown: its whole name is the label that machines look for, and a label has one address."""
    return documento is Documento.PIAO and not any(n > anno.anno and vista.visibile(n, documento) for n in vista.anni)


def _sistemi(vista: Vista) -> list[InLinea]:
    """Return the Systems of every year shown, from the last: one row for each act, with its page in each year."""
    per_atto: dict[tuple[str, dt.date], list[tuple[Anno, SistemaDellAnno]]] = {}
    for n in reversed(vista.anni):
        anno = vista.anno(n)
        for s in reversed(sistemi(anno)):
            per_atto.setdefault((s.smvp.delibera, s.smvp.data), []).append((anno, s))
    return [_sistema(vista, suoi) for suoi in per_atto.values()]


def _sistema(vista: Vista, suoi: Sequence[tuple[Anno, SistemaDellAnno]]) -> InLinea:
    """Return a System: the text is one, and stays while the last year goes by it.

    `suoi`: the years that have it, the last first.
    """
    anno, s = suoi[0]
    vigente, nome = _in_vigore(vista, s.smvp), f"Sistema, {detto(s.smvp)}"
    fino = [altro.fino_al for _, altro in suoi if altro.fino_al]
    albo = next((a.albo for _, altro in suoi if (a := altro.approvazione) and a.data == s.smvp.data), None)
    return InLinea(
        nome=nome,
        indirizzo=indirizzo_sistema(anno.anno, s),
        detti=(s.smvp.titolo, *(_nell_anno(vista, *suo) for suo in suoi), *(() if albo else (SENZA_TESTO,))),
        atto=f"Giunta, delibera {s.smvp.delibera}",
        data=formato.data_lunga(s.smvp.data),
        fino=None if vigente else max(ultimo_giorno(s.smvp.data), *fino, s.smvp.data),
        in_vigore=vigente,
        formati=(
            *((str(a.anno), f"{nome}, nel {a.anno}", indirizzo_sistema(a.anno, suo)) for a, suo in suoi),
            *((("albo", f"{nome}, all'albo", albo),) if albo else ()),
        ),
    )


def _nell_anno(vista: Vista, anno: Anno, s: SistemaDellAnno) -> str:
    """Say which documents of a year stand under a System, and how the year has it."""
    documenti = sotto(vista, anno.anno, s)
    vale = f"vale per {documenti}. " if documenti else ""
    return f"{anno.anno}: {vale}{come(anno, s)}"


def _titolo_e_pagina(anno: int) -> tuple[str, str]:
    return f"{VALIDAZIONE.etichetta} {anno}", VALIDAZIONE.indirizzo(anno)


def _validazione(ctx: Contesto, anno: Anno) -> InLinea | None:
    """Return what is on line of the OIV's decision on the Relazione: its act, its dossier, what it says in short."""
    n = anno.anno
    atto = atto_che_vale(anno, TipoAtto.VALIDAZIONE_OIV, Documento.RELAZIONE)
    if atto is None or not VALIDAZIONE.quando(ctx.vista, n):
        return None
    nome, indirizzo = _titolo_e_pagina(n)
    visibile, attestati = ctx.vista.visibile(n, Documento.RELAZIONE), file_dati(n, ATTESTAZIONI.file)
    relazione = breve_documento(anno, Documento.RELAZIONE)
    riga = _riga(
        nome,
        indirizzo,
        atto,
        atto,
        (
            *_pdf(nome, ctx.pdf_documento(anno, "validazione")),
            *((("CSV", f"{nome}, gradi attestati, CSV", attestati),) if ctx.vista.ciclo(n, Periodo.DICEMBRE) else ()),
        ),
    )
    riga = _pubblicata(anno, atto, riga)
    return replace(
        riga,
        accanto=("Riguarda", relazione, DOCUMENTO[Documento.RELAZIONE].indirizzo(n)) if visibile else None,
        detti=in_breve(ctx, anno, atto),
    )


def _relazioni_sistema(vista: Vista, anno: Anno) -> list[InLinea]:
    """Return the OIV's reports on the System of a year: their page, and where the signed one is read."""
    nome = f"Relazione dell'OIV sul Sistema {anno.anno}"
    pagina = RELAZIONE_SISTEMA.indirizzo(anno.anno) if RELAZIONE_SISTEMA.quando(vista, anno.anno) else ""
    return [
        _pubblicata(anno, a, _riga(nome, pagina, a, a, (("albo", f"{nome}, all'albo", a.albo),) if a.albo else ()))
        for a in atti_relazione(anno)
    ]


def _pubblicata(anno: Anno, atto: Atto, riga: InLinea) -> InLinea:
    """Return the row of an act of the OIV with the day it was published, from which its years on line are counted."""
    giorno = next((g for a, g in pubblicati(anno) if a is atto), None)
    return replace(riga, pubblicata=formato.data_lunga(giorno), fino=ultimo_giorno(giorno)) if giorno else riga


def _in_vigore(vista: Vista, regole: Smvp) -> bool:
    """True of the System that the last year goes by."""
    oggi = vista.anno(vista.anni[-1]).regole
    return (regole.delibera, regole.data) == (oggi.delibera, oggi.data)


def _pdf(nome: str, indirizzo: str) -> tuple[Formato, ...]:
    return (("PDF", f"{nome}, PDF", indirizzo),) if indirizzo else ()


def _firmato(vista: Vista, anno: int, documento: Documento, nome: str) -> tuple[Formato, ...]:
    firmato = firmato_detto(vista, anno, documento)
    return ((firmato.breve, f"{nome}, {firmato.breve}", firmato.indirizzo),) if firmato else ()


def _riga(nome: str, indirizzo: str, atto: Atto, pubblicazione: Atto, formati: tuple[Formato, ...]) -> InLinea:
    return InLinea(
        nome=nome,
        indirizzo=indirizzo,
        atto=voci.atto_breve(atto),
        data=formato.data_lunga(atto.data),
        pubblicata=formato.data_lunga(pubblicazione.data) if pubblicazione is not atto else "",
        fino=ultimo_giorno(pubblicazione.data),
        formati=formati,
    )
