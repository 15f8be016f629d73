"""The dashboard of the year: the chamber's figure, areas, states, dimensions, gaps, what is next. Fonte: SMVP 3.1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.pagine import CONFRONTO, PRIMA_DELL_ANNO
from macros.model.pagine_albero import luogo_area
from macros.model.valori import Assenza, Livello, Periodo
from macros.publish.contesto.contesto import Contesto, senza_ciclo
from macros.publish.contesto.gruppi import della_camera
from macros.publish.figure.composizione import mosaico_ente
from macros.publish.figure.gradi import da_giugno_a_dicembre
from macros.publish.html.modelli import componi
from macros.publish.pagine.punti import scala_dei_punti
from macros.publish.pagine.scadenze import pannello
from macros.publish.pagine.scostamenti import quanti_sotto, scarti
from macros.publish.pagine.tappe import dati_in_elenco, documenti, mancano, tappe
from macros.publish.parole import voci
from macros.publish.parole.attestato import senza_giudizio
from macros.publish.pezzi.conteggi import dimensioni, in_una_frase, indicatori_della_camera, per_intero, per_stato

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.model.piano import AreaStrategica
    from macros.vista.vista import Vista

QUANTI_SCARTI = 5
PAROLE = {
    Periodo.DICEMBRE: ("Nel", "la Camera ha ottenuto", "aveva ottenuto"),
    Periodo.GIUGNO: (f"Al {Periodo.GIUGNO.in_parole}", "la Camera è a", "era a"),
}
"""How the first words of a year go at each date; the last ones, beside those of the year after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prime:
    """The first words of a year: «Nel 2021 la Camera ha ottenuto», its grade, «su 100»."""

    inizio: str
    voto: voci.Voto
    su: str
    """Empty where there is no grade yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedaArea:
    """The card of a strategic area."""

    titolo: str
    indirizzo: str
    peso: str
    voto: voci.Voto | None


def cruscotto(ctx: Contesto, *, anno: int | None = None, livello: int = 2) -> str:
    """Return the dashboard of the year.

    Outside a year's folder that of the last closed year, then the main figures of the others, the last one first, the
    open ones with those of the same date a year before.

    Example:
        {{ cruscotto() }}
    """
    if not ctx.vista.anni:
        return componi("avviso.html", testo="Nessun anno è ancora pubblicato.")
    guida = ctx.numero_anno(anno)
    altri = []
    if anno is None and not ctx.pagina.partition("/")[0].isdigit():
        altri = sorted((n for n in ctx.vista.anni if n != guida), reverse=True)
    titolo = bool(altri)
    return "".join(_anno(ctx, ctx.anno(n), livello, titolo=titolo, breve=n != guida) for n in (guida, *altri))


def _prime(ciclo: Ciclo, *, dopo: bool = False) -> Prime:
    """Return the first words of a year, at the date of its results; `dopo`: said beside those of the year after."""
    quando, che, che_allora = PAROLE[ciclo.periodo]
    graduata = ciclo.ente.esatto is not None
    detto = (che_allora if dopo else che) if graduata else "la Camera non ha un grado:"
    return Prime(
        inizio=f"{quando} {ciclo.anno.anno} {detto}",
        voto=voci.voto_sintesi(ciclo, ciclo.ente),
        su="su 100" if graduata else "",
    )


def _un_anno_prima(vista: Vista, ciclo: Ciclo) -> tuple[Prime, str] | None:
    """Return the first words of the year before at the same date, and where the two are compared; None: none shown."""
    prima = ciclo.anno.anno - 1
    if prima not in vista.anni or (suo := vista.ciclo_per(vista.anno(prima), ciclo.periodo)) is None:
        return None
    return _prime(suo, dopo=True), CONFRONTO.indirizzo(ciclo.anno.anno)


def _in_testa(vista: Vista, anno: Anno) -> Ciclo | None:
    """Return the results whose figure comes first; None: there are none.

    Until the Relazione is approved those of 30 June stay there while the final ones cover less than a grade needs to
    give a state: a first value would be a 100. A year that declares no such share has the final ones at once.
    """
    finale, giugno = (vista.ciclo_per(anno, periodo) for periodo in (Periodo.DICEMBRE, Periodo.GIUGNO))
    if finale is None or giugno is None or vista.atto(anno.anno, "relazione") is not None:
        return finale or giugno
    return giugno if finale.ancora_poco else finale


def _ancora_poco(finale: Ciclo) -> str:
    """Say why the final figure does not come first yet."""
    coperta, minima = finale.ente.copertura_esatta, finale.anno.regole.stati_copertura_minima
    detta = formato.numero(coperta) if formato.arrotonda(coperta, 2) != minima else formato.esatto(coperta)
    sotto = formato.leggibile(minima) if minima is not None else ""
    return f"Al 31 dicembre la copertura è {detta}: sotto {sotto} la prima cifra resta quella del 30 giugno."


def _anno(ctx: Contesto, anno: Anno, livello: int, *, titolo: bool, breve: bool) -> str:
    """Return a year's part: with a title where there are others, `breve` with its main figures only."""
    finale = ctx.vista.ciclo_per(anno, Periodo.DICEMBRE)
    ciclo = _in_testa(ctx.vista, anno)
    comune: dict[str, object] = {
        "anno": anno.anno,
        "livello": livello + 1 if titolo else livello,
        "intestazione": livello if titolo else 0,
        "chiuso": ctx.vista.atto(anno.anno, "relazione") is not None,
        "breve": breve,
        "pagina_anno": PRIMA_DELL_ANNO.indirizzo(anno.anno),
        "approvata": _approvata(ctx.vista, anno),
        "senza": _senza(ctx.vista, anno, ciclo, finale),
        "aree": [_area(anno, ciclo, a) for a in anno.letture.aree_strategiche],
        "tappe": tappe(anno),
        "mancano": mancano(ctx.vista, anno),
        "scadenze": pannello(ctx.vista, anno),
        "documenti": documenti(ctx, anno),
        "dati": dati_in_elenco(ctx.vista, anno),
    }
    if ciclo is None:
        return componi("cruscotto.html", ciclo=False, **comune)
    conteggi, per_dimensione = per_stato(ciclo), dimensioni(ciclo)
    tutti = scarti(ciclo)
    return componi(
        "cruscotto.html",
        ciclo=True,
        quando=f"{ciclo.periodo.in_parole} {anno.anno}",
        finale=ciclo.periodo is Periodo.DICEMBRE,
        prime=_prime(ciclo),
        un_anno_prima=_un_anno_prima(ctx.vista, ciclo) if breve and not comune["chiuso"] else None,
        senza_giudizio=senza_giudizio(ciclo),
        sommario=in_una_frase(conteggi),
        mosaico=mosaico_ente(ciclo, con_aree=True),
        punti=scala_dei_punti(ciclo, Livello.ENTE),
        semestre=da_giugno_a_dicembre(ctx.vista, anno, f"semestre-{anno.anno}"),
        conteggi=conteggi,
        nota=_nota(ciclo),
        dimensioni=per_dimensione,
        segni=[c.segno for c in per_dimensione[-1].conteggi],
        righe=tutti[:QUANTI_SCARTI],
        sotto=quanti_sotto(tutti),
        interi=per_intero(ciclo, indicatori_della_camera(ciclo)),
        altri=max(len(tutti) - QUANTI_SCARTI, 0),
        **comune,
    )


def _senza(vista: Vista, anno: Anno, ciclo: Ciclo | None, finale: Ciclo | None) -> str:
    """Say why the figures are not the final ones; empty: they are."""
    if finale is None:
        return senza_ciclo(vista, anno, Periodo.DICEMBRE)
    return "" if ciclo is None or ciclo.periodo is Periodo.DICEMBRE else _ancora_poco(finale)


def _approvata(vista: Vista, anno: Anno) -> str:
    """Say whether the Relazione is approved, and since when."""
    atto = vista.atto(anno.anno, "relazione")
    if atto:
        return f"Relazione {anno.anno} approvata {formato.con_articolo('il', atto.data)}."
    return f"Relazione {anno.anno} non ancora approvata."


def _nota(ciclo: Ciclo) -> str:
    """Say which indicators lower the coverage, which stands above."""
    camera = set(della_camera(ciclo.anno))
    pezzi = []
    for assenza in (Assenza.NON_VALUTABILE, Assenza.NON_RILEVATO):
        codici = [
            v.indicatore.codice
            for v in ciclo.indicatori.values()
            if v.assenza is assenza and v.indicatore.obiettivo in camera
        ]
        if codici:
            pezzi.append(f"{', '.join(codici)} ({voci.ASSENZE[assenza][1]})")
    if not pezzi or not ciclo.ente.parziale:
        return ""
    return f"Alla copertura mancano gli indicatori senza grado: {'; '.join(pezzi)}."


def _area(anno: Anno, ciclo: Ciclo | None, area: AreaStrategica) -> SchedaArea:
    return SchedaArea(
        titolo=f"{area.codice}. {area.titolo}",
        indirizzo=luogo_area(anno.anno, area.codice),
        peso=voci.peso(area.peso),
        voto=voci.voto_sintesi(ciclo, ciclo.aree_strategiche[area.codice]) if ciclo else None,
    )
