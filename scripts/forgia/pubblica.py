"""`make pubblica-rilascio`: a prepared release on the forge, all at once. The standard library alone: no set-up.

The release stays a draft until every file is up. One already published is never changed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from scripts.forgia.ramo import fuori_dal_ramo
from scripts.forgia.rete import Forgia, ReteError, di_github
from scripts.forgia.rilascio import NOTE, RilascioError, etichetta, file_da_allegare


def pubblica(forgia: Forgia, deposito: str, nome: str, cartella: Path) -> str:
    """Publish the files of a folder as the release of a tag; return its address.

    Raises: ReteError, also when the release is published already; RilascioError when a file was changed.
    """
    file = file_da_allegare(cartella)
    rilasci = f"/repos/{deposito}/releases"
    corpo = {"tag_name": nome, "name": nome, "body": (cartella / NOTE).read_text(encoding="utf-8"), "draft": True}
    gia = next((r for r in forgia.tutte(rilasci) if r["tag_name"] == nome), None)  # drafts included
    if gia and not gia["draft"]:
        msg = f"il rilascio «{nome}» è già pubblicato e non si cambia. Rimedio: un'altra etichetta"
        raise ReteError(msg)
    if gia:  # left half done by an attempt before
        forgia.chiedi("DELETE", f"{rilasci}/{gia['id']}")
    bozza = forgia.chiedi("POST", rilasci, corpo)
    caricamento = bozza["upload_url"].partition("{")[0]
    for allegato in file:
        indirizzo = f"{caricamento}?name={quote(allegato.name)}"
        forgia.chiedi("POST", indirizzo, allegato.read_bytes(), tipo="application/octet-stream")
    fatto = forgia.chiedi("PATCH", f"{rilasci}/{bozza['id']}", {"draft": False})
    return str(fatto["html_url"])


def main(argomenti: list[str], ambiente: Mapping[str, str]) -> int:
    """Publish the release prepared in a folder (first argument); 1 when that cannot be done."""
    mancano = [v for v in ("GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN") if not ambiente.get(v)]
    nome = etichetta(ambiente)
    if not (Path(argomenti[0]) / NOTE).is_file():
        print(f"rilascio: in {argomenti[0]} non c'è niente di pronto. Rimedio: make rilascio", file=sys.stderr)
        return 1
    if mancano or not nome:
        cosa = ", ".join(mancano) or "l'etichetta (CICLO_ETICHETTA)"
        print(f"rilascio: manca {cosa}: i file sono in {argomenti[0]}, si possono allegare a mano.", file=sys.stderr)
        return 1
    if perche := fuori_dal_ramo(Path.cwd(), f"refs/tags/{nome}"):
        print(f"rilascio: {perche}.", file=sys.stderr)
        return 1
    try:
        print(pubblica(di_github(ambiente), ambiente["GITHUB_REPOSITORY"], nome, Path(argomenti[0])))
    except (ReteError, RilascioError) as errore:
        print(f"rilascio: {errore}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
