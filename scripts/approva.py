"""`ciclo approva`: the list of what must be true, then the act and the snapshot of what it approves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros.checks.blocco import mostrato
from macros.checks.esame import esamina
from macros.model.archivio import ATTI
from macros.model.comando import comando
from macros.model.formato import pulita
from macros.model.pagine import DOCUMENTO
from macros.model.problems import DataError, Documento
from macros.reading.blocco.impronta import impronta as impronta_di
from macros.reading.progetto import apri_approvati
from macros.reading.registro.accoda import Chiesto
from macros.reading.testo.deposito import esiste
from macros.reading.testo.files import elenco, leggi_testo
from macros.reading.testo.lettura import Lettura
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_documento, con_impronta, con_radice
from scripts.domande import giorno
from scripts.registrazione import DaScrivere, registra, rifiutata, scrivendo

if TYPE_CHECKING:
    from macros.checks.approvazione import Condizione
    from macros.model.anno import Anno
    from macros.model.problems import Problem
    from macros.reading.blocco.blocco import Approvati

CAPITOLO = re.compile(r"\s*-\s+([\w./-]+\.md)\s*")
"""A line of `capitoli` in the front matter of an index."""
OGGETTI = {
    Documento.PIANO: "Approvazione del Piano della performance {anno}-{fine}",
    Documento.PIAO: "Approvazione del Piano integrato di attività e organizzazione {anno}-{fine}",
    Documento.MONITORAGGIO: "Stato di realizzazione degli obiettivi al 30 giugno {anno}",
    Documento.RELAZIONE: "Approvazione della Relazione sulla performance {anno}",
}


MOSTRATE = 20
"""Changed values that the list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estremi:
    """The act as the command names it; None: not known yet."""

    organo: str | None
    numero: str | None
    giorno: dt.date | None
    impronta: str | None
    oggetto: str | None

    @property
    def mancano(self) -> list[str]:
        """The options that an approval needs and that are not there."""
        dati = {"--organo": self.organo, "--atto": self.numero, "--data": self.giorno, "--impronta": self.impronta}
        return [nome for nome, dato in dati.items() if not dato]


@click.command(cls=Comando, short_help="Registra l'atto che approva un documento.")
@con_documento
@con_anno(richiesto=True)
@click.option("--organo", metavar="NOME", help="L'organo che approva, per esempio Giunta.")
@click.option("--atto", "numero", metavar="NUMERO", help='Il numero dell\'atto, per esempio "delibera 5".')
@click.option("--data", "giorno", callback=giorno, metavar="DATA", help="Il giorno dell'atto.")
@con_impronta(richiesta=False, aiuto="L'impronta citata nell'atto: 64 cifre, quelle di ciclo proponi.")
@click.option("--oggetto", metavar="TESTO", help="L'oggetto dell'atto.")
@click.option("--senza-pdf", is_flag=True, help="Non tiene la copia d'archivio: la aggiunge poi ciclo archivia.")
@click.option("--prova", is_flag=True, help="Mostra soltanto, anche prima che ci sia l'atto: non scrive niente.")
@con_radice
def approva(
    *,
    documento: str,
    anno: int,
    senza_pdf: bool,
    prova: bool,
    radice: Path,
    **dati: Any,  # noqa: ANN401 - the act
) -> int:
    """Registra l'atto che approva un documento (piano, piao, monitoraggio o relazione) e l'istantanea dei suoi dati.

    Con loro tiene la copia d'archivio: il PDF del documento con il suo atto, che si pubblica così anche domani.
    Prima controlla tutto ciò che deve essere vero; se qualcosa manca, o l'impronta non è quella dei dati, non scrive.
    Con --prova l'atto può mancare: l'elenco dice che cosa è già a posto e, con «?», che cosa si saprà dall'atto.
    """
    atto = Estremi(**dati)
    if atto.mancano and not prova:
        msg = f"manca «{atto.mancano[0]}»; senza atto si può solo provare, con --prova"
        raise click.UsageError(msg)
    with scrivendo(radice, anno) as esito:
        if esito is not None:
            return esito
        return _approva(radice, anno, Documento(documento), atto, prova=prova, pdf=not senza_pdf)


def _approva(radice: Path, anno: int, documento: Documento, atto: Estremi, *, prova: bool, pdf: bool) -> int:
    progetto, problemi = esamina(radice, anno)
    letto = progetto.anni[anno]
    approvati = apri_approvati(radice, anno)
    lista = _lista(letto, problemi, approvati, documento, atto)
    for condizione in lista:
        segno = "no" if condizione.mancanze else "? " if condizione.serve else "ok"
        click.echo(f"{segno}  {condizione.testo}" + (f" (serve {condizione.serve})" if segno == "? " else ""))
        for mancanza in condizione.mancanze:
            click.echo(f"      {pulita(mancanza)}")
    if any(c.mancanze for c in lista):
        click.echo("ciclo: non si può approvare finché c'è un «no». Niente è stato scritto.", err=True)
        return 1
    if atto.organo is None or atto.numero is None or atto.giorno is None or atto.impronta is None:
        click.echo(f"Per approvare manca l'atto: {', '.join(atto.mancano)}.", err=True)
        return 0
    return _registra(radice, letto, approvati, documento, atto, prova=prova, pdf=pdf)


def _lista(
    letto: Anno, problemi: tuple[Problem, ...], approvati: Approvati, documento: Documento, atto: Estremi
) -> list[Condizione]:
    """Return all that must be true: of the data, then of the act."""
    from macros.checks.approvazione import Condizione, condizioni

    radice = approvati.lettura.radice
    scritto = not DOCUMENTO[documento].generata
    vuoti = capitoli_vuoti(radice / "content" / str(letto.anno) / documento, radice) if scritto else None
    oggi = dt.datetime.now().astimezone().date()
    lista = list(condizioni(letto, problemi, documento, atto.giorno, vuoti, oggi))
    lista.append(Condizione("Documento non ancora approvato", tuple(_gia_approvato(letto, approvati, documento, atto))))
    if documento is Documento.PIANO:
        lista.append(Condizione("Riferimenti storici scritti nel Piano", tuple(_storici_ereditati(radice, letto.anno))))
    propria = impronta_di(approvati.parti(documento, atto.giorno))
    testo = "Impronta dell'atto uguale a quella dei dati"
    if atto.impronta is None:
        lista.append(Condizione(testo, (), f"--impronta; quella dei dati è {propria}"))
    elif propria == atto.impronta:
        lista.append(Condizione(testo, ()))
    else:
        lista.append(Condizione(testo, tuple(_differente(approvati, documento, propria, atto.impronta))))
    return lista


def _storici_ereditati(radice: Path, anno: int) -> Iterator[str]:
    """Say what the plan would print of the year before: approved, it prints only what it holds."""
    from macros.vista.vista import carica_vista

    try:
        ereditati = carica_vista(radice).storici_ereditati(anno)
    except DataError:  # told: nothing is approved on wrong data
        return
    codici = [codice for suoi in ereditati.values() for codice in suoi]
    if codici:
        quali = ", ".join(codici)
        scrive = comando("proponi", "piano", anno=anno)
        yield f"vengono dal {anno - 1} e non sono scritti: {quali}. Li scrive «{scrive}»"


def _gia_approvato(letto: Anno, approvati: Approvati, documento: Documento, atto: Estremi) -> Iterator[str]:
    """Say which act approves a document already; one of the same data, still without impronta, is going to get it."""
    from macros.reading.scrivi.registra import atto_registrato

    gia = letto.approvazione(documento)
    if gia is None:
        return
    if gia.impronta is None:
        if atto.organo is None or atto.numero is None or atto.giorno is None:
            return
        if atto_registrato(approvati, documento, organo=atto.organo, numero=atto.numero, giorno=atto.giorno):
            return
    yield f"{gia.source}: {gia.organo}, {gia.numero}"


def _differente(approvati: Approvati, documento: Documento, propria: str, citata: str) -> Iterator[str]:
    """Say what changed since the data had the impronta of the act, where the history of git knows it."""
    yield f"--impronta: l'atto cita {citata}, i dati hanno {propria}"
    cambiate = approvati.cambiato_da(documento, citata)
    if not cambiate:
        yield "--impronta: ricontrollare le cifre dell'atto; se i dati sono cambiati, rifare ciclo proponi"
        return
    for d in cambiate[:MOSTRATE]:
        yield f"{d.source}: {d.percorso}: era {mostrato(d.approvato)}, ora è {mostrato(d.presente)}"
    if len(cambiate) > MOSTRATE:
        yield f"e altri {len(cambiate) - MOSTRATE} cambiamenti"


def _registra(  # noqa: PLR0913 - what an approval is made of
    radice: Path, letto: Anno, approvati: Approvati, documento: Documento, atto: Estremi, *, prova: bool, pdf: bool
) -> int:
    """Write the act and the snapshot, with the archive copy where `pdf`; with `prova` nothing, and no copy is made."""
    from macros.reading.scrivi.registra import registra_approvazione
    from scripts.archivia import CopiaImpossibileError, con_copia

    assert atto.organo and atto.numero and atto.giorno  # noqa: S101, PT018 - asked before
    titolo = atto.oggetto or OGGETTI[documento].format(anno=letto.anno, fine=max(letto.letture.triennio))
    file: DaScrivere = registra_approvazione(
        approvati, documento, organo=atto.organo, numero=atto.numero, giorno=atto.giorno, oggetto=titolo
    )
    chiesto = Chiesto(con_impronta=frozenset(f.stem for f in file if f.parent.name == ATTI.cartella))
    try:
        if pdf and not prova:
            file = con_copia(radice, letto.anno, documento, file, chiesto)
    except CopiaImpossibileError as errore:
        return rifiutata(f"{errore}. Con --senza-pdf si registra l'atto senza la copia d'archivio")
    return registra(radice, letto.anno, file, chiesto, solo_prova=prova)


def capitoli_vuoti(cartella: Path, radice: Path) -> tuple[str, ...]:
    """Return the chapters of a document that hold only titles, and those that its index names and are not there.

    A document without chapters lacks them all.
    """
    capitoli = elenco(cartella, ".md")
    if not capitoli:
        return (f"{cartella.relative_to(radice).as_posix()}: nessun capitolo",)
    vuoti = []
    lettura = Lettura(radice)
    for file in capitoli:
        testo = leggi_testo(lettura, file)
        if testo is None:
            continue  # told by the checks
        prosa = re.sub(r"\A---\s*\n.*?\n---\s*\n|<!--.*?-->", "", testo, flags=re.DOTALL)
        nome = file.relative_to(radice).as_posix()
        if not [r for r in prosa.splitlines() if r.strip() and not r.startswith("#")]:
            vuoti.append(f"{nome}:1: un capitolo senza testo")
        if file.name == "index.md":
            voci = [(n, v[1]) for n, r in enumerate(testo.splitlines(), start=1) if (v := CAPITOLO.fullmatch(r))]
            vuoti += [f"{nome}:{n}: il capitolo {v} non c'è" for n, v in voci if not esiste(cartella / v)]
    return tuple(vuoti)
