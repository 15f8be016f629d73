"""Folders of a project and the texts of its files; `deposito` opens them.

What cannot be read is a problem, and the file is then skipped; nothing is ever written.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from macros.model.problems import Problem, Source
from macros.reading.deposito import RifiutatoError, cartella_vera, dentro, leggi, nome_nel_progetto
from macros.reading.scalari import ANNO

if TYPE_CHECKING:
    from macros.reading.nodi import Located
    from macros.reading.tabelle import Riga

CARATTERI_MASSIMI = 4_000_000
"""A data file larger than this is not one of ours."""

TROVATO_MASSIMO = 200
NASCOSTI = (".", "~")
"""What the names of files begin with that nobody reads: hidden ones, and those of an office program at work."""
ILLEGGIBILI = frozenset(
    {
        "CSV-COLONNA-DOPPIA",
        "CSV-COLONNA-IGNOTA",
        "CSV-COLONNA-MANCANTE",
        "CSV-SINTASSI",
        "FILE-CODIFICA",
        "FILE-CONFLITTO",
        "FILE-GRANDE",
        "FILE-LETTURA",
        "FILE-MANCANTE",
        "FILE-SPECIALE",
        "YAML-CIRCOLARE",
        "YAML-SINTASSI",
    }
)
"""Problems after which a file, or the rest of it, is not read."""
CODICE_SCRITTO = re.compile(r"codice[\"']?[ \t]*:[ \t]*[\"']?([^\s\"',{}]+)")
CONTROLLO = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Characters without a meaning in a text; no page or PDF may hold them."""
CONFLITTO = re.compile(r"^(<{7}|>{7}|\|{7})(\s|$)", re.MULTILINE)


@dataclass(slots=True)
class Lettura:
    """What a reading gathers: the project folder, the problems, the files seen."""

    radice: Path
    problemi: list[Problem] = field(default_factory=list)
    perduti: set[str] = field(default_factory=set)
    """Codes of the year being read that stand in a refused file or record: they are not «unknown»."""
    nodi: dict[str, Located | None] = field(default_factory=dict)
    """YAML files already read, by path; None: refused, or to be left out. Each is read, and reported, once."""
    righe: dict[str, list[Riga]] = field(default_factory=dict)
    """CSV files already read, by path."""

    def nome(self, file: Path) -> str:
        """Return a path from the project folder, as messages have it."""
        return nome_nel_progetto(self.radice, file)

    def perduto(self, codice: str) -> bool:
        """True when a code, or the objective an indicator's code begins with, stands in what was refused."""
        return codice in self.perduti or codice.rpartition(".")[0] in self.perduti

    def segnala(self, source: Source, code: str, found: str, expected: str, fix: str) -> None:
        """Add a problem; what was found is cut when it is a whole page."""
        breve = found if len(found) <= TROVATO_MASSIMO else found[:TROVATO_MASSIMO] + "…»"
        self.problemi.append(Problem(source, code, breve, expected, fix))


def elenco(cartella: Path, *suffissi: str) -> tuple[Path, ...]:
    """Return what has those endings in a folder, by name; hidden and office lock files left out.

    A folder named like a file is returned too, or a link: reading it says what is wrong.
    """
    return tuple(
        file for file in dentro(cartella) if file.suffix.lower() in suffissi and not file.name.startswith(NASCOSTI)
    )


def cartelle_anno(radice: Path) -> tuple[int, ...]:
    """Return the years that have a folder under `data/`, ascending."""
    return tuple(int(c.name) for c in dentro(radice / "data") if ANNO.fullmatch(c.name) and cartella_vera(c))


def leggi_testo(lettura: Lettura, file: Path) -> str | None:
    """Return a file's text (BOM removed, line ends made one kind), or None and a problem."""
    nome = lettura.nome(file)
    try:
        grezzo = leggi(lettura.radice, file)
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
        return leggi(lettura.radice, file)
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
