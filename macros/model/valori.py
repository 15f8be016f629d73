"""Words of the domain that are values: rules, dates of survey, absences, targets.

Enum values equal the text in the data files.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Periodo(StrEnum):
    """The two survey dates of a year."""

    GIUGNO = "30-06"
    DICEMBRE = "31-12"

    def data(self, anno: int) -> dt.date:
        """Return the survey date in that year."""
        return dt.date(anno, 6, 30) if self is Periodo.GIUGNO else dt.date(anno, 12, 31)

    @property
    def in_parole(self) -> str:
        """Day and month, as pages and messages write them."""
        return "30 giugno" if self is Periodo.GIUGNO else "31 dicembre"


class Tipo(StrEnum):
    """Kind of objective."""

    STRATEGICO = "strategico"
    OPERATIVO = "operativo"
    AZIENDA_SPECIALE = "azienda_speciale"


class Livello(StrEnum):
    """Levels of the figures, from the leaf to the chamber: what rounds, what is compared, what weighs in what."""

    INDICATORE = "indicatore"
    OBIETTIVO = "obiettivo"
    AREA_STRATEGICA = "area_strategica"
    AREA_DIRIGENZIALE = "area_dirigenziale"
    AZIENDA_SPECIALE = "azienda_speciale"
    ENTE = "ente"


AREE = (Livello.AREA_STRATEGICA, Livello.AREA_DIRIGENZIALE, Livello.AZIENDA_SPECIALE)
"""The levels of the tree, in print order: two readings, and the agency apart."""


class Assenza(StrEnum):
    """Why there is no grade. `NON_PREVISTO` is never written in a survey: it follows from the target."""

    NON_RILEVATO = "non_rilevato"
    NON_VALUTABILE = "non_valutabile"
    NON_PREVISTO = "non_previsto"


class Causa(StrEnum):
    """Cause of a gap. Fonte: SMVP 3.2.1."""

    ESOGENA = "esogena"
    ENDOGENA = "endogena"
    MISTA = "mista"


class Andamento(StrEnum):
    """How a figure stands at mid-year, by the bands of the half-year."""

    IN_LINEA = "in linea"
    A_RISCHIO = "a rischio"
    IN_RITARDO = "in ritardo"


IN_PARTE = "valutato in parte"
"""The state of an objective of which too little was measured, whatever its grade."""


class Dimensione(StrEnum):
    """Dimension of performance that an indicator describes. Fonte: SMVP 3.1."""

    STATO_RISORSE = "stato_risorse"
    EFFICIENZA = "efficienza"
    EFFICACIA_QUANTITATIVA = "efficacia_quantitativa"
    QUALITA_EROGATA = "qualita_erogata"
    QUALITA_PERCEPITA = "qualita_percepita"
    IMPATTO = "impatto"


class FonteTipo(StrEnum):
    """Where a datum comes from, from what is trusted most. Fonte: LG DFP 3/2018, criterion f."""

    ESTERNA = "esterna"
    """Certified by somebody else."""
    SISTEMA = "sistema"
    """Taken from a system of the chamber's, that nobody writes in to report it."""
    INTERNA = "interna"
    """Said by the office that it is about."""


class Rilevanza(StrEnum):
    """Relevance of an objective. Fonte: SMVP 5, point 1."""

    BASSA = "bassa"
    MEDIA = "media"
    ALTA = "alta"


class Decrescente(StrEnum):
    """The two declared methods of the rule `decrescente`."""

    LINEARE = "lineare"
    RAPPORTO = "rapporto"


class NonRilevati(StrEnum):
    """What the year does with indicators that were not reported."""

    RINORMALIZZA = "rinormalizza"
    ZERO = "zero"
    BLOCCA = "blocca"


class Modo(StrEnum):
    """Rounding: half up (`commerciale`) or towards zero (`troncamento`)."""

    COMMERCIALE = "commerciale"
    TRONCAMENTO = "troncamento"


class TipoAtto(StrEnum):
    """Kinds of act that the record knows."""

    PARERE_OIV = "parere_oiv"
    CONFERMA_SMVP = "conferma_smvp"
    ORDINE_SERVIZIO = "ordine_servizio"
    VALIDAZIONE_DATI = "validazione_dati"
    VALIDAZIONE_OIV = "validazione_oiv"
    CERTIFICAZIONE_VALORI = "certificazione_valori"
    APPROVAZIONE_GIUNTA = "approvazione_giunta"
    COMUNICAZIONE_GIUNTA = "comunicazione_giunta"
    PUBBLICAZIONE = "pubblicazione"
    TRASMISSIONE = "trasmissione"
    ESCLUSIONE = "esclusione"
    RELAZIONE_SISTEMA = "relazione_sistema"
    """Of the OIV: how the System works, by 30 April. Fonte: D.Lgs. 150/2009, art. 14 c. 4 a."""
    ERRATA = "errata"


class TipoRisorsa(StrEnum):
    """Side of the account of a financial resource."""

    COSTO = "costo"
    RICAVO = "ricavo"


@dataclass(frozen=True, slots=True)
class Intervallo:
    """A target with two ends, both inside, in the indicator's unit."""

    min: Decimal
    max: Decimal


class NonPrevisto(StrEnum):
    """What stands in the place of a target where nothing is expected."""

    NON_PREVISTO = "non_previsto"


NON_PREVISTO = NonPrevisto.NON_PREVISTO
"""Written as a target: nothing is expected at that date."""

Atteso = Decimal | dt.date | bool | Intervallo
"""A target. bool stands for si (True) and no (False)."""

Valore = Decimal | dt.date | bool
"""A surveyed value. False is «no» (for `entro_data`: not done)."""
