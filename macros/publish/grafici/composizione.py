"""What a grade is made of, drawn: indicators of an objective, objectives of the chamber."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.model import formato
from macros.model.valori import Tipo
from macros.publish import voci
from macros.publish.grafici.mosaico import Tessera, mosaico
from macros.publish.grafici.tela import Disegno

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, Parte

STRETTA = 8
"""Under this share of the width, in per cent, a column has no label."""


def composizione(ciclo: Ciclo, codice: str) -> Markup:
    """Draw an objective: own indicators dark, linked ones light."""
    sintesi = ciclo.obiettivi[codice]
    propri = {i.codice for i in ciclo.anno.obiettivi[codice].indicatori}
    totale = sum((p.peso for p in sintesi.parti), Fraction(0)) or Fraction(1)
    tessere, detti = [], []
    for parte in sintesi.parti:
        valutato = ciclo.indicatori[parte.codice]
        proprio = parte.codice in propri
        segno = voci.segno_indicatore(ciclo, valutato)
        larga = parte.peso * 100 / totale >= STRETTA
        tessere.append(
            Tessera(
                codice=parte.codice,
                sopra=_breve(parte.codice, codice) if larga else "",
                sotto=formato.valore(parte.peso) if larga else "",
                peso=parte.peso,
                grado=valutato.esatto,
                classe=segno.classe,
                principale=proprio,
                gruppo="propri" if proprio else "collegati",
            )
        )
        detti.append(_detto(parte, formato.stampato(valutato.stampato), segno.parola))
    disegno = Disegno(
        chiave=f"composizione-{codice}",
        titolo=f"Di che cosa è fatto il grado dell'obiettivo {codice}",
        descrizione="; ".join(detti) + ".",
    )
    return mosaico(disegno, tessere, 72)


def _breve(indicatore: str, obiettivo: str) -> str:
    """Shorten a code inside its objective: 2.2.a → a, 2.2.1.a → 1.a."""
    return indicatore.removeprefix(f"{obiettivo}.")


def _detto(parte: Parte, grado: str, parola: str) -> str:
    return f"{parte.codice} peso {formato.valore(parte.peso)}, grado {grado}, {parola}"


def mosaico_ente(ciclo: Ciclo) -> Markup:
    """Draw the chamber: every objective as wide as its share of the total."""
    anno = ciclo.anno
    tessere, detti = [], []
    for parte_area in ciclo.ente.parti:
        area = ciclo.aree_strategiche[parte_area.codice]
        detti.append(f"area {parte_area.codice} {formato.stampato(area.stampato)}")
        totale = sum((p.peso for p in area.parti), Fraction(0)) or Fraction(1)
        for parte in area.parti:
            sintesi = ciclo.obiettivi[parte.codice]
            tessere.append(
                Tessera(
                    codice=f"{parte_area.codice}-{parte.codice}",
                    sopra="",
                    sotto="",
                    peso=parte_area.peso * parte.peso / totale,
                    grado=sintesi.esatto,
                    classe=voci.segno_obiettivo(ciclo, sintesi).classe,
                    principale=anno.obiettivi[parte.codice].tipo is Tipo.STRATEGICO,
                    gruppo=parte_area.codice,
                )
            )
    disegno = Disegno(
        chiave=f"mosaico-{anno.anno}",
        titolo=f"Peso e grado dei {len(tessere)} obiettivi della Camera",
        descrizione="Larghezza: peso dell'obiettivo sul totale. Altezza piena: grado. "
        "Grado delle aree: " + ", ".join(detti) + ".",
    )
    return mosaico(disegno, tessere, 200)
