"""Gives the macros to the pages: binds each to the build's view and to the page being written.

A page, and its title, is interpreted and never run: text as it is, and calls of these macros.

The view is the one that the hooks have put into MkDocs' configuration; nothing is read again here.
A mistake in a call never raises inside the page: it is kept in the deposit, and the hook that
checks the page stops the build with the whole list, in Italian.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from macros.publish.contesto.contesto import Contesto, Sorgente
from macros.publish.elenco_macro import MACRO, Macro
from macros.publish.html.frammenti import DEPOSITO, MacroError
from macros.reading.pagine.chiamate import Chiamata, Rifiutato, pezzi
from macros.reading.pagine.pagine import pagina_da
from macros.reading.testo.lettura import Lettura
from macros.vista.ascolto import Letto, ParteLetta

GENERI = {"str": "un testo fra virgolette", "int": "un numero intero", "bool": "True o False", "None": "None"}
"""Annotation of an argument → how it is written."""
LIVELLI, NUMERI = range(2, 5), range(10_000)
"""Of a heading, with those below it; any other number, which is a year or a few rows."""

if TYPE_CHECKING:
    from mkdocs.structure.files import Files
    from mkdocs_macros.plugin import MacrosPlugin


def define_env(env: MacrosPlugin) -> None:
    """Register every macro of the list, and put our interpreter in the place of Jinja."""
    tutte = cache(lambda: sorgenti_di(env.variables["files"]))  # once per build: else it grows with the pages' square

    def sorgenti() -> tuple[Sorgente, ...]:
        vars(env.conf)["vista"].segna(Letto(ParteLetta.PAGINE))
        return tutte()

    legate = {macro.nome: _legata(macro, lambda: _contesto(env, sorgenti)) for macro in MACRO}
    for nome, funzione in legate.items():
        env.macro(funzione, nome)  # type: ignore[no-untyped-call]  # the plugin has no types

    def render(markdown: str, force_rendering: bool = False) -> str:  # noqa: FBT001, FBT002 - the plugin's signature
        del force_rendering
        return interpreta(markdown, legate)

    env.render = render  # type: ignore[method-assign]  # pages are read, not run


def interpreta(testo: str, macro: Mapping[str, Callable[..., str]]) -> str:
    """Return a text with its calls replaced by what the macros print; what may not stand there is a mistake told.

    >>> interpreta("Il grado è {{ grado('2.2') }}.", {"grado": lambda codice: f"quello di {codice}"})
    'Il grado è quello di 2.2.'
    """
    parti = []
    for pezzo in pezzi(testo):
        match pezzo:
            case Chiamata():
                parti.append(macro[pezzo.nome](*pezzo.posizionali, **pezzo.nominati))
            case Rifiutato():
                DEPOSITO.errori.append(f"{pezzo.trovato}. Rimedio: {pezzo.rimedio}")
            case _:
                parti.append(pezzo)
    return "".join(parti)


def _contesto(env: MacrosPlugin, sorgenti: Callable[[], tuple[Sorgente, ...]]) -> Contesto:
    sigle = getattr(env.conf, "extra", {}).get("sigle") or {}
    return Contesto(vista=vars(env.conf)["vista"], pagina=env.page.url, sorgenti=sorgenti, sigle=sigle)


def sorgenti_di(files: Files) -> tuple[Sorgente, ...]:
    """Return every page with the title of its front matter: while one page is made, others are not read yet."""
    sorgenti = []
    for file in files.documentation_pages():
        pagina = pagina_da(Lettura(Path()), file.src_uri, file.content_string)
        if pagina is not None:  # what cannot be read has stopped the build already
            sorgenti.append(Sorgente(file.url, pagina.titolo or file.name, tuple(nome for nome, _ in pagina.capitoli)))
    return tuple(sorgenti)


def _legata(macro: Macro, contesto: Callable[[], Contesto]) -> Callable[..., str]:
    """Return the macro as the pages call it: without its first argument, never raising."""

    def chiama(*posizionali: object, **nominati: object) -> str:
        chiamata = _scritta(macro.nome, posizionali, nominati)
        try:
            _adatta(macro, posizionali, nominati)
            html = macro.funzione(contesto(), *posizionali, **nominati)
        except MacroError as errore:
            DEPOSITO.errori.append(f"macro «{chiamata}»: {errore}")
            return ""
        return DEPOSITO.metti(chiamata, html) if macro.blocco else html

    chiama.__name__ = macro.nome
    chiama.__doc__ = inspect.getdoc(macro.funzione)
    return chiama


def _adatta(macro: Macro, posizionali: tuple[object, ...], nominati: dict[str, object]) -> None:
    """Refuse arguments that the macro does not take: too many, too few, of another kind."""
    firma = inspect.signature(macro.funzione)
    try:
        dati = firma.bind(None, *posizionali, **nominati).arguments
    except TypeError:
        msg = f"argomenti non previsti o mancanti. Si scrive: {macro.firma}"
        raise MacroError(msg) from None
    for nome, valore in list(dati.items())[1:]:
        generi = str(firma.parameters[nome].annotation).split(" | ")
        if type(valore).__name__.removesuffix("Type") not in generi:
            msg = f"«{nome}» è {' o '.join(GENERI[g] for g in generi)}, non {_valore(valore)}"
            raise MacroError(msg)
        ammessi = LIVELLI if nome == "livello" else NUMERI
        if isinstance(valore, int) and valore not in ammessi:
            msg = f"«{nome}» è un numero da {ammessi[0]} a {ammessi[-1]}, non {valore}"
            raise MacroError(msg)


def _scritta(nome: str, posizionali: tuple[object, ...], nominati: dict[str, object]) -> str:
    """Write a call as whoever wrote the page typed it, more or less."""
    argomenti = [_valore(p) for p in posizionali]
    argomenti += [f"{chiave}={_valore(v)}" for chiave, v in nominati.items()]
    return f"{nome}({', '.join(argomenti)})"


def _valore(valore: object) -> str:
    return f'"{valore}"' if isinstance(valore, str) else str(valore)
