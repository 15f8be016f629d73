"""What can be said of a file that came back signed: facts, for others to put into words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Forma(StrEnum):
    """How a signed file holds the document."""

    PDF = "pdf"
    """The signature is inside the PDF (PAdES): any reader opens it."""
    P7M = "p7m"
    """The PDF is inside an envelope (CAdES): a program for signatures opens it."""


class Ragione(StrEnum):
    """Why a file does not prove that what was signed is our document."""

    NON_RICONOSCIUTO = "non_riconosciuto"
    ALTRO_DOCUMENTO = "altro_documento"
    TROPPO_GRANDE = "troppo_grande"
    NESSUNA_FIRMA = "nessuna_firma"
    SEPARATA = "separata"
    CIFRATA = "cifrata"
    BUSTA_ILLEGGIBILE = "busta_illeggibile"
    CODA_ILLEGGIBILE = "coda_illeggibile"
    INDICE_FALSO = "indice_falso"
    OGGETTO_RISCRITTO = "oggetto_riscritto"
    CATALOGO = "catalogo"
    MODULO = "modulo"
    PAGINA = "pagina"
    ANNOTAZIONE = "annotazione"
    PROPRIETA = "proprieta"
    METADATI = "metadati"
    RIQUADRO_GRANDE = "riquadro_grande"
    NON_TUTTO_IL_FILE = "non_tutto_il_file"
    CAMBIATO_DOPO = "cambiato_dopo"
    CERTIFICATO_SENZA_MODIFICHE = "certificato_senza_modifiche"
    FIRMA_ILLEGGIBILE = "firma_illeggibile"
    ALGORITMO = "algoritmo"
    CERTIFICATO_ASSENTE = "certificato_assente"
    FIRMA_NON_TORNA = "firma_non_torna"
    MARCA_NON_TORNA = "marca_non_torna"


class NonDimostrabileError(Exception):
    """Ends the examination of a file: it does not prove what it should."""

    def __init__(self, ragione: Ragione, dove: str = "") -> None:
        """Keep the reason, and where it was found: an object, a key, an algorithm; empty where there is one place."""
        super().__init__(ragione, dove)
        self.ragione = ragione
        self.dove = dove


@dataclass(frozen=True, slots=True)
class NonDimostrabile:
    """The file does not prove that what was signed is our document."""

    ragione: Ragione
    dove: str = ""
    """An object, a key, an algorithm of the file, as it spells it; empty where there is one place only."""


@dataclass(frozen=True, slots=True)
class Riquadro:
    """Where a visible signature is drawn over a page of ours."""

    pagina: int
    """From 1; 0: on no page."""
    larghezza: Decimal
    """Points."""
    altezza: Decimal
    """Points."""


@dataclass(frozen=True, slots=True)
class FirmaTrovata:
    """A signature whose digest and mathematics fit the bytes. Whether its certificate is worth anything is not said."""

    nome: str
    """A person's name as the certificate spells it: for the terminal, never to be written anywhere. May be empty."""
    marca: bool = False
    """True: a time stamp, which nobody signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmato:
    """Our bytes, unchanged, and signed."""

    forma: Forma
    """Of the file as it came back."""
    buste: int
    """Envelopes around the PDF."""
    firme: tuple[FirmaTrovata, ...]
    """The outermost first."""
    riquadri: tuple[Riquadro, ...]
    """Of the visible signatures."""
    profili: bool
    """True: the PDF is still PDF/A-3a and PDF/UA-1, if ours was."""
