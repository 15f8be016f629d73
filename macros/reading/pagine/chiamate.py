"""What a page may hold between its braces: calls of known macros, with values written out. Nothing is run here.

The page is parsed by Jinja itself, so that nothing which Jinja would read otherwise can hide; of the tree
only text and such calls are taken, whatever else is refused with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.model.macro import NOMI, SEGNO
from macros.reading.testo.scalari import piu_vicina

Argomento = str | int | float | bool | None
_AMBIENTE = Environment()  # noqa: S701 - parses only: nothing is rendered
GRAFFE = re.compile(r"{[{%#]")
_APERTE = re.compile(r"[\[({]")
FORMA = '{{ nome(…) }}, con il nome di una macro e valori scritti per esteso, come {{ grado("2.2", periodo="30-06") }}'
"""How a macro is called, for messages."""
ELENCO = "la pagina «Macro» del manuale le elenca tutte; un esempio di graffe si scrive fra {% raw %} e {% endraw %}"
_PAROLE: Mapping[type[nodes.Node], str] = {
    nodes.Getattr: "un attributo",
    nodes.Getitem: "un elemento fra parentesi quadre",
    nodes.Filter: "un filtro («|»)",
    nodes.Test: "una condizione",
    nodes.CondExpr: "una condizione",
    nodes.Compare: "un confronto",
    nodes.Const: "un valore da solo",
    nodes.Name: "un nome senza parentesi",
    nodes.BinExpr: "un'operazione",
    nodes.UnaryExpr: "un'operazione",
    nodes.Concat: "un'operazione",
    nodes.Call: "la chiamata di qualcosa che non è una macro",
}


@dataclass(frozen=True, slots=True)
class Chiamata:
    """A call of a macro, as typed."""

    nome: str
    posizionali: tuple[Argomento, ...] = ()
    nominati: Mapping[str, Argomento] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rifiutato:
    """Something that a page may not hold."""

    riga: int
    """From 1, in the text."""
    trovato: str
    rimedio: str


def pezzi(testo: str) -> Iterator[str | Chiamata | Rifiutato]:
    """Yield the text of a page in its order: stretches of text, calls, what is refused.

    >>> list(pezzi("Il grado è {{ grado('2.2') }}."))
    ['Il grado è ', Chiamata(nome='grado', posizionali=('2.2',), nominati={}), '.']
    >>> [p.trovato for p in pezzi("{{ cycler.__init__ }}")]
    ['un attributo, in «{{ cycler.__init__ }}»']
    """
    if SEGNO not in testo and not GRAFFE.search(testo):  # as Jinja reads it
        yield testo.removesuffix("\n")
        return
    righe = testo.splitlines()

    def no(riga: int, trovato: str, rimedio: str = "") -> Rifiutato:
        scritta = righe[riga - 1].strip()[:80] if 0 < riga <= len(righe) else ""
        return Rifiutato(riga, f"{trovato}, in «{scritta}»", rimedio or ELENCO)

    try:
        albero = _AMBIENTE.parse(testo)
    except TemplateSyntaxError as errore:
        chiuse = "controllare parentesi, virgolette e graffe della riga; " + ELENCO
        yield no(min(errore.lineno, len(righe)), "fra graffe qualcosa che non si capisce o non è chiuso", chiuse)
        return
    except (RecursionError, ValueError):
        fitta = max(range(len(righe)), key=lambda n: len(_APERTE.findall(righe[n])))
        yield no(fitta + 1, "troppe parentesi, o un numero troppo lungo")
        return
    for nodo in albero.body:
        if not isinstance(nodo, nodes.Output):
            yield no(nodo.lineno, "un'istruzione fra {% %}")
            continue
        for voce in nodo.nodes:
            if isinstance(voce, nodes.TemplateData):
                prima, riservata, _ = voce.data.partition(SEGNO)
                riga = voce.lineno + prima.count("\n")
                yield no(riga, f"la parola «{SEGNO}», riservata") if riservata else voce.data
            else:
                letta = _chiamata(voce)
                yield letta if isinstance(letta, Chiamata) else no(voce.lineno, *letta)


def _chiamata(nodo: nodes.Expr) -> Chiamata | tuple[str, str]:
    """Return a call, or what is wrong with it and how to mend it."""
    if not isinstance(nodo, nodes.Call) or not isinstance(nodo.node, nodes.Name):
        return next((detto for tipo, detto in _PAROLE.items() if isinstance(nodo, tipo)), "un'espressione"), ""
    nome = nodo.node.name
    if nome not in NOMI:
        forse = piu_vicina(nome, NOMI)
        return f"«{nome}», che non è una macro", f"forse si intendeva «{forse}»; {ELENCO}" if forse else ""
    if nodo.dyn_args or nodo.dyn_kwargs or len({k.key for k in nodo.kwargs}) != len(nodo.kwargs):
        return f"argomenti di «{nome}» con asterischi o ripetuti", ""
    posizionali = tuple(map(_valore, nodo.args))
    nominati = {k.key: _valore(k.value) for k in nodo.kwargs}
    if _NO in (*posizionali, *nominati.values()):
        return f"un argomento di «{nome}» che non è scritto per esteso", ""
    return Chiamata(nome, posizionali, nominati)


_NO = "\0"
"""In the place of a value that is not written out: no text of ours has it."""


def _valore(nodo: nodes.Expr) -> Argomento:
    """Return a constant; one that cannot be printed (control characters, half a character) is none."""
    valore: Argomento = nodo.value if isinstance(nodo, nodes.Const) else _NO
    return valore if str(valore).isprintable() else _NO
