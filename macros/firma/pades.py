"""Signatures inside a PDF: our bytes first, then revisions that changed only what a signature needs, each signed whole.

Fonte: ISO 32000-1, 12.8.1; ETSI EN 319 142-1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from macros.firma.campi import disegnato
from macros.firma.cms import carica_firmato, verifica_firme, verifica_marca
from macros.firma.esito import FirmaTrovata, NonDimostrabileError, Ragione, Riquadro
from macros.firma.oggetti import NomePdf, RiferimentoPdf, ValorePdf
from macros.firma.permessi import PassoPdf, pesa
from macros.firma.revisioni import NostroPdf, RevisionePdf, leggi_coda
from macros.firma.stati import StatoPdf, pagine

QUOTA = 10
"""Visible signatures cover less than one part in so many of a page: what is drawn over it hides what is below."""
CMS = frozenset({"ETSI.CAdES.detached", "adbe.pkcs7.detached"})
MARCA = "ETSI.RFC3161"
_A4 = Decimal(595) * 842


@dataclass(frozen=True, slots=True)
class FirmePdf:
    """The signatures inside a PDF of ours."""

    firme: tuple[FirmaTrovata, ...]
    """The last first: it is around the others."""
    riquadri: tuple[Riquadro, ...]
    profili: bool


@dataclass(frozen=True, slots=True)
class _Posta:
    """A signature, and the revision that it closes."""

    voci: dict[str, ValorePdf]
    revisione: int
    trovata: FirmaTrovata


def esamina_pdf(nostro: bytes, byte: bytes) -> FirmePdf:
    """Examine a PDF that begins with our bytes. Raises: NonDimostrabileError."""
    noi = NostroPdf(nostro)
    revisioni = leggi_coda(noi, byte)
    stati = [StatoPdf(noi, revisioni[:n]) for n in range(len(revisioni) + 1)]
    passi = [pesa(prima, dopo) for prima, dopo in pairwise(stati)]
    poste = sorted(_poste(stati[-1], byte), key=lambda p: p.revisione)
    if not poste:
        raise NonDimostrabileError(Ragione.NESSUNA_FIRMA)
    _niente_dopo(poste, passi)
    _certificazione(stati[-1], poste)
    riquadri, profili = _riquadri(stati[-1], passi)
    return FirmePdf(tuple(p.trovata for p in reversed(poste)), riquadri, profili)


def _poste(stato: StatoPdf, byte: bytes) -> Iterator[_Posta]:
    """Check each signature over the bytes that it says to be of. Raises: NonDimostrabileError."""
    for campo in stato.campi():
        if campo.firma is None:
            continue
        voci = stato.risolvi(campo.firma)
        contiene = campo.firma if isinstance(campo.firma, RiferimentoPdf) else campo.rimando
        if not isinstance(voci, dict):
            raise NonDimostrabileError(Ragione.FIRMA_ILLEGGIBILE)
        revisione, pezzi = _coperti(stato.revisioni, contiene.numero, voci, byte)
        contenuto = voci["Contents"]
        assert isinstance(contenuto, bytes)  # noqa: S101 - seen with what it covers
        tipo = voci.get("SubFilter")
        if tipo != NomePdf(MARCA) and tipo not in CMS:
            raise NonDimostrabileError(Ragione.ALGORITMO, str(tipo))
        firmato = carica_firmato(contenuto)
        if tipo == NomePdf(MARCA):
            yield _Posta(voci, revisione, verifica_marca(firmato, pezzi))
            continue
        firme = verifica_firme(firmato, pezzi)
        if len(firme) != 1:  # in a PDF who signs after others adds a signature of his own
            raise NonDimostrabileError(Ragione.FIRMA_ILLEGGIBILE)
        yield _Posta(voci, revisione, firme[0])


def _coperti(
    revisioni: Sequence[RevisionePdf], numero: int, voci: dict[str, ValorePdf], byte: bytes
) -> tuple[int, list[bytes]]:
    """Return which revision a signature closes, and the bytes that it is of: all, up to there, but for itself.

    Raises: NonDimostrabileError.
    """
    tratti, contenuto = voci.get("ByteRange"), voci.get("Contents")
    if not isinstance(tratti, list) or len(tratti) != 4 or not all(type(t) is int for t in tratti):
        raise NonDimostrabileError(Ragione.NON_TUTTO_IL_FILE)
    inizio, prima, dopo, resto = (t for t in tratti if isinstance(t, int))
    quale = max((n for n, r in enumerate(revisioni) if numero in r.oggetti), default=-1)
    if quale < 0 or not isinstance(contenuto, bytes):
        raise NonDimostrabileError(Ragione.FIRMA_ILLEGGIBILE)
    revisione, oggetto = revisioni[quale], revisioni[quale].oggetti[numero]
    vuoto = byte[max(prima, 0) : max(dopo, 0)]
    intero = (
        inizio == 0
        and oggetto.inizio < prima < dopo <= oggetto.fine
        and revisione.fine <= dopo + resto <= revisione.confine
        and vuoto[:1] == b"<"
        and vuoto[-1:] == b">"
        and vuoto[1:-1].lower() == contenuto.hex().encode("ascii")
    )
    if not intero:
        raise NonDimostrabileError(Ragione.NON_TUTTO_IL_FILE)
    return quale, [byte[:prima], byte[dopo : dopo + resto]]


def _niente_dopo(poste: list[_Posta], passi: list[PassoPdf]) -> None:
    """See that after the last signature there is only what shows that it was valid. Raises: NonDimostrabileError."""
    ultima = poste[-1].revisione
    if not all(passo.solo_validita for passo in passi[ultima + 1 :]):
        raise NonDimostrabileError(Ragione.CAMBIATO_DOPO)


def _certificazione(stato: StatoPdf, poste: list[_Posta]) -> None:
    """See that nobody signed after who certified that nothing may be added (12.8.2.2). Raises: NonDimostrabileError."""
    permessi = stato.risolvi(stato.catalogo().get("Perms", {}))
    certificata = stato.risolvi(permessi.get("DocMDP")) if isinstance(permessi, dict) else None
    if certificata is None:
        return
    sue = [p for p in poste if p.voci is certificata]
    if not sue:
        raise NonDimostrabileError(Ragione.CATALOGO, "Perms")
    modi = stato.risolvi(sue[0].voci.get("Reference", []))
    for modo in modi if isinstance(modi, list) else []:
        scelte = stato.dizionario(stato.dizionario(modo).get("TransformParams", {}))
        chiusa = scelte.get("P", 2) == 1
        if chiusa and any(p.revisione > sue[0].revisione and not p.trovata.marca for p in poste):
            raise NonDimostrabileError(Ragione.CERTIFICATO_SENZA_MODIFICHE)


def _riquadri(stato: StatoPdf, passi: list[PassoPdf]) -> tuple[tuple[Riquadro, ...], bool]:
    """Return where signatures show, and whether the profiles hold. Raises: NonDimostrabileError: they hide too much."""
    numeri: dict[int, int] = {}
    riquadri, profili = [], True
    coperto: dict[int, Decimal] = {}
    for pagina, rimando in (posata for passo in passi for posata in passo.posate):
        visto = disegnato(stato.risolvi(rimando), stato.risolvi)
        profili = profili and visto.in_archivio
        if not visto.visibile:
            continue
        numeri = numeri or {numero: n for n, numero in enumerate(pagine(stato), start=1)}
        coperto[pagina] = coperto.get(pagina, Decimal(0)) + visto.larghezza * visto.altezza
        if coperto[pagina] * QUOTA > _area(stato, pagina):
            raise NonDimostrabileError(Ragione.RIQUADRO_GRANDE, str(numeri.get(pagina, 0)))
        riquadri.append(Riquadro(numeri.get(pagina, 0), visto.larghezza, visto.altezza))
    return tuple(riquadri), profili


def _area(stato: StatoPdf, pagina: int) -> Decimal:
    """Return the area of a page in square points; where the page does not say it, of an A4."""
    lati = stato.risolvi(stato.dizionario(RiferimentoPdf(pagina, 0)).get("MediaBox"))
    numeri = [Decimal(n) for n in lati if isinstance(n, int | Decimal)] if isinstance(lati, list) else []
    if len(numeri) != 4:
        return _A4
    return abs(numeri[2] - numeri[0]) * abs(numeri[3] - numeri[1])
