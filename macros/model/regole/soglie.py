"""`soglie`: the grade is read in the bands that the indicator declares."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from macros.model.formato import esatto, fattore, leggibile
from macros.model.piano import Indicatore
from macros.model.problems import Problem, Source
from macros.model.regola import Caso, Quantita, Regola, sempre


def grado(caso: Caso) -> Fraction:
    """Grade of the half-open band the value falls in; the last has no end.

    Raises: ValueError below the first band; the checks report that as RIL-SOGLIA-SOTTO.
    Fonte: DOMAIN 3.1, rule 12.
    """
    trovate = [banda for banda in caso.indicatore.soglie if banda.da <= caso.v]
    if not trovate:
        raise caso.inadatto()
    return Fraction(str(trovate[-1].esito))


def conto(caso: Caso) -> str:
    """Say the bands."""
    return f"grado della fascia in cui cade il valore ({bande(caso.indicatore)}): con {fattore(caso.v)}"


def bande(i: Indicatore) -> str:
    """Say where each band begins, and its grade."""
    return ", ".join(f"da {esatto(b.da)} grado {esatto(Fraction(str(b.esito)))}" for b in i.soglie)


def di_uno(i: Indicatore) -> str:
    """Say the bands that an indicator declares."""
    return f"grado della fascia in cui cade il valore: {bande(i)}"


def verso(i: Indicatore, _target: Fraction | None) -> int:
    """Return whether the last band is better than the first."""
    if not i.soglie:
        return 0
    primo, ultimo = (Fraction(str(i.soglie[n].esito)) for n in (0, -1))
    return (ultimo > primo) - (ultimo < primo)


def check_valore(i: Indicatore, valore: Quantita, luogo: Source) -> Iterator[Problem]:
    """RIL-SOGLIA-SOTTO: the value is in a band."""
    if i.soglie and valore < i.soglie[0].da:
        yield Problem(
            luogo,
            "RIL-SOGLIA-SOTTO",
            f"il valore {leggibile(valore)} per {i.codice} ({i.titolo}, in {i.unita_misura})",
            f"un valore da {leggibile(i.soglie[0].da)} in su, dove comincia la prima fascia",
            "correggere il valore, o far cominciare più in basso la prima fascia di «soglie»",
        )


REGOLA = Regola(
    nome="soglie",
    ordine=4,
    grado=grado,
    conto=conto,
    come=sempre("il grado si legge nella tabella di fasce dichiarata per l'indicatore"),
    di_uno=di_uno,
    chiavi=("soglie",),
    verso=verso,
    check_valore=check_valore,
)
