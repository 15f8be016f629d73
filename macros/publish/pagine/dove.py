"""What goes where when the site is published: its address, the files of each item of Amministrazione trasparente."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.luoghi import INDICE_DA_INCLUDERE, SENZA_INDIRIZZO, file_da_includere, file_dati
from macros.publish.dati.tabelle import PREMI, PREMI_TOTALI
from macros.publish.html.modelli import componi
from macros.publish.iter.anac import dati_anac, indirizzo_voce
from macros.publish.pacchetto.insieme import nomi_aperti
from macros.publish.pagine.esposti import Formato, esposti
from macros.publish.pagine.trasparenza import IN_LINEA, OIV

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.publish.contesto.contesto import Contesto

DATI = {"06.04": PREMI_TOTALI.file, "06.05": PREMI.file}
"""Item whose figures are data of each year, not a document → the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoveVa:
    """Where the things of an item stand in the site."""

    codice: str
    titolo: str
    pagina: str
    cose: tuple[tuple[str, tuple[Formato, ...]], ...]
    """Of each document or year: its name, its files."""
    frammento: str
    """Empty where the pieces are not made."""


def dove_si_pubblica(ctx: Contesto) -> str:
    """Return the address of the site, and of each item of Amministrazione trasparente the page, the files, the piece.

    Example:
        {{ dove_si_pubblica() }}
    """
    trasparenza, ente = ctx.vista.trasparenza, ctx.vista.ente
    indirizzo = ente.indirizzo_sito
    voci = [
        DoveVa(
            codice=o.codice if o.codice[:1].isdigit() else "",
            titolo=o.titolo,
            pagina=indirizzo_voce(o.codice),
            cose=tuple(_cose(ctx, o.codice)),
            frammento=file_da_includere(o.codice, in_riquadro=False) if indirizzo else "",
        )
        for o in (trasparenza.obblighi if trasparenza else ())
    ]
    return componi(
        "dove_si_pubblica.html",
        aperto=ente.indirizzo_aperto,
        di_esempio=bool(indirizzo) and not ente.indirizzo_aperto,
        senza=SENZA_INDIRIZZO,
        dimostrativo=ente.dimostrativo,
        indice=INDICE_DA_INCLUDERE if voci and indirizzo else "",
        voci=voci,
    )


def _cose(ctx: Contesto, codice: str) -> Iterator[tuple[str, tuple[Formato, ...]]]:
    for riga in esposti(ctx, IN_LINEA.get(codice, ())):
        if riga.formati:
            yield riga.nome, riga.formati
    if nome := DATI.get(codice):
        for n in reversed(ctx.vista.anni):
            if nome in nomi_aperti(ctx.vista, n):
                yield str(n), (("CSV", f"{nome} del {n}", file_dati(n, nome)),)
    if codice == OIV:
        ultimi = [f for f in dati_anac(ctx.vista) if f.ultimo]
        if ultimi:
            yield "Per ANAC", tuple((f.nome.rpartition(".")[2].upper(), f.nome, f.indirizzo) for f in ultimi)
