"""Where a page may lead: judged as a browser reads it, after its entities are resolved."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

_INVISIBILI = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SCHEMA = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def rifiuto(indirizzo: str, *, immagine: bool = False) -> str:
    r"""Return what is wrong with an address; «» when it may stand.

    >>> rifiuto("../dati.md#csv"), rifiuto("https://example.org/?a=1"), rifiuto("java&#115;cript:alert(1)")
    ('', '', 'comincia con «javascript:»')
    >>> rifiuto("/\\host"), rifiuto("java&Tab;script:x"), rifiuto("https://example.org/a.png", immagine=True)
    ('ha una barra rovescia', 'ha un carattere invisibile', 'porta fuori da questo sito')
    """
    letto = unescape(indirizzo).strip(" ")
    if _INVISIBILI.search(letto):
        return "ha un carattere invisibile"
    if "\\" in letto:
        return "ha una barra rovescia"
    if schema := _SCHEMA.match("".join(letto.split())):  # where Markdown has made spaces of a tab
        return _con_schema(letto, schema[0].lower(), immagine=immagine)
    if "//" in letto.partition("?")[0].partition("#")[0]:
        return "ha due barre di seguito, e porterebbe a un altro sito"
    return "comincia con «/», e il sito può stare in una sottocartella" if letto.startswith("/") else ""


def _con_schema(letto: str, schema: str, *, immagine: bool) -> str:
    if schema not in {"https:", "mailto:"}:
        return f"comincia con «{schema}»"
    if immagine:
        return "porta fuori da questo sito"
    try:
        parti = urlsplit(letto)
    except ValueError:
        return "non si legge"
    intero = parti.netloc if schema == "https:" else "@" in parti.path
    return "" if intero else "è incompleto"
