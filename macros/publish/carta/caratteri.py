"""The fonts of the printed documents: ours only, static files, read from the installed packages.

A font that the machine happens to have must never be used: it would hide a missing glyph and make
the bytes depend on the machine. So fontconfig gets a configuration without font folders.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

SCHEMA = "ciclo:caratteri/"
"""Addresses of the fonts in the style sheet: no path of this machine enters the document."""

WOFF2 = b"wOF2"
"""How a packed font begins."""

TITILLIUM, LORA, ROBOTO_MONO = "Titillium Web", "Lora", "Roboto Mono"

_LORA = "static/fonts/Lora/lora-v20-latin-ext_latin-"
_ROBOTO = "static/fonts/Roboto_Mono/roboto-mono-v13-latin-ext_latin-"


@dataclass(frozen=True, slots=True)
class Faccia:
    """One font file."""

    famiglia: str
    peso: int
    corsivo: bool
    pacchetto: str
    percorso: str

    @property
    def nome(self) -> str:
        """File name, by which the style sheet asks for it."""
        return self.percorso.rpartition("/")[2]

    def leggi(self) -> bytes:
        """Return the file's bytes."""
        return (files(self.pacchetto) / self.percorso).read_bytes()


def _titillium(peso: int, nome: str, *, corsivo: bool = False) -> Faccia:
    percorso = f"files/TitilliumWeb-{nome}.ttf"
    return Faccia(TITILLIUM, peso, corsivo, "fontpkg_titillium_web", percorso)


def _statica(famiglia: str, radice: str, peso: int, *, corsivo: bool) -> Faccia:
    stile = {(400, False): "regular", (400, True): "italic", (700, False): "700"}
    percorso = f"{radice}{stile.get((peso, corsivo), '700italic')}.woff2"
    return Faccia(famiglia, peso, corsivo, "bootstrap_italia_template", percorso)


FACCE: tuple[Faccia, ...] = (
    _titillium(300, "Light"),
    _titillium(300, "LightItalic", corsivo=True),
    _titillium(400, "Regular"),
    _titillium(400, "Italic", corsivo=True),
    _titillium(600, "SemiBold"),
    _titillium(600, "SemiBoldItalic", corsivo=True),
    _titillium(700, "Bold"),
    _titillium(700, "BoldItalic", corsivo=True),
    *(
        _statica(famiglia, radice, peso, corsivo=corsivo)
        for famiglia, radice in ((LORA, _LORA), (ROBOTO_MONO, _ROBOTO))
        for peso in (400, 700)
        for corsivo in (False, True)
    ),
)
"""Every face is declared: an absent italic would be made by slanting the upright."""


def foglio() -> str:
    """Return the @font-face rules of all the faces."""
    return "\n".join(
        f'@font-face {{ font-family: "{f.famiglia}"; font-weight: {f.peso}; '
        f'font-style: {"italic" if f.corsivo else "normal"}; src: url("{SCHEMA}{f.nome}"); }}'
        for f in FACCE
    )


@cache
def coperti() -> frozenset[int]:
    """Return the characters that every family has a shape for: what is not among them is printed as a void."""
    from fontTools.ttLib import TTFont

    return frozenset.intersection(*(frozenset(TTFont(BytesIO(f.leggi())).getBestCmap()) for f in FACCE))


@cache
def leggi(nome: str) -> bytes:
    """Return the bytes of the font with that file name, unpacked: the printer would unpack them for each document.

    Raises:
        KeyError: it is not one of ours.
    """
    grezzo = {f.nome: f for f in FACCE}[nome].leggi()
    if not grezzo.startswith(WOFF2):
        return grezzo
    from fontTools.ttLib import woff2

    disteso = BytesIO()
    woff2.decompress(BytesIO(grezzo), disteso)
    return disteso.getvalue()


def configura_fontconfig(cartella: Path) -> Path:
    """Write a fontconfig configuration that knows no font of the machine; return its path."""
    percorso = cartella / "fonts.conf"
    percorso.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig><cachedir>{escape(str(cartella))}</cachedir></fontconfig>\n",
        encoding="utf-8",
    )
    return percorso
