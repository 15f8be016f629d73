"""The mathematics of a signature in CMS form: does its digest fit the bytes, and its seal the digest.

Whether a certificate is valid, of whom, and since when, is not asked: it takes lists that are on line.
Fonte: RFC 5652, 5.4 and 5.6; RFC 3161, 2.4.2; ETSI EN 319 122-1.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from macros.firma.esito import FirmaTrovata, NonDimostrabileError, Ragione

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hashes import HashAlgorithm

DiAsn1 = Any
"""What asn1crypto reads: it ships no types."""
FIRMATARI_MASSIMI = 50
PEZZI_MASSIMI, PROFONDITA_MASSIMA = 50_000, 100
"""Of what is written in pieces: a document of 16 MiB comes in some ten thousand."""
LUNGHEZZA_IGNOTA = 0x80
"""The length that says that it is not known (X.690, 8.1.3)."""
BIT_MASSIMI = 16_384
"""Of an RSA key: a larger one is made to keep us busy."""
FUNZIONI = ("sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512")
"""Digests that prove something; with the older ones two documents can be made to have the same."""
_CODICE = re.compile(r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]", re.IGNORECASE)
_ROTTO = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError)
"""What the reader of ASN.1 raises on bytes that are none, as deep as it looks at them."""


@contextmanager
def leggendo(ragione: Ragione) -> Iterator[None]:
    """Turn what is raised while hostile ASN.1 is read into one reason."""
    try:
        yield
    except _ROTTO as errore:
        raise NonDimostrabileError(ragione) from errore


def carica(byte: bytes, ragione: Ragione) -> DiAsn1:
    """Return the content info at the beginning of some bytes; only zeros and blanks may follow it.

    Raises: NonDimostrabileError.
    """
    from asn1crypto import cms, tsp  # tsp: it makes the time stamps known to cms

    assert tsp  # noqa: S101 - imported for what it does
    with leggendo(ragione):
        _conta(byte)
        contenuto = cms.ContentInfo.load(byte)
        if byte[_lunghezza(byte) :].strip(b"\x00\r\n\t "):
            raise NonDimostrabileError(ragione)
        return contenuto


def _conta(byte: bytes) -> None:
    """See that what is written in pieces has not so many that to read them keeps us busy.

    Whether it is well written is for the reader to say. Raises: NonDimostrabileError; IndexError: it ends too early.
    """
    posto, aperti, visti = 0, 0, 0
    while posto < len(byte) and (aperti or not visti):
        visti += 1
        if visti > PEZZI_MASSIMI or aperti > PROFONDITA_MASSIMA:
            raise NonDimostrabileError(Ragione.TROPPO_GRANDE)
        segno, lunga, posto = _testata(byte, posto)
        if lunga is None:
            aperti += 1
        elif not segno and not lunga:  # the end of one whose length was not known
            aperti -= 1
        else:
            posto += lunga


def _testata(byte: bytes, posto: int) -> tuple[int, int | None, int]:
    """Return tag and length of an element, and where it begins; of a length that is not known, None."""
    segno, lunga, posto = byte[posto], byte[posto + 1], posto + 2
    if lunga == LUNGHEZZA_IGNOTA:
        return segno, None, posto
    if lunga > LUNGHEZZA_IGNOTA:
        cifre = lunga - LUNGHEZZA_IGNOTA
        return segno, int.from_bytes(byte[posto : posto + cifre], "big"), posto + cifre
    return segno, lunga, posto


def carica_firmato(byte: bytes) -> DiAsn1:
    """Return the SignedData at the beginning of some bytes. Raises: NonDimostrabileError."""
    contenuto = carica(byte, Ragione.FIRMA_ILLEGGIBILE)
    with leggendo(Ragione.FIRMA_ILLEGGIBILE):
        if contenuto["content_type"].native != "signed_data":
            raise NonDimostrabileError(Ragione.FIRMA_ILLEGGIBILE)
        return contenuto["content"]


def _lunghezza(byte: bytes) -> int:
    from asn1crypto import parser

    _, _, _, testata, dentro, coda = parser.parse(byte, strict=False)
    return len(testata) + len(dentro) + len(coda)


def verifica_firme(firmato: DiAsn1, pezzi: Sequence[bytes]) -> tuple[FirmaTrovata, ...]:
    """Check every signature of a SignedData over the bytes that it should be of, given in pieces.

    Raises: NonDimostrabileError: one does not fit, or cannot be checked.
    """
    with leggendo(Ragione.FIRMA_ILLEGGIBILE):
        firmatari = list(firmato["signer_infos"])
        if not firmatari:
            raise NonDimostrabileError(Ragione.NESSUNA_FIRMA)
        if len(firmatari) > FIRMATARI_MASSIMI:
            raise NonDimostrabileError(Ragione.TROPPO_GRANDE)
        certificati = [c.chosen for c in firmato["certificates"] if c.name == "certificate"]
        tipo = firmato["encap_content_info"]["content_type"].native
        return tuple(_verifica(f, certificati, tipo, pezzi) for f in firmatari)


def _verifica(firmatario: DiAsn1, certificati: list[DiAsn1], tipo: str, pezzi: Sequence[bytes]) -> FirmaTrovata:
    certificato = _suo(firmatario["sid"], certificati)
    funzione = firmatario["digest_algorithm"]["algorithm"].native
    impronta = _impronta(funzione, pezzi)
    attributi = firmatario["signed_attrs"]
    if attributi:
        detti = {a["type"].native: list(a["values"]) for a in attributi}
        if len(detti) != len(attributi) or any(len(detti.get(k, ())) != 1 for k in ("message_digest", "content_type")):
            raise NonDimostrabileError(Ragione.FIRMA_ILLEGGIBILE)
        if detti["message_digest"][0].native != impronta or detti["content_type"][0].native != tipo:
            raise NonDimostrabileError(Ragione.FIRMA_NON_TORNA)
        sigillato = attributi.untag().dump()
    else:
        sigillato = b"".join(pezzi)
    _torna(firmatario, certificato, funzione, sigillato)
    return FirmaTrovata(_nome(certificato))


def _suo(chi: DiAsn1, certificati: list[DiAsn1]) -> DiAsn1:
    """Return the certificate of a signer. Raises: NonDimostrabileError: it is not in the file."""
    for certificato in certificati:
        if chi.name == "issuer_and_serial_number":
            numero = chi.chosen["serial_number"].native == certificato.serial_number
            if numero and chi.chosen["issuer"].dump() == certificato.issuer.dump():
                return certificato
        elif certificato.key_identifier == chi.chosen.native:
            return certificato
    raise NonDimostrabileError(Ragione.CERTIFICATO_ASSENTE)


def _impronta(funzione: str, pezzi: Sequence[bytes]) -> bytes:
    if funzione not in FUNZIONI:
        raise NonDimostrabileError(Ragione.ALGORITMO, str(funzione))
    conto = hashlib.new(funzione)
    for pezzo in pezzi:
        conto.update(pezzo)
    return conto.digest()


def _torna(firmatario: DiAsn1, certificato: DiAsn1, funzione: str, sigillato: bytes) -> None:
    """See that a seal is that of the key over some bytes. Raises: NonDimostrabileError."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    come = firmatario["signature_algorithm"]
    sigillo = firmatario["signature"].native
    try:
        chiave = load_der_public_key(certificato.public_key.dump())
        match chiave, come.signature_algo:
            case rsa.RSAPublicKey(), "rsassa_pkcs1v15" if chiave.key_size <= BIT_MASSIMI:
                chiave.verify(sigillo, sigillato, padding.PKCS1v15(), _funzione(_di(come, funzione)))
            case rsa.RSAPublicKey(), "rsassa_pss" if chiave.key_size <= BIT_MASSIMI:
                maschera = come["parameters"]["mask_gen_algorithm"]["parameters"]["algorithm"].native
                sale = come["parameters"]["salt_length"].native
                pss = padding.PSS(padding.MGF1(_funzione(maschera)), sale)
                chiave.verify(sigillo, sigillato, pss, _funzione(come.hash_algo))
            case ec.EllipticCurvePublicKey(), "ecdsa":
                chiave.verify(sigillo, sigillato, ec.ECDSA(_funzione(_di(come, funzione))))
            case ed25519.Ed25519PublicKey(), "ed25519":
                chiave.verify(sigillo, sigillato)
            case _:
                raise NonDimostrabileError(Ragione.ALGORITMO, str(come.signature_algo))
    except InvalidSignature as errore:
        raise NonDimostrabileError(Ragione.FIRMA_NON_TORNA) from errore
    except UnsupportedAlgorithm as errore:
        raise NonDimostrabileError(Ragione.ALGORITMO, str(come["algorithm"].native)) from errore


def _di(come: DiAsn1, funzione: str) -> str:
    """Return the digest that a seal is made over: its own, or that of the attributes where it names none."""
    nome: str = come["algorithm"].native
    return funzione if nome in {"rsassa_pkcs1v15", "ecdsa"} else str(come.hash_algo)


def _funzione(nome: str) -> HashAlgorithm:
    from cryptography.hazmat.primitives import hashes

    if nome not in FUNZIONI:
        raise NonDimostrabileError(Ragione.ALGORITMO, nome)
    trovata: HashAlgorithm = getattr(hashes, nome.upper())()
    return trovata


def verifica_marca(firmato: DiAsn1, pezzi: Sequence[bytes]) -> FirmaTrovata:
    """Check a time stamp over the bytes that it should be of. Raises: NonDimostrabileError."""
    with leggendo(Ragione.FIRMA_ILLEGGIBILE):
        dentro = firmato["encap_content_info"]
        if dentro["content_type"].native != "tst_info":
            raise NonDimostrabileError(Ragione.FIRMA_ILLEGGIBILE)
        di_che = dentro["content"].parsed["message_imprint"]
        if di_che["hashed_message"].native != _impronta(di_che["hash_algorithm"]["algorithm"].native, pezzi):
            raise NonDimostrabileError(Ragione.MARCA_NON_TORNA)
        firme = verifica_firme(firmato, [bytes(dentro["content"])])
    return FirmaTrovata(firme[0].nome, marca=True)


def _nome(certificato: DiAsn1) -> str:
    """Return the name in a certificate, without what follows it that says more of a person than the name."""
    detto = certificato.subject.native
    nome = " ".join(str(detto[k]) for k in ("given_name", "surname") if isinstance(detto.get(k), str))
    comune = detto.get("common_name", "")
    return nome or _CODICE.sub("…", comune if isinstance(comune, str) else "").partition("/")[0].strip()
