"""The data of a git revision, and other folders with them, in a temporary folder: what `git archive` gives.

The working tree is untouched. Works also where the project is a folder inside a larger repository. What git
refuses becomes a `RevisioneError` in Italian. The data then are read like any others.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from macros.reading.git import comando as git
from macros.reading.git.provvisorie import provvisoria

FORMATO = re.compile(rb"^formato\s*:\s*[\"']?1\b", re.MULTILINE)


class RevisioneError(Exception):
    """The data of a revision cannot be had; the text is for the office."""


@contextmanager
def revisione(radice: Path, nome: str, *altre: str, anche: str = "") -> Iterator[Path]:
    """Give a folder with `data/` as it was at a revision; it is removed on leaving.

    `nome`: branch, tag or commit, or anything that git takes for one. `altre`: other folders of the project that are
    wanted with it; `anche`: one that may not be there. Raises: RevisioneError.
    """
    radice = radice.resolve()
    commit = commit_di(radice, nome)
    cima = Path(_git(radice, "rev-parse", "--show-toplevel")).resolve()
    dentro = radice.relative_to(cima).as_posix()
    percorso = "data" if dentro == "." else f"{dentro}/data"
    scritto = _esegui(radice, "-C", str(cima), "show", f"{commit}:{percorso}/ente.yml")
    if scritto.returncode or not FORMATO.search(scritto.stdout):
        msg = (
            f"la revisione «{nome}» viene prima del formato dei dati: non ha {percorso}/ente.yml con «formato: 1». "
            "Rimedio: scegliere una revisione più recente"
        )
        raise RevisioneError(msg)
    percorsi = [percorso, *(altra if dentro == "." else f"{dentro}/{altra}" for altra in altre)]
    for altro in percorsi[1:]:
        if _esegui(radice, "cat-file", "-e", f"{commit}:{altro}").returncode:
            msg = f"la revisione «{nome}» non ha la cartella {altro}. Rimedio: scegliere una revisione che l'abbia"
            raise RevisioneError(msg)
    facoltativa = anche if dentro == "." else f"{dentro}/{anche}"
    if anche and not _esegui(radice, "cat-file", "-e", f"{commit}:{facoltativa}").returncode:
        percorsi.append(facoltativa)
    archivio = _esegui(radice, "-C", str(cima), "archive", "--format=zip", commit, "--", *percorsi)
    if archivio.returncode:
        msg = f"git non estrae i dati della revisione «{nome}»: {_detto(archivio)}"
        raise RevisioneError(msg)
    with provvisoria() as cartella:
        with zipfile.ZipFile(io.BytesIO(archivio.stdout)) as zip_:  # never outside the folder, no symbolic links
            zip_.extractall(cartella)
        yield cartella if dentro == "." else cartella / dentro


def nome_breve(radice: Path, nome: str) -> str:
    """Return the short name of a commit, to print it. Raises: RevisioneError."""
    return _git(radice, "rev-parse", "--short=7", commit_di(radice, nome))


def commit_di(radice: Path, nome: str) -> str:
    """Return the whole name of the commit that a revision stands for. Raises: RevisioneError."""
    dentro = _esegui(radice, "rev-parse", "--is-inside-work-tree")
    if dentro.returncode or dentro.stdout.strip() != b"true":
        msg = (
            f"«{radice}» non è in un deposito di git: le revisioni non si possono leggere "
            f"(git dice: {_detto(dentro)}). "
            "Rimedio: lavorare in un clone del deposito, o confrontare due cartelle"
        )
        raise RevisioneError(msg)
    if ".." in nome or nome.startswith("-"):
        msg = f"«{nome}» non è una sola revisione. Rimedio: scrivere le due revisioni separate da uno spazio"
        raise RevisioneError(msg)
    trovato = _esegui(radice, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{nome}^{{commit}}")
    if trovato.returncode:
        msg = f"nel deposito non c'è una revisione «{nome}»."
        if _git(radice, "rev-parse", "--is-shallow-repository") == "true":
            msg += " Il clone è parziale e può non averla: rimedio: git fetch --unshallow --tags"
        else:
            msg += " Rimedio: controllare il nome con git branch --all e git tag, o prenderla con git fetch --tags"
        raise RevisioneError(msg)
    return trovato.stdout.decode().strip()


def _git(radice: Path, *argomenti: str) -> str:
    esito = _esegui(radice, *argomenti)
    if esito.returncode:
        msg = f"git non risponde: {_detto(esito)}"
        raise RevisioneError(msg)
    return esito.stdout.decode("utf-8", "replace").strip()


def _esegui(radice: Path, *argomenti: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return git.esegui(radice, *argomenti)
    except FileNotFoundError as errore:
        msg = "git non è installato: le revisioni non si possono leggere. Rimedio: installare git"
        raise RevisioneError(msg) from errore
    except subprocess.TimeoutExpired as errore:
        msg = f"git non ha risposto entro {git.SECONDI} secondi. Rimedio: riprovare"
        raise RevisioneError(msg) from errore


def _detto(esito: subprocess.CompletedProcess[bytes]) -> str:
    return " ".join(esito.stderr.decode("utf-8", "replace").split()) or f"codice {esito.returncode}"
