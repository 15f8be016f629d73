"""What a grade is made of, drawn: indicators of an objective, objectives of the chamber."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.engine.sintesi import pesi_usati
from macros.model import formato
from macros.model.pagine import OBIETTIVO
from macros.model.valori import Tipo
from macros.publish.disegni.mosaico import Piede, Tessera, mosaico
from macros.publish.disegni.tela import Disegno
from macros.publish.parole import voci

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, Parte
    from macros.model.anno import Anno

STRETTA, SOTTILE = 8, 4
"""Under these shares of the width, in per cent, a column has its letter and weight only where there is room for them,
as on paper; and nowhere."""
ALTA, BASSA, STRISCIA = 200, 72, 20
"""A full column in pixels: of the chamber, of an objective, of one where every column is full."""
CENTO = Fraction(100)


def composizione(ciclo: Ciclo, codice: str, forma: str, alta: int = BASSA) -> Markup:
    """Draw an objective: own indicators dark, linked ones light.

    Args:
        ciclo: the computed year.
        codice: the objective.
        forma: the prefix of the ids around it.
        alta: a full column, in pixels, unless every column is full.
    """
    sintesi = ciclo.obiettivi[codice]
    propri = {i.codice for i in ciclo.anno.obiettivi[codice].indicatori}
    totale = sum((p.peso for p in sintesi.parti), Fraction(0)) or Fraction(1)
    tessere, detti = [], []
    for parte in sintesi.parti:
        valutato = ciclo.indicatori[parte.codice]
        proprio = parte.codice in propri
        segno = voci.segno_indicatore(ciclo, valutato)
        quota = parte.peso * 100 / totale
        scritta = quota >= SOTTILE
        tessere.append(
            Tessera(
                codice=parte.codice,
                sopra=_breve(parte.codice, codice) if scritta else "",
                sotto=formato.valore(parte.peso) if scritta else "",
                stretta=quota < STRETTA,
                peso=parte.peso,
                grado=valutato.esatto,
                classe=segno.classe,
                principale=proprio,
                gruppo="propri" if proprio else "collegati",
            )
        )
        detti.append(_detto(parte, formato.stampato(valutato.stampato), segno.parola))
    disegno = Disegno(
        chiave=f"composizione-{forma}",
        titolo=f"Di che cosa è fatto il grado dell'obiettivo {codice}",
        descrizione="; ".join(detti) + ".",
    )
    piena = all(t.grado is not None and t.grado >= CENTO for t in tessere)
    return mosaico(disegno, tessere, STRISCIA if piena else alta)


def _breve(indicatore: str, obiettivo: str) -> str:
    """Shorten a code inside its objective: 2.2.a → a, 2.2.1.a → 1.a."""
    return indicatore.removeprefix(f"{obiettivo}.")


def _detto(parte: Parte, grado: str, parola: str) -> str:
    return f"{parte.codice} peso {formato.valore(parte.peso)}, grado {grado}, {parola}"


def mosaico_ente(ciclo: Ciclo, *, con_aree: bool = False, codici: bool = False, alta: int = ALTA) -> Markup:
    """Draw the chamber: every objective as wide as its share of the total, as full as its grade.

    Args:
        ciclo: the computed year.
        con_aree: write name, weight and grade of each area under its columns, and lead from each to its objective.
        codici: write its code, upright, under each column, instead of those of the columns that are not full; no
            links, which the printer of PDFs does not draw.
        alta: a full column, in pixels.
    """
    anno = ciclo.anno
    tessere = []
    for area, codice, peso in _quote(anno):
        sintesi = ciclo.obiettivi[codice]
        segno = voci.segno_obiettivo(ciclo, sintesi)
        tessera = _tessera(anno, area, codice, peso, grado=sintesi.esatto, classe=segno.classe)
        if con_aree:
            obiettivo = anno.obiettivi[codice]
            tessera = replace(
                tessera,
                numero="" if codici else codice,
                sotto=codice if codici else "",
                indirizzo="" if codici else OBIETTIVO.indirizzo(anno.anno, codice),  # a sheet is printed too
                detto=f"{codice} {obiettivo.titolo}: {formato.stampato(sintesi.stampato)}, {segno.parola}",
            )
        tessere.append(tessera)
    piedi = {
        p.codice: Piede(
            nome=f"Area {p.codice}",
            peso=f"peso {formato.valore(p.peso)}",
            grado=formato.stampato(ciclo.aree_strategiche[p.codice].stampato),
        )
        for p in ciclo.ente.parti
    }
    detti = (f"area {codice}, {piede.peso}, grado {piede.grado}" for codice, piede in piedi.items())
    disegno = Disegno(
        chiave=f"mosaico-{anno.anno}",
        titolo=f"Peso e grado dei {len(tessere)} obiettivi della Camera",
        descrizione="Larghezza: peso dell'obiettivo sul totale. Altezza piena: grado. "
        "Da sinistra: " + "; ".join(detti) + ".",
    )
    return mosaico(disegno, tessere, alta, piedi if con_aree else {}, in_piedi=codici)


def mosaico_pesi(anno: Anno) -> Markup:
    """Draw the chamber of a year still to come: every objective as wide as its share, and empty."""
    tessere = [_tessera(anno, *quota, grado=None, classe="") for quota in _quote(anno)]
    disegno = Disegno(
        chiave=f"pesi-{anno.anno}",
        titolo=f"Peso dei {len(tessere)} obiettivi della Camera",
        descrizione="Larghezza: peso dell'obiettivo sul totale. Colonne vuote: i gradi verranno con i risultati.",
    )
    return mosaico(disegno, tessere, ALTA)


def _quote(anno: Anno) -> Iterator[tuple[str, str, Fraction]]:
    """Yield area, objective and its share of the chamber (any unit), in print order."""
    aree = anno.letture.aree_strategiche
    for area, peso_area in zip(aree, pesi_usati([a.peso for a in aree]), strict=True):
        pesi = pesi_usati([voce.peso for voce in area.obiettivi])
        totale = sum(pesi, Fraction(0)) or Fraction(1)
        for voce, peso in zip(area.obiettivi, pesi, strict=True):
            yield area.codice, voce.codice, peso_area * peso / totale


def _tessera(anno: Anno, area: str, codice: str, peso: Fraction, *, grado: Fraction | None, classe: str) -> Tessera:
    return Tessera(
        codice=f"{area}-{codice}",
        sopra="",
        sotto="",
        peso=peso,
        grado=grado,
        classe=classe,
        principale=anno.obiettivi[codice].tipo is Tipo.STRATEGICO,
        gruppo=area,
    )
