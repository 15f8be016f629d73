"""`ciclo importa`: the workbooks that the areas filled in, into the data; what is wrong goes back with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.checks.completezza import non_cominciati
from macros.checks.esame import esamina
from macros.model.formato import pulita, quanti
from macros.model.problems import Problem
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_radice, riassunto, una_riga
from scripts.modulo import moduli_di_oggi
from scripts.registrazione import errori_nuovi, rifiutata, scrivendo

if TYPE_CHECKING:
    from macros.ufficio.confronto import ModificaUfficio
    from macros.ufficio.consegne import Consegna
    from macros.ufficio.rifiuti import Rifiutata


@click.command(cls=Comando, short_help="Porta nei dati i fogli di calcolo compilati dalle aree.")
@click.argument("file", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--prova", is_flag=True, help="Mostra soltanto: non scrive niente.")
@con_anno(richiesto=False)
@con_radice
def importa(*, file: tuple[Path, ...], prova: bool, anno: int | None, radice: Path) -> int:
    """Legge i moduli di ciclo modulo compilati, mostra che cosa cambia, e lo scrive nei dati.

    Per esempio: ciclo importa moduli/modulo-2022-31-12-anagrafica.xlsx --prova

    Legge XLSX e ODS, da qualsiasi programma, anche con fogli rinominati e colonne spostate o aggiunte. Una cella vuota
    non cambia niente. O tutto, o niente: se in una cella c'è un errore si dicono gli errori di tutte, e accanto a ogni
    file che ne ha si scrive il modulo da rimandare all'ufficio, FILE-da-correggere.xlsx, con gli errori nelle righe.
    Di un modulo e di quello rimandato, dati insieme (moduli/*.xlsx), vale quello rimandato.
    """
    from macros.reading.testo.deposito import RifiutatoError
    from macros.ufficio.consegne import consegna
    from macros.ufficio.posta import ricevuto
    from macros.ufficio.rimandati import ultimi

    da_leggere, superati = ultimi(file)
    for vecchio, nuovo in superati:
        detto = f"«{vecchio}» non si legge: al suo posto c'è «{nuovo}». Se vale il primo, lo si dà da solo."
        click.echo(pulita(detto), err=True)
    try:
        consegne = [consegna(str(uno), ricevuto(uno)) for uno in da_leggere]
    except RifiutatoError as rifiutato:
        return rifiutata(f"«{rifiutato.problema.source.path}» è {rifiutato.problema.found}: {rifiutato.problema.fix}")
    anni = {c.base.anno for c in consegne if c.base}
    if len(anni) > 1 or (anno and anni - {anno}):
        quali = ", ".join(map(str, sorted(anni)))
        return rifiutata(f"i moduli sono di {quali}: " + (f"si chiede il {anno}" if anno else "un anno alla volta"))
    if not anni:
        return _racconta_rifiutate(consegne)
    (scelto,) = anni
    with scrivendo(radice, scelto) as esito:
        return esito if esito is not None else _importa(radice, scelto, consegne, prova=prova)


def _importa(radice: Path, anno: int, consegne: Sequence[Consegna], *, prova: bool) -> int:
    from macros.reading.scrivi.scrittura import scrivi
    from macros.ufficio.applicate import file_modificati

    if not _confrontate(radice, anno, consegne):
        return rifiutata(f"senza il Piano del {anno} e senza l'ente non si sa che cosa era chiesto")
    file, impossibili = file_modificati(radice, [m for c in consegne for m in c.modifiche])
    _rimanda(consegne, impossibili)
    di_nessuna = _errori_nuovi(radice, anno, file, consegne) if file else []
    _racconta_modifiche(consegne)
    if di_nessuna or any(c.rifiutate for c in consegne):
        for problema in di_nessuna:
            click.echo(una_riga(problema), err=True)
        return _racconta_rifiutate(consegne, scrivere=not prova)
    if not prova and file:
        scrivi(radice, file)
    for nome in sorted(f.relative_to(radice).as_posix() for f in file):
        click.echo(("si scriverebbe " if prova else "") + nome)
    if not file:
        click.echo("Nei dati non cambia niente.")
    elif not prova:
        _racconta_verifica(radice, anno, {c.base.area for c in consegne if c.base})
    return 0


def _confrontate(radice: Path, anno: int, consegne: Sequence[Consegna]) -> bool:
    """Compare some workbooks with the data; False where the data do not say what was asked."""
    from macros.ufficio.consegne import confronta_consegna, rifiuta_discordi

    for periodo in sorted({c.base.periodo for c in consegne if c.base}):
        di_oggi = moduli_di_oggi(radice, anno, periodo)
        if di_oggi is None:
            return False
        for c in consegne:
            if c.base and c.base.periodo is periodo:
                confronta_consegna(c, di_oggi)
    rifiuta_discordi(consegne)
    return True


def _rimanda(consegne: Sequence[Consegna], rifiutate: Iterable[tuple[ModificaUfficio, Rifiutata]]) -> None:
    """Give each refusal of a change to the workbook that asked for it."""
    for modifica, detta in rifiutate:
        next(c for c in consegne if any(m is modifica for m in c.modifiche)).rifiutate.append(detta)


def _errori_nuovi(radice: Path, anno: int, file: Mapping[Path, bytes], consegne: Sequence[Consegna]) -> list[Problem]:
    """Try some files on a copy: errors that are not there now go to their cells; returns those of no cell."""
    from macros.ufficio.applicate import alle_celle

    per_nome = {f.relative_to(radice).as_posix(): grezzo for f, grezzo in file.items()}
    delle_celle, di_nessuna = alle_celle(
        errori_nuovi(radice, anno, file), per_nome, [m for c in consegne for m in c.modifiche]
    )
    _rimanda(consegne, delle_celle)
    return di_nessuna


def _racconta_modifiche(consegne: Sequence[Consegna]) -> None:
    for c in consegne:
        click.echo(pulita(f"{c.nome}: {quanti(len(c.modifiche), 'dato cambia', 'dati cambiano')}"))
        rifiutate = {(r.foglio, r.cella) for r in c.rifiutate}
        for m in c.modifiche:
            if (m.foglio, m.cella) not in rifiutate:
                click.echo(f"  {pulita(str(m))}")


def _racconta_rifiutate(consegne: Sequence[Consegna], *, scrivere: bool = False) -> int:
    """Say what is refused of each workbook, and write it back beside it; returns the exit code."""
    from macros.ufficio.posta import spedisci
    from macros.ufficio.rimandati import dove_rimandarlo
    from macros.ufficio.ritorno import da_correggere

    for c in consegne:
        for r in c.rifiutate:
            click.echo(pulita(f"{c.nome}: {r}"), err=True)
        if scrivere and c.rifiutate and c.base:
            corretto = da_correggere(c.grezzo, c.fogli, c.rifiutate)
            tornato = dove_rimandarlo(Path(c.nome), corretto)
            spedisci(tornato, corretto)
            click.echo(pulita(f"Da rimandare all'ufficio: {tornato}"), err=True)
    return rifiutata("i moduli non si possono importare così: nei dati non cambia niente")


def _racconta_verifica(radice: Path, anno: int, aree: set[str]) -> None:
    """Say what `ciclo verifica --area` says now of each of these areas, and how much there is of the others."""
    from scripts.verifica import che_manca, dell_area, in_righe

    progetto, problemi = esamina(radice, anno)
    intatti = dict(non_cominciati(progetto.anni.values()))
    for area in sorted(aree):
        for riga in (
            *in_righe(dell_area(progetto, problemi, area), intatti),
            *che_manca(progetto, problemi, area, intatti),
        ):
            click.echo(riga)
    click.echo(riassunto(problemi), err=True)
