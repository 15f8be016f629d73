"""`ciclo approva`: the list of what must be true, then the act and the snapshot of what it approves."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import click

from macros.checks.esame import esamina
from macros.model.anno import Anno
from macros.model.problems import Documento
from macros.reading.blocco import Approvati
from macros.reading.impronta import impronta as impronta_di
from macros.reading.progetto import apri_approvati
from macros.reading.scalari import Rifiuto, legge_data
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_documento, con_impronta, con_radice
from scripts.varia import problemi_nuovi

CAPITOLO = re.compile(r"\s*-\s+([\w./-]+\.md)\s*")
"""A line of `capitoli` in the front matter of an index."""
OGGETTI = {
    Documento.PIANO: "Approvazione del Piano della performance {anno}-{fine}",
    Documento.MONITORAGGIO: "Stato di realizzazione degli obiettivi al 30 giugno {anno}",
    Documento.RELAZIONE: "Approvazione della Relazione sulla performance {anno}",
}


def _giorno(_ctx: click.Context, _parametro: click.Parameter, valore: str) -> dt.date:
    try:
        return legge_data(valore)
    except Rifiuto as rifiuto:
        msg = f"--data: {rifiuto.found}; serve {rifiuto.expected}"
        raise click.UsageError(msg) from None


@click.command(cls=Comando, short_help="Registra l'atto che approva un documento.")
@con_documento
@con_anno(richiesto=True)
@click.option("--organo", required=True, metavar="NOME", help="L'organo che approva, per esempio Giunta.")
@click.option(
    "--atto", "numero", required=True, metavar="NUMERO", help='Il numero dell\'atto, per esempio "delibera 5".'
)
@click.option("--data", "giorno", required=True, callback=_giorno, metavar="DATA", help="Il giorno dell'atto.")
@con_impronta(richiesta=True, aiuto="L'impronta citata nell'atto: 64 cifre, quelle di ciclo proponi.")
@click.option("--oggetto", metavar="TESTO", help="L'oggetto dell'atto.")
@click.option("--prova", is_flag=True, help="Mostra soltanto: non scrive niente.")
@con_radice
def approva(  # noqa: PLR0913 - the options of the command line
    *,
    documento: str,
    anno: int,
    organo: str,
    numero: str,
    giorno: dt.date,
    impronta: str,
    oggetto: str | None,
    prova: bool,
    radice: Path,
) -> int:
    """Registra l'atto che approva un documento (piano, monitoraggio o relazione) e l'istantanea dei dati approvati.

    Prima controlla tutto ciò che deve essere vero; se qualcosa manca, o l'impronta non è quella dei dati, non scrive.
    """
    from macros.checks.approvazione import Condizione, condizioni
    from macros.reading.modifica import ModificaImpossibileError, scrivi
    from macros.reading.registra import registra_approvazione

    quale = Documento(documento)
    progetto, problemi = esamina(radice, anno)
    letto = progetto.anni.get(anno)
    if letto is None:
        click.echo(f"ciclo: non c'è la cartella data/{anno}", err=True)
        return 1
    approvati = apri_approvati(radice, anno)
    vuoti = capitoli_vuoti(radice / "content" / str(anno) / documento, radice)
    lista = list(condizioni(letto, problemi, quale, giorno, vuoti))
    altri = _altri_atti(letto, approvati, quale, organo, numero, giorno)
    lista.append(Condizione("Documento non ancora approvato con un altro atto", altri))
    propria = impronta_di(approvati.parti(quale))
    differente = () if propria == impronta else (f"i dati hanno impronta {propria}, l'atto cita {impronta}",)
    lista.append(Condizione("Impronta dell'atto uguale a quella dei dati", differente))
    for condizione in lista:
        click.echo(f"{'ok' if condizione.vera else 'no'}  {condizione.testo}")
        for mancanza in condizione.mancanze:
            click.echo(f"      {mancanza}")
    if not all(c.vera for c in lista):
        click.echo("ciclo: non si può approvare finché c'è un «no». Niente è stato scritto.", err=True)
        return 1
    titolo = oggetto or OGGETTI[quale].format(anno=anno, fine=max(letto.letture.triennio))
    try:
        file = registra_approvazione(approvati, quale, organo=organo, numero=numero, giorno=giorno, oggetto=titolo)
    except ModificaImpossibileError as rifiuto:
        click.echo(f"ciclo: {rifiuto}. Niente è stato scritto.", err=True)
        return 1
    nuovi = problemi_nuovi(radice, anno, file)
    for problema in nuovi:
        click.echo(str(problema), err=True)
    if nuovi:
        click.echo("ciclo: con questo atto i dati avrebbero errori. Niente è stato scritto.", err=True)
        return 1
    if not prova:
        scrivi(file)
    for scritto in file:
        click.echo(("si scriverebbe " if prova else "") + scritto.relative_to(radice).as_posix())
    return 0


def _altri_atti(
    anno: Anno, approvati: Approvati, documento: Documento, organo: str, numero: str, giorno: dt.date
) -> tuple[str, ...]:
    from macros.reading.registra import atto_registrato

    atto = anno.approvazione(documento)
    altro = atto_registrato(approvati, documento, organo=organo, numero=numero, giorno=giorno) is None
    return (f"{atto.source}: {atto.organo}, {atto.numero}",) if atto is not None and altro else ()


def capitoli_vuoti(cartella: Path, radice: Path) -> tuple[str, ...]:
    """Return the chapters of a document that hold only titles, and those that its index names and are not there."""
    vuoti = []
    for file in sorted(cartella.glob("*.md")):
        testo = file.read_text(encoding="utf-8-sig")
        prosa = re.sub(r"\A---\s*\n.*?\n---\s*\n|<!--.*?-->", "", testo, flags=re.DOTALL)
        nome = file.relative_to(radice).as_posix()
        if not [r for r in prosa.splitlines() if r.strip() and not r.startswith("#")]:
            vuoti.append(f"{nome}:1: un capitolo senza testo")
        if file.name == "index.md":
            voci = [(n, v[1]) for n, r in enumerate(testo.splitlines(), start=1) if (v := CAPITOLO.fullmatch(r))]
            vuoti += [f"{nome}:{n}: il capitolo {v} non c'è" for n, v in voci if not (cartella / v).is_file()]
    return tuple(vuoti)
