"""Folders of a project and the texts of its files; `deposito` opens them.

What cannot be read is a problem, and the file is then skipped; nothing is ever written.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from macros.model.file_anno import FileAnno
from macros.model.problems import Source
from macros.reading.testo.deposito import RifiutatoError, cartella_vera, dentro, esiste
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import ANNO

FIRME = {
    b"PK\x03\x04": "un foglio di calcolo o un documento (XLSX, ODS, DOCX)",
    b"\xd0\xcf\x11\xe0": "un foglio di calcolo o un documento di una volta (XLS, DOC)",
    b"%PDF-": "un PDF",
}
"""How files of office programs begin."""
CARATTERI_MASSIMI = 4_000_000
"""A data file larger than this is not one of ours."""

NASCOSTI = (".", "~")
"""What the names of files begin with that nobody reads: hidden ones, and those of an office program at work."""
CODICE_SCRITTO = re.compile(r"codice[\"']?[ \t]*:[ \t]*[\"']?([^\s\"',{}]+)")
CONTROLLO = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\ufdd0-\ufdef\ufffe\uffff]")
"""Characters without a meaning in a text, or that show it backwards; no page or PDF may hold them."""
CONFLITTO = re.compile(r"^(<{7}|>{7}|\|{7})(\s|$)", re.MULTILINE)


def elenco(cartella: Path, *suffissi: str) -> tuple[Path, ...]:
    """Return what has those endings in a folder, by name; hidden and office lock files left out.

    A folder named like a file is returned too, or a link: reading it says what is wrong.
    """
    return tuple(
        file for file in dentro(cartella) if file.suffix.lower() in suffissi and not file.name.startswith(NASCOSTI)
    )


def file_di(cartella: Path, tipo: FileAnno) -> tuple[Path, ...]:
    """Return the files of a kind that stand in a year's folder, by name."""
    if tipo.molti:
        return elenco(cartella / tipo.cartella, tipo.suffisso)
    return (cartella / tipo.dove,) if esiste(cartella / tipo.dove) else ()


def cartelle_anno(radice: Path) -> tuple[int, ...]:
    """Return the years that have a folder under `data/`, ascending."""
    return tuple(int(c.name) for c in dentro(radice / "data") if ANNO.fullmatch(c.name) and cartella_vera(c))


def leggi_testo(lettura: Lettura, file: Path) -> str | None:
    """Return a file's text (BOM removed, line ends made one kind), or None and a problem."""
    testi = lettura.aperti.testi
    if file in testi:
        lettura.problemi += testi[file][1]
    else:
        detti = len(lettura.problemi)
        testo = _testo(lettura, file)
        testi[file] = testo, tuple(lettura.problemi[detti:])
    return testi[file][0]


def _testo(lettura: Lettura, file: Path) -> str | None:
    nome = lettura.nome(file)
    try:
        grezzo = lettura.aperti.leggi(lettura.radice, file)
    except RifiutatoError as rifiutato:
        lettura.problemi.append(rifiutato.problema)
        return None
    except OSError as errore:
        perche = "è una cartella" if isinstance(errore, IsADirectoryError) else "il sistema non lo lascia leggere"
        lettura.segnala(
            Source(nome),
            "FILE-LETTURA",
            f"non si apre: {perche}",
            "un file di testo leggibile",
            "dare alla cartella un altro nome"
            if isinstance(errore, IsADirectoryError)
            else "controllare che il file non sia aperto in un altro programma e i permessi di lettura",
        )
        return None
    return testo_di(lettura, nome, grezzo)


def testo_di(lettura: Lettura, nome: str, grezzo: bytes) -> str | None:
    """Return the text that some bytes are (BOM removed, line ends made one kind), or None and a problem."""
    if che := next((che for firma, che in FIRME.items() if grezzo.startswith(firma)), ""):
        lettura.segnala(
            Source(nome),
            "FILE-CODIFICA",
            f"{che}, con il nome di un file di testo",
            "un file di testo in codifica UTF-8",
            "aprirlo con il suo programma e salvarlo come «CSV UTF-8» o come testo: cambiargli nome non basta",
        )
        return None
    try:
        testo = grezzo.decode("utf-8-sig")
    except UnicodeDecodeError as errore:
        lettura.segnala(
            Source(nome, grezzo.count(b"\n", 0, errore.start) + 1),
            "FILE-CODIFICA",
            "un testo in codifica UTF-16"
            if grezzo.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            else f"un carattere non UTF-8 ({_byte(grezzo, errore.start)})",
            "un file di testo in codifica UTF-8",
            "salvare di nuovo il file scegliendo «CSV UTF-8» nel foglio di calcolo, "
            "o la codifica UTF-8 nell'editor di testo",
        )
        return None
    testo = testo.replace("\r\n", "\n").replace("\r", "\n")
    return testo if _e_testo(lettura, nome, testo) and _senza_conflitti(lettura, nome, testo) else None


def leggi_byte(lettura: Lettura, file: Path) -> bytes | None:
    """Return what a file holds, byte by byte; None when there is no such file, or it does not open.

    A file that may not be opened is a problem.
    """
    try:
        return lettura.aperti.leggi(lettura.radice, file)
    except RifiutatoError as rifiutato:
        lettura.problemi.append(rifiutato.problema)
    except OSError:
        pass
    return None


def _e_testo(lettura: Lettura, nome: str, testo: str) -> bool:
    """Report what no text of ours holds: a whole document, a control character."""
    if "\0" in testo or len(testo) > CARATTERI_MASSIMI:
        lettura.segnala(
            Source(nome),
            "FILE-CODIFICA",
            "un contenuto che non è testo, o troppo lungo",
            "un file di testo in codifica UTF-8",
            "controllare di non aver rinominato un foglio di calcolo o un documento in .csv o .yml",
        )
        return False
    if invisibile := CONTROLLO.search(testo):
        lettura.segnala(
            Source(nome, testo.count("\n", 0, invisibile.start()) + 1),
            "FILE-CODIFICA",
            f"un carattere di controllo invisibile (U+{ord(invisibile[0]):04X})",
            "solo testo",
            "riscrivere la riga a mano: il carattere viene di solito da un copia e incolla",
        )
        return False
    return True


def _senza_conflitti(lettura: Lettura, nome: str, testo: str) -> bool:
    conflitto = CONFLITTO.search(testo)
    if conflitto:
        lettura.segnala(
            Source(nome, testo.count("\n", 0, conflitto.start()) + 1),
            "FILE-CONFLITTO",
            f"un segno di conflitto di git («{conflitto[1]}»)",
            "una sola versione delle righe",
            "scegliere quale delle due versioni tenere e togliere le righe con <<<<<<<, ======= e >>>>>>>",
        )
    return conflitto is None


def _byte(grezzo: bytes, posto: int) -> str:
    byte = grezzo[posto]
    probabile = bytes([byte]).decode("cp1252", "replace")
    return f"byte 0x{byte:02X}, in Windows-1252 sarebbe «{probabile}»"


def codici_scritti(lettura: Lettura, file: Path) -> frozenset[str]:
    """Return the codes that a refused file seems to define, so that they are not also called unknown."""
    testo = (leggi_byte(lettura, file) or b"").decode("utf-8", "replace")
    return frozenset({file.stem, *CODICE_SCRITTO.findall(testo)})
