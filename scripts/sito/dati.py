"""Writes what a site has beside its pages and documents: open data, calendar, what machines look for."""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path

from macros.model.luoghi import CALENDARIO, CATALOGO, MAPPA_COLLEGAMENTI
from macros.publish.iter.anac import dati_anac, mappa_collegamenti
from macros.publish.pacchetto.catalogo import catalogo
from macros.publish.pacchetto.insieme import file_aperti
from macros.publish.pagine.da_includere import da_includere
from macros.publish.pezzi.calendario import calendario
from macros.publish.pezzi.riga_vita import file_vite
from macros.vista.vista import Vista
from scripts.forgia.somme import scrivi_somme
from scripts.sito.tenute import Tenute

LIBRO = ".xlsx"


def scrivi_dati(vista: Vista, anno: int, cartella: Path, tenute: Tenute | None) -> list[Path]:
    """Write the open data of a year, with their checksums beside; return the files."""
    cartella.mkdir(parents=True, exist_ok=True)

    def fatti() -> dict[str, str]:
        return {nome: _in_testo(nome, contenuto) for nome, contenuto in file_aperti(vista, anno).items()}

    contenuti = fatti() if tenute is None else tenute.una_volta(vista, f"dati {anno}", "", fatti)
    for nome, contenuto in contenuti.items():
        (cartella / nome).write_bytes(_in_byte(nome, contenuto))
    scrivi_somme(cartella)
    return [cartella / nome for nome in contenuti]


def _in_testo(nome: str, contenuto: bytes) -> str:
    """Return what a file holds as JSON keeps it: a workbook is not text."""
    return b64encode(contenuto).decode() if nome.endswith(LIBRO) else contenuto.decode()


def _in_byte(nome: str, contenuto: str) -> bytes:
    return b64decode(contenuto) if nome.endswith(LIBRO) else contenuto.encode()


def scrivi_calendario(vista: Vista, cartella: Path, tenute: Tenute | None) -> Path:
    """Write the deadlines to subscribe to; return the file."""
    file = cartella / CALENDARIO
    file.parent.mkdir(exist_ok=True)  # of no year there is no folder

    def fatto() -> str:
        return calendario(vista).decode()

    file.write_bytes((fatto() if tenute is None else tenute.una_volta(vista, "calendario", "", fatto)).encode())
    return file


def scrivi_vite(vista: Vista, cartella: Path, tenute: Tenute | None) -> list[Path]:
    """Write the life of each indicator, with their checksums beside; return the tables."""

    def fatti() -> dict[str, str]:
        return {**file_vite(vista)}

    scritti = []
    for nome, testo in (fatti() if tenute is None else tenute.una_volta(vista, "vite", "", fatti)).items():
        scritti.append(cartella / nome)
        scritti[-1].parent.mkdir(parents=True, exist_ok=True)
        scritti[-1].write_text(testo, encoding="utf-8", newline="")
    if scritti:
        scrivi_somme(scritti[0].parent)
    return scritti


def per_le_macchine(vista: Vista, cartella: Path) -> list[Path]:
    """Write catalogue, files for ANAC, map of the links, pieces for other sites; return the first two."""
    pagine = (f.relative_to(cartella).as_posix() for f in cartella.rglob("*.html"))
    if (mappa := mappa_collegamenti(vista, pagine)) is not None:
        (cartella / MAPPA_COLLEGAMENTI).write_bytes(mappa)
    for nome, pezzo in da_includere(vista, lambda pagina: _leggi(cartella / pagina)).items():
        (cartella / nome).parent.mkdir(exist_ok=True)
        (cartella / nome).write_text(pezzo, encoding="utf-8")
    scritti = []
    if (elenco := catalogo(vista)) is not None:
        scritti.append(cartella / CATALOGO)
        scritti[-1].write_bytes(elenco)
    for file in dati_anac(vista):
        scritti.append(cartella / file.indirizzo)
        scritti[-1].parent.mkdir(parents=True, exist_ok=True)
        scritti[-1].write_bytes(file.contenuto)
    return scritti


def _leggi(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None
