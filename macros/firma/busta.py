"""Envelopes around a document: p7m in any of its spellings, one inside another, with or without a time stamp.

Fonte: RFC 5652 (SignedData), RFC 5544 (TimeStampedData), RFC 7468 (text form).
"""

from __future__ import annotations

import base64
import binascii
import re

from macros.firma.cms import DiAsn1, carica, carica_firmato, leggendo, verifica_firme, verifica_marca
from macros.firma.esito import FirmaTrovata, NonDimostrabileError, Ragione

BUSTE_MASSIME = 8
_TESTUALE = re.compile(rb"[A-Za-z0-9+/=\s]+")
_CORNICE = re.compile(rb"-----(?:BEGIN|END) [A-Z0-9 ]{1,40}-----")
_PDF = b"%PDF-"


def e_un_pdf(byte: bytes) -> bool:
    """True when some bytes begin as a PDF does."""
    return byte.startswith(_PDF)


def apri_buste(byte: bytes) -> tuple[bytes, int, tuple[FirmaTrovata, ...]]:
    """Return the PDF inside the envelopes, how many these are, and their signatures, the outermost first.

    Raises: NonDimostrabileError.
    """
    firme: list[FirmaTrovata] = []
    for quante in range(BUSTE_MASSIME + 1):
        if e_un_pdf(byte):
            return byte, quante, tuple(firme)
        byte, sue = _apri(byte, quante)
        firme += sue
    raise NonDimostrabileError(Ragione.TROPPO_GRANDE)


def _apri(byte: bytes, quante: int) -> tuple[bytes, tuple[FirmaTrovata, ...]]:
    contenuto = _contenuto(byte, Ragione.BUSTA_ILLEGGIBILE if quante else Ragione.NON_RICONOSCIUTO)
    with leggendo(Ragione.BUSTA_ILLEGGIBILE):
        match contenuto["content_type"].native:
            case "signed_data":
                firmato = contenuto["content"]
                dentro = _dentro(firmato["encap_content_info"]["content"])
                return dentro, verifica_firme(firmato, [dentro])
            case "timestamped_data":
                marcato = contenuto["content"]
                dentro = _dentro(marcato["content"])
                return dentro, tuple(_marche(marcato, dentro))
            case "enveloped_data" | "encrypted_data" | "authenticated_enveloped_data":
                raise NonDimostrabileError(Ragione.CIFRATA)
            case altro:
                raise NonDimostrabileError(Ragione.BUSTA_ILLEGGIBILE, str(altro))


def _marche(marcato: DiAsn1, dentro: bytes) -> list[FirmaTrovata]:
    """Return the first time stamp of a stamped content: the later ones are of the earlier ones."""
    prove = marcato["temporal_evidence"]
    if prove.name != "tst_evidence" or not len(prove.chosen):
        raise NonDimostrabileError(Ragione.BUSTA_ILLEGGIBILE)
    prima = prove.chosen[0]["time_stamp"].dump()  # anew: asn1crypto takes it for a content of another kind
    return [verifica_marca(carica_firmato(prima), [dentro])]


def _dentro(contenuto: DiAsn1) -> bytes:
    """Return the bytes inside. Raises: NonDimostrabileError: the signature was made apart."""
    from asn1crypto.core import OctetString, ParsableOctetString, Void

    if isinstance(contenuto, Void):
        raise NonDimostrabileError(Ragione.SEPARATA)
    if not isinstance(contenuto, OctetString | ParsableOctetString):
        raise NonDimostrabileError(Ragione.BUSTA_ILLEGGIBILE)
    return bytes(contenuto)


def _contenuto(byte: bytes, ragione: Ragione) -> DiAsn1:
    if not byte.startswith(b"\x30"):
        byte = _da_testo(byte)
    if not byte.startswith(b"\x30"):
        raise NonDimostrabileError(ragione)
    return carica(byte, ragione)


def _da_testo(byte: bytes) -> bytes:
    """Return what is written in base64, in its frame or without; empty: nothing is."""
    testo = _CORNICE.sub(b"", byte, count=2)
    if not _TESTUALE.fullmatch(testo):
        return b""
    try:
        return base64.b64decode(b"".join(testo.split()), validate=True)
    except binascii.Error:
        return b""
