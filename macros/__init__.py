"""The package of ciclo: model, reading, checks, engine, fragments.

`mkdocs-macros-plugin` imports it and calls `define_env`. Importing it loads
nothing else, so that `ciclo verifica` starts without the libraries of the site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_macros.plugin import MacrosPlugin


def define_env(env: MacrosPlugin) -> None:
    """Give the macros of `macros.publish.env` to the pages."""
    from macros.publish.env import define_env as bind

    bind(env)
