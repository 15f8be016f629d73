"""`ciclo verifica`: all problems of all files, by place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from macros.checks.completezza import non_cominciati
from macros.checks.esame import esamina
from macros.model.anno import Progetto
from macros.model.formato import pulita
from macros.model.gravita import Gravita
from macros.model.problems import Documento, Problem
from macros.reading.progetto import impronte
from macros.reading.registro.forma import leggi_registro, spezzata
from macros.reading.testo.files import cartelle_anno
from macros.reading.testo.lettura import Lettura
from scripts.aiuto import Comando
from scripts.comandi import (
    avviso_github,
    con_anno,
    con_formato,
    con_impronta,
    con_radice,
    in_github,
    in_json,
    riassunto,
    una_riga,
)


@click.command(cls=Comando)
@con_anno(richiesto=False)
@click.option("--completo", is_flag=True, help="Esce con 1 anche se qualcosa è da completare.")
@con_impronta(richiesta=False, aiuto="Confronta i dati con un'impronta, e non fa altro.")
@click.option("--documento", type=click.Choice([str(d) for d in Documento]), help="Il documento di --impronta.")
@click.option("--testa", metavar="HEX", help="Dice se una testa del registro già diffusa è nella catena.")
@click.option("--base", metavar="REV", help="Una revisione di git che il registro deve continuare.")
@con_formato("testo", "json", "github")
@con_radice
def verifica(  # noqa: PLR0913 - the options of the command line
    *,
    anno: int | None,
    completo: bool,
    impronta: str | None,
    documento: str | None,
    testa: str | None,
    base: str | None,
    formato: str,
    radice: Path,
) -> int:
    """Controlla i dati: tutti i problemi di tutti i file, con riga e rimedio."""
    if testa is not None:
        return confronta_testa(radice, testa)
    if impronta is not None:
        return confronta_impronta(radice, anno, impronta, documento)
    progetto, problemi = esamina(radice, anno, base)
    if formato == "json":
        click.echo(in_json(problemi))
    else:
        for riga in (
            map(in_github, problemi) if formato == "github" else in_righe(progetto, problemi, completo=completo)
        ):
            click.echo(riga)
        racconta_effetti(radice, progetto, problemi, formato)
    click.echo(riassunto(problemi), err=True)
    bloccanti = {Gravita.ERRORE, Gravita.DA_COMPLETARE} if completo else {Gravita.ERRORE}
    return int(any(p.gravita in bloccanti for p in problemi))


def in_righe(progetto: Progetto, problemi: Sequence[Problem], *, completo: bool) -> Iterator[str]:
    """Yield problems one a line; of a document that no one has begun one line an area says how much is missing.

    With `completo` all of them: before its survey date what a document lacks is its whole content.
    """
    da_cominciare = {} if completo else dict(non_cominciati(progetto.anni.values()))
    riassunti: dict[tuple[str, str, str], int] = {}
    for p in problemi:
        cartella = next((c for c in da_cominciare if p.source.path.startswith(f"{c}/")), "")
        if p.documento and p.documento in da_cominciare.get(cartella, ()):
            chiave = (cartella, p.documento, p.area or "senza area")
            riassunti[chiave] = riassunti.get(chiave, 0) + 1
        else:
            yield una_riga(p)
    for (cartella, documento, area), quanti in sorted(riassunti.items()):
        anno = cartella.rpartition("/")[2]
        elenco = f"L'elenco: ciclo verifica --anno {anno} --completo"
        yield pulita(
            f"{cartella}: {documento.capitalize()} {anno} da cominciare: {quanti} da completare ({area}). {elenco}."
        )


def racconta_effetti(radice: Path, progetto: Progetto, problemi: Sequence[Problem], formato: str) -> None:
    """Say what each change that no act covers would move, year by year; nothing where data have other errors."""
    righe = []
    for anno in progetto.anni.values():
        if anno.differenze:  # comparing is loaded only when the lock is broken
            from macros.publish.iter.effetti import effetti_in_righe
            from macros.trail.spiegazione import dal_approvato

            confronto = dal_approvato(radice, anno, problemi)
            righe += effetti_in_righe(confronto) if confronto else []
    if formato == "github" and righe:
        click.echo(avviso_github("Effetto sulla Camera", righe))
    elif formato == "testo":
        for riga in righe:
            click.echo(pulita(riga))


def confronta_impronta(radice: Path, anno: int | None, cercata: str, documento: str | None) -> int:
    """Say of which document of which year an impronta is; 1 when it is of none."""
    scelti = [Documento(documento)] if documento else list(Documento)
    anni = [a for a in cartelle_anno(radice) if anno in {None, a}]
    trovate = [(a, d) for a in anni for d, propria in impronte(radice, a).items() if d in scelti and propria == cercata]
    for quando, quale in trovate:
        click.echo(f"{quale} {quando}: i dati hanno questa impronta")
    if not trovate:
        quali = " o ".join(scelti)
        click.echo(f"Nessun documento ({quali}) ha questa impronta: i dati non sono quelli.", err=True)
    return int(not trovate)


def confronta_testa(radice: Path, cercata: str) -> int:
    """Say whether the head that somebody received is a link of the chain; 1 when it is not."""
    pulito = "".join(cercata.split()).lower()
    if not re.fullmatch(r"[0-9a-f]{12,64}", pulito):
        msg = "--testa: servono almeno 12 cifre esadecimali, come quelle di ciclo registro --mostra"
        raise click.UsageError(msg)
    letto = leggi_registro(Lettura(radice))
    if spezzata(letto.righe) is None:
        for riga in letto.righe:
            if riga.catena.startswith(pulito):
                altre = len(letto.righe) - int(riga.riga)
                dopo = f"; dopo sono venute altre {altre} righe" if altre else ", ed è l'ultima"
                click.echo(pulita(f"La testa è quella della riga {riga.riga} ({riga.anno}, {riga.atto}){dopo}."))
                return 0
    click.echo(
        "Nella catena questa testa non c'è: il registro è stato riscritto, o non è quello da cui fu diffusa.", err=True
    )
    return 1
