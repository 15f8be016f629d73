"""`ciclo consegna`: what leaves the office with an approved document, whole, in a folder and in an archive.

Made from a public build of the state that git has, and of that only from what the build says it printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.checks.esame import esamina
from macros.model.archivio import ATTI as ATTI_ANNO
from macros.model.atti import COPRE
from macros.model.comando import comando
from macros.model.formato import concorda, pulita
from macros.model.luoghi import DATI, DOCUMENTI, SOMME
from macros.model.problems import DataError, errori
from macros.model.stampe import STAMPE
from macros.model.valori import TipoAtto
from macros.publish.lettera import indice, leggimi, lettera, messaggio
from macros.publish.pacco import ATTI, INDICE, LEGGIMI, LETTERA, MANIFESTO, PEC, manifesto, pacco_di
from macros.reading.blocco.impronta import sha256_di
from macros.reading.git import comando as git
from macros.reading.git.provvisorie import provvisoria
from macros.reading.testo.files import leggi_byte
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_radice, riassunto, una_riga
from scripts.costruisci import MEMORIE, memoria_in_git, non_nostra
from scripts.firmato import tieni_firmato

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.problems import Problem
    from macros.model.stampe import Stampa
    from macros.publish.lettera import Lettera
    from macros.publish.pacco import Pacco
    from macros.vista.vista import Vista

MOSTRATI = 10
"""Errors, and files that git does not have, that a refusal names."""
CONSEGNABILI = [s.nome for s in STAMPE.values() if s.consegnabile]

File = Mapping[str, bytes]
"""Path in a folder → what it holds."""


@click.command(cls=Comando, short_help="Prepara il pacco di un documento approvato, per chi lo riceve.")
@click.argument("documento", type=click.Choice(CONSEGNABILI))
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
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Il PDF o il p7m tornato da chi firma: lo controlla e lo registra, e non prepara il pacco.",
)
@con_radice
def consegna(
    *, documento: str, anno: int, uscita: Path | None, sostituisci: bool, firmato: Path | None, radice: Path
) -> int:
    """Prepara la consegna di un documento approvato: PDF, dati aperti, atti, lettera, somme di controllo.

    Contiene soltanto ciò che è pubblico, com'è registrato in git: la stessa registrazione dà sempre gli stessi byte.
    Scrive una cartella, lo stesso pacco in uno zip, il testo per la PEC e il comando che registra la trasmissione.
    Con --firmato dice se il file tornato da chi firma è il documento approvato, byte per byte, e lo tiene con lui.
    """
    if firmato is None:
        return _prepara(radice, anno, documento, uscita, sostituisci=sostituisci)
    if uscita or sostituisci:
        msg = "--firmato registra il file e basta: il pacco si prepara dopo, senza --firmato"
        raise click.UsageError(msg)
    return tieni_firmato(radice, anno, documento, firmato)


def _prepara(radice: Path, anno: int, documento: str, uscita: Path | None, *, sostituisci: bool) -> int:
    """Write the package, or say why not; return the exit code."""
    from macros.vista.vista import carica_vista
    from scripts.sito.costruzione import CostruzioneError
    from scripts.sito.uscita import Uscita

    stampa = STAMPE[documento]
    arrivo = (uscita or radice / "build" / f"consegna-{documento}-{anno}").resolve()
    perche = list(_impedimenti(radice, anno, stampa, arrivo))
    vista = pacco = None
    if not perche:
        try:
            vista = carica_vista(radice, pubblico=True)
            pacco = pacco_di(vista, anno, documento)
        except DataError as errore:
            perche = list(_errori(errore.problems))
    if vista is not None and pacco is None:
        perche = [f"nella versione pubblica del {anno} «{documento}» non ha pagine da stampare"]
    if vista is None or pacco is None:
        return _rifiuta(perche)
    commit = git.testo(radice, "rev-parse", "HEAD") or ""
    try:
        tutto = _tutto(vista, pacco, commit)
        posto = Uscita(arrivo)
        diversi = _diversi(arrivo, tutto)
        if diversi is not None and not diversi:
            click.echo("Il pacco c'è già, ed è questo: non è cambiato niente.", err=True)
        elif diversi and not sostituisci:
            return _rifiuta(
                [f"in «{arrivo}» c'è già un pacco diverso ({', '.join(diversi)}): con --sostituisci va via"]
            )
        else:
            with posto.nuova() as nuova:
                _scrivi(nuova, tutto)
    except CostruzioneError as errore:
        return _rifiuta([str(errore)])
    click.echo(tutto[LEGGIMI].decode(), err=True, nl=False)
    click.echo(str(arrivo))
    return 0


def _rifiuta(perche: list[str]) -> int:
    """Say all that stands in the way, and that nothing was written."""
    for frase in perche:
        click.echo(f"no  {pulita(frase)}", err=True)
    click.echo("ciclo: il pacco non si prepara finché c'è un «no». Niente è stato scritto.", err=True)
    return 1


def _impedimenti(radice: Path, anno: int, stampa: Stampa, arrivo: Path) -> Iterator[str]:
    """Yield why a document cannot be delivered, each with its remedy; none: it can."""
    progetto, problemi = esamina(radice)
    letto = progetto.anni.get(anno)
    yield from _atti_che_mancano(letto, stampa) if letto else [f"non c'è la cartella data/{anno}"]
    yield from _errori(tuple(errori(problemi)))
    yield from _non_registrato(radice, arrivo)
    if memoria := memoria_in_git(radice):
        yield memoria
    if rifiuto := non_nostra(arrivo, radice, LEGGIMI, "un pacco di ciclo"):
        yield rifiuto


def _atti_che_mancano(anno: Anno, stampa: Stampa) -> Iterator[str]:
    """Say which acts a document still waits for."""
    documento = stampa.documento
    tipi = COPRE[documento] if stampa.atto is None else (*COPRE[documento], stampa.atto)
    for tipo in dict.fromkeys(tipi):
        if anno.ultimo_atto(tipo, documento) is None:
            altro = f"--tipo {tipo} --documento {documento}"
            approva = tipo is COPRE[documento][-1]
            con = (
                comando("approva", documento, anno=anno.anno)
                if approva
                else comando("atto", anno=anno.anno, altro=altro)
            )
            yield f"il documento non è approvato: manca l'atto di tipo {tipo}. Si registra con «{con}»"
    if TipoAtto.VALIDAZIONE_OIV in tipi and anno.non_valida:
        yield "l'OIV ha detto la Relazione non valida: non si consegna"


def _errori(problemi: tuple[Problem, ...]) -> Iterator[str]:
    """Say what is wrong in the data: the first ones, and how many they are."""
    for problema in problemi[:MOSTRATI]:
        yield una_riga(problema)
    if problemi:
        tutti = comando("verifica")
        yield f"i controlli non passano: {riassunto(problemi)} «{tutti}» li elenca tutti, con il rimedio di ciascuno"


def _non_registrato(radice: Path, arrivo: Path) -> Iterator[str]:
    """Say what git does not have: the package says from which commit it is, and that commit must be all of it."""
    if git.testo(radice, "rev-parse", "HEAD") is None:
        yield "il progetto non è in un deposito di git con almeno una registrazione: serve a dire da quale stato viene"
        return
    fuori = [f":(exclude){MEMORIE}"]
    if arrivo.is_relative_to(radice):
        fuori.append(f":(exclude,literal){arrivo.relative_to(radice).as_posix()}")
    detto = git.byte(radice, "status", "--porcelain", "-z", "--untracked-files=all", "--", ".", *fuori)
    if detto is None:
        yield "git non dice se tutto è registrato"
        return
    cambiati = [voce[3:] for voce in detto.decode("utf-8", "replace").split("\0") if voce]
    if cambiati:
        altri = f" e altri {len(cambiati) - MOSTRATI}" if len(cambiati) > MOSTRATI else ""
        quali = ", ".join(cambiati[:MOSTRATI]) + altri
        quanti = concorda(len(cambiati), "un file non è registrato", f"{len(cambiati)} file non sono registrati")
        yield f"{quanti} in git: {quali}. Registrarli (git add, git commit), o rimetterli com'erano (git restore)"


def _tutto(vista: Vista, pacco: Pacco, commit: str) -> dict[str, bytes]:
    """Return all that is written: what is sent, in a folder and in an archive, and what the office reads.

    Raises: CostruzioneError.
    """
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
    from scripts.forgia.somme import testo_somme

    try:
        versione = version("ciclo")
    except PackageNotFoundError:  # run from its folder, not installed
        versione = ""
    file[INDICE] = indice(pacco, manifesto(pacco, file, commit, versione)).encode()
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


def _diversi(arrivo: Path, tutto: File) -> list[str] | None:
    """Return the files in which a package that is there differs from the new one; None: there is none."""
    if not (arrivo / LEGGIMI).is_file():
        return None
    presenti = {f.relative_to(arrivo).as_posix(): f for f in arrivo.rglob("*") if not f.is_dir() or f.is_symlink()}
    tenuti = {nome for nome, f in presenti.items() if nome in tutto and f.is_file() and f.read_bytes() == tutto[nome]}
    return sorted({*presenti, *tutto} - tenuti)


def _scrivi(cartella: Path, tutto: File) -> None:
    for nome, grezzo in tutto.items():
        file = cartella / nome
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(grezzo)
