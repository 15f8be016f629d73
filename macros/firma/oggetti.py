"""The syntax of PDF objects, read with no forgiveness: what two readers could take for two things is refused.

It knows nothing of files and revisions. Fonte: ISO 32000-1, 7.2 and 7.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from macros.firma.esito import NonDimostrabileError, Ragione

PROFONDITA = 40
"""Arrays and dictionaries one inside the other."""


class NomePdf(str):
    """A name, without its slash."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class RiferimentoPdf:
    """A reference to an object."""

    numero: int
    generazione: int


@dataclass(frozen=True, slots=True)
class Flusso:
    """A stream, still encoded."""

    voci: Dizionario
    byte: bytes


ValorePdf = (
    None | bool | int | Decimal | NomePdf | bytes | RiferimentoPdf | list["ValorePdf"] | dict[str, "ValorePdf"] | Flusso
)
"""A text is `bytes`, as decoded from its brackets."""
Dizionario = dict[str, "ValorePdf"]

_VUOTO = re.compile(rb"(?:[\x00\t\n\x0c\r ]|%[^\r\n]*)*")
_FINE_PAROLA = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|\Z)"
_NUMERO = re.compile(rb"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})" + _FINE_PAROLA)
_RIMANDO = re.compile(rb"(\d{1,10})[\x00\t\n\x0c\r ]+(\d{1,5})[\x00\t\n\x0c\r ]+R" + _FINE_PAROLA)
_PAROLA = re.compile(rb"(true|false|null)" + _FINE_PAROLA)
_NOME = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]*)")
_CANCELLETTO = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESADECIMALE = re.compile(rb"<([0-9A-Fa-f\x00\t\n\x0c\r ]*)>")
_DEL_TESTO = re.compile(rb"[()\\]")
_BARRA = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\r\n])|(.))", re.DOTALL)
_BARRE = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_A_CAPO = re.compile(rb"\r\n?")
_PAROLE = {b"true": True, b"false": False, b"null": None}


def salta(byte: bytes, posto: int) -> int:
    """Return the place of what follows blanks and comments."""
    trovato = _VUOTO.match(byte, posto)
    return trovato.end() if trovato else posto


def leggi_valore(  # noqa: PLR0911 - one a kind of value
    byte: bytes, posto: int, profondita: int = 0
) -> tuple[ValorePdf, int]:
    """Read the value at a place; return it and the place after it. Of a stream it reads the dictionary.

    Raises: NonDimostrabileError.
    """
    posto = salta(byte, posto)
    if profondita > PROFONDITA:
        raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, f"byte {posto}")
    if byte.startswith(b"<<", posto):
        return _dizionario(byte, posto + 2, profondita)
    if byte.startswith(b"[", posto):
        return _elenco(byte, posto + 1, profondita)
    if byte.startswith(b"(", posto):
        return _testo(byte, posto)
    if trovato := _RIMANDO.match(byte, posto):
        return RiferimentoPdf(int(trovato[1]), int(trovato[2])), trovato.end()
    if trovato := _NUMERO.match(byte, posto):
        cifre = trovato[0].decode("ascii")
        return (Decimal(cifre) if "." in cifre else int(cifre)), trovato.end()
    if trovato := _NOME.match(byte, posto):
        return _nome(trovato[1]), trovato.end()
    if trovato := _ESADECIMALE.match(byte, posto):
        cifre = re.sub(rb"[^0-9A-Fa-f]", b"", trovato[1]).decode("ascii")
        return bytes.fromhex(cifre + "0" * (len(cifre) % 2)), trovato.end()
    if trovato := _PAROLA.match(byte, posto):
        return _PAROLE[trovato[1]], trovato.end()
    raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, f"byte {posto}")


def _dizionario(byte: bytes, posto: int, profondita: int) -> tuple[ValorePdf, int]:
    voci: Dizionario = {}
    viste: set[str] = set()
    while not byte.startswith(b">>", posto := salta(byte, posto)):
        trovato = _NOME.match(byte, posto)
        chiave = _nome(trovato[1]) if trovato else ""
        if trovato is None or chiave in viste:  # of two equal keys each reader takes the one it likes
            raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, f"byte {posto}")
        viste.add(chiave)
        valore, posto = leggi_valore(byte, trovato.end(), profondita + 1)
        if valore is not None:  # a null is as good as no entry: 7.3.7
            voci[chiave] = valore
    return voci, posto + 2


def _elenco(byte: bytes, posto: int, profondita: int) -> tuple[ValorePdf, int]:
    voci: list[ValorePdf] = []
    while not byte.startswith(b"]", posto := salta(byte, posto)):
        valore, posto = leggi_valore(byte, posto, profondita + 1)
        voci.append(valore)
    return voci, posto + 1


def _nome(grezzo: bytes) -> NomePdf:
    return NomePdf(_CANCELLETTO.sub(lambda m: bytes.fromhex(m[1].decode("ascii")), grezzo).decode("latin-1"))


def _testo(byte: bytes, posto: int) -> tuple[ValorePdf, int]:
    aperte, inizio = 0, posto + 1
    while trovato := _DEL_TESTO.search(byte, posto):
        segno, posto = trovato[0], trovato.end()
        if segno == b"\\":
            posto += 1
            continue
        aperte += 1 if segno == b"(" else -1
        if not aperte:
            grezzo = _A_CAPO.sub(b"\n", byte[inizio : posto - 1])
            return _BARRA.sub(_sciolta, grezzo), posto
    raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, f"byte {inizio}")


def _sciolta(trovata: re.Match[bytes]) -> bytes:
    if trovata[1]:
        return bytes([int(trovata[1], 8) & 255])
    return b"" if trovata[2] else _BARRE.get(trovata[3], trovata[3])


_PROPRI = str.maketrans(
    dict(enumerate("˘ˇˆ˙˝˛˚˜", start=0x18))  # noqa: RUF001 - the letters of the standard
    | dict(enumerate("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\x9f€", start=0x80))  # noqa: RUF001 - as above
)
"""Letters of PDFDocEncoding that are elsewhere in Latin-1 (Annex D.2)."""


def lettere(testo: bytes) -> str:
    """Return a text as its letters, in whichever of the three ways they are written (7.9.2)."""
    for segno, codifica in ((b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if testo.startswith(segno):
            return testo.removeprefix(segno).decode(codifica, "backslashreplace")
    return testo.decode("latin-1").translate(_PROPRI)


def uguali(uno: ValorePdf, altro: ValorePdf) -> bool:
    """True when two values are the same, whatever their spelling: 1 and 1.0 are, 1 and true are not."""
    if isinstance(uno, dict) and isinstance(altro, dict):
        return uno.keys() == altro.keys() and all(uguali(v, altro[k]) for k, v in uno.items())
    if isinstance(uno, list) and isinstance(altro, list):
        return len(uno) == len(altro) and all(map(uguali, uno, altro))
    if isinstance(uno, Flusso) and isinstance(altro, Flusso):
        return uno.byte == altro.byte and uguali(uno.voci, altro.voci)
    if isinstance(uno, bool) or isinstance(altro, bool):
        return uno is altro
    return uno == altro and isinstance(uno, NomePdf) == isinstance(altro, NomePdf)
