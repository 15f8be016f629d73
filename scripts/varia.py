"""`ciclo varia`: changes one value of an approved plan and records the variation, both or neither."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.checks.esame import esamina
from macros.model.catalogo import Gravita
from macros.model.problems import Problem
from macros.reading.files import ILLEGGIBILI, cartelle_anno
from macros.reading.modifica import ModificaImpossibileError, scrivi, uno_alla_volta
from macros.reading.progetto import apri_approvati
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_radice, pulita, racconta_errori, una_riga

if TYPE_CHECKING:
    from macros.reading.registra import Richiesta

NEGATIVO = re.compile(r"-\d[\d.,]*")
IN_ATTESA = ("OBI-PESI-", "VAR-NON-APPROVATA")
"""Errors that a variation may leave for a while: the other weights of the group, the acts still to come."""


class ConNegativi(Comando):
    """A command whose arguments may be numbers below zero: -9 is a value, no option begins with a digit."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, negative numbers last: the value is the last one."""
        negativi = [a for a in args if NEGATIVO.fullmatch(a)] if "--" not in args else []
        altri = [a for a in args if a not in negativi]
        return super().parse_args(ctx, [*altri, "--", *negativi] if negativi else args)


@click.command(cls=ConNegativi, short_help="Cambia un valore del Piano approvato e lo registra.")
@click.argument("dove")
@click.argument("campo")
@click.argument("valore")
@click.option("--motivo", required=True, metavar="TESTO", help="Perché si cambia.")
@click.option(
    "--numero", type=click.IntRange(1, 9999), metavar="N", help="La variazione a cui aggiungerlo (una nuova)."
)
@click.option("--atto-oiv", metavar="ATTO", help="Il nome dell'atto dell'OIV che la valida, senza .yml.")
@click.option("--atto-giunta", metavar="ATTO", help="Il nome dell'atto della Giunta che la approva, senza .yml.")
@click.option("--proposta", "solo_proposta", is_flag=True, help="Registra la proposta e lascia il Piano com'è.")
@con_anno(richiesto=False)
@con_radice
def varia(  # noqa: PLR0913 - the options of the command line
    *,
    dove: str,
    campo: str,
    valore: str,
    motivo: str,
    numero: int | None,
    atto_oiv: str | None,
    atto_giunta: str | None,
    solo_proposta: bool,
    anno: int | None,
    radice: Path,
) -> int:
    """Cambia un valore del Piano approvato e registra la variazione.

    DOVE è il codice di un indicatore o di un obiettivo, oppure «albero» o «smvp»; CAMPO è il percorso del valore.
    Per esempio: ciclo varia 2.2.1.a target.31-12 5700 --motivo "Sportello chiuso fino a maggio"
    """
    from macros.reading.registra import Richiesta

    scelto = anno or max(cartelle_anno(radice), default=0)
    chiesta = Richiesta(
        dove=dove,
        campo=campo,
        valore=valore,
        motivo=motivo,
        numero=numero,
        atto_oiv=atto_oiv,
        atto_giunta=atto_giunta,
        solo_proposta=solo_proposta,
    )
    if not (radice / "data" / str(scelto)).is_dir():
        click.echo(f"ciclo: non c'è la cartella data/{scelto}", err=True)
        return 1
    with uno_alla_volta(radice / "data" / str(scelto)):
        return _varia(radice, scelto, chiesta)


def _varia(radice: Path, scelto: int, chiesta: Richiesta) -> int:
    from macros.reading.registra import registra_variazione

    illeggibili = [p for p in esamina(radice, scelto)[1] if p.code in ILLEGGIBILI]
    if illeggibili:
        racconta_errori(illeggibili)
        click.echo("ciclo: prima si corregge ciò che non si legge. Niente è stato scritto.", err=True)
        return 1
    try:
        fatta = registra_variazione(apri_approvati(radice, scelto), chiesta)
    except ModificaImpossibileError as rifiuto:
        click.echo(f"ciclo: {rifiuto}. Niente è stato scritto.", err=True)
        return 1
    nuovi = problemi_nuovi(radice, scelto, fatta.file)
    gravi = [p for p in nuovi if not p.code.startswith(IN_ATTESA)]
    if gravi:
        for problema in gravi:
            click.echo(una_riga(problema), err=True)
        click.echo("ciclo: con questo cambio i dati avrebbero errori. Niente è stato scritto.", err=True)
        return 1
    scrivi(fatta.file)
    click.echo(pulita(f"variazione {fatta.numero}: {fatta.percorso}: {fatta.da} → {fatta.a}"))
    for file in fatta.file:
        click.echo(file.relative_to(radice).as_posix())
    for problema in nuovi:
        click.echo(una_riga(problema), err=True)
    return 0


def problemi_nuovi(radice: Path, anno: int, file: Mapping[Path, bytes]) -> tuple[Problem, ...]:
    """Return the errors that some files would bring, tried on a copy of the year's data."""
    import shutil

    from macros.reading.provvisorie import provvisoria

    with provvisoria() as copia:
        dati = copia / "data"
        dati.mkdir()
        for nome in ("ente.yml", "trasparenza.yml"):
            if (radice / "data" / nome).is_file():
                shutil.copy(radice / "data" / nome, dati)
        shutil.copytree(radice / "data" / str(anno), dati / str(anno))
        prima = Counter((p.source.path, p.code) for p in esamina(copia, anno)[1])
        for dove, grezzo in file.items():
            nuovo = copia / dove.relative_to(radice)
            nuovo.parent.mkdir(parents=True, exist_ok=True)
            nuovo.write_bytes(grezzo)
        dopo = [p for p in esamina(copia, anno)[1] if p.gravita is Gravita.ERRORE]
    quanti = Counter((p.source.path, p.code) for p in dopo)
    return tuple(p for p in dopo if quanti[p.source.path, p.code] > prima[p.source.path, p.code])
