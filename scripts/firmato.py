"""What `ciclo consegna --firmato` does: the archive copy as it came back signed is examined, and kept with its act."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.model.comando import comando
from macros.model.formato import pulita
from macros.model.problems import Documento
from macros.reading.blocco.copie import file_copia, file_firmato, trova_firmato
from macros.reading.blocco.impronta import sha256_di
from macros.reading.progetto import apri_approvati
from macros.reading.registro.accoda import Chiesto
from macros.reading.scrivi.modifica import con_chiave, con_valore
from macros.reading.testo.deposito import BYTE_MASSIMI, MEBIBYTE, RifiutatoError, esiste, leggi
from scripts.registrazione import registra, rifiutata, scrivendo

if TYPE_CHECKING:
    from macros.firma.esito import Firmato
    from macros.model.atti import Atto
    from macros.reading.blocco.blocco import Approvati

MOTIVO = "Aggiunto il documento tornato firmato, che contiene la copia d'archivio"


class FirmatoImpossibileError(Exception):
    """A file cannot be kept as the signed document; the message, in Italian, says why."""


def tieni_firmato(radice: Path, anno: int, documento: str, tornato: Path) -> int:
    """Examine a file that came back signed, say what it is, and keep it beside the archive copy; return the exit code.

    Names of persons are said to who is at the terminal, and written nowhere.

    Raises: click.UsageError: of what is printed with a document no archive copy is kept.
    """
    if documento not in set(Documento):
        msg = f"firmato si registra un documento di cui c'è la copia d'archivio: {', '.join(Documento)}"
        raise click.UsageError(msg)
    with scrivendo(radice, anno) as esito:
        if esito is not None:
            return esito
        try:
            return _tieni(radice, anno, Documento(documento), tornato)
        except FirmatoImpossibileError as errore:
            return rifiutata(str(errore))


def _tieni(radice: Path, anno: int, documento: Documento, tornato: Path) -> int:
    from macros.firma.esito import Forma

    approvati = apri_approvati(radice, anno)
    atto, nostro = _mandato(radice, approvati, documento)
    byte = _tornato(tornato)
    esito = _esaminato(nostro, byte, tornato.name)
    _racconta(esito)
    if atto.firmato == sha256_di(byte):
        click.echo("È già registrato: non è cambiato niente.")
        return 0
    posto = file_firmato(approvati.cartella, anno, documento, ".pdf" if esito.forma is Forma.PDF else ".p7m")
    gia = trova_firmato(approvati.cartella, anno, documento)
    if gia != posto and esiste(gia):
        msg = f"c'è già {gia.relative_to(radice).as_posix()}, e un documento ha un solo file firmato: prima si toglie"
        raise FirmatoImpossibileError(msg)
    file = radice / atto.source.path
    prima, sha256 = leggi(radice, file), sha256_di(byte)
    gia_firmato = atto.firmato is not None
    scritto = con_valore(prima, ("firmato",), sha256) if gia_firmato else con_chiave(prima, (), "firmato", sha256)
    chiesto = Chiesto(motivi={atto.nome: MOTIVO}, rettificate={atto.nome: frozenset({"firmato"})})
    return registra(radice, anno, {file: scritto, posto: byte}, chiesto, solo_prova=False)


def _mandato(radice: Path, approvati: Approvati, documento: Documento) -> tuple[Atto, bytes]:
    """Return the act that approves a document, and the archive copy that was sent out to be signed.

    Raises: FirmatoImpossibileError: there is none.
    """
    atto = approvati.atto(documento)
    if atto is None or atto.copia is None:
        fa = comando("approva" if atto is None else "archivia", documento, anno=approvati.anno)
        msg = f"non c'è la copia d'archivio con cui confrontarlo: la tiene «{fa}»"
        raise FirmatoImpossibileError(msg)
    file = file_copia(approvati.cartella, approvati.anno, documento)
    nostro = leggi(radice, file) if esiste(file) else b""
    if sha256_di(nostro) != atto.copia:
        msg = f"la copia d'archivio non è quella registrata: git restore {file.relative_to(radice).as_posix()}"
        raise FirmatoImpossibileError(msg)
    return atto, nostro


def _tornato(file: Path) -> bytes:
    """Return what came back. Raises: FirmatoImpossibileError: it is no file, or is too large; OSError."""
    try:
        return leggi(file.resolve().parent, file.resolve())
    except RifiutatoError as rifiutato:
        msg = f"«{file.name}» è {rifiutato.problema.found}: serve un file di al più {BYTE_MASSIMI // MEBIBYTE} MiB"
        raise FirmatoImpossibileError(msg) from rifiutato


def _esaminato(nostro: bytes, tornato: bytes, nome: str) -> Firmato:
    """Return what a file is that came back signed. Raises: FirmatoImpossibileError: it may not be ours."""
    from macros.firma.esito import NonDimostrabile
    from macros.firma.firmato import esamina_firmato
    from macros.publish.parole.firmati import perche_no

    esito = esamina_firmato(nostro, tornato)
    if isinstance(esito, NonDimostrabile):
        msg = f"non è dimostrabile che «{nome}» sia il documento approvato: {pulita(perche_no(esito))}"
        raise FirmatoImpossibileError(msg)
    return esito


def _racconta(esito: Firmato) -> None:
    """Say what a signed file is, and what was not verified."""
    from macros.publish.parole.firmati import NON_VERIFICATO, conformita, quale, quante

    click.echo("Il documento firmato è quello approvato, byte per byte.")
    click.echo(f"{quale(esito)}, {quante(esito)}: {conformita(esito)}.")
    for firma in esito.firme:
        chi = "marca temporale di" if firma.marca else "dice di essere la firma di"
        click.echo(f"  {chi} «{pulita(firma.nome)}»")
    click.echo(f"{NON_VERIFICATO}.")
