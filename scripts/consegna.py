"""`ciclo consegna`: what leaves the office with an approved document, whole, in a folder and in an archive.

Made from a public build of the state that git has, and of that only from what the build says it printed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.model.archivio import ATTI as ATTI_ANNO
from macros.model.formato import pulita
from macros.model.luoghi import DATI, DOCUMENTI, SOMME
from macros.model.problems import DataError
from macros.model.stampe import STAMPE
from macros.reading.blocco.impronta import sha256_di
from macros.reading.git import comando as git
from macros.reading.git.provvisorie import provvisoria
from macros.reading.testo.files import leggi_byte
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_radice
from scripts.consegnabile import errori_detti, impedimenti, non_registrato
from scripts.firmato import tieni_firmato

if TYPE_CHECKING:
    from macros.publish.lettera import Lettera
    from macros.publish.pacco import Pacco
    from macros.vista.vista import Vista

CONSEGNABILI = [s.nome for s in STAMPE.values() if s.consegnabile]

File = Mapping[str, bytes]
"""Path in a folder → what it holds."""


@click.command(cls=Comando, short_help="Prepara il pacco di un documento approvato, per chi lo riceve.")
@click.argument("documento", type=click.Choice(CONSEGNABILI), metavar="DOCUMENTO")
@con_anno(richiesto=True)
@click.option(
    "--uscita",
    type=click.Path(path_type=Path),
    metavar="CARTELLA",
    help="Dove scriverlo (build/consegna-DOCUMENTO-ANNO se non si dice altro).",
)
@click.option("--sostituisci", is_flag=True, help="Mette il pacco nuovo al posto di uno diverso che c'è già.")
@click.option(
    "--firmato",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Il PDF o il p7m tornato da chi firma: lo controlla e lo registra, e non prepara il pacco.",
)
@con_radice
def consegna(
    *, documento: str, anno: int, uscita: Path | None, sostituisci: bool, firmato: Path | None, radice: Path
) -> int:
    """Prepara la consegna di un documento approvato: PDF, dati aperti, atti, lettera, somme di controllo.

    Per esempio: ciclo consegna relazione --anno 2021

    DOCUMENTO è piano, piao, monitoraggio, comunicazione, relazione o validazione.

    Contiene soltanto ciò che è pubblico, com'è registrato in git: la stessa registrazione dà sempre gli stessi byte.
    Scrive una cartella, lo stesso pacco in uno zip, il testo per la PEC e il comando che registra la trasmissione.

    Con --firmato dice se il file tornato da chi firma è il documento approvato, byte per byte, e lo conserva.
    """
    if firmato is not None:
        if uscita or sostituisci:
            msg = "--firmato registra il file e basta: il pacco si prepara dopo, senza --firmato"
            raise click.UsageError(msg)
        return tieni_firmato(radice, anno, documento, firmato)
    from macros.publish.pacco import LEGGIMI

    arrivo = (uscita or radice / "build" / f"consegna-{documento}-{anno}").resolve()
    try:
        tutto = _prepara(radice, anno, documento, arrivo)
        _posa(arrivo, tutto, sostituisci=sostituisci)
    except ConsegnaError as errore:
        for frase in errore.perche:
            click.echo(f"no  {pulita(frase)}", err=True)
        click.echo("ciclo: il pacco non si prepara finché c'è un «no». Niente è stato scritto.", err=True)
        return 1
    click.echo(tutto[LEGGIMI].decode(), err=True, nl=False)
    click.echo(str(arrivo))
    return 0


class ConsegnaError(Exception):
    """There can be no package; `perche`: all that stands in the way, in Italian, each with its remedy."""

    def __init__(self, *perche: str) -> None:
        self.perche = perche
        super().__init__("; ".join(perche))


def _prepara(radice: Path, anno: int, documento: str, arrivo: Path) -> dict[str, bytes]:
    """Return all that is to be written. Raises: ConsegnaError."""
    from macros.publish.pacco import pacco_di
    from macros.vista.vista import carica_vista
    from scripts.sito.costruzione import CostruzioneError

    if perche := tuple(impedimenti(radice, anno, STAMPE[documento], arrivo)):
        raise ConsegnaError(*perche)
    commit = git.testo(radice, "rev-parse", "HEAD") or ""
    try:
        vista = carica_vista(radice, pubblico=True)
        pacco = pacco_di(vista, anno, documento)
        if pacco is None:
            msg = f"nella versione pubblica del {anno} «{documento}» non ha pagine da stampare"
            raise ConsegnaError(msg)
        tutto = _tutto(vista, pacco, commit)
    except DataError as errore:
        raise ConsegnaError(*errori_detti(errore.problems)) from errore
    except CostruzioneError as errore:
        raise ConsegnaError(str(errore)) from errore
    if (git.testo(radice, "rev-parse", "HEAD") or "") != commit or any(non_registrato(radice, arrivo)):
        msg = "qualcosa è cambiato mentre il pacco si preparava: ripetere il comando"
        raise ConsegnaError(msg)
    return tutto


def _posa(arrivo: Path, tutto: File, *, sostituisci: bool) -> None:
    """Put a package in its place, whole; one that differs only where it is told. Raises: ConsegnaError."""
    from scripts.sito.uscita import Uscita

    posto = Uscita(arrivo)
    altri = diversi(arrivo, tutto)
    if altri is not None and not altri:
        click.echo("Il pacco c'è già, ed è questo: non è cambiato niente.", err=True)
        return
    if altri and not sostituisci:
        quali = ", ".join(altri)
        msg = f"in «{arrivo}» c'è già un pacco diverso ({quali}): --sostituisci lo mette al suo posto"
        raise ConsegnaError(msg)
    with posto.nuova() as nuova:
        scrivi_pacco(nuova, tutto)


def _tutto(vista: Vista, pacco: Pacco, commit: str) -> dict[str, bytes]:
    """Return all that is written: what is sent, in a folder and in an archive, and what the office reads.

    Raises: CostruzioneError.
    """
    from macros.publish.lettera import leggimi, lettera, messaggio
    from macros.publish.pacco import LEGGIMI, LETTERA, PEC
    from scripts.forgia.rilascio import in_zip

    with provvisoria() as lavoro:
        file = _pubblicati(vista, pacco, lavoro / "sito") | _documenti_degli_atti(vista, pacco)
        detta = lettera(pacco, file)
        file[LETTERA] = _stampata(pacco, detta, lavoro)
    _elenca(pacco, file, commit)
    cartella = {f"{pacco.nome}/{nome}": grezzo for nome, grezzo in sorted(file.items())}
    compresso = in_zip(cartella)
    nome = f"{pacco.nome}.zip"
    return {
        **cartella,
        nome: compresso,
        PEC: messaggio(detta, nome, compresso).encode(),
        LEGGIMI: leggimi(pacco).encode(),
    }


def _stampata(pacco: Pacco, detta: Lettera, lavoro: Path) -> bytes:
    """Return the PDF of the letter, of the day of the last act. Raises: CostruzioneError."""
    from macros.publish.carta.fascicolo import StampaError
    from macros.publish.carta.intestazione import pagina
    from macros.publish.carta.stampa import torchio
    from scripts.sito.costruzione import CostruzioneError

    giorno, ente = max(a.data for a in pacco.atti), pacco.ente.nome
    try:
        with torchio(detta.oggetto, giorno, lavoro) as stampa:
            return stampa(pagina(detta.oggetto, giorno, ente, detta.in_html(ente)))
    except StampaError as errore:
        raise CostruzioneError(str(errore)) from errore


def _elenca(pacco: Pacco, file: dict[str, bytes], commit: str) -> None:
    """Add to the files of a package what says of all the others what they are."""
    from macros.publish.lettera import indice
    from macros.publish.pacco import INDICE, MANIFESTO, manifesto
    from scripts.forgia.somme import testo_somme
    from scripts.sito.programma import versione_del_programma

    versione = versione_del_programma()
    file[INDICE] = indice(pacco, file, commit, versione).encode()
    detto = manifesto(pacco, file, commit, versione)
    file[MANIFESTO] = (json.dumps(detto, ensure_ascii=False, indent=2) + "\n").encode()
    file[SOMME] = testo_somme({nome: sha256_di(grezzo) for nome, grezzo in file.items()}, pacco.testa).encode()


def _pubblicati(vista: Vista, pacco: Pacco, sito: Path) -> dict[str, bytes]:
    """Return PDFs and open data of a public build made for it: what the build says it printed, and nothing else."""
    from scripts.forgia.rilascio import stampati_da, versione_di
    from scripts.sito.costruzione import costruisci_in
    from scripts.sito.programma import Programma

    def avanza(passo: str) -> None:
        click.echo(pulita(passo), err=True)

    sito.mkdir()
    programma = Programma.di(vista.radice)
    costruisci_in(
        vista, sito, programma, pdf=frozenset(f.nome_file for f in pacco.fascicoli), da_capo=True, avanza=avanza
    )
    stampati = stampati_da(sito, versione_di(sito))
    anno = pacco.anno.anno
    file = {nome: stampati[f"{DOCUMENTI}/{anno}/{nome}"] for nome in pacco.pdf}
    for nome, grezzo in stampati.items():
        prima, _, ultimo = nome.rpartition("/")
        if prima == f"{DATI}/{anno}":
            file[f"{DATI}/{ultimo}"] = grezzo
    return file


def _documenti_degli_atti(vista: Vista, pacco: Pacco) -> dict[str, bytes]:
    """Return the documents of the acts that have one. Raises: CostruzioneError when one is no longer there."""
    from macros.publish.pacco import ATTI
    from scripts.sito.costruzione import CostruzioneError

    file = {}
    for atto in (a for a in pacco.atti if a.file):
        dove = vista.radice / pacco.anno.cartella / ATTI_ANNO.allegati / (atto.file or "")
        grezzo = leggi_byte(vista.lettura(pacco.anno.anno), dove)
        if grezzo is None or (atto.sha256 and sha256_di(grezzo) != atto.sha256):
            msg = f"{dove.relative_to(vista.radice).as_posix()} è cambiato intanto: ripetere il comando"
            raise CostruzioneError(msg)
        file[f"{ATTI}/{atto.file}"] = grezzo
    return file


def diversi(arrivo: Path, tutto: File) -> list[str] | None:
    """Return the files in which a package that is there differs from the new one; None: there is none."""
    presenti = {f.relative_to(arrivo).as_posix(): f for f in arrivo.rglob("*") if not f.is_dir() or f.is_symlink()}
    if not presenti:
        return None
    tenuti = {nome for nome, f in presenti.items() if nome in tutto and f.is_file() and f.read_bytes() == tutto[nome]}
    return sorted({*presenti, *tutto} - tenuti)


def scrivi_pacco(cartella: Path, tutto: File) -> None:
    """Write what a package is made of into a new folder."""
    for nome, grezzo in tutto.items():
        file = cartella / nome
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(grezzo)
