"""An individual sheet on paper: what its template prints, already written; then its PDF, made in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from macros.engine.individuale import SchedaValutata
from macros.model.ente import Ente
from macros.model.formato import data_breve, leggibile
from macros.model.impostazioni import Componente, Profilo
from macros.model.individuale import ConciliazioneScheda, Momento, SchedaIndividuale
from macros.model.problems import Documento
from macros.publish.carta.intestazione import pagina
from macros.publish.carta.stampa import torchio
from macros.publish.html.modelli import componi
from macros.publish.parole.individuale import PROFILI, VALUTA, come_si_valuta
from macros.riservato.annata import Annata
from macros.riservato.tavole import VUOTO, componenti, parti, stampata

TITOLO = "Scheda di valutazione"
"""Of the document and of its first heading, whoever it is about."""
MOMENTI = {
    Momento.ASSEGNAZIONE: "Assegnazione degli obiettivi e dei comportamenti",
    Momento.VALUTAZIONE: "Valutazione degli obiettivi e dei comportamenti",
}
PASSI = (
    "Il valutatore comunica la valutazione in un colloquio individuale: punti di forza e di debolezza, formazione.",
    "Ricevuta la scheda, il valutato può chiedere al valutatore il riesame, argomentandone le motivazioni.",
    (
        "In caso di disaccordo sul giudizio finale può presentare ricorso scritto al Segretario Generale, con "
        "l'eventuale assistenza di un rappresentante sindacale, per la revisione del giudizio."
    ),
)
"""What follows an evaluation. Fonte: SMVP 4.3, 4.4."""
NON_TERZO = (
    "Il Sistema indica il Segretario Generale anche per i ricorsi di chi lui stesso ha valutato, come le Posizioni "
    "Organizzative e i dirigenti: in questi casi chi decide è chi ha valutato, e non è terzo."
)
"""Fonte: SMVP 4.3, 4.4; RECORDS 9."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edizione:
    """What the sheets of one run have in common."""

    ente: Ente
    di: Annata
    momento: Momento
    bozza: bool

    @property
    def giorno(self) -> dt.date:
        """The day that the sheets bear: of the Relazione's approval, else the first of the year."""
        atto = self.di.ciclo.anno.approvazione(Documento.RELAZIONE)
        valutazione = self.momento is Momento.VALUTAZIONE
        return atto.data if valutazione and atto else dt.date(self.di.ciclo.anno.anno, 1, 1)


@contextmanager
def stampa_riservata(giorno: dt.date, dove: Path) -> Iterator[Callable[[str], bytes]]:
    """Give what turns the body of a private document into its PDF: no author, no description, no attachment.

    `giorno`: the only date that the bytes depend on. `dove`: the folder below which the fonts are put meanwhile.
    Raises: StampaError.
    """
    with torchio(TITOLO, giorno, dove) as stampa:
        yield lambda corpo: stampa(pagina(TITOLO, giorno, "", corpo))


def corpo(valutata: SchedaValutata, di: Edizione) -> str:
    """Return the body of a sheet as HTML."""
    scheda, anno = valutata.scheda, di.di.ciclo.anno
    finale = di.momento is Momento.VALUTAZIONE
    detta = f"{MOMENTI[di.momento]} · {PROFILI[scheda.profilo]} · {anno.anno}"
    return componi(
        "riservato/scheda.html",
        ente=di.ente.nome,
        titolo=TITOLO,
        momento=detta,
        piede=f"{TITOLO} {anno.anno}, n. {scheda.numero}. Documento riservato",
        bozza=bozza(di),
        fatti=_fatti(scheda, di),
        finale=_finale(valutata) if finale else None,
        parti=parti(valutata, di.di, di.momento),
        testi=_testi(scheda) if finale else (),
        chiusura="VALUTAZIONE FINALE" if finale else "Come si valuta a fine anno",
        note=_brani(scheda.note) if finale else None,
        componenti=componenti(valutata, di.momento),
        come=come_si_valuta(anno.regole, organizzativa=_organizzativa(valutata)),
        fasce=_fasce(valutata.fascia if finale else None, di.di),
        valuta=[(passo, profilo is scheda.profilo) for profilo, passo in VALUTA],
        conciliazione=_passi(scheda.profilo) if finale else (),
        istanze=_istanze(scheda.conciliazione) if finale else (),
        firme_titolo="Data e firme",
        firme=("Data", f"Il valutatore ({scheda.valutatore})", "Il valutato, per ricevuta"),
    )


def bozza(di: Edizione) -> str:
    """Say that a sheet is not final."""
    if not di.bozza:
        return ""
    if di.momento is Momento.ASSEGNAZIONE:
        return "Bozza: gli obiettivi e i pesi non sono ancora assegnati."
    return "Bozza: non è una valutazione. Le cifre possono cambiare fino all'approvazione della Relazione."


def _fatti(scheda: SchedaIndividuale, di: Edizione) -> list[tuple[str, str, str]]:
    """Return the first fields of the form: name, content, how wide."""
    anno = di.di.ciclo.anno
    aree = "; ".join(
        anno.nome_area(a.area) + (f" ({leggibile(a.quota)} per cento)" if len(scheda.aree) > 1 else "")
        for a in scheda.aree
    )
    return [
        ("Anno", str(anno.anno), ""),
        ("Dipendente", scheda.nome, "doppio"),
        ("Categoria", scheda.categoria or VUOTO, ""),
        ("Ufficio", scheda.ufficio or VUOTO, "doppio"),
        ("Area", aree or VUOTO, "doppio" if len(scheda.aree) < MOLTE else "intera"),
    ]


MOLTE = 2
"""Areas that do not stand beside an office."""


def _organizzativa(valutata: SchedaValutata) -> bool:
    """True when chamber or area has a share."""
    return any(c.componente in {Componente.ENTE, Componente.AREA} for c in valutata.componenti)


def _finale(valutata: SchedaValutata) -> list[tuple[str, str]]:
    return [
        ("VALUTAZIONE FINALE", stampata(valutata.stampata)),
        ("Livello", valutata.fascia or VUOTO),
    ]


def _brani(testo: str | None) -> tuple[str, ...]:
    """Return the paragraphs of a text; none: there is room to write by hand."""
    return tuple(testo.split("\n\n")) if testo else ()


def _testi(scheda: SchedaIndividuale) -> list[tuple[str, tuple[str, ...]]]:
    return [
        ("Punti critici", _brani(scheda.punti_critici)),
        ("Potenzialità da sviluppare", _brani(scheda.potenzialita)),
        ("Necessità di formazione", _brani(scheda.formazione)),
    ]


def _fasce(sua: str | None, di: Annata) -> list[tuple[str, str, bool]]:
    """Return the bands: level, points, True for the person's own."""
    fasce = di.regole.fasce
    return [
        (
            str(b.esito),
            f"da {leggibile(b.da)} " + (f"a meno di {leggibile(dopo.da)}" if dopo else "a 100"),
            str(b.esito) == sua,
        )
        for b, dopo in zip(fasce, (*fasce[1:], None), strict=True)
    ]


def _passi(profilo: Profilo) -> tuple[str, ...]:
    return PASSI if profilo is Profilo.PERSONALE else (*PASSI, NON_TERZO)


def _istanze(detta: ConciliazioneScheda | None) -> list[str]:
    """Say what was asked, and how it ended."""
    chieste = (("Riesame chiesto", detta.riesame), ("Ricorso presentato", detta.ricorso)) if detta else ()
    return [
        f"{che} il {data_breve(i.chiesto)}: {i.esito or 'in corso'}{'' if (i.esito or '').endswith('.') else '.'}"
        for che, i in chieste
        if i is not None
    ]
