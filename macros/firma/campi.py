"""The signature fields of a PDF: what each may be made of, and where it is drawn. Fonte: ISO 32000-1, 12.7 and 12.8."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from macros.firma.esito import NonDimostrabileError, Ragione
from macros.firma.oggetti import Dizionario, NomePdf, RiferimentoPdf, ValorePdf

DEL_MODULO = frozenset({"Fields", "SigFlags", "DA", "DR", "Q", "NeedAppearances"})
DEL_CAMPO = frozenset(
    (
        *("Type", "Subtype", "FT", "T", "TU", "TM", "Ff", "V", "Parent", "Kids", "Lock", "SV", "DA", "DR", "Q"),
        *("Rect", "F", "P", "AP", "AS", "MK", "BS", "Border", "NM", "M", "C", "H", "StructParent", "Lang", "Contents"),
    )
)
"""Keys of a signature field and of its widget. Without `A` and `AA`, nothing of it does anything."""
CAMPI_MASSIMI = 200
_PROFONDITA = 8
_NASCOSTO, _STAMPATO, _FUORI_SCHERMO = 2, 4, 32
_VIETATE_IN_ARCHIVIO = 1 | 2 | 32 | 256
"""Invisible, Hidden, NoView, ToggleNoView: PDF/A-3 wants none of them (ISO 19005-3, 6.3.2)."""

Risolvi = Callable[[ValorePdf], ValorePdf]
"""From a reference to what it refers to; of anything else, itself."""


@dataclass(frozen=True, slots=True)
class CampoFirma:
    """A signature field."""

    rimando: RiferimentoPdf
    firma: ValorePdf
    """Its signature, or the reference to it; None: nobody has signed it yet."""
    riquadri: tuple[RiferimentoPdf, ...]
    """Its widgets; of most, itself."""


@dataclass(frozen=True, slots=True)
class Disegnato:
    """How a widget shows."""

    visibile: bool
    larghezza: Decimal
    altezza: Decimal
    in_archivio: bool
    """True: PDF/A-3 and PDF/UA-1 let it be."""


def campi_del_modulo(modulo: ValorePdf, risolvi: Risolvi) -> tuple[CampoFirma, ...]:
    """Return the fields of a form that has signature fields only. Raises: NonDimostrabileError."""
    if modulo is None:
        return ()
    if not isinstance(modulo, dict):
        raise NonDimostrabileError(Ragione.MODULO, "AcroForm")
    for chiave in sorted(modulo.keys() - DEL_MODULO):
        raise NonDimostrabileError(Ragione.MODULO, chiave)
    if modulo.get("NeedAppearances", False) is not False:
        raise NonDimostrabileError(Ragione.MODULO, "NeedAppearances")
    visti: set[RiferimentoPdf] = set()
    return tuple(_campi(risolvi(modulo.get("Fields", [])), None, risolvi, visti, 0))


def _campi(
    voci: ValorePdf, tipo: ValorePdf, risolvi: Risolvi, visti: set[RiferimentoPdf], profondita: int
) -> Iterator[CampoFirma]:
    for rimando in voci if isinstance(voci, list) else [None]:
        campo = risolvi(rimando)
        if (
            not isinstance(rimando, RiferimentoPdf)
            or not isinstance(campo, dict)
            or rimando in visti
            or profondita > _PROFONDITA
            or len(visti) >= CAMPI_MASSIMI
        ):
            raise NonDimostrabileError(Ragione.MODULO, "Fields")
        visti.add(rimando)
        for chiave in sorted(campo.keys() - DEL_CAMPO):
            raise NonDimostrabileError(Ragione.MODULO, chiave)
        suo = campo.get("FT", tipo)
        figli = risolvi(campo.get("Kids", []))
        if not isinstance(figli, list):
            raise NonDimostrabileError(Ragione.MODULO, "Kids")
        interni = [f for f in figli if isinstance(d := risolvi(f), dict) and "T" in d]
        if interni:
            if len(interni) != len(figli) or "V" in campo or "Rect" in campo:
                raise NonDimostrabileError(Ragione.MODULO, "Kids")
            yield from _campi(figli, suo, risolvi, visti, profondita + 1)
            continue
        if suo != NomePdf("Sig"):
            raise NonDimostrabileError(Ragione.MODULO, "FT")
        yield CampoFirma(rimando, campo.get("V"), tuple(_riquadri(rimando, campo, figli, risolvi, visti)))


def _riquadri(
    rimando: RiferimentoPdf, campo: Dizionario, figli: list[ValorePdf], risolvi: Risolvi, visti: set[RiferimentoPdf]
) -> Iterator[RiferimentoPdf]:
    if campo.get("Subtype") == NomePdf("Widget"):
        yield rimando
    for figlio in figli:
        riquadro = risolvi(figlio)
        if (
            not isinstance(figlio, RiferimentoPdf)
            or not isinstance(riquadro, dict)
            or figlio in visti
            or riquadro.get("Subtype") != NomePdf("Widget")
            or riquadro.get("FT", NomePdf("Sig")) != NomePdf("Sig")
            or riquadro.keys() - DEL_CAMPO
            or "V" in riquadro
        ):
            raise NonDimostrabileError(Ragione.MODULO, "Kids")
        visti.add(figlio)
        yield figlio


def disegnato(riquadro: ValorePdf, risolvi: Risolvi) -> Disegnato:
    """Return how a widget shows. Raises: NonDimostrabileError: it cannot be told."""
    lati = risolvi(riquadro.get("Rect")) if isinstance(riquadro, dict) else None
    modi = riquadro.get("F", 0) if isinstance(riquadro, dict) else None
    if not isinstance(lati, list) or len(lati) != 4 or type(modi) is not int:
        raise NonDimostrabileError(Ragione.MODULO, "Rect")
    numeri = [Decimal(n) for n in lati if isinstance(n, int | Decimal) and not isinstance(n, bool)]
    if len(numeri) != 4 or any(abs(n) > 100_000 for n in numeri):
        raise NonDimostrabileError(Ragione.MODULO, "Rect")
    larghezza, altezza = abs(numeri[2] - numeri[0]), abs(numeri[3] - numeri[1])
    vuoto = not larghezza or not altezza
    mai = bool(modi & _NASCOSTO) or (bool(modi & _FUORI_SCHERMO) and not modi & _STAMPATO)
    in_archivio = vuoto and bool(modi & _STAMPATO) and not modi & _VIETATE_IN_ARCHIVIO
    return Disegnato(not vuoto and not mai, larghezza, altezza, in_archivio)
