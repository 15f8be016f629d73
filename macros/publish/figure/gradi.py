"""The charts of a computed year: their drawing, their reading in words, the table with the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.model import formato
from macros.model.pagine import OBIETTIVO
from macros.model.pagine_albero import luogo_area
from macros.model.valori import Periodo, Tipo
from macros.publish.disegni.distanze import Distanza, distanze
from macros.publish.disegni.gradi import Grado, gradi
from macros.publish.disegni.salti import Salto, salti, scala_dei_salti
from macros.publish.disegni.tela import Disegno, Scala
from macros.publish.figure.misure import verso
from macros.publish.parole import cifre, voci
from macros.publish.parole.voci import Voto

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato, Sintesi
    from macros.model.anno import Anno
    from macros.model.piano import Voce
    from macros.vista.vista import Vista

PEGGIORI = 14
"""Indicators under their target that the chart of distances draws: as many as stand on a page under its heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaFigura:
    """A row of the table under a chart."""

    codice: str
    titolo: str
    indirizzo: str
    peso: str
    celle: tuple[str, ...]
    voti: tuple[Voto, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figura:
    """A chart with its table."""

    chiave: str
    titolo: str
    disegno: Markup
    righe: tuple[RigaFigura, ...]
    colonne: tuple[str, ...]
    """Headings of `celle`, then of `voti`."""
    scala: str = ""
    """What the scale is, where the drawing does not begin at zero; may be empty."""


def soglia(anno: Anno) -> Fraction:
    """Return the grade from which the state is the best one. Fonte: `stati` of smvp.yml."""
    return Fraction(anno.regole.stati[-1].da)


def figura_gradi(ciclo: Ciclo, gruppo: Sequence[Voce], chiave: str, titolo: str, *, di_che: str) -> Figura:
    """Return the grades of the objectives of a group.

    Args:
        ctx: the page.
        ciclo: the computed year.
        gruppo: the objectives with their weights, in print order.
        chiave: unique on the page.
        titolo: above the chart.
        di_che: «dell'area strategica 1»: closes the name of the drawing.
    """
    anno = ciclo.anno
    righe, dati, detti = [], [], []
    for voce in gruppo:
        obiettivo, sintesi = anno.obiettivi[voce.codice], ciclo.obiettivi[voce.codice]
        voto, segno = voci.voto_sintesi(ciclo, sintesi), voci.segno_obiettivo(ciclo, sintesi)
        detti.append(f"{obiettivo.codice}: {voto.testo}, {segno.parola}")
        dati.append(
            Grado(
                codice=obiettivo.codice,
                chiave=voce.codice,
                titolo=obiettivo.titolo,
                grado=sintesi.esatto,
                scritto=voto.testo,
                classe=segno.classe,
                forte=obiettivo.tipo is not Tipo.OPERATIVO,
            )
        )
        righe.append(
            RigaFigura(
                codice=obiettivo.codice,
                titolo=obiettivo.titolo,
                indirizzo=OBIETTIVO.indirizzo(anno.anno, voce.codice),
                peso=voci.peso(voce.peso),
                celle=(),
                voti=(voto,),
            )
        )
    limite, stato = soglia(anno), str(anno.regole.stati[-1].esito)
    disegno = Disegno(
        chiave=chiave,
        titolo=f"Grado degli obiettivi {di_che} al {ciclo.periodo.in_parole} {anno.anno}",
        descrizione=f"Barre da 0 a 100: 100 è il target; da {formato.valore(limite)} in su un obiettivo è {stato}. "
        + "; ".join(detti)
        + ".",
    )
    return Figura(
        chiave=chiave,
        titolo=titolo,
        disegno=gradi(disegno, dati, limite, formato.valore(limite)),
        righe=tuple(righe),
        colonne=("Grado",),
    )


def figura_semestre(
    cicli: tuple[Ciclo, Ciclo], codici: Iterable[str], chiave: str, titolo: str, *, di_che: str
) -> Figura:
    """Return the grades at the two dates of the chamber, of areas or of objectives.

    Args:
        ctx: the page.
        cicli: the year at 30/6 and at 31/12.
        codici: what is compared, in print order; `ente` is the chamber.
        chiave: unique on the page.
        titolo: above the chart.
        di_che: «della Camera e delle aree»: closes the name of the drawing.
    """
    giugno, finale = cicli
    anno = finale.anno
    dati, righe, detti = [], [], []
    for codice in codici:
        sintesi = (giugno.sintesi(codice), finale.sintesi(codice))
        voti = (voci.voto_sintesi(giugno, sintesi[0]), voci.voto_sintesi(finale, sintesi[1]))
        numero, nome, indirizzo = _chi(anno, sintesi[1])
        dati.append(
            Salto(
                codice=numero,
                chiave=codice,
                titolo=nome,
                prima=sintesi[0].esatto,
                dopo=sintesi[1].esatto,
                scritti=(voti[0].testo, voti[1].testo),
                forte=codice not in anno.obiettivi or anno.obiettivi[codice].tipo is not Tipo.OPERATIVO,
            )
        )
        detti.append(f"{numero or nome}: {voti[0].testo} al 30 giugno, {voti[1].testo} al 31 dicembre")
        righe.append(RigaFigura(codice=numero, titolo=nome, indirizzo=indirizzo, peso="", celle=(), voti=voti))
    scala = _scala_detta(scala_dei_salti(dati))
    disegno = Disegno(
        chiave=chiave,
        titolo=f"Grado {di_che} al 30 giugno e al 31 dicembre {anno.anno}",
        descrizione=f"{scala} A ciascuna data 100 è quanto era atteso. " + "; ".join(detti) + ".",
    )
    return Figura(
        chiave=chiave,
        titolo=titolo,
        disegno=salti(disegno, dati),
        scala=scala,
        righe=tuple(righe),
        colonne=tuple(f"Grado al {voci.DATE_BREVI[c.periodo]}" for c in cicli),
    )


def _scala_detta(scala: Scala) -> str:
    """Say where a scale begins and ends, and that it is cut."""
    tagliata = ", non da zero" if scala.da else ""
    return f"La scala va da {formato.leggibile(scala.da)}{tagliata}, a {formato.leggibile(scala.a)}."


def _chi(anno: Anno, sintesi: Sintesi) -> tuple[str, str, str]:
    """Return number, title and address of an objective, an area or the chamber."""
    codice = sintesi.codice
    if codice in anno.obiettivi:
        obiettivo = anno.obiettivi[codice]
        return obiettivo.codice, obiettivo.titolo, OBIETTIVO.indirizzo(anno.anno, codice)
    for area in anno.letture.aree_strategiche:
        if area.codice == codice:
            return f"Area {codice}.", area.titolo, luogo_area(anno.anno, codice)
    return "", "Tutta la Camera", ""


def figura_distanze(
    ciclo: Ciclo, valutati: Iterable[IndicatoreValutato], migliori: int, chiave: str
) -> tuple[Figura | None, str, tuple[str, ...]]:
    """Return the chart of the distances from target, how much of it is shown, and what has no percentage.

    Of those worse than the target the widest `PEGGIORI` are drawn, so that the chart stands on one page: the list
    beside it has them all.

    Args:
        ctx: the page.
        ciclo: the computed year.
        valutati: the indicators to consider.
        migliori: how many of those better than the target are shown.
        chiave: unique on the page.

    Returns:
        figure: None when no indicator has a percentage; a sentence on what is shown; codes without one.
    """
    misurati, senza = [], []
    for v in valutati:
        if v.scostamento_percentuale is not None and verso(v):
            misurati.append((Fraction(v.scostamento_percentuale) * verso(v), v))
        elif v.misurato:
            senza.append(v.indicatore.codice)
    misurati.sort(key=lambda coppia: coppia[0])
    sotto = [c for c in misurati if c[0] < 0]
    sopra = [c for c in misurati if c[0] > 0]
    peggiori, di_piu = sotto[:PEGGIORI], sopra[-migliori:] if migliori else []
    scelti = peggiori + di_piu
    nota = _quanti_mostrati(len(misurati), (len(sotto), len(peggiori)), (len(sopra), len(di_piu)))
    if not scelti:
        return None, nota, tuple(senza)
    return _distanze(ciclo, scelti, chiave), nota, tuple(senza)


def _quanti_mostrati(tutti: int, sotto: tuple[int, int], sopra: tuple[int, int]) -> str:
    """Say how many there are and, of those under and over the target, how many are drawn (all, drawn)."""
    (peggio, peggiori), (meglio, migliori) = sotto, sopra
    frase = f"Indicatori misurabili in percentuale: {tutti}. Non raggiungono il target: {peggio}; lo eguagliano: "
    frase += f"{tutti - peggio - meglio}; lo superano: {meglio}."
    if migliori < meglio or peggiori < peggio:
        chi = "chi non lo raggiunge" if peggiori == peggio else f"i {peggiori} che ne sono più lontani"
        di_piu = " e quello che lo supera di più" if migliori == 1 else f" e i {migliori} che lo superano di più"
        frase += f" Il grafico mostra {chi}{di_piu if migliori else ''}."
    return frase


def _distanze(ciclo: Ciclo, scelti: Sequence[tuple[Fraction, IndicatoreValutato]], chiave: str) -> Figura:
    dati, righe, detti = [], [], []
    for meglio, v in scelti:
        indicatore = v.indicatore
        _, percento = cifre.scostamento(v)
        detto = f"{formato.per_cento(abs(meglio))} {'meglio' if meglio > 0 else 'peggio'}"
        dati.append(
            Distanza(
                codice=indicatore.codice,
                titolo=indicatore.titolo,
                meglio=meglio,
                scritto=detto,
            )
        )
        detti.append(f"{indicatore.codice}: {detto}")
        righe.append(
            RigaFigura(
                codice=indicatore.codice,
                titolo=indicatore.titolo,
                indirizzo=OBIETTIVO.indirizzo(ciclo.anno.anno, indicatore.obiettivo),
                peso="",
                celle=(
                    cifre.atteso(indicatore, v.target).piana,
                    cifre.ottenuto(indicatore, v.valore).piana,
                    percento,
                ),
                voti=(),
            )
        )
    disegno = Disegno(
        chiave=chiave,
        titolo=f"Distanza dal target al {ciclo.periodo.in_parole} {ciclo.anno.anno}, in percentuale del target",
        descrizione="La linea è il target: a sinistra chi ha fatto peggio, a destra chi ha fatto meglio. "
        + "; ".join(detti)
        + ".",
    )
    return Figura(
        chiave=chiave,
        titolo=f"Quanto lontano dal target, al {ciclo.periodo.in_parole}",
        disegno=distanze(disegno, dati),
        righe=tuple(righe),
        colonne=("Atteso", "Ottenuto", "Scostamento"),
    )


def da_giugno_a_dicembre(vista: Vista, anno: Anno, chiave: str) -> Figura | None:
    """Return the chamber and its strategic areas at the two dates; None while one is not visible."""
    giugno, finale = vista.ciclo_per(anno, Periodo.GIUGNO), vista.ciclo_per(anno, Periodo.DICEMBRE)
    if giugno is None or finale is None:
        return None
    codici = [finale.ente.codice, *finale.aree_strategiche]
    return figura_semestre(
        (giugno, finale), codici, chiave, "La Camera e le sue aree", di_che="della Camera e delle aree strategiche"
    )
