"""Amministrazione trasparente: the items of `data/trasparenza.yml` and what is on line for each, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.atti import DELL_OIV
from macros.model.luoghi import MAPPA_COLLEGAMENTI
from macros.model.problems import Documento
from macros.model.pubblicati import pubblicati
from macros.model.valori import TipoAtto
from macros.model.variazioni import SISTEMA
from macros.publish.contesto.contesto import Contesto, piu_vicino
from macros.publish.html.modelli import componi
from macros.publish.iter.anac import dati_anac, indirizzo_voce, mancano, senza_mappa
from macros.publish.iter.atti import righe_atti
from macros.publish.iter.atti_oiv import atti_oiv
from macros.publish.pagine.esposti import InLinea, esposti
from macros.publish.parole import voci

if TYPE_CHECKING:
    from macros.model.atti import Atto
    from macros.model.trasparenza import Obbligo, SezioneTrasparenza, Trasparenza
    from macros.vista.vista import Vista

OIV = "14.01"
"""The item of the OIV: all of its acts are listed there."""
IN_LINEA = {
    "06.01": (SISTEMA,),
    "06.02": (Documento.PIAO, Documento.PIANO),
    "06.03": (Documento.RELAZIONE,),
    OIV: ("validazione", TipoAtto.RELAZIONE_SISTEMA),
}
"""Item → what of each year is on line under it. Fonte: D.Lgs. 33/2013; DOMAIN 6."""
ITER = (TipoAtto.VALIDAZIONE_OIV, TipoAtto.APPROVAZIONE_GIUNTA, TipoAtto.PUBBLICAZIONE, TipoAtto.TRASMISSIONE)
ATTI = {
    "06.01": ((SISTEMA,), (TipoAtto.PARERE_OIV, TipoAtto.APPROVAZIONE_GIUNTA, TipoAtto.CONFERMA_SMVP)),
    "06.02": ((Documento.PIANO, Documento.PIAO), ITER),
    "06.03": ((Documento.RELAZIONE,), ITER),
}
"""Item → documents and kinds of the acts listed under it. Fonte: D.Lgs. 33/2013; DOMAIN 6."""
SUI: Mapping[str, str] = {
    SISTEMA: "sul Sistema",
    Documento.PIANO: "sul Piano",
    Documento.PIAO: "sul PIAO",
    Documento.RELAZIONE: "sulla Relazione",
}
"""A document that acts are on → how it is said after «gli atti»."""
COMMA = "(articolo 8, comma 3)"
LEGGE = f"e comunque finché i suoi atti hanno effetto {COMMA}"
POI = "poi si chiede con l'accesso civico (articolo 5)"
NON_SI_APRONO = (
    "L'indirizzo di questo sito è di esempio: quelli scritti nei file hanno la forma giusta e non si aprono."
)
QUALI = ("anac", "mappa")
"""The kinds of file that machines read."""
MAI, SENZA_ATTI = "nessuna pubblicazione", "non registrato"
"""What is said of an update that no date tells: no act published it; it is of what no act publishes."""
CINQUE_ANNI = "cinque anni, contati dal 1° gennaio dell'anno dopo la pubblicazione"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceObbligo:
    """An item of the section."""

    codice: str
    """As the chamber numbers it; empty: by no number."""
    titolo: str
    indirizzo: str
    sezione: tuple[str, str] | None
    """Its section: title, address."""
    riferimento: str
    ufficio: str
    aggiornamento: str
    durata: tuple[str, ...]
    """How long what is on line stays there, in sentences."""
    contenuto: tuple[str, ...]


def obbligo(ctx: Contesto, codice: str) -> str:
    """Return an item of Amministrazione trasparente: law, office, update, documents on line, until when.

    Example:
        {{ obbligo("06.03") }}
    """
    trasparenza = ctx.vista.trasparenza
    obblighi = {o.codice: o for o in trasparenza.obblighi} if trasparenza else {}
    if trasparenza is None or not obblighi:
        return componi("avviso.html", testo=f"La voce {codice} è da compilare in data/trasparenza.yml.")
    if codice not in obblighi:
        raise piu_vicino(codice, obblighi, "un codice di data/trasparenza.yml")
    righe = esposti(ctx, IN_LINEA.get(codice, ()))
    return componi(
        "obbligo.html",
        chiave=f"obbligo-{codice}",
        voce=_voce(ctx.vista, trasparenza, obblighi[codice], righe),
        righe=righe,
        atti=atti_oiv(ctx.vista) if codice == OIV else righe_atti(_atti(ctx.vista, codice)),
        ultimo_prima=codice == OIV,
        altri_oiv=_altri_oiv(ctx.vista, trasparenza, codice),
        previsti=codice in IN_LINEA,
        senza_relazione=codice == OIV and not any(a.tipo is TipoAtto.RELAZIONE_SISTEMA for a in _atti(ctx.vista, OIV)),
    )


def _atti(vista: Vista, codice: str) -> list[Atto]:
    """Return the acts listed under an item, of every year shown."""
    tutti = [a for n in vista.anni for a in vista.anno(n).atti.values()]
    if codice == OIV:
        return [a for a in tutti if a.tipo in DELL_OIV]
    documenti, tipi = ATTI.get(codice, ((), ()))
    return [a for a in tutti if a.documento in documenti and a.tipo in tipi]


def _altri_oiv(vista: Vista, trasparenza: Trasparenza, codice: str) -> tuple[str, str, str] | None:
    """Return which acts of the OIV on the documents of an item are not listed there, and where they are; None: none."""
    if codice == OIV or all(o.codice != OIV for o in trasparenza.obblighi):
        return None
    documenti, elencati = ATTI.get(codice, ((), ()))[0], {id(a) for a in _atti(vista, codice)}
    fuori = {a.documento for a in _atti(vista, OIV) if a.documento in documenti and id(a) not in elencati}
    nomi = " e ".join(SUI[d] for d in documenti if d in fuori)
    return (f"Gli altri atti dell'OIV {nomi}", indirizzo_voce(OIV), OIV) if nomi else None


def elenco_obblighi(ctx: Contesto, sezione: str | None = None) -> str:
    """Return the items of Amministrazione trasparente, section by section or of one, with law, office and last update.

    Example:
        {{ elenco_obblighi("performance") }}
    """
    trasparenza = ctx.vista.trasparenza
    sezioni = {s.codice: s for s in trasparenza.sezioni} if trasparenza else {}
    if sezione is not None and sezioni and sezione not in sezioni:
        raise piu_vicino(sezione, sezioni, "il codice di una sezione di data/trasparenza.yml")
    gruppi: list[tuple[SezioneTrasparenza | None, list[VoceObbligo]]] = []
    for s in (*sezioni.values(), None) if sezione is None else (sezioni.get(sezione),):
        codice = s.codice if s else None
        sue = [o for o in trasparenza.obblighi if o.sezione == codice] if trasparenza else []
        if trasparenza and sue:
            gruppi.append((s, [_voce(ctx.vista, trasparenza, o) for o in sue]))
    return componi(
        "obblighi.html",
        gruppi=[(s and (s.codice, s.titolo, indirizzo_voce(s.codice)), voci_) for s, voci_ in gruppi],
        con_titoli=sezione is None,
    )


def _voce(vista: Vista, trasparenza: Trasparenza, di: Obbligo, righe: Iterable[InLinea] | None = None) -> VoceObbligo:
    """Return an item; `righe`: what is on line under it, None where nobody asks how long it stays."""
    sezione = next((s for s in trasparenza.sezioni if s.codice == di.sezione), None)
    aggiornato = _aggiornamento(vista, di)
    return VoceObbligo(
        codice=di.codice if di.codice[:1].isdigit() else "",
        titolo=di.titolo,
        indirizzo=indirizzo_voce(di.codice),
        sezione=(sezione.titolo, indirizzo_voce(sezione.codice)) if sezione else None,
        riferimento=di.riferimento or "",
        ufficio=di.ufficio or "",
        aggiornamento=formato.data_lunga(aggiornato) if aggiornato else MAI if di.codice in IN_LINEA else SENZA_ATTI,
        durata=durata(righe) if righe is not None else (),
        contenuto=voci.paragrafi(di.contenuto),
    )


def _aggiornamento(vista: Vista, di: Obbligo) -> dt.date | None:
    """Return the last day on which something changed: an act or a publication, or what only the file tells."""
    giorni = [a.data for a in _atti(vista, di.codice)]
    if di.codice == OIV:
        giorni += [g for n in vista.anni for _, g in pubblicati(vista.anno(n))]
    return max((*giorni, *([di.aggiornamento] if di.aggiornamento else [])), default=None)


def durata(righe: Iterable[InLinea]) -> tuple[str, ...]:
    """Say how long what is on line stays there. Fonte: D.Lgs. 33/2013, artt. 5, 8 c. 3."""
    tutte = tuple(righe)
    datate = sorted(r.fino for r in tutte if r.fino)
    frasi = []
    if any(r.in_vigore for r in tutte):
        frasi.append(f"Il Sistema in vigore non ha un ultimo giorno: resta in linea finché ha effetto {COMMA}; {POI}.")
    if datate:
        primo, ultimo = datate[0], datate[-1]
        restano = " e ".join(r.nome for r in tutte if r.fino == ultimo)
        frasi.append(f"{restano}: in linea fino al {formato.data_lunga(ultimo)}, {LEGGE}; {POI}.")
        if primo != ultimo:
            nome = min(r.nome for r in tutte if r.fino == primo)
            frasi.append(f"Il primo a lasciare il sito: {nome}, dopo il {formato.data_lunga(primo)}.")
    if not tutte:
        frasi.append(f"Ciò che si pubblica resta in linea {CINQUE_ANNI}, {LEGGE}; {POI}.")
    return tuple(frasi)


def file_per_macchine(ctx: Contesto, quali: str) -> str:
    """Return the files that machines read, those for ANAC or the map of the links; or why they are not there.

    Example:
        {{ file_per_macchine("anac") }}
    """
    if quali not in QUALI:
        raise piu_vicino(quali, QUALI, "un genere di file")
    vista, trasparenza = ctx.vista, ctx.vista.trasparenza
    di_esempio = NON_SI_APRONO if vista.ente.indirizzo_sito != vista.ente.indirizzo_aperto else ""
    if quali == "anac":
        schema = trasparenza.anac if trasparenza else None
        file = dati_anac(vista)
        return componi("file_anac.html", schema=schema, file=file, mancano=mancano(vista), di_esempio=di_esempio)
    return componi("mappa_collegamenti.html", nome=MAPPA_COLLEGAMENTI, senza=senza_mappa(vista), di_esempio=di_esempio)
