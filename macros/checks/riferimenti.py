"""References: what an objective, an indicator or a text names exists, and is its own."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model.anno import Anno
from macros.model.piano import Indicatore, Obiettivo
from macros.model.problems import Problem, Source
from macros.model.valori import Periodo, Tipo
from macros.reading.testo.scalari import vicina


def check_strategici(anno: Anno) -> Iterator[Problem]:
    """OBI-STRATEGICO-IGNOTO, OBI-RIFERIMENTO-CIRCOLARE: an operational objective hangs from a strategic one."""
    for o in anno.obiettivi.values():
        sopra = o.obiettivo_strategico
        if sopra is None or sopra in anno.perduti:
            continue
        if _circolare(anno, o):
            yield Problem(
                o.dove("obiettivo_strategico"),
                "OBI-RIFERIMENTO-CIRCOLARE",
                f"{o.codice} che risale a sé stesso passando per {sopra}",
                "il codice di un obiettivo strategico",
                "correggere «obiettivo_strategico»",
            )
        elif sopra not in anno.obiettivi or anno.obiettivi[sopra].tipo is not Tipo.STRATEGICO:
            strategici = [c for c, altro in anno.obiettivi.items() if altro.tipo is Tipo.STRATEGICO]
            yield Problem(
                o.dove("obiettivo_strategico"),
                "OBI-STRATEGICO-IGNOTO",
                f"obiettivo_strategico «{sopra}», che "
                + ("non è strategico" if sopra in anno.obiettivi else "non c'è"),
                "il codice di un obiettivo strategico dell'anno",
                vicina(sopra, strategici),
            )


def _circolare(anno: Anno, o: Obiettivo) -> bool:
    passati, sopra = {o.codice}, o.obiettivo_strategico
    while sopra is not None and sopra in anno.obiettivi:
        if sopra in passati:
            return sopra == o.codice
        passati.add(sopra)
        sopra = anno.obiettivi[sopra].obiettivo_strategico
    return False


def check_collegati(anno: Anno) -> Iterator[Problem]:
    """IND-COLLEGATO-IGNOTO, -ESTRANEO, -DOPPIO, -TIPO: linked indicators are of the own operational objectives."""
    for o in anno.obiettivi.values():
        visti: set[str] = set()
        for c in o.collegati:
            indicatore = anno.indicatori.get(c.indicatore)
            if o.tipo is not Tipo.STRATEGICO:
                yield Problem(
                    c.source,
                    "IND-COLLEGATO-TIPO",
                    f"un indicatore collegato su {o.codice}, di tipo {o.tipo}",
                    "indicatori collegati solo sugli obiettivi strategici",
                    "togliere «collegati»",
                )
            elif indicatore is None and anno.perduto(c.indicatore):
                continue
            elif indicatore is None:
                propri = [i.codice for op in anno.operativi_di(o.codice) for i in op.indicatori]
                yield Problem(
                    c.source,
                    "IND-COLLEGATO-IGNOTO",
                    f"l'indicatore collegato «{c.indicatore}», che non c'è",
                    f"un indicatore degli obiettivi operativi di {o.codice}",
                    vicina(c.indicatore, propri) if propri else "correggere il codice",
                )
            elif _di_un_altro(anno, anno.obiettivi[indicatore.obiettivo], o):
                yield Problem(
                    c.source,
                    "IND-COLLEGATO-ESTRANEO",
                    f"{c.indicatore}, dell'obiettivo {indicatore.obiettivo}",
                    f"un indicatore di un obiettivo operativo di {o.codice}",
                    "scegliere un indicatore dei suoi obiettivi operativi, o togliere la riga",
                )
            elif c.indicatore in visti:
                yield Problem(
                    c.source,
                    "IND-COLLEGATO-DOPPIO",
                    f"{c.indicatore} collegato per la seconda volta",
                    "ogni indicatore collegato una volta sola",
                    "togliere la riga in più",
                )
            visti.add(c.indicatore)


def _di_un_altro(anno: Anno, padre: Obiettivo, strategico: Obiettivo) -> bool:
    """False also when the reference upwards is itself wrong, and so reported there."""
    if padre.tipo is not Tipo.OPERATIVO:
        return True
    sopra = anno.obiettivi.get(padre.obiettivo_strategico or "")
    return sopra is not None and sopra.tipo is Tipo.STRATEGICO and sopra.codice != strategico.codice


def check_area_indicatore(anno: Anno) -> Iterator[Problem]:
    """IND-AREA-MANCANTE, IND-AREA-IGNOTA, IND-AREA-AZIENDA: someone answers for every indicator."""
    if anno.albero is None:
        return
    note = [a.codice for a in anno.albero.aree_dirigenziali]
    for i in anno.indicatori.values():
        azienda = anno.obiettivi[i.obiettivo].tipo is Tipo.AZIENDA_SPECIALE
        if azienda and i.area_dirigenziale is not None:
            yield _area(
                i,
                "IND-AREA-AZIENDA",
                f"area_dirigenziale «{i.area_dirigenziale}» su {i.codice}",
                "nessuna area sugli indicatori dell'Azienda Speciale",
                "togliere la riga",
            )
        elif not azienda and i.area_dirigenziale is None:
            yield _area(
                i,
                "IND-AREA-MANCANTE",
                f"l'indicatore {i.codice} senza area_dirigenziale",
                "l'area che ne risponde: " + ", ".join(note),
                "aggiungere «area_dirigenziale: …»",
            )
        elif not azienda and i.area_dirigenziale not in note and i.area_dirigenziale not in anno.perduti:
            yield _area(
                i,
                "IND-AREA-IGNOTA",
                f"area_dirigenziale «{i.area_dirigenziale}» su {i.codice}",
                "un'area di albero.yml: " + ", ".join(note),
                vicina(i.area_dirigenziale or "", note),
            )


def _area(i: Indicatore, codice: str, trovato: str, atteso: str, rimedio: str) -> Problem:
    return Problem(i.dove("area_dirigenziale"), codice, trovato, atteso, rimedio)


def check_schede(anno: Anno) -> Iterator[Problem]:
    """SCHEDA-OBIETTIVO-IGNOTO, -INDICATORE-IGNOTO, -AREA-IGNOTA: texts belong to something."""
    viste = [anno, *(anno.al(periodo) for periodo in Periodo)]  # what was said of a plan of before stays
    aree = list(dict.fromkeys(a.codice for v in viste if v.albero for a in v.albero.con_responsabile))
    for scheda in anno.schede.values():
        trovati = [v.obiettivi[scheda.codice] for v in viste if scheda.codice in v.obiettivi]
        if not trovati and scheda.codice in anno.perduti:
            continue
        if not trovati:
            yield Problem(
                Source(scheda.source.path),
                "SCHEDA-OBIETTIVO-IGNOTO",
                f"una scheda per «{scheda.codice}»",
                "un file con il codice di un obiettivo",
                vicina(scheda.codice, anno.obiettivi),
            )
            continue
        obiettivo = trovati[0]
        codici = list(dict.fromkeys(i.codice for o in trovati for i in o.indicatori))
        for parte, testi in (("monitoraggio", scheda.monitoraggio), ("consuntivo", scheda.consuntivo)):
            for codice in testi:
                if codice not in codici and not anno.perduto(codice):
                    yield Problem(
                        scheda.dove(f"{parte}.indicatori.{codice}"),
                        "SCHEDA-INDICATORE-IGNOTO",
                        f"un testo per «{codice}» in «{parte}»",
                        f"un indicatore di {obiettivo.codice}: " + ", ".join(codici),
                        vicina(codice, codici),
                    )
        for area in scheda.azioni:
            if aree and area not in aree and area not in anno.perduti:
                yield Problem(
                    scheda.dove(f"consuntivo.azioni.{area}"),
                    "SCHEDA-AREA-IGNOTA",
                    f"azioni di «{area}»",
                    "un'area di albero.yml: " + ", ".join(aree),
                    vicina(area, aree),
                )


CHECKS = (check_strategici, check_collegati, check_area_indicatore, check_schede)
