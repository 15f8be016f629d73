"""How an act and a document are named: in a sentence, on pages, in messages and in comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.model.atti import Atto
from macros.model.formato import con_articolo
from macros.model.problems import Documento

if TYPE_CHECKING:
    from macros.model.anno import Anno

NOMI_DOCUMENTI = {
    Documento.PIANO: "Piano della performance",
    Documento.PIAO: "Piano integrato di attività e organizzazione",
    Documento.MONITORAGGIO: "Monitoraggio al 30 giugno",
    Documento.RELAZIONE: "Relazione sulla performance",
}
"""What a document is called; its year follows: see `titolo_documento`."""
DEL_TRIENNIO = (Documento.PIANO, Documento.PIAO)
"""Those that plan three years, which their titles bear."""


def sigla(documento: Documento) -> str:
    """Return what a document is called in one word: «Piano», «PIAO»."""
    return documento.upper() if documento is Documento.PIAO else documento.capitalize()


def breve(atto: Atto) -> str:
    """Quote an act: body, number."""
    return f"{atto.organo}, {'n. ' if atto.numero[:1].isdigit() else ''}{atto.numero}"


def in_parole(atto: Atto) -> str:
    """Quote an act: body, number, day."""
    return f"{breve(atto)} {con_articolo('del', atto.data)}"


def numero_e_giorno(atto: Atto) -> str:
    """Quote an act whose body is named beside it: number, day."""
    return in_parole(atto).removeprefix(f"{atto.organo}, ")


def con_preposizione(preposizione: str, organo: str) -> str:
    """Write a body after «di» or «da», with the article that its first word takes.

    >>> con_preposizione("di", "OIV"), con_preposizione("da", "Nucleo di valutazione")
    ("dell'OIV", 'dal Nucleo di valutazione')
    >>> con_preposizione("di", "Commissione di valutazione")
    'della Commissione di valutazione'
    """
    base, prima = {"di": "del", "da": "dal"}[preposizione], organo.split(maxsplit=1)[0].casefold()
    if prima[0] in "aeiou":
        return f"{base}l'{organo}"
    return f"{base}la {organo}" if prima.endswith(("a", "ione")) else f"{base} {organo}"


def nome_oiv(anno: Anno) -> str:
    """Return what the OIV is called in a year."""
    return (anno.oiv.organo if anno.oiv else None) or "OIV"


def triennio(anno: Anno) -> str:
    """Write the years of the plan: «2021–2023»."""
    anni = anno.letture.triennio
    return f"{anni[0]}–{anni[-1]}"


def titolo_documento(anno: Anno, documento: Documento) -> str:
    """Return the title of a document of a year: what plans bears its three years."""
    return f"{NOMI_DOCUMENTI[documento]} {triennio(anno) if documento in DEL_TRIENNIO else anno.anno}"


def breve_documento(anno: Anno, documento: Documento) -> str:
    """Return what a document of a year is called in links."""
    match documento:
        case Documento.PIANO:
            return f"Piano {triennio(anno)}"
        case Documento.PIAO:
            return f"PIAO {anno.anno}"
        case Documento.MONITORAGGIO:
            return NOMI_DOCUMENTI[documento]
        case _:
            return f"Relazione {anno.anno}"
