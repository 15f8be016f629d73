"""`make commento`: the comparison with the base as one comment of the pull request, updated in place.

The text is written in a file in any case. Where the forge does not let this token write (a pull request from
a fork), it goes to the job's summary, and nothing fails.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.publish.confronto.markdown import MASSIMO, SEGNO
from scripts.forgia.base import BaseError, trova_base
from scripts.forgia.rete import RIFIUTI, Forgia, ReteError

FILE = Path("build/commento.md")
PIEDE = "_Questo commento si aggiorna da solo a ogni modifica della proposta. La proposta non è l'atto._"
PAGINA = 100
"""Comments asked for at once."""
_RICHIESTA = re.compile(r"refs/pull/(\d+)/")


@dataclass(frozen=True, slots=True)
class Proposta:
    """The pull request whose comment is written."""

    forgia: Forgia
    commenti: str
    """Path of its comments."""
    commento: str
    """Path of one comment, without its number."""
    aggiorna: str
    """Method that rewrites one."""


def proposta(ambiente: Mapping[str, str]) -> Proposta | None:
    """Return the pull request that the job is about; None outside a job of a forge that we know, or with no token."""
    numero = _RICHIESTA.match(ambiente.get("GITHUB_REF", ""))
    token = ambiente.get("GITHUB_TOKEN")
    if numero and token:
        deposito = f"/repos/{ambiente['GITHUB_REPOSITORY']}/issues"
        forgia = Forgia(ambiente["GITHUB_API_URL"].rstrip("/"), {"Authorization": f"Bearer {token}"})
        return Proposta(forgia, f"{deposito}/{numero[1]}/comments", f"{deposito}/comments", "PATCH")
    numero_gitlab, token = ambiente.get("CI_MERGE_REQUEST_IID"), ambiente.get("CICLO_TOKEN")
    if numero_gitlab and token:
        note = f"/projects/{ambiente['CI_PROJECT_ID']}/merge_requests/{numero_gitlab}/notes"
        return Proposta(Forgia(ambiente["CI_API_V4_URL"].rstrip("/"), {"PRIVATE-TOKEN": token}), note, note, "PUT")
    return None


def componi(radice: Path, ambiente: Mapping[str, str]) -> str:
    """Return the comment: the comparison, or why there is none."""
    try:
        base = trova_base(radice, ambiente)
    except BaseError as errore:
        return _senza_confronto(str(errore))
    comando = "from scripts.ciclo import main; main()"
    esito = subprocess.run(
        [sys.executable, "-c", comando, "confronta", base, "--formato", "markdown", "--radice", str(radice)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    if esito.returncode:
        return _senza_confronto(esito.stderr)
    return f"{esito.stdout.rstrip()}\n\n{PIEDE}\n"


def _senza_confronto(perche: str) -> str:
    """Return the comment that says why there is no comparison, as it was said: in a block, where it is only text."""
    testo = perche.strip()
    if len(testo) > MASSIMO // 2:
        testo = testo[: MASSIMO // 2].rpartition("\n")[0] + "\n…"
    recinto = "`" * (max((2, *(len(r) for r in re.findall("`+", testo)))) + 1)
    return f"{SEGNO}\n\n**Il confronto con la base non si può fare.**\n\n{recinto}text\n{testo}\n{recinto}\n\n{PIEDE}\n"


def pubblica(dove: Proposta, testo: str) -> str:
    """Write the comment over ours, or as a new one; return what was done, in Italian. Raises: ReteError."""
    gia = _nostro(dove)
    if gia is None:
        dove.forgia.chiedi("POST", dove.commenti, {"body": testo})
        return "commento scritto"
    if gia["body"].strip() == testo.strip():
        return "commento già aggiornato"
    dove.forgia.chiedi(dove.aggiorna, f"{dove.commento}/{gia['id']}", {"body": testo})
    return "commento aggiornato"


def _nostro(dove: Proposta) -> dict[str, Any] | None:
    """Return our comment: it opens with the mark and, where the forge says it, no person wrote it."""
    visti: set[int] = set()
    for pagina in range(1, 1000):
        commenti = dove.forgia.chiedi("GET", f"{dove.commenti}?per_page={PAGINA}&page={pagina}")
        for c in commenti:
            persona = (c.get("user") or {}).get("type") == "User"
            if (c.get("body") or "").startswith(SEGNO) and not persona:
                return dict(c)
        nuovi = {c["id"] for c in commenti} - visti
        if len(commenti) < PAGINA or not nuovi:  # a forge that knows no pages answers the same
            return None
        visti |= nuovi
    return None


def main() -> int:
    """Write the comment; 1 when the forge could not be reached."""
    testo = componi(Path.cwd(), os.environ)
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(testo, encoding="utf-8")
    print(f"Il commento è in {FILE}")
    dove = proposta(os.environ)
    if dove is None:
        return 0
    try:
        print(f"Proposta: {pubblica(dove, testo)}")
    except ReteError as errore:
        _nel_riassunto(testo)
        print(f"Il commento non si può scrivere nella proposta ({errore}): è nel riassunto del lavoro.")
        return int(errore.codice not in RIFIUTI)
    return 0


def _nel_riassunto(testo: str) -> None:
    if riassunto := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(riassunto).open("a", encoding="utf-8") as file:
            file.write(testo)


if __name__ == "__main__":
    sys.exit(main())
