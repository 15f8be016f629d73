"""What a revision appended to our PDF may have changed: what a signature needs, and nothing else.

Each revision is weighed against the one before it, so that what holds for each step holds for all. New objects do
nothing by themselves: they count by what leads to them, and what leads to them is an object that was there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from macros.firma.campi import CampoFirma
from macros.firma.descrizione import detti
from macros.firma.esito import NonDimostrabileError, Ragione
from macros.firma.flussi import decodificato
from macros.firma.oggetti import Dizionario, Flusso, NomePdf, RiferimentoPdf, ValorePdf, lettere, uguali
from macros.firma.stati import StatoPdf, pagine

DEL_CATALOGO = frozenset({"AcroForm", "Perms", "DSS", "Extensions", "Version"})
"""Keys of the catalog that a signature may add or change."""
DELLE_PROPRIETA = frozenset({"ModDate", "Producer"})
"""Keys of the document's properties that whoever saves a file writes anew."""
DELLA_DESCRIZIONE = frozenset({"Type", "Subtype", "Length", "Filter"})


class Ruolo(StrEnum):
    """What a rewritten object is for."""

    CATALOGO = "catalogo"
    MODULO = "modulo"
    """The form, its fields, the lists that hold them."""
    PAGINA = "pagina"
    PROPRIETA = "proprieta"
    DESCRIZIONE = "descrizione"
    VALIDITA = "validita"
    """What shows that certificates were valid (DSS)."""


VALIDITA = frozenset({Ruolo.CATALOGO, Ruolo.PROPRIETA, Ruolo.DESCRIZIONE, Ruolo.VALIDITA})
"""What may still be rewritten after the last signature: it shows nothing, and moves nothing."""


@dataclass(frozen=True, slots=True)
class PassoPdf:
    """What one revision changed."""

    ruoli: frozenset[Ruolo]
    del_catalogo: frozenset[str]
    """Keys of the catalog."""
    posate: tuple[tuple[int, RiferimentoPdf], ...]
    """Widgets that it put on pages: number of the page's object, and the widget."""

    @property
    def solo_validita(self) -> bool:
        """True: it brought nothing but what shows that certificates were valid."""
        return self.ruoli <= VALIDITA and self.del_catalogo <= {"DSS", "Extensions"}


def pesa(prima: StatoPdf, dopo: StatoPdf) -> PassoPdf:
    """Weigh a revision against the one before it. Raises: NonDimostrabileError: it changed more than it may."""
    return _Pesata(prima, dopo).passo()


class _Pesata:
    def __init__(self, prima: StatoPdf, dopo: StatoPdf) -> None:
        self.prima, self.dopo = prima, dopo
        self.posate: list[tuple[int, RiferimentoPdf]] = []
        self.di_prima, self.di_dopo = prima.campi(), dopo.campi()
        self.riquadri = {r for campo in self.di_dopo for r in campo.riquadri}
        self.catalogo = prima.catalogo()
        dei_campi = prima.raggiunti(self.catalogo.get("AcroForm"))  # of a field first, whatever else leads to it
        self.validita = prima.raggiunti([self.catalogo.get("DSS"), self.catalogo.get("Extensions")]) - dei_campi

    def passo(self) -> PassoPdf:
        del_catalogo = self._del_catalogo()
        self._campi_rimasti()
        self._proprieta()
        ruoli = {self._ruolo(numero) for numero in self.dopo.revisioni[-1].oggetti}
        return PassoPdf(frozenset(r for r in ruoli if r), frozenset(del_catalogo), tuple(self.posate))

    def _c_era(self, numero: int) -> bool:
        return numero < self.prima.nostro.oltre or any(numero in r.oggetti for r in self.prima.revisioni)

    def _ruolo(self, numero: int) -> Ruolo | None:  # noqa: PLR0911 - one a kind of object
        """Return what a rewritten object was for; None: it is new, or written again as it was.

        What it was, and not what it is: else a page could go away by being called the properties of the document.
        """
        if not self._c_era(numero):
            return None
        vecchio, nuovo = self.prima.trova(numero), self.dopo.trova(numero)
        if _e(numero, self.prima.chiusura.get("Root")):
            return Ruolo.CATALOGO
        if _e(numero, self.prima.chiusura.get("Info")):
            return Ruolo.PROPRIETA
        if _e(numero, self.catalogo.get("Metadata")):
            _stessa_descrizione(vecchio, nuovo)
            return Ruolo.DESCRIZIONE
        if isinstance(vecchio, dict) and vecchio.get("Type") == NomePdf("Page"):
            self._pagina(numero, vecchio, nuovo)
            return Ruolo.PAGINA
        if uguali(vecchio, nuovo) or _indici(vecchio, nuovo):
            return None
        if numero >= self.prima.nostro.oltre and (ruolo := self._di_coda(numero)):
            return ruolo
        if isinstance(vecchio, list) and self._elenco_di_pagina(numero, vecchio, nuovo):
            return Ruolo.PAGINA
        raise NonDimostrabileError(Ragione.OGGETTO_RISCRITTO, _nominato(numero, vecchio))

    def _di_coda(self, numero: int) -> Ruolo | None:
        """Return what an object was for that an earlier revision brought; None: for nothing that may change."""
        if numero in self.validita:
            return Ruolo.VALIDITA
        modulo = self.prima.risolvi(self.catalogo.get("AcroForm"))
        if _e(numero, self.catalogo.get("AcroForm")) or (isinstance(modulo, dict) and _e(numero, modulo.get("Fields"))):
            return Ruolo.MODULO  # its fields are weighed by themselves
        suoi = [c for c in self.di_prima if _e(numero, c.rimando) or any(_e(numero, r) for r in c.riquadri)]
        return Ruolo.MODULO if suoi and all(c.firma is None for c in suoi) else None

    def _del_catalogo(self) -> set[str]:
        vecchio, nuovo = self.catalogo, self.dopo.catalogo()
        cambiate = _cambiate(vecchio, nuovo)
        for chiave in sorted(cambiate - DEL_CATALOGO):
            raise NonDimostrabileError(Ragione.CATALOGO, chiave)
        if "AcroForm" in cambiate and "AcroForm" in StatoPdf(self.prima.nostro, ()).catalogo():
            raise NonDimostrabileError(Ragione.MODULO, "AcroForm")
        permessi = self.dopo.risolvi(nuovo.get("Perms", {}))
        if not isinstance(permessi, dict) or permessi.keys() - {"DocMDP"}:
            raise NonDimostrabileError(Ragione.CATALOGO, "Perms")
        if not isinstance(nuovo.get("Version", NomePdf("1.7")), NomePdf):
            raise NonDimostrabileError(Ragione.CATALOGO, "Version")
        return cambiate

    def _campi_rimasti(self) -> None:
        """See that no field, and no signature in one, went away."""
        ora = {campo.rimando: campo for campo in self.di_dopo}
        for campo in self.di_prima:
            suo = ora.get(campo.rimando)
            if suo is None or not _continua(campo, suo):
                raise NonDimostrabileError(Ragione.MODULO, "Fields")

    def _proprieta(self) -> None:
        """See that the properties say what they said, but for who saved the file and when."""
        vecchie = self.prima.risolvi(self.prima.chiusura.get("Info", {}))
        nuove = self.dopo.risolvi(self.dopo.chiusura.get("Info", {}))
        if not isinstance(vecchie, dict) or not isinstance(nuove, dict):
            raise NonDimostrabileError(Ragione.PROPRIETA, "Info")
        for chiave in sorted((vecchie.keys() | nuove.keys()) - DELLE_PROPRIETA):
            vecchia, nuova = self.prima.risolvi(vecchie.get(chiave)), self.dopo.risolvi(nuove.get(chiave))
            if uguali(vecchia, nuova):
                continue
            if isinstance(vecchia, bytes) and isinstance(nuova, bytes) and lettere(vecchia) == lettere(nuova):
                continue
            raise NonDimostrabileError(Ragione.PROPRIETA, chiave)

    def _pagina(self, numero: int, vecchia: Dizionario, nuova: ValorePdf) -> None:
        if not isinstance(nuova, dict):
            raise NonDimostrabileError(Ragione.PAGINA, str(numero))
        for chiave in sorted(_cambiate(vecchia, nuova) - {"Annots"}):
            raise NonDimostrabileError(Ragione.PAGINA, chiave)
        self._aggiunte(numero, self.prima.annotazioni(vecchia), self.dopo.annotazioni(nuova))

    def _elenco_di_pagina(self, numero: int, vecchio: list[ValorePdf], nuovo: ValorePdf) -> bool:
        """True when a list held the annotations of a page, whose additions it then weighs."""
        prima = self.prima
        sue = [p for p in pagine(prima) if _e(numero, prima.dizionario(RiferimentoPdf(p, 0)).get("Annots"))]
        for pagina in sue:
            self._aggiunte(pagina, vecchio, nuovo if isinstance(nuovo, list) else [])
        return bool(sue)

    def _aggiunte(self, pagina: int, vecchie: list[ValorePdf], nuove: list[ValorePdf]) -> None:
        """See that a page only has more widgets of signatures than it had."""
        if not uguali(nuove[: len(vecchie)], vecchie):
            raise NonDimostrabileError(Ragione.ANNOTAZIONE, str(pagina))
        for nuova in nuove[len(vecchie) :]:
            if not isinstance(nuova, RiferimentoPdf) or nuova not in self.riquadri:
                raise NonDimostrabileError(Ragione.ANNOTAZIONE, str(pagina))
            self.posate.append((pagina, nuova))


def _e(numero: int, valore: ValorePdf) -> bool:
    return isinstance(valore, RiferimentoPdf) and valore.numero == numero


def _cambiate(vecchio: Dizionario, nuovo: Dizionario) -> set[str]:
    tutte = vecchio.keys() | nuovo.keys()
    return {k for k in tutte if k not in vecchio or k not in nuovo or not uguali(vecchio[k], nuovo[k])}


def _continua(prima: CampoFirma, dopo: CampoFirma) -> bool:
    firmato = prima.firma is None or uguali(prima.firma, dopo.firma)
    return firmato and set(prima.riquadri) <= set(dopo.riquadri)


def _indici(vecchio: ValorePdf, nuovo: ValorePdf) -> bool:
    """True when both are the index of their revision."""
    return all(isinstance(v, Flusso) and v.voci.get("Type") == NomePdf("XRef") for v in (vecchio, nuovo))


def _stessa_descrizione(vecchia: ValorePdf, nuova: ValorePdf) -> None:
    if not isinstance(vecchia, Flusso) or not isinstance(nuova, Flusso) or nuova.voci.keys() - DELLA_DESCRIZIONE:
        raise NonDimostrabileError(Ragione.METADATI)
    if detti(decodificato(vecchia, 2**20)) != detti(decodificato(nuova, 2**20)):
        raise NonDimostrabileError(Ragione.METADATI)


def _nominato(numero: int, valore: ValorePdf) -> str:
    voci = valore.voci if isinstance(valore, Flusso) else valore
    tipo = voci.get("Type") if isinstance(voci, dict) else None
    return f"{numero} {tipo}" if isinstance(tipo, NomePdf) else str(numero)
