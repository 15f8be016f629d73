"""The files of what proves the results, as they go into the site: byte by byte, each the one of its row."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from macros.model.archivio import EVIDENZE
from macros.model.luoghi import file_evidenza
from macros.publish.dati.evidenze import file_pubblicati
from macros.reading.blocco.impronta import sha256_di
from macros.reading.testo.files import leggi_byte
from macros.vista.vista import Vista


def pubblica_evidenze(files: Files, config: MkDocsConfig, vista: Vista) -> None:
    """Add to the files of a site those that a view may show. Raises: PluginError, as `evidenze_pubblicate`."""
    for nome, grezzo in evidenze_pubblicate(vista):
        files.append(File.generated(config, nome, content=grezzo))


def evidenze_pubblicate(vista: Vista) -> Iterator[tuple[str, bytes]]:
    """Yield path in the site and bytes of each file that a view may show.

    Raises: PluginError when one is no longer the file that was examined.
    """
    for anno in vista.anni:
        for nome, sha256 in file_pubblicati(vista.anno(anno)).items():
            origine = f"data/{anno}/{EVIDENZE.allegati}/{nome}"
            grezzo = leggi_byte(vista.lettura(anno), vista.radice / origine)
            if grezzo is None or sha256_di(grezzo) != sha256:
                msg = f"{origine} è cambiato durante la costruzione: ripeterla"
                raise PluginError(msg)
            yield file_evidenza(anno, nome), grezzo
