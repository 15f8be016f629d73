"""Lists: files to download, dictionary of the open data, problem codes, tables of the manual."""

from __future__ import annotations

from macros.model.catalogo import CATALOGO
from macros.publish.contesto.contesto import Contesto, piu_vicino
from macros.publish.dati.tabelle import TABELLE
from macros.publish.html.modelli import CARTELLA, componi
from macros.publish.pagine.tappe import dati_in_elenco, documenti


def file_da_scaricare(ctx: Contesto) -> str:
    """Return the documents and the open data of every year shown, the last year first.

    Example:
        {{ file_da_scaricare() }}
    """
    anni = (ctx.vista.anno(n) for n in reversed(ctx.vista.anni))
    righe = [(a.anno, documenti(ctx, a), dati_in_elenco(ctx.vista, a)) for a in anni]
    return componi("file_da_scaricare.html", anni=righe)


def dizionario_dati(ctx: Contesto) -> str:
    """Return the dictionary of the open data: each file, each column, what an empty cell means.

    Example:
        {{ dizionario_dati() }}
    """
    del ctx
    return componi("dizionario.html", tabelle=TABELLE)


def codici_problema(ctx: Contesto) -> str:
    """Return every problem code that the checks can raise: its severity, what it means, what to do.

    Example:
        {{ codici_problema() }}
    """
    del ctx
    righe = [(codice, str(v.gravita), v.spiegazione, v.rimedio) for codice, v in CATALOGO.items()]
    indice: dict[str, dict[str, str]] = {}
    for codice, gravita, *_ in righe:  # as the table has them: by severity, then by code
        indice.setdefault(gravita, {}).setdefault(codice.partition("-")[0], codice)
    prime = {primo for famiglie in indice.values() for primo in famiglie.values()}
    return componi("codici_problema.html", righe=righe, indice=indice, prime=prime)


def sigle(ctx: Contesto) -> str:
    """Return every abbreviation that the pages explain, with what it means, in alphabetical order.

    Example:
        {{ sigle() }}
    """
    return componi("sigle.html", sigle=sorted(ctx.sigle.items(), key=lambda voce: voce[0].casefold()))


def tabella(ctx: Contesto, nome: str) -> str:
    """Return a table of the manual that is written by hand, in a file of `theme/frammenti/tabelle`.

    Example:
        {{ tabella("prove-a-mano") }}
    """
    del ctx
    nomi = sorted(file.stem for file in (CARTELLA / "tabelle").glob("*.html"))
    if nome not in nomi:
        raise piu_vicino(nome, nomi, "il nome di una tabella del manuale")
    return componi(f"tabelle/{nome}.html")
