"""The printed documents of a year: what each cover says and what each carries."""

from __future__ import annotations

import datetime as dt
import posixpath
from dataclasses import replace
from pathlib import Path

from macros.model.atti import PERIODO_DI
from macros.model.pagine import DOCUMENTO
from macros.model.precedenze import atto_che_vale
from macros.model.problems import Documento
from macros.model.stampe import STAMPE, Stampa
from macros.model.valori import Periodo, TipoAtto
from macros.publish.carta.fascicolo import BOZZA, PROPOSTA, Allegato, Fascicolo, StampaError
from macros.publish.contesto.contesto import atto_di, estratta_il, ha_di_che_dire, senza_atto
from macros.publish.dati.aperti import dati_aperti
from macros.publish.figure.composizione import mosaico_ente, mosaico_pesi
from macros.publish.parole import attestato, voci
from macros.reading.pagine.pagine import leggi_pagina
from macros.reading.testo.lettura import Lettura
from macros.vista.vista import Vista

DIMOSTRATIVO = (
    "Valori dimostrativi: titoli e struttura sono del Sistema di misurazione; numeri, atti, date e fatti narrati "
    "sono inventati, anche su altri enti e imprese."
)
IN_COPERTINA = {
    TipoAtto.VALIDAZIONE_OIV: "Validazione",
    TipoAtto.APPROVAZIONE_GIUNTA: "Approvazione",
    TipoAtto.COMUNICAZIONE_GIUNTA: "Comunicazione",
}
"""The acts that a cover names, of those on its document, and what each does."""
DI_UNA_PAGINA = {**IN_COPERTINA, TipoAtto.CERTIFICAZIONE_VALORI: "Certificazione"}
"""The acts that the band of a document of one page names."""


def fascicoli(vista: Vista, anno: int) -> tuple[Fascicolo, ...]:
    """Return the documents of a year that this view may show and that have pages, in the order of the cycle."""
    return tuple(_fascicolo(vista, anno, stampa) for stampa in STAMPE.values() if si_stampa(vista, anno, stampa))


def proposta(vista: Vista, anno: int, documento: Documento) -> Fascicolo:
    """Return a document as it goes to who decides on it: with its impronta and no act."""
    return replace(approvato(vista, anno, documento), atti=(), stato=PROPOSTA)


def approvato(vista: Vista, anno: int, documento: Documento) -> Fascicolo:
    """Return a document with the acts that cover it."""
    return _fascicolo(vista, anno, STAMPE[documento])


def si_stampa(vista: Vista, anno: int, stampa: Stampa) -> bool:
    """True for a document of a year that this view may show and that has pages."""
    if not stampa.mostrata(vista, anno):
        return False
    if stampa.una_pagina:
        return ha_di_che_dire(vista, anno, stampa)
    return ha_capitoli(vista, anno, stampa.documento)


def ha_capitoli(vista: Vista, anno: int, documento: Documento) -> bool:
    """True when a document has pages to print: its chapters, or the one that is all of it."""
    if (stampa := STAMPE[documento]).una_pagina:
        return stampa.mostrata(vista, anno)
    return _indice(vista, anno, documento).is_file()


def _indice(vista: Vista, anno: int, documento: Documento) -> Path:
    return vista.radice / "content" / DOCUMENTO[documento].file(anno)


def _fascicolo(vista: Vista, anno: int, stampa: Stampa) -> Fascicolo:
    documento = stampa.documento
    dati = dati_aperti(vista, anno, documento)
    disegno, didascalia = ("", "") if stampa.una_pagina else _disegno(vista, anno, documento)
    atto = atto_di(vista, anno, stampa)
    giorno = atto.data if atto else estratta_il(vista, anno, stampa) or dt.date(anno, 1, 1)
    return Fascicolo(
        anno=anno,
        documento=stampa.nome,
        titolo=stampa.titolo(vista.anno_di(anno, documento)),
        ente=vista.ente.nome,
        capitoli=_capitoli(vista, anno, stampa),
        davanti=_davanti(vista, anno, stampa),
        risultato=_risultato(vista, anno) if stampa.nome == Documento.RELAZIONE else (),
        atti=_atti(vista, anno, stampa),
        stato=senza_atto(vista, anno, stampa) or BOZZA,
        impronta=vista.impronta(anno, documento),
        data=giorno,
        avviso=DIMOSTRATIVO if vista.ente.dimostrativo else "",
        allegati=tuple(
            Allegato(nome=nome, descrizione=f"Dati aperti {anno}: {nome}", contenuto=dati[nome], data=giorno)
            for nome in dati
            if nome.endswith(".csv")  # the tables; the JSON says the same
        ),
        indirizzo_sito=vista.ente.indirizzo_aperto,
        disegno=disegno,
        didascalia=didascalia,
    )


def _davanti(vista: Vista, anno: int, stampa: Stampa) -> tuple[str, ...]:
    """Return the page between cover and contents, from the folder of the document; none: the year has not that page."""
    if stampa.davanti is None or not stampa.davanti.quando(vista, anno):
        return ()
    return (posixpath.relpath(stampa.davanti.file(anno), posixpath.dirname(stampa.pagina.file(anno))),)


def _risultato(vista: Vista, anno: int) -> tuple[tuple[str, str], ...]:
    """Return the chamber's two figures for the cover: the computed one, and the one that the OIV attests."""
    ciclo = vista.ciclo(anno, Periodo.DICEMBRE)
    if ciclo is None or ciclo.ente.stampato is None:
        return ()
    voto = voci.voto_sintesi(ciclo, ciclo.ente)
    coperta = f", copertura {voto.copertura}" if voto.copertura else ""
    detto, a = attestato.giudizio_mancante(ciclo.anno), voto.attestato
    if a is not None:
        detto = f"{a.testo}, {a.da_chi} ({a.note}), {a.atto}" + (f"; {a.giudizio}" if a.giudizio else "")
    return ("Calcolato", f"{voto.testo} su 100{coperta}"), ("Attestato", detto)


def _atti(vista: Vista, anno: int, stampa: Stampa) -> tuple[tuple[str, str], ...]:
    """Return the acts on the cover, by date; none while any of those that the document needs is missing."""
    documento, atto = stampa.documento, atto_di(vista, anno, stampa)
    if atto is None:
        return ()
    if stampa.atto is not None:
        return ((DI_UNA_PAGINA[stampa.atto], voci.atto_in_parole(atto)),)
    anno_suo = vista.anno_di(anno, documento)
    ultimi = [(che, atto_che_vale(anno_suo, tipo, documento)) for tipo, che in IN_COPERTINA.items()]
    ultimi += [("Errata corrige", a) for a in anno_suo.atti_errata(documento)]
    atti = sorted(((che, a) for che, a in ultimi if a), key=lambda voce: (voce[1].data, voce[1].nome))
    return tuple((che, voci.atto_in_parole(a)) for che, a in atti)


def _disegno(vista: Vista, anno: int, documento: Documento) -> tuple[str, str]:
    """Return the mosaic for the cover and how it is read: the year's results, for the Piano its weights."""
    colori = "Bianchi gli strategici, azzurri gli operativi."
    periodo = PERIODO_DI.get(documento)
    if periodo is None:
        letta = "larga quanto pesa, vuota perché l’anno è ancora da fare"
        return str(mosaico_pesi(vista.anno_di(anno, documento))), f"Ogni colonna è un obiettivo: {letta}. {colori}"
    ciclo = vista.ciclo(anno, periodo)
    letta = "larga quanto pesa, piena quanto è raggiunta"
    if periodo is Periodo.GIUGNO:
        letta = "larga quanto pesa, piena quanto è raggiunta al 30 giugno"
    return (str(mosaico_ente(ciclo)), f"Ogni colonna è un obiettivo: {letta}. {colori}") if ciclo else ("", "")


def _capitoli(vista: Vista, anno: int, stampa: Stampa) -> tuple[str, ...]:
    """Return the chapters in the front matter of a document's index, in its order; the page itself where it is all."""
    if stampa.una_pagina:
        return (stampa.pagina.file(anno).rpartition("/")[2],)
    radice, indice = vista.radice, _indice(vista, anno, stampa.documento)
    pagina = leggi_pagina(Lettura(radice), indice.relative_to(radice / "content").as_posix(), indice)
    if pagina is None or not pagina.capitoli:
        msg = (
            f"index.md di {indice.parent.name} non elenca i suoi capitoli: aggiungere «capitoli: […]» in testa al file"
        )
        raise StampaError(msg)
    return tuple(nome for nome, _ in pagina.capitoli)
