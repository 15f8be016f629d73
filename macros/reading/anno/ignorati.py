"""What stands in a year's folder and nobody reads: told, file by file, or it would be left out without a word."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from macros.model import archivio
from macros.model.archivio import file_anno
from macros.model.estratti import MAPPE
from macros.model.problems import Source
from macros.reading.testo.deposito import cartella_vera, dentro, esiste
from macros.reading.testo.files import NASCOSTI
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import vicina

SCRITTI = (".csv", ".txt", ".yaml")
"""Endings of what someone wrote to be read, even among the documents of the acts."""


def segnala_ignorati(lettura: Lettura, cartella: Path) -> None:
    """FILE-IGNORATO: what has a name that no kind of file of the year has."""
    for voce in _visibili(cartella):
        nome = voce.relative_to(cartella).as_posix()
        if file_anno(nome) is None and (voce.is_dir() or not _allegato(nome)):
            _sconosciuto(lettura, cartella, voce)


def segnala_non_mappe(lettura: Lettura) -> None:
    """FILE-IGNORATO: what stands among the maps of extracts and is none."""
    for voce in dentro(lettura.radice / "data" / MAPPE):
        mappa = voce.is_file() and voce.suffix.lower() == ".yml"
        if not (mappa or voce.name.startswith(NASCOSTI) or voce.is_symlink()):
            _di_altro_tipo(lettura, voce, MAPPE, ".yml")


def _visibili(cartella: Path, sotto: Path | None = None) -> Iterator[Path]:
    """Yield what stands in a year's folder and in those it has by the registry; links and devices are told elsewhere.

    Hidden things are left out, and the lock files of an office program.
    """
    for voce in dentro(sotto or cartella):
        nota = f"{voce.relative_to(cartella).as_posix()}/"
        if voce.name.startswith(NASCOSTI) or voce.is_symlink():
            continue
        if cartella_vera(voce) and any(f.dove.startswith(nota) or f"{f.allegati}/" == nota for f in archivio.ARCHIVIO):
            yield from _visibili(cartella, voce)
        elif voce.is_file() or cartella_vera(voce):
            yield voce


def _allegato(nome: str) -> bool:
    """True for a document that lies where a kind of file has its own; beside its records, one that is no record."""
    sopra, _, ultimo = nome.rpartition("/")
    scritto = ultimo.lower().endswith(SCRITTI)
    suoi = [f for f in archivio.ARCHIVIO if sopra and f.allegati == sopra]
    return any(not (scritto and f.cartella == sopra) for f in suoi)


def _sconosciuto(lettura: Lettura, cartella: Path, voce: Path) -> None:
    sopra = voce.parent.relative_to(cartella).as_posix()
    qui = next((f for f in archivio.ARCHIVIO if f.molti and f.cartella == sopra), None)
    if qui is not None:
        _di_altro_tipo(lettura, voce, sopra, qui.suffisso)
        return
    noti = _nomi(sopra)
    mancanti = [n for n in noti if not esiste(voce.with_name(n))]
    detto = f"{'una cartella' if voce.is_dir() else 'un file'} di nome «{voce.name}», che nessuno legge"
    if giusto := get_close_matches(voce.name.lower(), mancanti, n=1, cutoff=0.8):
        atteso, rimedio = f"«{giusto[0]}»", f"rinominare in «{giusto[0]}», se è quello che si intendeva"
    elif voce.name in noti:
        atteso, rimedio = f"una cartella di nome «{voce.name}»", "dare al file un altro nome, o toglierlo"
    else:
        atteso = "i file e le cartelle dell'anno"
        rimedio = f"{vicina(voce.name, noti)}; se non serve, toglierlo"
    lettura.segnala(Source(lettura.nome(voce)), "FILE-IGNORATO", detto, atteso, rimedio)


def _di_altro_tipo(lettura: Lettura, voce: Path, sopra: str, suffisso: str) -> None:
    """Report what stands in a folder of files of one ending, and has another or is a folder."""
    if voce.is_dir():
        detto = f"una cartella di nome «{voce.name}», che nessuno legge"
        rimedio = f"spostare i file nella cartella {sopra}, o toglierla"
    else:
        detto = f"un file {voce.suffix or 'senza estensione'} che nessuno legge"
        rimedio = f"salvarlo come {suffisso}, o toglierlo"
    lettura.segnala(
        Source(lettura.nome(voce)), "FILE-IGNORATO", detto, f"file {suffisso} nella cartella {sopra}", rimedio
    )


def _nomi(sopra: str) -> list[str]:
    """Return what offices may put in a folder of the year, «.» for the year's own."""
    sotto = "" if sopra == "." else f"{sopra}/"
    posti = (p for f in archivio.ARCHIVIO if f.campi for p in (f.dove, f.allegati))
    letti = (p.removeprefix(sotto) for p in posti if p and p.startswith(sotto))
    return list(dict.fromkeys(nome.split("/")[0] for nome in letti))
