"""`ciclo schede-individuali`: sheets of persons, from a private folder to another; `ciclo modello-schede`."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.engine.individuale import SchedaValutata
from macros.model.formato import quanti
from macros.model.individuale import Momento
from macros.model.valori import Periodo
from macros.riservato.annata import annata, fatti
from macros.riservato.avvisi import AvvisoRiservato, Motivo
from macros.riservato.cartella import CartellaRiservata
from macros.riservato.fatti import FattoFile, FileRifiutato
from macros.riservato.modello import modello
from macros.riservato.valutati import SchedeRifiutate, schede_valutate
from scripts.aiuto import Comando
from scripts.calcola import ciclo_calcolato
from scripts.comandi import con_anno, con_radice
from scripts.riservati import ComandoRiservato, con_riservati, racconta_avvisi

if TYPE_CHECKING:
    from macros.riservato.carta import Edizione

FILE = {Momento.ASSEGNAZIONE: "assegnazione-{}.pdf", Momento.VALUTAZIONE: "scheda-{}.pdf"}
"""Name of a printed sheet: the number is that of what was read."""
SENZA_POSTO = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
"""What the system says of a disk that takes no more."""


@click.command("schede-individuali", cls=ComandoRiservato, short_help="Stampa le schede di valutazione delle persone.")
@con_riservati
@con_anno(richiesto=True)
@click.option(
    "--uscita",
    type=click.Path(path_type=Path),
    required=True,
    metavar="CARTELLA",
    help="Dove scrivere i PDF: un'altra cartella riservata. Se non c'è, viene creata.",
)
@click.option(
    "--momento",
    type=click.Choice([str(m) for m in Momento]),
    required=True,
    help="assegnazione, a gennaio; valutazione, dopo la Relazione.",
)
@click.option("--bozza", is_flag=True, help="Anche se la Relazione non è approvata o mancano dei punti.")
@con_radice
def schede_individuali(*, riservati: Path, anno: int, uscita: Path, momento: str, bozza: bool, radice: Path) -> int:
    """Stampa una scheda per persona, dalla cartella riservata in un'altra cartella riservata.

    Per esempio: ciclo schede-individuali --riservati ~/schede --anno 2021 --uscita ~/stampe --momento valutazione

    Le schede escono con il numero con cui sono entrate. O tutte, o nessuna: se in una c'è un errore si dicono gli
    errori di tutte, senza ripetere ciò che c'è scritto, e non si stampa. Alla valutazione si aggiunge il riepilogo
    per il Segretario Generale, senza nomi.
    """
    from macros.riservato.carta import Edizione

    quando = Momento(momento)
    calcolato = ciclo_calcolato(radice, anno, Periodo.DICEMBRE, in_corso=quando is Momento.ASSEGNAZIONE or bozza)
    if calcolato is None:
        return 1
    progetto, ciclo = calcolato
    assert progetto.ente is not None  # noqa: S101 - without it there are errors
    di = annata(ciclo)
    if isinstance(di, tuple):
        for fatto in di:
            click.echo(f"ciclo: {fatto.value}.", err=True)
        return 1
    edizione = Edizione(ente=progetto.ente, di=di, momento=quando, bozza=bozza)
    with CartellaRiservata.aperta(riservati, radice, scrivere=False) as entrata:
        try:
            valutate = schede_valutate(entrata, di, quando, bozza=bozza)
        except SchedeRifiutate as rifiutate:
            _racconta(rifiutate)
            return 1
        with CartellaRiservata.aperta(uscita, radice, scrivere=True, oltre=entrata) as stampe:
            stampate = _stampate(valutate.schede, edizione, Path.cwd() / uscita)
            if isinstance(stampate, AvvisoRiservato):
                racconta_avvisi([stampate])
                return 1
            _scrivi(stampe, stampate)
            di_prima = _di_prima(stampe, quando, stampate)
    for fatto in fatti(di, quando) if bozza else ():
        click.echo(f"bozza: {fatto.value}.", err=True)
    if valutate.avvisi:
        racconta_avvisi(valutate.avvisi)
    click.echo(f"{quanti(len(valutate.schede), 'scheda stampata', 'schede stampate')}.")
    _racconta_di_prima(di_prima)
    return 0


def _racconta(rifiutate: SchedeRifiutate) -> None:
    """Say what is missing in the year, and what is wrong with the sheets."""
    for fatto in rifiutate.anno:
        click.echo(f"ciclo: {fatto.value}.", err=True)
    if rifiutate.anno:
        click.echo("Una bozza si stampa con --bozza.", err=True)
    if rifiutate.errori:
        racconta_avvisi(rifiutate.errori)


def _stampate(
    valutate: tuple[SchedaValutata, ...], edizione: Edizione, dove: Path
) -> Mapping[str, bytes] | AvvisoRiservato:
    """Return every printed document by the name of its file, or the sheet that cannot be printed.

    Raises: FileRifiutato where the disk has no room.
    """
    from macros.publish.carta.fascicolo import StampaError
    from macros.riservato.carta import corpo, stampa_riservata
    from macros.riservato.riepilogo import NOME, corpo_del_riepilogo

    stampate = {}
    try:
        with stampa_riservata(edizione.giorno, dove) as stampa:
            for valutata in valutate:
                try:
                    numero = valutata.scheda.numero
                    stampate[FILE[edizione.momento].format(numero)] = stampa(corpo(valutata, edizione))
                except StampaError:
                    return AvvisoRiservato(int(numero), None, "", Motivo.STAMPA)
            if edizione.momento is Momento.VALUTAZIONE:
                stampate[NOME] = stampa(corpo_del_riepilogo(valutate, edizione))
    except OSError as errore:  # the fonts are put there meanwhile
        if errore.errno in SENZA_POSTO:
            raise FileRifiutato(FattoFile.DISCO) from None
        raise
    return stampate


def _scrivi(stampe: CartellaRiservata, stampate: Mapping[str, bytes]) -> None:
    """Write them all; where one is not written none of them stays. Raises: FileRifiutato."""
    scritte: list[str] = []
    try:
        for nome, pdf in stampate.items():
            stampe.scrivi(nome, pdf)
            scritte.append(nome)
    except FileRifiutato:
        for nome in scritte:
            stampe.togli(nome)
        raise


def _di_prima(stampe: CartellaRiservata, momento: Momento, stampate: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the numbers of the prints of this moment that were there already, of sheets that are not printed now."""
    nome_di_una = re.compile(re.escape(FILE[momento]).replace(r"\{\}", r"([0-9]+)"))
    trovati = ((nome, nome_di_una.fullmatch(nome)) for nome in stampe.nomi())
    return tuple(trovato[1] for nome, trovato in trovati if trovato and nome not in stampate)


def _racconta_di_prima(numeri: tuple[str, ...]) -> None:
    if numeri:
        restano = quanti(len(numeri), "stampa di prima resta", "stampe di prima restano")
        quali = f"di numeri che le schede non hanno: {', '.join(numeri)}"
        click.echo(f"{restano} nella cartella, {quali}. Rimedio: toglierle.", err=True)


@click.command("modello-schede", cls=Comando, short_help="Scrive un foglio di calcolo vuoto per le schede.")
@click.argument("file", type=click.Path(path_type=Path))
def modello_schede(file: Path) -> int:
    """Scrive un foglio di calcolo vuoto, con le colonne che ciclo schede-individuali legge e che cosa va in ciascuna.

    Per esempio: ciclo modello-schede ~/schede/schede.xlsx
    """
    with file.open("xb") as nuovo:
        nuovo.write(modello())
    file.chmod(0o600)
    return 0
