"""Our PDF as it stands after some of the revisions that were appended to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.firma.campi import CampoFirma, campi_del_modulo
from macros.firma.esito import NonDimostrabileError, Ragione
from macros.firma.oggetti import Dizionario, Flusso, NomePdf, RiferimentoPdf, ValorePdf
from macros.firma.revisioni import NostroPdf, RevisionePdf

PAGINE_MASSIME = 20_000
_SALTI = 20
"""References that refer to references."""


@dataclass(frozen=True)
class StatoPdf:
    """A PDF at a revision, looked up as a reader does: the last one that has an object holds it."""

    nostro: NostroPdf
    revisioni: Sequence[RevisionePdf]

    @property
    def chiusura(self) -> Dizionario:
        """The trailer in force."""
        return self.revisioni[-1].chiusura if self.revisioni else self.nostro.chiusura

    def trova(self, numero: int) -> ValorePdf:
        """Return an object; None: there is none."""
        for revisione in reversed(self.revisioni):
            if numero in revisione.oggetti:
                return revisione.oggetti[numero].valore
        return self.nostro.trova(numero)

    def risolvi(self, valore: ValorePdf) -> ValorePdf:
        """Return what a reference refers to; of anything else, itself. Raises: NonDimostrabileError: in a circle."""
        for _ in range(_SALTI):
            if not isinstance(valore, RiferimentoPdf):
                return valore
            valore = self.trova(valore.numero) if not valore.generazione else None
        raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, "R")

    def catalogo(self) -> Dizionario:
        """Return the catalog. Raises: NonDimostrabileError."""
        return self.dizionario(self.chiusura.get("Root"))

    def dizionario(self, valore: ValorePdf) -> Dizionario:
        """Return a dictionary. Raises: NonDimostrabileError: it is another thing."""
        risolto = self.risolvi(valore)
        if not isinstance(risolto, dict):
            raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, "Root")
        return risolto

    def campi(self) -> tuple[CampoFirma, ...]:
        """Return the signature fields. Raises: NonDimostrabileError: the form has others."""
        return campi_del_modulo(self.risolvi(self.catalogo().get("AcroForm")), self.risolvi)

    def annotazioni(self, pagina: ValorePdf) -> list[ValorePdf]:
        """Return the annotations of a page. Raises: NonDimostrabileError."""
        voci = self.risolvi(pagina.get("Annots", [])) if isinstance(pagina, dict) else None
        if not isinstance(voci, list):
            raise NonDimostrabileError(Ragione.ANNOTAZIONE, "Annots")
        return voci

    def raggiunti(self, valore: ValorePdf) -> set[int]:
        """Return the numbers of the appended objects that a value leads to."""
        visti: set[int] = set()
        da_guardare = [valore]
        while da_guardare:
            guardato = da_guardare.pop()
            match guardato:
                case RiferimentoPdf(numero=numero) if numero >= self.nostro.oltre and numero not in visti:
                    visti.add(numero)
                    da_guardare.append(self.trova(numero))
                case list():
                    da_guardare += guardato
                case dict():
                    da_guardare += guardato.values()
                case Flusso(voci=voci):
                    da_guardare += voci.values()
        return visti


def pagine(stato: StatoPdf) -> Iterator[int]:
    """Give the numbers of the objects of the pages, in order. Raises: NonDimostrabileError."""
    da_guardare: list[ValorePdf] = [stato.catalogo().get("Pages")]
    visti: set[int] = set()
    while da_guardare:
        rimando = da_guardare.pop()
        nodo = stato.risolvi(rimando)
        if not isinstance(rimando, RiferimentoPdf) or rimando.numero in visti or not isinstance(nodo, dict):
            raise NonDimostrabileError(Ragione.NON_RICONOSCIUTO)
        visti.add(rimando.numero)
        if len(visti) > PAGINE_MASSIME:
            raise NonDimostrabileError(Ragione.TROPPO_GRANDE)
        if nodo.get("Type") == NomePdf("Page"):
            yield rimando.numero
        else:
            figli = stato.risolvi(nodo.get("Kids", []))
            da_guardare += reversed(figli) if isinstance(figli, list) else []


def quante_pagine(byte: bytes) -> int | None:
    """Return how many pages one of our PDFs has; None: it is not one of ours."""
    try:
        return sum(1 for _ in pagine(StatoPdf(NostroPdf(byte), ())))
    except NonDimostrabileError:
        return None
