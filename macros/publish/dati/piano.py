"""Rows of the tables of a plan: objectives, indicators, weights, rules, settings, milestones.

A plan stands at a survey date: what it expects, how it is reckoned. Whoever has these rows and the surveyed values can
reckon every grade anew; a test does, with nothing of ours. Fonte: RECORDS 2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from decimal import Decimal

from macros.engine.legami import piani_di
from macros.model.anno import Anno
from macros.model.formato import decimale
from macros.model.impostazioni import Arrotondamento, Banda, FasceSemestre
from macros.model.piano import COMPOSTE, BandaGiorni, Indicatore, Penalita, Smvp
from macros.model.regole import REGOLE
from macros.model.valori import NON_PREVISTO, Livello, Periodo
from macros.publish.dati import tabelle_piano as tabelle
from macros.publish.dati.risultati import dato, piatto
from macros.publish.dati.tabella import Tabella
from macros.trail.campi import SMVP_DOVE

RigheTabella = Iterator[dict[str, str]]
NESSUNO = "nessuno"
"""A setting that is written, and is null: no cap."""
ESATTO = "esatto"
"""A riporto that does not round."""


def riga(tabella: Tabella, record: object, **altre: str) -> dict[str, str]:
    """Return a row: the columns that a record has by their name, and the others."""
    proprie = ((c, getattr(record, c)) for c in tabella.colonne if hasattr(record, c))
    return {c: str(v) if isinstance(v, str) else piatto(dato(v)) for c, v in proprie} | altre


def _obiettivi(anno: Anno, _periodo: Periodo) -> RigheTabella:
    for o in anno.obiettivi.values():
        area = anno.area_strategica_di(o.codice)
        responsabili = " ".join(a.codice for a in anno.responsabili_di(o.codice))
        yield riga(tabelle.OBIETTIVI, o, area_strategica=area.codice if area else "", responsabili=responsabili)


def _indicatori(anno: Anno, _periodo: Periodo) -> RigheTabella:
    for i in anno.indicatori.values():
        giugno = i.target.get(str(Periodo.GIUGNO))
        yield riga(
            tabelle.INDICATORI,
            i,
            target_30_06=str(giugno) if giugno is NON_PREVISTO else piatto(dato(giugno)),
            target_31_12=piatto(dato(i.atteso.get(Periodo.DICEMBRE))),
            area_dirigenziale=anno.area_che_risponde(i),
        )


def _pesi(anno: Anno, _periodo: Periodo) -> RigheTabella:
    albero = anno.letture
    gruppi: list[tuple[str, str, Iterable[tuple[str, Decimal | None]], bool]] = [
        (Livello.ENTE, Livello.ENTE, [(a.codice, a.peso) for a in albero.aree_strategiche], False)
    ]
    gruppi += [(livello, a.codice, [(v.codice, v.peso) for v in a.obiettivi], False) for livello, a in albero.gruppi()]
    for o in anno.obiettivi.values():
        gruppi.append((Livello.OBIETTIVO, o.codice, [(i.codice, i.peso) for i in o.indicatori], False))
        gruppi.append((Livello.OBIETTIVO, o.codice, [(c.indicatore, c.peso) for c in o.collegati], True))
    for gruppo, codice_gruppo, membri, collegato in gruppi:
        for codice, peso in membri:
            yield {
                "gruppo": gruppo,
                "codice_gruppo": codice_gruppo,
                "codice": codice,
                "peso": piatto(dato(peso)),
                "collegato": piatto(dato(collegato)),
            }


def parametri(indicatore: Indicatore) -> Iterator[tuple[str, str]]:
    """Yield what the rule of an indicator asks for beside target and milestones, as written: (name, value)."""
    regola = REGOLE[indicatore.regola]
    for chiave in regola.chiavi:
        if chiave not in COMPOSTE:
            yield from _piana(chiave, indicatore.numeri.get(chiave))
    for banda in indicatore.soglie:
        yield from _piana("soglie", banda)
    if indicatore.penalita:
        yield from _piana("penalita", indicatore.penalita)
    if indicatore.tetto_dichiarato:
        yield from _piana("tetto", indicatore.tetto)


def impostazioni(regole: Smvp) -> Iterator[tuple[str, str]]:
    """Yield every setting of the year's rules that is declared, by its path in their file: (path, value)."""
    for campo in fields(Smvp):
        dichiarata = getattr(regole, campo.name) is not None or campo.metadata.get("chiesto") == "scritto"
        if campo.name not in {"source", "luoghi"} and dichiarata:
            yield from _piana(".".join(SMVP_DOVE.get(campo.name, (campo.name,))), getattr(regole, campo.name))


def _piana(nome: str, valore: object) -> Iterator[tuple[str, str]]:
    """Yield what stands under a key, each leaf by its path."""
    parti = _parti(valore)
    if parti is None:
        yield nome, NESSUNO if valore is None else str(valore) if isinstance(valore, str) else piatto(dato(valore))
    for sotto, parte in parti or ():
        yield from _piana(f"{nome}.{sotto}" if sotto else nome, parte)


def _parti(valore: object) -> Iterable[tuple[str, object]] | None:
    """Return what a value holds, each part with its name; a band is named by where it begins. None: it is a leaf."""
    parti: Iterable[tuple[str, object]] | None = None
    match valore:
        case Banda():
            parti = [(decimale(valore.da), valore.esito)]
        case BandaGiorni():
            parti = [(str(valore.dal_giorno), valore.grado)]
        case Penalita():
            punti = [(nome, getattr(valore, nome)) for nome in ("punti_al_giorno", "punti_per_unita")]
            parti = [*((nome, p) for nome, p in punti if p is not None), ("fasce", valore.fasce)]
        case Arrotondamento():
            riporto = ESATTO if valore.riporto is None else Decimal(valore.riporto)
            parti = [("decimali", Decimal(valore.decimali)), ("modo", valore.modo), ("riporto", riporto)]
        case FasceSemestre():
            parti = [("in_linea", valore.in_linea), ("a_rischio", valore.a_rischio)]
        case dict():
            parti = [(str(chiave), parte) for chiave, parte in valore.items()]
        case tuple():
            parti = [("", parte) for parte in valore]
    return parti


def _regole(anno: Anno, _periodo: Periodo) -> RigheTabella:
    for i in anno.indicatori.values():
        for parametro, valore in parametri(i):
            yield {"indicatore": i.codice, "parametro": parametro, "valore": valore}


def _impostazioni(anno: Anno, _periodo: Periodo) -> RigheTabella:
    for chiave, valore in impostazioni(anno.regole):
        yield {"chiave": chiave, "valore": valore}


def _fasi(anno: Anno, periodo: Periodo) -> RigheTabella:
    for i in anno.indicatori.values():
        for fase in i.fasi:
            giorno = anno.fasi.get((i.codice, fase.codice))
            raggiunta = giorno if giorno and giorno <= periodo.data(anno.anno) else None
            yield riga(tabelle.FASI, fase, indicatore=i.codice, fase=fase.codice, raggiunta_il=piatto(dato(raggiunta)))


def _piani(anno: Anno, _periodo: Periodo) -> RigheTabella:
    for p in piani_di(anno):
        suo = {"piano": p.codice, "titolo_piano": p.titolo, "tipo": str(p.tipo), "copre": str(p.copre)}
        for v in p.voci:
            della_voce = {**suo, "atto": p.atto or "", "voce": v.codice, "titolo": v.titolo}
            legami = [{"obiettivo": o} for o in anno.obiettivi if o in v.obiettivi]
            legami += [
                {"obiettivo": i.obiettivo, "indicatore": i.codice}
                for i in anno.indicatori.values()
                if i.codice in v.indicatori
            ]
            yield from (della_voce | legame for legame in legami or [{}])


TABELLE: tuple[tuple[Tabella, Callable[[Anno, Periodo], RigheTabella]], ...] = (
    (tabelle.OBIETTIVI, _obiettivi),
    (tabelle.INDICATORI, _indicatori),
    (tabelle.PESI, _pesi),
    (tabelle.PARAMETRI, _regole),
    (tabelle.IMPOSTAZIONI, _impostazioni),
    (tabelle.FASI, _fasi),
    (tabelle.PIANI, _piani),
)
"""The tables of a plan and their rows; every year has them, but for those that are `facoltativa`."""
