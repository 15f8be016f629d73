"""The Jinja templates of the fragments: everything is escaped, nothing may be undefined."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from macros.publish.html.glifi import TAVOLOZZA

CARTELLA = Path(__file__).resolve().parents[3] / "theme" / "frammenti"
_DI_ALTRI = re.compile(r"/\*.*?\*/|@font-face\s*\{.*?\}", re.DOTALL)
"""What a style sheet leaves out inside a page: comments, and fonts that are files."""


@cache
def modelli() -> Environment:
    """Return the environment of `theme/frammenti`, made once."""
    ambiente = Environment(
        loader=FileSystemLoader(CARTELLA),
        autoescape=True,
        auto_reload=False,  # where the theme is edited the preview begins anew
        undefined=StrictUndefined,
        optimized=False,  # folding constants costs more than it spares: a draft fills each template a few times
        trim_blocks=True,
        lstrip_blocks=True,
    )
    ambiente.globals["colori"] = TAVOLOZZA
    return ambiente


def componi(modello: str, **dati: object) -> str:
    """Render a template of `theme/frammenti` on ready-made records."""
    return modelli().get_template(modello).render(**dati).strip() + "\n"


@cache
def stili(*fogli: str) -> Markup:
    """Return style sheets of the theme as one text for a page that stands alone: nothing in it leads to other files."""
    css = "\n".join((CARTELLA.parent / "css" / nome).read_text(encoding="utf-8") for nome in fogli)
    return Markup("\n".join(riga.strip() for riga in _DI_ALTRI.sub("", css).splitlines() if riga.strip()))  # noqa: S704 - our own files
