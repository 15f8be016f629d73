"""The head of what is printed: title, days, author, description. No clock."""

from __future__ import annotations

import datetime as dt
from html import escape


def intestazione(titolo: str, giorno: dt.date, autore: str, descrizione: str) -> str:
    """Return an HTML document up to its body; author and description, «» where there is none.

    `giorno`: the only date that the bytes depend on.
    """
    istante = f"{giorno.isoformat()}T00:00:00Z"
    detti = {"author": autore, "description": descrizione, "dcterms.created": istante, "dcterms.modified": istante}
    meta = "".join(f'<meta name="{nome}" content="{escape(detto)}">\n' for nome, detto in detti.items() if detto)
    return (
        '<!DOCTYPE html>\n<html lang="it">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(titolo)}</title>\n{meta}</head>"
    )


def pagina(titolo: str, giorno: dt.date, autore: str, corpo: str) -> str:
    """Return a whole HTML document that needs no description."""
    return f"{intestazione(titolo, giorno, autore, '')}\n<body>\n{corpo}</body>\n</html>\n"
