"""`ciclo scadenze`: what is due and how it stands on a day; who still has to fill in what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.engine.scadenze import ScadenzaValutata, prossime, valutate
from macros.model.archivio import SCADENZE
from macros.model.citazioni import breve
from macros.model.formato import con_articolo, pulita, quanti
from macros.model.problems import Problem, errori
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_radice, racconta_errori
from scripts.domande import giorno
from scripts.registrazione import rifiutata, scrivendo

if TYPE_CHECKING:
    from macros.engine.compilazione import DaCompilare
    from macros.model.anno import Anno


@click.command(cls=Comando, short_help="Dice che cosa è dovuto, e chi deve ancora compilare.")
@con_anno(richiesto=False)
@click.option("--al", callback=giorno, metavar="DATA", help="Il giorno a cui guardare, se non è oggi.")
@click.option("--chi", default="", metavar="TESTO", help="Solo ciò di cui risponde: un ruolo, un organo, un'area.")
@click.option("--mancanze", is_flag=True, help="Chi deve ancora compilare: attesi, validati, mancanti, con il rimedio.")
@click.option("--scrivi", is_flag=True, help="Scrive scadenze.yml di un anno che non lo ha, con le date di ogni anno.")
@con_radice
def scadenze(*, anno: int | None, al: dt.date | None, chi: str, mancanze: bool, scrivi: bool, radice: Path) -> int:
    """Dice come stanno le scadenze a un giorno: fatte, con quanto anticipo o ritardo, oppure da fare.

    Per esempio: ciclo scadenze --anno 2022 --al 31/01/2023 --chi Giunta

    Con --mancanze dice invece chi deve ancora compilare che cosa. Senza --anno, per tutti gli anni.
    """
    if scrivi:
        if anno is None or mancanze:
            msg = "--scrivi comincia le scadenze di un anno: serve --anno, senza --mancanze"
            raise click.UsageError(msg)
        with scrivendo(radice, anno) as esito:
            return esito if esito is not None else _scritte(radice, anno)
    from macros.checks.esame import esamina

    al = al or dt.datetime.now().astimezone().date()
    progetto, problemi = esamina(radice, anno)
    if gravi := errori(problemi):
        racconta_errori(gravi)
        return 1
    for dell_anno in progetto.anni.values():
        suoi = tuple(p for p in problemi if p.source.path.startswith(f"{dell_anno.cartella}/"))
        righe = _mancanze(dell_anno, suoi, al, chi) if mancanze else _stato(dell_anno, al, chi)
        for riga in righe:
            click.echo(pulita(riga) if riga.lstrip() == riga else f"  {pulita(riga)}")
    return 0


def _scritte(radice: Path, anno: int) -> int:
    from macros.reading.scrivi.nuove_scadenze import nuove_scadenze
    from macros.reading.scrivi.scrittura import scrivi
    from macros.reading.testo.deposito import esiste

    file = radice / "data" / str(anno) / SCADENZE.dove
    if esiste(file):
        return rifiutata(f"data/{anno}/{SCADENZE.dove} c'è già: si modifica a mano")
    scrivi(radice, {file: nuove_scadenze(anno)})
    click.echo(f"data/{anno}/{SCADENZE.dove}")
    return 0


def _stato(anno: Anno, al: dt.date, chi: str) -> Iterator[str]:
    """Yield the deadlines of a year as they stand on a day."""
    from macros.publish.parole.tempi import detta

    tutte = [v for v in valutate(anno, al) if _risponde(chi, v.scadenza.chi)]
    fatte = sum(v.atto is not None for v in tutte)
    scadute = sum(v.scadenza.entro < al for v in prossime(tutte))
    proprie = "" if anno.scadenze else f"; sono quelle di ogni anno, {anno.file(SCADENZE)} non c'è"
    conto = f"{quanti(fatte, 'fatta', 'fatte')} su {len(tutte)}, {quanti(scadute, 'scaduta', 'scadute')}"
    yield f"Scadenze {anno.anno} {con_articolo('al', al)}: {conto}{proprie}"
    for v in tutte:
        atto = f" [{breve(v.atto)}]" if v.atto else ""
        stato = detta(anno, v) if v.atto else f"{detta(anno, v)}, {_quando(v, al)}"
        yield f"  {v.scadenza.entro.isoformat()}  {v.scadenza.titolo} ({v.scadenza.chi}): {stato}{atto}"


def _quando(v: ScadenzaValutata, al: dt.date) -> str:
    """Say how far the deadline is from a day."""
    giorni = (v.scadenza.entro - al).days
    if giorni == 0:
        return "scade quel giorno"
    detti = quanti(abs(giorni), "giorno", "giorni")
    return f"fra {detti}" if giorni > 0 else f"scaduta da {detti}"


def _mancanze(anno: Anno, problemi: tuple[Problem, ...], al: dt.date, chi: str) -> Iterator[str]:
    """Yield what each document asks of each area, and each gap with its remedy; of one not begun, how much it is."""
    from macros.checks.completezza import non_cominciati
    from macros.engine.compilazione import da_compilare_tutti, da_elencare, da_rileggere
    from macros.publish.parole import compilazione as parole

    intatti = dict(non_cominciati([anno]))[anno.cartella]
    for documento, d in da_compilare_tutti(anno, problemi, senza_errori=True):
        comando = parole.comando(anno, documento, d)
        if not _risponde(chi, d.area, *parole.chi(anno, d)) or not (d.mancano or comando):
            continue
        yield parole.riga(anno, documento, d, _scaduto(d, al))
        for p in da_elencare(d, intatto=documento in intatti):
            yield f"  {p.source}: {p.found}. Rimedio: {p.fix}"
        if comando and not d.mancano:
            yield f"  Rimedio: {comando}"
    for p in da_rileggere(problemi):
        yield f"Da rileggere, {p.source}: {p.found}. Rimedio: {p.fix}"


def _scaduto(d: DaCompilare, al: dt.date) -> str:
    """Say for how long the data of an area have been due on a day; empty: they are not."""
    if d.ricevuto is not None or d.termine is None or d.termine.entro >= al:
        return ""
    return f", scaduto da {quanti((al - d.termine.entro).days, 'giorno', 'giorni')}"


def _risponde(chi: str, *nomi: str) -> bool:
    """True for what somebody answers for; nobody asked for: for all."""
    return not chi or any(chi.casefold() in nome.casefold() for nome in nomi)
