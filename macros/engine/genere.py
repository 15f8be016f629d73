"""What the gender report is reckoned to: shares of women, quantities of a person, how far women are from men. Exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.model.genere import FormaTavola, QuantitaGenere, RigaGenere


@dataclass(frozen=True, slots=True, kw_only=True)
class ContoGenere:
    """A row, or the sum of some."""

    donne: int
    uomini: int
    quantita_donne: Decimal | None = None
    quantita_uomini: Decimal | None = None
    quantita: QuantitaGenere | None = None

    @property
    def persone(self) -> int:
        """Women and men."""
        return self.donne + self.uomini

    @property
    def quota_donne(self) -> Fraction | None:
        """Share of women, percentage points. None: there is nobody."""
        return Fraction(self.donne * 100, self.persone) if self.persone else None

    @property
    def a_persona(self) -> tuple[Fraction | None, Fraction | None]:
        """What a woman and a man have on average: hours shared out, a mean as it is. None: there are none.

        >>> ContoGenere(donne=4, uomini=0, quantita_donne=Decimal(90), quantita=QuantitaGenere.ORE).a_persona
        (Fraction(45, 2), None)
        """
        coppie = ((self.quantita_donne, self.donne), (self.quantita_uomini, self.uomini))
        divise = self.quantita is QuantitaGenere.ORE
        donna, uomo = (
            None if quanto is None or not n else Fraction(quanto) / (n if divise else 1) for quanto, n in coppie
        )
        return donna, uomo

    @property
    def differenza(self) -> Fraction | None:
        """How far women are from men: of hours in hours, of a mean in per cent of the men's. None: one is missing.

        Fonte: direttiva 2/2019, allegato 2, tabella 1.5.
        """
        donna, uomo = self.a_persona
        if donna is None or uomo is None:
            return None
        if self.quantita is QuantitaGenere.MEDIA:
            return (donna - uomo) * 100 / uomo if uomo else None
        return donna - uomo


def conto(riga: RigaGenere) -> ContoGenere:
    """Return what is reckoned of a row."""
    return ContoGenere(
        donne=riga.donne,
        uomini=riga.uomini,
        quantita_donne=riga.quantita_donne,
        quantita_uomini=riga.quantita_uomini,
        quantita=riga.forma.quantita,
    )


def totale(forma: FormaTavola, righe: Sequence[RigaGenere]) -> ContoGenere | None:
    """Return the sum of a table that counts each person once. None: it may count one twice, or its means are no sum."""
    ore = forma.quantita is QuantitaGenere.ORE
    if not (forma.ripartisce or ore):
        return None
    return ContoGenere(
        donne=sum(r.donne for r in righe),
        uomini=sum(r.uomini for r in righe),
        quantita_donne=sum((r.quantita_donne or Decimal(0) for r in righe), Decimal(0)) if ore else None,
        quantita_uomini=sum((r.quantita_uomini or Decimal(0) for r in righe), Decimal(0)) if ore else None,
        quantita=forma.quantita,
    )
