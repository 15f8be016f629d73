"""The open data as pages: each file of a year with its columns and its first rows; the addresses that never change."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import islice

from macros.model.formato import peso_file
from macros.model.luoghi import CALENDARIO, CATALOGO, DATI, SOMME, file_dati, file_evidenza, file_vita
from macros.model.pagine import DATI_ANNO, DATI_APERTI
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.colonne import Colonna
from macros.publish.dati.evidenze import file_pubblicati
from macros.publish.dati.tabelle import tabella_di
from macros.publish.html.modelli import componi
from macros.publish.pacchetto.catalogo import perche_manca
from macros.publish.pacchetto.descrittore import che_cosa
from macros.publish.pacchetto.fatti import DESCRITTORE, dati_di, nome_libro
from macros.publish.pacchetto.insieme import file_aperti

PRIME = 2
"""Rows that a preview shows."""
LUNGA = 80
"""Characters of a cell that a preview shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMostrato:
    """A file of open data, as its page shows it."""

    nome: str
    indirizzo: str
    titolo: str
    descrizione: str
    peso: str
    """How large it is."""
    righe: int = 0
    colonne: tuple[tuple[str, Colonna, tuple[str, ...]], ...] = ()
    """Name, what it means, what the first rows hold; only of a table."""

    @property
    def chiave(self) -> str:
        """What its place on the page is called."""
        return "file-" + self.nome.replace(".", "-")


def dati_anno(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the open data of a year: each file with its size, its columns and its first rows.

    Example:
        {{ dati_anno() }}
    """
    n = ctx.numero_anno(anno)
    mostrati = [_mostrato(n, nome, contenuto) for nome, contenuto in file_aperti(ctx.vista, n).items()]
    return componi(
        "dati_anno.html",
        dati=dati_di(ctx.vista, n),
        libro=next(f for f in mostrati if f.nome == nome_libro(n)),
        tabelle=[f for f in mostrati if f.colonne],
        altri=[f for f in mostrati if not f.colonne and f.nome != nome_libro(n)],
        somme=file_dati(n, SOMME),
        evidenze=[(nome, file_evidenza(n, nome)) for nome in file_pubblicati(ctx.vista.anno(n))],
        dizionario=ctx.se_esiste(DATI_APERTI.indirizzo()),
    )


def _mostrato(anno: int, nome: str, contenuto: bytes) -> FileMostrato:
    titolo, descrizione = che_cosa(nome)
    colonne: tuple[tuple[str, Colonna, tuple[str, ...]], ...] = ()
    righe = 0
    if tabella := tabella_di(nome):
        lette = csv.reader(io.StringIO(contenuto.decode(), newline=""))
        next(lette)
        prime = list(islice(lette, PRIME))
        righe = len(prime) + sum(1 for _ in lette)
        celle = zip(*prime, strict=True) if prime else ((),) * len(tabella.colonne)
        voci = zip(tabella.colonne.items(), celle, strict=True)
        colonne = tuple((c, detta, tuple(map(_breve, sue))) for (c, detta), sue in voci)
    return FileMostrato(
        nome=nome,
        indirizzo=file_dati(anno, nome),
        titolo=titolo,
        descrizione=descrizione,
        peso=peso_file(len(contenuto)),
        righe=righe,
        colonne=colonne,
    )


def _breve(cella: str) -> str:
    return cella if len(cella) <= LUNGA else f"{cella[: LUNGA - 1]}…"


def indirizzi_dati(ctx: Contesto) -> str:
    """Return the addresses of the open data that never change, and what stands at each.

    Example:
        {{ indirizzi_dati() }}
    """
    ente = ctx.vista.ente
    return componi(
        "indirizzi_dati.html",
        sito=ente.indirizzo_sito,
        anni=[(n, DATI_ANNO.indirizzo(n)) for n in reversed(ctx.vista.anni)],
        dati=DATI,
        descrittore=DESCRITTORE,
        somme=SOMME,
        vita=file_vita("ANNO-CODICE"),
        catalogo=CATALOGO,
        manca=perche_manca(ente),
        senza_pec=not ente.pec,
        calendario=CALENDARIO,
    )
