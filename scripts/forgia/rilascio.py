"""`make rilascio`: the files of a release, from a public site: documents, open data, checksums, notes."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from macros.model.luoghi import CALENDARIO, CATALOGO, DIMOSTRATIVI, EVIDENZE, PER_ANAC, SOMME, VITE
from scripts.forgia.somme import COMMENTO, scrivi_somme, somma

NOTE = "NOTE.md"
"""The text of the release; it is not one of its files."""
ETICHETTE = ("CICLO_ETICHETTA", "CI_COMMIT_TAG")
"""Variables that name the tag itself: ours, GitLab's."""
_DI_GITHUB = "refs/tags/"
_DATI = rf"\d{{4}}(?:/{EVIDENZE})?|{VITE}|{PER_ANAC}|{DIMOSTRATIVI}"
_STAMPATO = re.compile(rf"(?:documenti/\d{{4}}|dati/(?:{_DATI}))/\w[\w.-]*|{CALENDARIO}|{CATALOGO}", re.ASCII)
"""A path of `versione.json`: what the build printed stands nowhere else."""


class RilascioError(Exception):
    """There is nothing that may be released; the text, in Italian, says why."""


def etichetta(ambiente: Mapping[str, str]) -> str:
    """Return the tag of the release; «» outside a job about a tag."""
    dichiarata = next((ambiente[nome] for nome in ETICHETTE if ambiente.get(nome)), "")
    riferimento = ambiente.get("GITHUB_REF", "")  # of a branch too: a branch is not released
    return dichiarata or (riferimento.removeprefix(_DI_GITHUB) if riferimento.startswith(_DI_GITHUB) else "")


def prepara(sito: Path, arrivo: Path, nome: str) -> None:
    """Fill a new folder with the files of a release: those that the build says it printed, whatever else is there.

    `sito`: a public build. `nome`: the tag. What was in the folder is removed.

    Raises: RilascioError when the site is a draft, no document is in it, or a file is not the one that was printed.
    """
    versione = versione_di(sito)
    if not versione["pubblico"]:
        msg = f"«{sito}» è una bozza: si rilascia soltanto ciò che scrive ciclo costruisci --pubblico"
        raise RilascioError(msg)
    stampati = stampati_da(sito, versione)
    documenti = {Path(nome).name: grezzo for nome, grezzo in stampati.items() if nome.startswith("documenti/")}
    if not documenti:
        msg = "nessun documento è coperto da atti: non c'è niente da rilasciare"
        raise RilascioError(msg)
    shutil.rmtree(arrivo, ignore_errors=True)
    arrivo.mkdir(parents=True)
    for file, grezzo in documenti.items():
        (arrivo / file).write_bytes(grezzo)
    dati = {nome.removeprefix("dati/"): grezzo for nome, grezzo in stampati.items() if nome.startswith("dati/")}
    for anno in sorted({nome.partition("/")[0] for nome in dati if "/" in nome}):  # the calendar is of no year
        dell_anno = {n: g for n, g in dati.items() if n.startswith(f"{anno}/")}
        (arrivo / f"dati-{anno}.zip").write_bytes(in_zip(dell_anno))
    shutil.copyfile(sito / "versione.json", arrivo / "versione.json")
    scrivi_somme(arrivo, versione["registro"]["testa"] or "")
    (arrivo / NOTE).write_text(note(versione, [arrivo / file for file in documenti], nome), encoding="utf-8")


def note(versione: Mapping[str, Any], documenti: list[Path], nome: str) -> str:
    """Return the text of the release, in Markdown."""
    righe = [f"# Ciclo della performance, {nome}" if nome else "# Ciclo della performance", ""]
    if versione["dimostrativo"]:
        righe += ["**Valori dimostrativi.**", ""]
    righe += [
        f"Documenti approvati, con i dati aperti; ultimo atto del {versione['aggiornamento']}.",
        "",
        "| Documento | SHA-256 del file | Impronta dei dati |",
        "| --- | --- | --- |",
        *(f"| {f.name} | `{somma(f)}` | `{versione['impronte'].get(f.stem, '')}` |" for f in documenti),
        "",
        f"Per controllare i file scaricati: `sha256sum -c {SOMME}`.",
        "L'impronta dei dati si confronta con quella citata nell'atto che approva il documento.",
        "",
    ]
    if testa := versione["registro"]["testa"]:
        righe += [
            f"Testa del registro degli atti, con {versione['registro']['righe']} righe: `{testa}`.",
            "Chi la conserva potrà chiedere se il registro di domani la contiene ancora: `ciclo verifica --testa …`.",
            "",
        ]
    if versione["commit"]:
        righe += [f"Commit: `{versione['commit']}`.", ""]
    return "\n".join(righe)


def file_da_allegare(cartella: Path) -> tuple[Path, ...]:
    """Return the files of a prepared release, by name: those of its checksums, and the checksums.

    Raises: RilascioError when one is not there, or is not the one that was prepared.
    """
    righe = (cartella / SOMME).read_text(encoding="utf-8").splitlines()
    attese = {nome: sha for sha, _, nome in (riga.partition("  ") for riga in righe if riga[:1] != COMMENTO)}
    file = {nome: cartella / Path(nome).name for nome in attese}
    sbagliati = [f"«{nome}»" for nome, f in file.items() if not f.is_file() or somma(f) != attese[nome]]
    if sbagliati:
        msg = f"non sono i file preparati: {', '.join(sbagliati)}. Rimedio: make rilascio"
        raise RilascioError(msg)
    return (cartella / SOMME, *file.values())


def versione_di(sito: Path) -> dict[str, Any]:
    """Return what a site says of itself. Raises: RilascioError: it is not one of ours."""
    try:
        letto = json.loads((sito / "versione.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        msg = f"«{sito}» non è un sito di ciclo: manca versione.json. Rimedio: make pubblico"
        raise RilascioError(msg) from None
    return dict(letto)


def stampati_da(sito: Path, versione: Mapping[str, Any]) -> dict[str, bytes]:
    """Return path → what a file holds, of those that the build says it printed, by path.

    Raises: RilascioError when the list is not there, names another place, or a file is not the one of its checksum.
    """
    elenco = versione.get("file")
    if not isinstance(elenco, dict):
        msg = f"versione.json di «{sito}» non dice che cosa fu stampato. Rimedio: make pubblico"
        raise RilascioError(msg)
    stampati, sbagliati = {}, []
    for nome, impronta in sorted(elenco.items()):
        file = sito / nome
        grezzo = file.read_bytes() if _STAMPATO.fullmatch(nome) and file.is_file() else None
        if grezzo is not None and hashlib.sha256(grezzo).hexdigest() == impronta:
            stampati[nome] = grezzo
        else:
            sbagliati.append(f"«{nome}»")
    if sbagliati:
        msg = f"non sono i file stampati dalla costruzione: {', '.join(sbagliati)}. Rimedio: make pubblico"
        raise RilascioError(msg)
    return stampati


def in_zip(file: Mapping[str, bytes]) -> bytes:
    """Return an archive of some files, in their order; always the same for the same files."""
    fuori = io.BytesIO()
    with zipfile.ZipFile(fuori, "w", zipfile.ZIP_DEFLATED) as archivio:
        for nome, grezzo in file.items():
            voce = zipfile.ZipInfo(nome)
            voce.compress_type, voce.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archivio.writestr(voce, grezzo)
    return fuori.getvalue()


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
