"""Bootstrap Italia's installed files that the site uses, and where they go in it.

Read through `importlib.resources`: nothing of the package is kept in the repository,
and its Python (which wants Django) is never imported.
"""

from __future__ import annotations

from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

from macros.model.luoghi import INSTALLATI

CARTELLA = f"{INSTALLATI}/bootstrap-italia"
"""Folder of the site that holds them; `theme/css/screen.css` points into it."""

_TITILLIUM = "fonts/Titillium_Web/titillium-web-v10-latin-ext_latin-"
_LORA = "fonts/Lora/lora-v20-latin-ext_latin-"
_MONO = "fonts/Roboto_Mono/roboto-mono-v13-latin-ext_latin-"
USATI = (
    "css/bootstrap-italia.min.css",
    *(f"{_TITILLIUM}{peso}.woff2" for peso in ("300", "regular", "italic", "600", "700")),
    *(f"{_LORA}{peso}.woff2" for peso in ("regular", "italic", "700")),
    f"{_MONO}regular.woff2",
    "fonts/Titillium_Web/OFL.txt",
    "fonts/Lora/OFL.txt",
    "fonts/Roboto_Mono/LICENSE.txt",
)
"""Paths inside the package's `static`: the faces that `screen.css` declares, and their licences."""


def installati() -> dict[str, Path]:
    """Return path in the site → installed file."""
    statici = Path(str(files("bootstrap_italia_template") / "static"))
    trovati = {f"{CARTELLA}/{nome}": statici / nome for nome in USATI}
    licenze = [
        Path(str(voce.locate())) for voce in distribution("design-django-theme").files or () if voce.name == "LICENSE"
    ]
    if licenze:
        trovati[f"{CARTELLA}/LICENSE.txt"] = licenze[0]
    return trovati
