"""`ciclo importa-misure`: from the extract of another system to the figures of `misure.csv`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.model.archivio import MISURE
from macros.model.formato import data_breve, esatto, pulita, quanti
from macros.model.rilevati import AL
from macros.model.valori import Periodo
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_radice, racconta_errori
from scripts.domande import giorno
from scripts.registrazione import errori_nuovi, rifiutata, scrivendo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.ufficio.estratto import ContoMisura
    from macros.ufficio.estrazioni import Provenienza

UN_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("importa-misure", cls=Comando, short_help="Ricava le misure dall'estrazione di un altro sistema.")
@click.argument("file", type=UN_FILE, metavar="FILE")
@click.option("--mappa", type=UN_FILE, required=True, metavar="FILE", help="Come dall'estrazione vengono le misure.")
@con_anno(richiesto=True)
@click.option("--periodo", type=click.Choice([str(p) for p in Periodo]), required=True, help="La data dei valori.")
@click.option(
    "--data", "il", callback=giorno, metavar="DATA", help="Il giorno in cui il file è stato estratto, se non è oggi."
)
@click.option("--prova", is_flag=True, help="Mostra soltanto: non scrive niente.")
@con_radice
def importa_misure(  # noqa: PLR0913 - its options
    *, file: Path, mappa: Path, anno: int, periodo: str, il: dt.date | None, prova: bool, radice: Path
) -> int:
    """Conta, somma e filtra le righe di un'estrazione come dice la mappa, e scrive i risultati in misure.csv.

    Per esempio: ciclo importa-misure pratiche.csv --mappa data/mappe/pratiche.yml --anno 2022 --periodo 31-12

    Il file è un CSV, un XLSX o un ODS. Con la misura si scrivono la fonte, il giorno dell'estrazione e l'impronta
    SHA-256 del file: lo stesso file dà sempre le stesse cifre, e ripetere il comando non cambia niente. Se una cella
    che decide qualcosa non si legge, non si scrive niente.
    """
    with scrivendo(radice, anno) as esito:
        return esito if esito is not None else _importa(radice, file, mappa, anno, Periodo(periodo), il, prova=prova)


def _importa(  # noqa: PLR0913 - what was asked
    radice: Path, file: Path, mappa: Path, anno: int, periodo: Periodo, il: dt.date | None, *, prova: bool
) -> int:
    from macros.reading.blocco.impronta import sha256_di
    from macros.reading.testo.deposito import RifiutatoError
    from macros.reading.testo.lettura import Lettura
    from macros.ufficio.estratto import estratto_letto
    from macros.ufficio.estrazioni import EstrazioneRifiutata, Provenienza, foglio_dell_estratto
    from macros.ufficio.mappe import mappa_letta
    from macros.ufficio.posta import ricevuto

    oggi = dt.datetime.now().astimezone().date()
    if il and il > oggi:
        return rifiutata(f"--data: il {data_breve(il)} deve ancora venire: è il giorno in cui il file è stato estratto")
    lettura = Lettura(radice)
    try:
        letta, grezzo = mappa_letta(lettura, mappa.name, ricevuto(mappa)), ricevuto(file)
        if letta is None or lettura.problemi:
            racconta_errori(lettura.problemi)
            return rifiutata("la mappa ha errori")
        estratto = estratto_letto(foglio_dell_estratto(file.name, grezzo, letta), letta, anno, periodo)
    except RifiutatoError as no:
        return rifiutata(f"«{no.problema.source.path}» è {no.problema.found}: {no.problema.fix}")
    except EstrazioneRifiutata as no:
        return rifiutata(str(no))
    for una in estratto.rifiutate:
        click.echo(str(una), err=True)
    if estratto.rifiutate:
        return rifiutata("una misura non si ricava da righe che non si leggono")
    for parola, simile in estratto.mai_trovate:
        forse = f": forse «{simile}»?" if simile else ""
        click.echo(pulita(f"ciclo: nessuna riga ha «{parola}», che la mappa nomina{forse}"), err=True)
    return _scrivi(radice, anno, periodo, estratto.conti, Provenienza(letta, sha256_di(grezzo), il, oggi), prova=prova)


def _scrivi(
    radice: Path, anno: int, periodo: Periodo, conti: tuple[ContoMisura, ...], da: Provenienza, *, prova: bool
) -> int:
    """Show what changes, try it, and write it."""
    from macros.reading.scrivi.scrittura import scrivi
    from macros.reading.testo.deposito import esiste, leggi
    from macros.reading.testo.lettura import Lettura
    from macros.reading.testo.tabelle import leggi_csv
    from macros.ufficio.estrazioni import con_misure

    lettura, file = Lettura(radice), radice / "data" / str(anno) / MISURE.dove
    righe: dict[str, Mapping[str, str]] = {}
    if esiste(file):
        righe = {r.celle["misura"]: r.celle for r in leggi_csv(lettura, file, MISURE.colonne, MISURE.chiave)}
    if lettura.problemi:
        racconta_errori(lettura.problemi)
        return rifiutata(f"{MISURE.dove} ha errori")
    nuove = {c.misura: da.celle(c, periodo, righe.get(c.misura, {})) for c in conti}
    for c in conti:
        prima = righe.get(c.misura, {}).get(AL[periodo]) or "vuota"
        cambia = f"{prima} → {esatto(c.valore)}" if AL[periodo] in nuove[c.misura] else f"resta {esatto(c.valore)}"
        click.echo(pulita(f"{c.misura} al {periodo.in_parole}: {cambia} ({quanti(c.righe, 'riga', 'righe')})"))
        fonte = righe.get(c.misura, {}).get("fonte", "")
        if fonte and fonte != da.mappa.fonte:
            resta = f"ha già una fonte, «{fonte}»: resta quella. Se non è più vera, correggerla in {MISURE.dove}"
            click.echo(pulita(f"ciclo: «{c.misura}» {resta}"), err=True)
    nuove = {nome: celle for nome, celle in nuove.items() if celle}
    if not nuove:
        click.echo("Nei dati non cambia niente.")
        return 0
    nuovo = con_misure(leggi(radice, file) if esiste(file) else None, nuove.items(), righe)
    if gravi := errori_nuovi(radice, anno, {file: nuovo}):
        return rifiutata("così i dati avrebbero errori", gravi)
    if not prova:
        scrivi(radice, {file: nuovo})
    click.echo(("si scriverebbe " if prova else "") + file.relative_to(radice).as_posix())
    return 0
