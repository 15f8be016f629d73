"""`ciclo archivia`: the archive copy, the PDF of what was approved, of a document approved without one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.model.archivio import ATTI
from macros.model.comando import comando
from macros.model.formato import pulita
from macros.model.problems import DataError, Documento
from macros.reading.blocco.copie import file_copia
from macros.reading.blocco.impronta import sha256_di
from macros.reading.progetto import apri_approvati
from macros.reading.registro.accoda import Chiesto
from macros.reading.scrivi.modifica import con_chiave
from macros.reading.testo.deposito import BYTE_MASSIMI, MEBIBYTE, leggi
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_documento, con_radice, racconta_errori
from scripts.registrazione import DaScrivere, in_copia, metti, prova, registra, rifiutata, scrivendo

if TYPE_CHECKING:
    from macros.vista.vista import Vista

MOTIVO = "Aggiunta la copia d'archivio, stampata dai dati con la stessa impronta"


class CopiaImpossibileError(Exception):
    """There can be no archive copy; the message, in Italian, says why."""


@click.command(cls=Comando, short_help="Tiene il PDF di un documento già approvato.")
@con_documento
@con_anno(richiesto=True)
@con_radice
def archivia(*, documento: str, anno: int, radice: Path) -> int:
    """Stampa la copia d'archivio di un documento già approvato (piano, piao, monitoraggio o relazione) e la registra.

    Solo se i dati e i capitoli sono ancora quelli approvati: la copia ha allora l'impronta che l'atto cita.
    Chi approva con ciclo approva non ne ha bisogno: la copia è già lì.
    """
    with scrivendo(radice, anno) as esito:
        if esito is not None:
            return esito
        try:
            return _archivia(radice, anno, Documento(documento))
        except DataError as errore:
            racconta_errori(errore.problems)
            return rifiutata("la copia si stampa solo da dati senza errori, o che niente di approvato lasci incompleti")
        except CopiaImpossibileError as errore:
            return rifiutata(str(errore))


def _archivia(radice: Path, anno: int, documento: Documento) -> int:
    from macros.vista.vista import carica_vista

    approvati = apri_approvati(radice, anno)
    atto = approvati.atto(documento)
    if atto is None or atto.impronta is None:
        msg = f"nessun atto con impronta approva il documento: prima «{comando('approva', documento, anno=anno)}»"
        raise CopiaImpossibileError(msg)
    if atto.copia is not None:
        msg = "la copia d'archivio c'è già"
        raise CopiaImpossibileError(msg)
    vista = carica_vista(radice, pubblico=True)
    if perche := _non_si_tiene(vista, anno, documento):
        raise CopiaImpossibileError(perche)
    pdf = _stampata(vista, radice, anno, documento)
    file = radice / atto.source.path
    grezzo = con_chiave(leggi(radice, file), (), "copia", sha256_di(pdf))
    chiesto = Chiesto(motivi={atto.nome: MOTIVO}, rettificate={atto.nome: frozenset({"copia"})})
    nuovi = {file: grezzo, file_copia(approvati.cartella, anno, documento): pdf}
    return registra(radice, anno, nuovi, chiesto, solo_prova=False)


def con_copia(radice: Path, anno: int, documento: Documento, file: DaScrivere, chiesto: Chiesto) -> DaScrivere:
    """Return the files of an approval with the archive copy, printed from the data as those files leave them.

    `file`: among them the act, which gets the fingerprint of the copy. Where they would bring errors, or there is
    nothing to print yet, they are returned as they are. Raises: CopiaImpossibileError.
    """
    from macros.vista.vista import carica_vista

    provata = prova(radice, anno, file, chiesto)
    if provata.problemi:
        return file
    with in_copia(radice) as copia:
        metti(copia, radice, provata.file)
        try:
            vista = carica_vista(copia, pubblico=True)
        except DataError as errore:
            racconta_errori(errore.problems)
            msg = "la copia d'archivio si stampa come la versione pubblica, e questi problemi la fermano"
            raise CopiaImpossibileError(msg) from errore
        if perche := _non_si_tiene(vista, anno, documento):
            click.echo(f"Senza copia d'archivio: {perche}.", err=True)
            return file
        pdf = _stampata(vista, radice, anno, documento)
    atto, grezzo = next((f, g) for f, g in file.items() if f.parent.name == ATTI.cartella)
    return {
        **file,
        atto: con_chiave(grezzo, (), "copia", sha256_di(pdf)),
        file_copia(radice / "data" / str(anno), anno, documento): pdf,
    }


def _non_si_tiene(vista: Vista, anno: int, documento: Documento) -> str:
    """Say why a public view has no copy of a document to keep; «»: it has."""
    from macros.publish.documenti import ha_capitoli
    from macros.vista.copie import corretto

    if not vista.visibile(anno, documento):
        return "il documento non ha ancora tutti gli atti che lo rendono pubblico"
    if corretto(vista, anno, documento):
        return "il documento è stato corretto dopo: ciò che si stamperebbe oggi non è ciò che fu approvato"
    return "" if ha_capitoli(vista, anno, documento) else f"nessun capitolo da stampare in content/{anno}/{documento}"


def _stampata(vista: Vista, radice: Path, anno: int, documento: Documento) -> bytes:
    """Return the PDF of a document that a public view shows. Raises: CopiaImpossibileError."""
    from scripts.sito.costruzione import CostruzioneError, stampa_approvato
    from scripts.sito.programma import Programma

    def avanza(passo: str) -> None:
        click.echo(pulita(passo), err=True)

    try:
        pdf = stampa_approvato(vista, anno, documento, Programma.di(radice), avanza)
    except CostruzioneError as errore:
        raise CopiaImpossibileError(str(errore)) from errore
    if len(pdf) > BYTE_MASSIMI:
        msg = f"il PDF supera i {BYTE_MASSIMI // MEBIBYTE} MiB: ridurre le figure dei capitoli"
        raise CopiaImpossibileError(msg)
    return pdf
