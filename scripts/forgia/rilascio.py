"""`make rilascio`: the files of a release, from a public site: PDFs, open data, checksums, notes."""

from __future__ import annotations

import json
import os
import shutil
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.forgia.somme import NOME as SOMME
from scripts.forgia.somme import scrivi_somme, somma

NOTE = "NOTE.md"
"""The text of the release; it is not one of its files."""
ETICHETTE = ("CICLO_ETICHETTA", "CI_COMMIT_TAG")
"""Variables that name the tag itself: ours, GitLab's."""
_DI_GITHUB = "refs/tags/"


class RilascioError(Exception):
    """There is nothing that may be released; the text, in Italian, says why."""


def etichetta(ambiente: Mapping[str, str]) -> str:
    """Return the tag of the release; «» outside a job about a tag."""
    dichiarata = next((ambiente[nome] for nome in ETICHETTE if ambiente.get(nome)), "")
    riferimento = ambiente.get("GITHUB_REF", "")  # of a branch too: a branch is not released
    return dichiarata or (riferimento.removeprefix(_DI_GITHUB) if riferimento.startswith(_DI_GITHUB) else "")


def prepara(sito: Path, arrivo: Path, nome: str) -> None:
    """Fill a new folder with the files of a release.

    Args:
        sito: a public build.
        arrivo: the folder; what was there is removed.
        nome: the tag.

    Raises: RilascioError when the site is a draft, or no document is in it.
    """
    versione = _versione(sito)
    if not versione["pubblico"]:
        msg = f"«{sito}» è una bozza: si rilascia soltanto ciò che scrive ciclo costruisci --pubblico"
        raise RilascioError(msg)
    pdf = sorted(sito.glob("documenti/*/*.pdf"))
    if not pdf:
        msg = "nessun documento è coperto da atti: non c'è niente da rilasciare"
        raise RilascioError(msg)
    shutil.rmtree(arrivo, ignore_errors=True)
    arrivo.mkdir(parents=True)
    for file in pdf:
        shutil.copyfile(file, arrivo / file.name)
    for cartella in sorted(sito.glob("dati/*/")):
        _in_zip(cartella, arrivo / f"dati-{cartella.name}.zip")
    shutil.copyfile(sito / "versione.json", arrivo / "versione.json")
    scrivi_somme(arrivo)
    (arrivo / NOTE).write_text(note(versione, [arrivo / f.name for f in pdf], nome), encoding="utf-8")


def note(versione: Mapping[str, Any], pdf: list[Path], nome: str) -> str:
    """Return the text of the release, in Markdown."""
    righe = [f"# Ciclo della performance, {nome}" if nome else "# Ciclo della performance", ""]
    if versione["dimostrativo"]:
        righe += ["**Valori dimostrativi.**", ""]
    righe += [
        f"Documenti approvati, con i dati aperti; ultimo atto del {versione['aggiornamento']}.",
        "",
        "| Documento | SHA-256 del PDF | Impronta dei dati |",
        "| --- | --- | --- |",
        *(f"| {f.name} | `{somma(f)}` | `{versione['impronte'].get(f.stem, '')}` |" for f in pdf),
        "",
        f"Per controllare i file scaricati: `sha256sum -c {SOMME}`.",
        "L'impronta dei dati si confronta con quella citata nell'atto che approva il documento.",
        "",
    ]
    if versione["commit"]:
        righe += [f"Commit: `{versione['commit']}`.", ""]
    return "\n".join(righe)


def file_da_allegare(cartella: Path) -> tuple[Path, ...]:
    """Return the files of a prepared release, by name."""
    return tuple(sorted(f for f in cartella.iterdir() if f.is_file() and f.name != NOTE))


def _versione(sito: Path) -> dict[str, Any]:
    try:
        letto = json.loads((sito / "versione.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        msg = f"«{sito}» non è un sito di ciclo: manca versione.json. Rimedio: make pubblico"
        raise RilascioError(msg) from None
    return dict(letto)


def _in_zip(cartella: Path, arrivo: Path) -> None:
    """Write the files of a folder into an archive, always the same for the same files."""
    with zipfile.ZipFile(arrivo, "w", zipfile.ZIP_DEFLATED) as archivio:
        for file in sorted(f for f in cartella.rglob("*") if f.is_file()):
            voce = zipfile.ZipInfo(f"{cartella.name}/{file.relative_to(cartella).as_posix()}")
            voce.compress_type, voce.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archivio.writestr(voce, file.read_bytes())


def main(argomenti: list[str]) -> int:
    """Prepare the release of a site (first argument) in a folder (second)."""
    sito, arrivo = map(Path, argomenti)
    try:
        prepara(sito, arrivo, etichetta(os.environ))
    except RilascioError as errore:
        print(f"rilascio: {errore}.", file=sys.stderr)
        return 1
    print("\n".join(str(f) for f in file_da_allegare(arrivo)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
