"""`ciclo anno-nuovo`: data and chapters of a year from those of the year before, and what is left to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.model.archivio import SCADENZE
from macros.model.comando import comando
from macros.model.formato import data_breve, digitato, pulita, quanti
from macros.model.problems import errori
from macros.model.scadenze import CONSUETE
from scripts.aiuto import Comando
from scripts.comandi import DA_COMINCIARE, con_radice, nel_progetto, nome_da_qui, racconta_errori, riassunto, una_riga
from scripts.registrazione import rifiutata, scrivendo
from scripts.schemi import CODICE

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.reading.nuovo.anno import DaDecidere


@click.command(cls=Comando, short_help="Comincia un anno da quello prima: dati e capitoli del Piano.")
@click.argument("anno", type=DA_COMINCIARE)
@click.option("--prova", is_flag=True, help="Dice soltanto che cosa scriverebbe e che cosa resterebbe da decidere.")
@con_radice
def anno_nuovo(*, anno: int, prova: bool, radice: Path) -> int:
    """Scrive data/ANNO e content/ANNO da quelli dell'anno prima, e dice che cosa resta da decidere.

    Per esempio: ciclo anno-nuovo 2023

    Regole, albero, obiettivi e capitoli del Piano passano all'anno nuovo; i risultati attesi del triennio scorrono,
    fasi e scadenze si spostano di un anno, ciò che era di un anno solo non c'è più. Un anno che c'è già non si tocca.
    """
    from macros.reading.scrivi.scrittura import CARTELLE
    from macros.reading.testo.deposito import esiste
    from macros.reading.testo.files import cartelle_anno

    with scrivendo(radice) as esito:
        if esito is not None:
            return esito
        anni = cartelle_anno(radice)
        gia = next((f"{c}/{anno}" for c in CARTELLE if esiste(radice / c / str(anno))), "")
        if gia and not (prova and anno - 1 in anni):
            elenco = nel_progetto(radice, "anno-nuovo", str(anno), altro="--prova")
            resta = f" (che cosa c'era da decidere: {elenco})" if anno - 1 in anni else ""
            return rifiutata(f"{gia} c'è già: si toglie, se è da rifare, o si continua a mano{resta}")
        if anno - 1 not in anni:
            da_qui = nel_progetto(radice, "anno-nuovo", str(max(anni) + 1)) if anni else comando("nuova-camera")
            return rifiutata(f"non c'è la cartella data/{anno - 1}, da cui si parte: si comincia da {da_qui}")
        return _scritto(radice, anno, gia, prova=prova)


def _scritto(radice: Path, anno: int, gia: str, *, prova: bool) -> int:
    """Write the year, or tell what would be; `gia`: what of it is there, and stays as it is."""
    from macros.checks.esame import esamina
    from macros.engine.partenza import valori_finali
    from macros.reading.nuovo.anno import SCRIVERE, AnnoNuovo, DaDecidere
    from macros.reading.nuovo.ossatura import ossatura_anno
    from macros.reading.schemi.editor import CARTELLA, ImpostazioniError, da_scrivere
    from macros.reading.scrivi.scrittura import scrivi
    from macros.reading.testo.lettura import Lettura

    progetto, problemi = esamina(radice, anno - 1)
    if gravi := errori(problemi):
        racconta_errori(gravi)
        return rifiutata(f"prima si corregge il {anno - 1}")
    finali = valori_finali(progetto.anni[anno - 1]).items()
    nuovo = AnnoNuovo(radice, anno - 1, {c: detto for c, v in finali if (detto := digitato(v))})
    nuovo.prepara()
    nuovo.decisioni += _di_legge(progetto.anni[anno - 1])
    pagine = ossatura_anno(Lettura(radice), anno - 1, anno)
    file = nuovo.file | {radice / "content" / nome: testo.encode() for nome, testo in pagine.items()}
    capitoli = [nome for nome in pagine if "/" in nome.partition("/")[2]]
    if capitoli:
        che = f"{quanti(len(capitoli), 'pagina', 'pagine')} con i soli titoli e le tabelle: {SCRIVERE}"
        nuovo.decisioni.append(DaDecidere(file=f"content/{anno}", che=che))
    aiuto = {}
    with suppress(ImpostazioniError):  # somebody's own settings: the year does not wait for them
        aiuto = da_scrivere(CODICE, radice)
    if not prova:
        scrivi(radice, file | aiuto)
    verbo = "Si scriverebbero" if prova else "Scritti"
    if gia:
        click.echo(f"{gia} c'è già, e non si tocca. Cominciato oggi sarebbe così.")
    click.echo(
        f"{verbo} {len(nuovo.file)} file in data/{anno} e {len(pagine)} in content/{anno}, da quelli del {anno - 1}."
    )
    if aiuto:
        click.echo(f"Anche, in {CARTELLA}, l'aiuto per chi scrive i dati con un editor.")
    click.echo("Resta da decidere:")
    for riga in _elenco(nuovo.decisioni):
        click.echo(riga)
    if not prova:
        _racconta_esame(radice, anno)
    return 0


def _di_legge(prima: Anno) -> Iterator[DaDecidere]:
    """Yield the deadlines of every year that a year's own file does not have: one may have come since."""
    from macros.reading.nuovo.anno import DaDecidere

    if prima.scadenze is None:
        return
    sue = {s.codice for s in prima.scadenze.scadenze}
    for c in CONSUETE:
        if c.codice not in sue:
            che = f"non c'è «{c.titolo}», entro il {data_breve(c.entro(prima.anno + 1))}: da scrivere, se è dovuta"
            yield DaDecidere(file=f"data/{prima.anno + 1}/{SCADENZE.dove}", che=che)


def _elenco(decisioni: Iterable[DaDecidere]) -> Iterator[str]:
    """Yield each file with what is left to decide in it; the same for many records is told once."""
    per_file: dict[str, dict[str, list[str]]] = {}
    for d in decisioni:
        di = per_file.setdefault(d.file, {}).setdefault(d.che, [])
        di += [d.di] if d.di and d.di not in di else []
    for file, per_che in per_file.items():
        yield f"  {pulita(file)}"
        yield from ("    " + pulita(f"{che}: {', '.join(di)}" if di else che) for che, di in per_che.items())


def _racconta_esame(radice: Path, anno: int) -> None:
    """Say how the new year stands, its errors one by one, and what to do next."""
    from macros.checks.esame import esamina

    problemi = esamina(radice, anno)[1]
    for problema in errori(problemi):
        click.echo(una_riga(problema), err=True)
    click.echo(f"Il {anno}: {riassunto(problemi)}")
    di_prima, di_ora = (nome_da_qui(radice, f"data/{n}") for n in (anno - 1, anno))
    click.echo(f"Che cosa è cambiato: git diff --no-index {di_prima} {di_ora}")
    click.echo(f"Che cosa manca: {nel_progetto(radice, 'verifica', anno=anno, altro='--completo')}")
    click.echo(f"Come viene: {nel_progetto(radice, 'costruisci', altro='--senza-pdf')}")
