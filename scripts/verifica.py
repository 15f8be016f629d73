"""`ciclo verifica`: all problems of all files, by place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from macros.checks.completezza import non_cominciati
from macros.checks.esame import esamina
from macros.engine.compilazione import da_compilare_tutti
from macros.engine.pertinenza import aree_di
from macros.model.anno import Anno, Progetto
from macros.model.comando import comando
from macros.model.formato import pulita
from macros.model.problems import Documento, Problem, errori
from macros.model.tratti import Gravita
from macros.reading.progetto import impronte
from macros.reading.registro.forma import leggi_registro, spezzata
from macros.reading.testo.files import cartelle_anno
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import vicina
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


@click.command(cls=Comando, short_help="Controlla i dati: tutti i problemi insieme.")
@con_anno(richiesto=False)
@click.option("--area", metavar="CODICE", help="Solo ciò che può rimediare un'area: i suoi file, righe, obiettivi.")
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
    area: str | None,
    completo: bool,
    impronta: str | None,
    documento: str | None,
    testa: str | None,
    base: str | None,
    formato: str,
    radice: Path,
) -> int:
    """Controlla i dati: tutti i problemi di tutti i file, con riga e rimedio; prima gli errori.

    Esce con 0 se non ci sono errori, con 1 se ce ne sono, con 2 se il comando è scritto male. Con --area contano
    soltanto i problemi di quell'area; quanti ne restano agli altri lo dice l'ultima riga.
    """
    if testa is not None:
        return confronta_testa(radice, testa)
    if impronta is not None:
        return confronta_impronta(radice, anno, impronta, documento)
    progetto, tutti = esamina(radice, anno, base)
    problemi = tutti if area is None else dell_area(progetto, tutti, area)
    intatti = {} if completo else dict(non_cominciati(progetto.anni.values()))
    if formato == "json":
        click.echo(in_json(problemi))
    else:
        for riga in map(in_github, problemi) if formato == "github" else in_righe(problemi, intatti):
            click.echo(riga)
        if area is None:
            racconta_effetti(radice, progetto, tutti, formato)
    if formato == "testo":
        for riga in che_manca(progetto, tutti, area, intatti):
            click.echo(riga)
    click.echo(riassunto(problemi), err=True)
    if altri := set(tutti) - set(problemi):
        click.echo(f"Di altri: {riassunto(tuple(altri))}", err=True)
    bloccanti = {Gravita.ERRORE, Gravita.DA_COMPLETARE} if completo else {Gravita.ERRORE}
    return int(any(p.gravita in bloccanti for p in problemi))


def dell_area(progetto: Progetto, problemi: Sequence[Problem], area: str) -> tuple[Problem, ...]:
    """Return the problems that an area can mend; all errors where no year says its areas: they are why.

    Raises: click.UsageError for an area that no year has.
    """
    anni = progetto.anni.values()
    note = dict.fromkeys(a.codice for anno in anni if anno.albero for a in anno.albero.con_responsabile)
    if not note:
        return errori(problemi)
    if area not in note:
        msg = f"--area: «{area}» non è un'area: {vicina(area, note)}"
        raise click.UsageError(msg)
    return tuple(p for p in problemi if any(area in aree_di(anno, p) for anno in anni if _sta_in(anno, p)))


def _sta_in(anno: Anno, p: Problem) -> bool:
    return p.source.path.startswith(f"{anno.cartella}/")


def in_righe(problemi: Iterable[Problem], intatti: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield problems one a line, errors first; not what is missing of the documents that nobody has begun.

    `intatti`: those of each year's folder; before its survey date what a document lacks is its whole content.
    """
    for p in sorted(problemi, key=lambda p: list(Gravita).index(p.gravita)):
        if not any(p.documento in documenti for c, documenti in intatti.items() if p.source.path.startswith(f"{c}/")):
            yield una_riga(p)


def che_manca(
    progetto: Progetto, problemi: Sequence[Problem], area: str | None, intatti: Mapping[str, Collection[str]]
) -> Iterator[str]:
    """Yield one line for each document and area of which something is missing: what is asked, what is missing.

    Of those not begun it says which command lists it.
    """
    senza_errori = not errori(problemi)
    for anno in progetto.anni.values():
        suoi = tuple(p for p in problemi if _sta_in(anno, p))
        if not any(p.gravita is Gravita.DA_COMPLETARE for p in suoi):
            continue
        from macros.publish.parole.compilazione import riga

        for documento, d in da_compilare_tutti(anno, suoi, senza_errori=senza_errori):
            if d.mancano and area in {None, d.area}:
                di = f"--area {d.area} " if anno.area_dirigenziale(d.area) else ""
                tutto = comando("verifica", anno=anno.anno, altro=f"{di}--completo")
                coda = f". L'elenco: {tutto}" if documento in intatti.get(anno.cartella, ()) else ""
                yield pulita(f"{anno.cartella}: {riga(anno, documento, d)}{coda}")


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
