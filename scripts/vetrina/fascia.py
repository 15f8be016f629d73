"""What the preview puts into a page when it serves it: the band that says what is wrong, and what waits for news.

A built file never holds any of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from macros.publish.html.modelli import CARTELLA, componi
from scripts.vetrina.guasti import Guasto

if TYPE_CHECKING:
    from collections.abc import Mapping

QUANTI = 5
"""Problems that the band quotes; of the others it says how many they are."""
PROPRI = "/.anteprima/"
"""Where the preview's own files are: no file of a site begins with a dot."""
_SUOI = CARTELLA / "anteprima"
_GETTONI = CARTELLA.parent / "css" / "gettoni.css"


def file_propri() -> Mapping[str, bytes]:
    """Return the preview's own files by address, as they are when it begins."""
    da = {"attesa.js": _SUOI / "attesa.js", "fascia.css": _SUOI / "fascia.css", "gettoni.css": _GETTONI}
    return {PROPRI + nome: file.read_bytes() for nome, file in da.items()}


@lru_cache(maxsize=4)
def fascia(guasti: tuple[Guasto, ...]) -> str:
    """Return the band; empty when nothing is wrong."""
    if not guasti:
        return ""
    altri = max(len(guasti) - QUANTI, 0)
    return componi("anteprima/fascia.html", guasti=guasti[:QUANTI], quanti=len(guasti), altri=altri)


def vestita(pagina: bytes, sopra: str, testa: str) -> bytes:
    """Return a built page with the band above it and the script in its head.

    >>> vestita(b"<html><head></head><body class=x>Testo</body></html>", "[fascia]", "[script]")
    b'<html><head>[script]</head><body class=x>[fascia]Testo</body></html>'
    """
    pagina = pagina.replace(b"</head>", testa.encode() + b"</head>", 1)
    prima, segno, resto = pagina.partition(b"<body")
    tag, chiude, corpo = resto.partition(b">")
    return prima + segno + tag + chiude + sopra.encode() + corpo
