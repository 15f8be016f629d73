"""Why a private folder, or a file of one, is refused: facts of a closed list, in words without a path or a name."""

from __future__ import annotations

from enum import StrEnum

from macros.reading.testo.deposito import BYTE_MASSIMI, MEBIBYTE


class FattoCartella(StrEnum):
    """Why a private folder is not used: what is so, and what to do."""

    MANCA = "non c'è: crearla con mkdir -m 700"
    NON_CARTELLA = "non è una cartella"
    COLLEGAMENTO = "si raggiunge attraverso un collegamento: indicare il percorso vero, quello che dà pwd -P"
    DEPOSITO = "sta dentro un deposito (git o simile), che terrebbe ogni scheda nella sua storia: metterla fuori"
    PROGETTO = "sta nel progetto, o lo contiene: metterla altrove"
    SITO = "sta in un sito costruito, che si pubblica: metterla fuori"
    PERMESSI = "è aperta anche ad altri: togliere i permessi con chmod 700"
    PROPRIETARIO = "è di un altro utente: il comando va dato da chi la possiede"
    CHIUSA = "non si apre: il sistema non lascia leggerla o scriverla"
    OCCUPATA = "è in uso da un altro comando: riprovare quando ha finito"
    STESSA = "è la stessa da cui si legge: le schede stampate vanno in un'altra cartella"
    SISTEMA = "su questo sistema i permessi di una cartella non si possono controllare: usare Linux o macOS"


class FattoFile(StrEnum):
    """Why a file of a private folder is not opened, or not written."""

    MANCA = "non c'è"
    NOME = "ha un nome che non è il semplice nome di un file"
    COLLEGAMENTO = "è un collegamento: mettere al suo posto il file vero"
    SPECIALE = "non è un file: è una cartella, una pipe o un dispositivo"
    PIU_NOMI = "ha un secondo nome, forse fuori della cartella: farne una copia e togliere l'originale"
    GRANDE = f"supera i {BYTE_MASSIMI // MEBIBYTE} MiB"
    CAMBIA = "cambia mentre si legge: chiudere il programma che lo sta scrivendo"
    CHIUSO = "non si apre: controllare i permessi, e che non sia aperto in un altro programma"
    DISCO = "non si scrive: il disco è pieno o in sola lettura"


class CartellaRifiutata(Exception):  # noqa: N818 - a refusal, not a bug
    """A private folder that is not used."""

    def __init__(self, fatto: FattoCartella) -> None:
        self.fatto = fatto
        self.da_scrivere = False
        """True: it is the folder that was to be written in."""
        super().__init__(fatto.value)


class FileRifiutato(Exception):  # noqa: N818 - a refusal, not a bug
    """A file of a private folder that is not opened, or not written."""

    def __init__(self, fatto: FattoFile) -> None:
        self.fatto = fatto
        super().__init__(fatto.value)
