"""`ciclo registro`: begins the register of a record that has none, adds what has no row, shows it."""

from __future__ import annotations

from pathlib import Path

import click

from macros.checks.esame import esamina
from macros.model.formato import pulita
from macros.model.problems import Problem
from macros.model.registro import Registro, RigaRegistro
from macros.model.tratti import Gravita
from macros.reading.anno.regole import leggi_ente
from macros.reading.progetto import apri_approvati
from macros.reading.registro.accoda import Chiesto, accodati
from macros.reading.registro.conflitto import Base, ConflittoError, da_accodare
from macros.reading.registro.forma import FILE, in_byte, leggi_registro
from macros.reading.registro.storia import registrato_davvero
from macros.reading.scrivi.scrittura import scrivi
from macros.reading.testo.deposito import esiste
from macros.reading.testo.files import cartelle_anno
from macros.reading.testo.lettura import Lettura
from scripts.aiuto import Comando
from scripts.comandi import con_radice
from scripts.registrazione import in_copia, in_una_riga, metti, rifiutata, scrivendo


@click.command(cls=Comando, short_help="Inizia, completa o mostra il registro degli atti.")
@click.option("--inizia", is_flag=True, help="Fa il registro di un archivio che non l'ha: una volta sola.")
@click.option(
    "--accoda", is_flag=True, help="Registra gli atti che non hanno una riga, e dopo un conflitto le proprie."
)
@click.option("--mostra", is_flag=True, help="Elenca le righe e dice la testa.")
@con_radice
def registro(*, inizia: bool, accoda: bool, mostra: bool, radice: Path) -> int:
    """Il registro dice che cosa ogni atto ha sigillato; i comandi lo scrivono da soli.

    Serve --inizia una volta sola, quando ci sono già atti e il registro no; --accoda quando un atto è stato scritto a
    mano, quando manca un sigillo, o quando due rami hanno aggiunto righe insieme: le proprie vanno dopo le altre.
    """
    if inizia + accoda + mostra != 1:
        msg = "scegliere fra --inizia, --accoda e --mostra"
        raise click.UsageError(msg)
    if mostra:
        return _mostra(leggi_registro(Lettura(radice)))
    with scrivendo(radice) as esito:
        return esito if esito is not None else _scrivi(radice, inizia=inizia)


def _scrivi(radice: Path, *, inizia: bool) -> int:
    """Write the register with the rows that are missing, when nothing is wrong with the acts."""
    base = _da_capo(radice) if inizia else da_accodare(radice)
    nuovi, scritti, errori = _provati(radice, base)
    if errori:
        return rifiutata("prima si correggono questi errori", errori)
    if not scritti:
        click.echo("Ogni atto ha già la sua riga.")
        return 0
    scrivi(radice, {radice / nome: grezzo for nome, grezzo in scritti.items()})
    for riga in nuovi:
        click.echo(in_una_riga(riga))
    for nome in sorted(scritti.keys() - {FILE}) if not nuovi else ():
        click.echo(nome)
    if base.in_conflitto:
        click.echo(f"Ora: git add {FILE} data/*/approvati, poi continuare l'unione.", err=True)
    return 0


def _provati(radice: Path, base: Base) -> tuple[tuple[RigaRegistro, ...], dict[str, bytes], list[Problem]]:
    """Return the rows that are missing, the files that they need, and the errors that there would be."""
    with in_copia(radice) as copia:
        nuovi = accodati([apri_approvati(copia, a) for a in cartelle_anno(copia)], base.registro, base.chiesto)
        scritti = dict(nuovi.file)
        if base.in_conflitto:
            scritti.setdefault(FILE, in_byte(base.registro.righe))
        metti(copia, radice, {radice / nome: grezzo for nome, grezzo in scritti.items()})
        errori = [p for p in esamina(copia)[1] if p.gravita is Gravita.ERRORE]
    return nuovi.righe, scritti, errori


def _da_capo(radice: Path) -> Base:
    """Return the base of a register that begins.

    Raises: ConflittoError: there is one, or there was, of a body that is not a demonstration.
    """
    ente = leggi_ente(Lettura(radice))
    dimostrativo = ente is not None and ente.dimostrativo
    c_e = esiste(radice / FILE)
    if (c_e and not dimostrativo) or registrato_davvero(radice):
        msg = f"{FILE} c'{'è' if c_e else 'era'} già, e non si comincia da capo: "
        msg += "gli atti nuovi si aggiungono con ciclo registro --accoda" if c_e else f"git log -- {FILE} dice dove"
        raise ConflittoError(msg)
    return Base(registro=Registro(), chiesto=Chiesto(inizia=True), in_conflitto=False)


def _mostra(letto: Registro) -> int:
    if not letto.righe:
        click.echo("Il registro non c'è, o non si legge: ciclo verifica dice che cosa fare.", err=True)
        return 1
    for riga in letto.righe:
        sigilla = riga.sigilla or (f"rettifica: {riga.motivo}" if riga.motivo else "—")
        click.echo(pulita(f"{riga.riga:>4}  {riga.anno}  {riga.atto}  {sigilla}"))
    click.echo(f"testa {letto.testa}")
    return 0
