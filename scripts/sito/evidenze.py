"""The files of what proves the results, as they go into the site: byte by byte, each the one of its row."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.exceptions import PluginError

from macros.model.archivio import EVIDENZE
from macros.model.luoghi import file_evidenza
from macros.publish.dati.evidenze import file_pubblicati
from macros.reading.blocco.impronta import sha256_di
from macros.reading.testo.deposito import RifiutatoError
from macros.vista.vista import Vista


def evidenze_pubblicate(vista: Vista) -> Iterator[tuple[str, bytes]]:
    """Yield path in the site and bytes of each file that a view may show.

    Raises: PluginError when one is no longer the file that was examined.
    """
    for anno in vista.anni:
        for nome, sha256 in file_pubblicati(vista.anno(anno)).items():
            origine = f"data/{anno}/{EVIDENZE.allegati}/{nome}"
            try:
                grezzo = vista.aperti.leggi(vista.radice, vista.radice / origine)
            except (RifiutatoError, OSError):
                grezzo = b""
            if sha256_di(grezzo) != sha256:
                msg = f"{origine} è cambiato durante la costruzione: ripeterla"
                raise PluginError(msg)
            yield file_evidenza(anno, nome), grezzo
