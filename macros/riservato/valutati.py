"""The persons of a private folder, evaluated: what the premi need of each, without who it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from macros.engine.individuale import SchedaValutata, valutata
from macros.model.impostazioni import Componente, Profilo
from macros.model.individuale import ConciliazioneScheda, Momento, Premio, SezioneScheda
from macros.model.premi import CategoriaPremi, Valutato
from macros.riservato.annata import Annata, FattoAnno, fatti
from macros.riservato.avvisi import AvvisoRiservato, Motivo
from macros.riservato.cartella import CartellaRiservata
from macros.riservato.controlli import controllata
from macros.riservato.schede import schede_lette

CATEGORIE: Mapping[Profilo, CategoriaPremi] = MappingProxyType(
    {
        Profilo.DIRIGENTE: CategoriaPremi.DIRIGENTI,
        Profilo.POSIZIONE_ORGANIZZATIVA: CategoriaPremi.POSIZIONI_ORGANIZZATIVE,
        Profilo.PERSONALE: CategoriaPremi.PERSONALE,
    }
)
"""What the persons of a profile are counted as."""


class SchedeRifiutate(Exception):  # noqa: N818 - a refusal, not a bug
    """Sheets that cannot be used: all that is wrong with all of them, and with their year."""

    def __init__(self, anno: tuple[FattoAnno, ...], errori: tuple[AvvisoRiservato, ...]) -> None:
        self.anno, self.errori = anno, errori
        super().__init__(f"{len(anno)} + {len(errori)}")


@dataclass(frozen=True, slots=True)
class SchedeValutate:
    """The sheets of a folder, computed."""

    schede: tuple[SchedaValutata, ...]
    avvisi: tuple[AvvisoRiservato, ...]
    """What is only told."""


def schede_valutate(cartella: CartellaRiservata, di: Annata, momento: Momento, *, bozza: bool) -> SchedeValutate:
    """Return every sheet of a private folder, computed at 31 December.

    Raises: SchedeRifiutate, with all the problems at once; CartellaRifiutata.
    """
    lette = schede_lette(cartella)
    controlli = [(s, *controllata(s, di, momento, bozza=bozza)) for s in lette.schede]
    rotti = {(e.scheda, _elenco(e)) for e in lette.errori}
    errori = (*lette.errori, *(e for _, suoi, _ in controlli for e in suoi if (e.scheda, _elenco(e)) not in rotti))
    anno = () if bozza else fatti(di, momento)
    if errori or anno:
        raise SchedeRifiutate(anno, errori)
    valutate = tuple(valutata(scheda, di.regole, di.ciclo) for scheda, _, _ in controlli)
    return SchedeValutate(valutate, (*lette.avvisi, *(a for _, _, suoi in controlli for a in suoi)))


def _elenco(errore: AvvisoRiservato) -> str:
    """Return the list that a problem is about: what was refused in one explains what then is wrong with the whole."""
    primo = errore.chiave.partition(".")[0].partition("[")[0]
    return Componente.COMPETENZE if primo in set(SezioneScheda) else primo


def valutati(cartella: CartellaRiservata, di: Annata) -> tuple[Valutato, ...]:
    """Return what the premi count of each person: category, band of the final figure, amounts, what is still open.

    Raises: SchedeRifiutate where a sheet is wrong, has no premio, or is not final; CartellaRifiutata.
    """
    schede = schede_valutate(cartella, di, Momento.VALUTAZIONE, bozza=False).schede
    senza = tuple(
        AvvisoRiservato(int(v.scheda.numero), v.scheda.source.line, "premio", Motivo.MANCA)
        for v in schede
        if v.scheda.premio is None
    )
    if senza:
        raise SchedeRifiutate((), senza)
    return tuple(_valutato(v, v.scheda.premio, v.scheda.conciliazione) for v in schede if v.scheda.premio is not None)


def _valutato(v: SchedaValutata, premio: Premio, detta: ConciliazioneScheda | None) -> Valutato:
    riesame, ricorso = (detta.riesame, detta.ricorso) if detta else (None, None)
    return Valutato(
        categoria=CATEGORIE[v.scheda.profilo],
        fascia=v.fascia or "",
        stanziato=premio.stanziato,
        distribuito=premio.distribuito,
        riesame=riesame is not None,
        riesame_aperto=riesame is not None and riesame.esito is None,
        ricorso=ricorso is not None,
        ricorso_aperto=ricorso is not None and ricorso.esito is None,
    )
