"""Every file of the open data of a year, made once for the page that shows them and for who writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.publish.confronto.file import file_confronto
from macros.publish.dati.aperti import dati_aperti, nomi_file
from macros.publish.pacchetto.descrittore import descrittore
from macros.publish.pacchetto.fatti import DESCRITTORE, dati_di, nome_libro
from macros.publish.pacchetto.libro import in_libro

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.vista.vista import Vista


def nomi_aperti(vista: Vista, anno: int) -> tuple[str, ...]:
    """Return the names of a year's files: the tables, then what holds and describes them."""
    return *nomi_file(vista, anno), nome_libro(anno), DESCRITTORE


def file_aperti(vista: Vista, anno: int) -> Mapping[str, bytes]:
    """Return the files of a year, by name, in the order of `nomi_aperti`."""
    return vista.una_volta(("dati aperti", anno), lambda: _fatti(vista, anno), anno)


def _fatti(vista: Vista, anno: int) -> Mapping[str, bytes]:
    dati, scritti = dati_di(vista, anno), dati_aperti(vista, anno) | file_confronto(vista, anno)
    tabelle = {nome: scritti[nome] for nome in nomi_file(vista, anno)}
    # The workbook says the same as the tables: who reads the description for programs would take it for another one.
    return tabelle | {nome_libro(anno): in_libro(dati, tabelle), DESCRITTORE: descrittore(dati, tabelle)}
