"""`make pubblica-commento`: a comparison that was written elsewhere becomes the one comment of its proposal.

The only step that holds a token that writes: it runs from the main branch, installs nothing, and takes the text
for what it is, something that a proposal may have had a hand in. Which proposal it is about comes from the forge.
"""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.forgia.rete import RIFIUTI, Forgia, ReteError, di_github

SEGNO = "<!-- ciclo-confronto -->"
"""First line of the comment, as the comparison writes it: what to look for to update it in place."""
MASSIMO = 60_000
"""Characters of a comment: forges refuse those over 65,536."""
BYTE_MASSIMI = 4 * MASSIMO
FIGURE = ("data/", "content/")
CARTE = frozenset({"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "publiccode.yml"})
"""Files of the project that are neither figures nor program."""
MISTA = (
    "**Attenzione: questa proposta cambia insieme i dati o i capitoli e il programma che li calcola.** "
    "Le cifre qui sotto sono del programma di prima: va divisa in due proposte, o letta da chi cura il programma."
)
VUOTO = "_Il confronto non c'è: il lavoro che lo scrive si è fermato prima._"
_RICHIESTA = re.compile(r"refs/pull/(\d+)/")
_TAG = re.compile(r"<(?!/?(?:details|summary|sub)>|br>)", re.IGNORECASE)
_PARENTESI = re.compile(r"(?<!\\)((?:\\\\)*)([\[\]])")
_RECINTO = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
_ZERO = "\N{ZERO WIDTH SPACE}"


@dataclass(frozen=True, slots=True)
class Proposta:
    """The proposal whose comment is written."""

    forgia: Forgia
    commenti: str
    """Path of its comments."""
    commento: str
    """Path of one comment, without its number."""
    aggiorna: str
    """Method that rewrites one."""
    file: str = ""
    """Path of the list of its files; empty: it is not asked."""


def proposta(ambiente: Mapping[str, str]) -> Proposta | None:
    """Return the proposal that the job is about; None outside a job of a forge that we know, or with no token.

    Raises: ReteError.
    """
    token, deposito = ambiente.get("GITHUB_TOKEN"), ambiente.get("GITHUB_REPOSITORY")
    if token and deposito:
        forgia = di_github(ambiente)
        numero = _numero(forgia, deposito, ambiente)
        temi = f"/repos/{deposito}/issues"
        file = f"/repos/{deposito}/pulls/{numero}/files"
        return Proposta(forgia, f"{temi}/{numero}/comments", f"{temi}/comments", "PATCH", file) if numero else None
    numero_gitlab, token = ambiente.get("CI_MERGE_REQUEST_IID"), ambiente.get("CICLO_TOKEN")
    if numero_gitlab and token:
        note = f"/projects/{ambiente['CI_PROJECT_ID']}/merge_requests/{numero_gitlab}/notes"
        return Proposta(Forgia(ambiente["CI_API_V4_URL"].rstrip("/"), {"PRIVATE-TOKEN": token}), note, note, "PUT")
    return None


def _numero(forgia: Forgia, deposito: str, ambiente: Mapping[str, str]) -> int:
    """Return the number of the pull request, as the forge tells it; 0 when there is none."""
    if diretta := _RICHIESTA.match(ambiente.get("GITHUB_REF", "")):
        return int(diretta[1])
    evento = Path(ambiente.get("GITHUB_EVENT_PATH") or os.devnull)
    esecuzione = json.loads(evento.read_text(encoding="utf-8") or "{}").get("workflow_run") or {}
    if esecuzione.get("event") != "pull_request":
        return 0
    ramo = f"{esecuzione['head_repository']['owner']['login']}:{esecuzione['head_branch']}"
    aperte = forgia.tutte(f"/repos/{deposito}/pulls", {"state": "open", "head": ramo})
    return next((int(p["number"]) for p in aperte if p["head"]["sha"] == esecuzione["head_sha"]), 0)


def mista(nomi: Iterable[str]) -> bool:
    """True when files of a proposal are partly figures or chapters and partly program."""
    tutti = set(nomi) - CARTE
    figure = {n for n in tutti if n.startswith(FIGURE)}
    return bool(figure) and bool(tutti - figure)


def ripulito(testo: str) -> str:
    r"""Return a text that calls nobody, points nowhere, shows no picture, hides nothing and fits a comment.

    >>> ripulito("ciao @tutti [x](https://a.b) <img src=x> #12")
    'ciao @\u200btutti \\[x\\](https:\u200b//a.b) &lt;img src=x> #\u200b12'
    """
    testo = testo.replace("\r\n", "\n").replace("\r", "\n").replace(SEGNO, "")
    testo = "".join(
        c for c in testo if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
    )
    testo = _TAG.sub("&lt;", testo)
    testo = _PARENTESI.sub(r"\1\\\2", testo)
    testo = re.sub(r"@", f"@{_ZERO}", testo)
    testo = re.sub(r"#(?=\w)", f"#{_ZERO}", testo)
    testo = re.sub(r"&(?=#|commat|num|lsqb|lbrack|colon|sol)", "&amp;", testo)
    testo = re.sub(r"\b(GH)-(?=\d)", rf"\1-{_ZERO}", testo, flags=re.IGNORECASE)
    testo = testo.replace("://", f":{_ZERO}//")
    testo = re.sub(r"\b(www)\.", rf"\1{_ZERO}.", testo, flags=re.IGNORECASE)
    return _entro(testo.strip())


def _entro(testo: str) -> str:
    """Cut a text that is too long at the end of a line; a block left open is closed."""
    if len(testo) <= MASSIMO:
        return testo
    testo = testo[:MASSIMO].rpartition("\n")[0]
    aperto = ""
    for recinto in _RECINTO.findall(testo):
        aperto = "" if aperto and recinto[0] == aperto[0] and len(recinto) >= len(aperto) else aperto or recinto
    return f"{testo}\n{aperto}\n\n_Il resto è troppo lungo per un commento._"


def pubblica(dove: Proposta, testo: str) -> str:
    """Write the comment over ours, or as a new one; return what was done, in Italian. Raises: ReteError."""
    file = dove.forgia.tutte(dove.file) if dove.file else ()
    nomi = [n for f in file for n in (f["filename"], f.get("previous_filename") or "")]
    testo = ripulito(testo) or VUOTO
    if mista(n for n in nomi if n):  # wherever the text says it, it is said here
        testo = f"{MISTA}\n\n{testo.replace(MISTA, '').strip()}"
    testo = f"{SEGNO}\n\n{testo}\n"
    gia = next((c for c in dove.forgia.tutte(dove.commenti) if _nostro(c)), None)
    if gia is None:
        dove.forgia.chiedi("POST", dove.commenti, {"body": testo})
        return "commento scritto"
    if gia["body"].strip() == testo.strip():
        return "commento già aggiornato"
    dove.forgia.chiedi(dove.aggiorna, f"{dove.commento}/{gia['id']}", {"body": testo})
    return "commento aggiornato"


def _nostro(commento: Mapping[str, Any]) -> bool:
    """True for our comment: it opens with the mark and, where the forge says it, no person wrote it."""
    persona = (commento.get("user") or {}).get("type") == "User"
    return (commento.get("body") or "").startswith(SEGNO) and not persona


def main(argomenti: list[str], ambiente: Mapping[str, str]) -> int:
    """Write the text of a file (first argument) as the comment; 1 when the forge could not be reached."""
    file = Path(argomenti[0])
    grezzo = b""
    if file.is_file() and not file.is_symlink():
        with file.open("rb") as aperto:
            grezzo = aperto.read(BYTE_MASSIMI)
    try:
        dove = proposta(ambiente)
        if dove is None:
            print(f"Qui non c'è una proposta da commentare: il testo è in {file}")
            return 0
        print(f"Proposta: {pubblica(dove, grezzo.decode('utf-8', 'replace'))}")
    except ReteError as errore:
        print(f"Il commento non si può scrivere nella proposta ({errore}): è nel riassunto e fra i file del lavoro.")
        return int(errore.codice not in RIFIUTI)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
