"""The computed result as data: the JSON of `ciclo calcola`, the CSV rows, the open data.

Numbers are text in the international form; what is absent is null, never 0.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from macros.engine.fondi import risorse_di
from macros.engine.mancano import mancano
from macros.engine.result import Ciclo, IndicatoreValutato, Sintesi
from macros.model.ente import Ente
from macros.model.foglio import neutra
from macros.model.formato import decimale
from macros.model.piano import Area, Indicatore, Obiettivo
from macros.model.regole import REGOLE
from macros.model.valori import AREE, Assenza, Intervallo, Livello, Periodo
from macros.publish.dati import fondi as fondi_in_dati
from macros.publish.dati.attestazioni import attestabili
from macros.publish.dati.colonne import (
    ANNO,
    DIMOSTRATIVO,
    PERCENTUALI,
    Colonne,
    misto,
    numero,
    parola,
    scritto,
)

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

COLONNE: Colonne = {
    "anno": ANNO,
    "periodo": parola("data della rilevazione, 30-06 o 31-12", Periodo, piena=True),
    "livello": parola(
        "ente, area_strategica, area_dirigenziale, azienda_speciale, obiettivo o indicatore", Livello, piena=True
    ),
    "codice": scritto("codice dell'elemento; ente per la Camera", piena=True),
    "titolo": scritto("titolo come nel Piano", piena=True),
    "obiettivo": scritto("degli indicatori: codice dell'obiettivo"),
    "regola": parola("degli indicatori: regola di calcolo", REGOLE),
    "unita_misura": scritto("degli indicatori: unità di target, valore e scostamento"),
    "target": misto("risultato atteso alla data; per le fasi la quota dovuta; un intervallo come «minimo..massimo»"),
    "valore": misto("risultato ottenuto; per le fasi la quota raggiunta; vuoto se assente"),
    "scostamento": numero("valore meno target, nell'unità; per le date i giorni di ritardo"),
    "scostamento_percentuale": numero("scostamento in percentuale del target", "per cento"),
    "scostamento_testo": scritto("lo scostamento a parole, dove un numero non ha senso"),
    "peso": numero("peso dichiarato; vuoto se non lo è", PERCENTUALI),
    "grado": numero("grado stampato; vuoto se non c'è", PERCENTUALI),
    "grado_esatto": numero("grado con al più 20 decimali, troncato", PERCENTUALI),
    "copertura": numero("parte del peso davvero misurata; vuota per gli indicatori", PERCENTUALI),
    "stato": scritto(
        "stato secondo le fasce dell'anno; di un obiettivo misurato meno di stati_copertura_minima, valutato in parte"
    ),
    "assenza": parola("non_rilevato, non_valutabile o non_previsto; vuota se c'è un grado", Assenza),
    "dimostrativo": DIMOSTRATIVO,
}
"""Columns of the flat rows, in order, with their meaning for the dictionary of the open data."""


def risultati(ciclo: Ciclo, ente: Ente) -> dict[str, Json]:
    """Return the result in the shape of DESIGN 4."""
    figure = _figure(ciclo)
    con_perdite = {
        livello: [{**v, "mancano": _mancano(ciclo, s)} for v, s in zip(figure[livello], sue.values(), strict=True)]
        for livello, sue in ciclo.figure.items()
        if livello is not Livello.OBIETTIVO
    }
    attestazioni: dict[str, Json] = {"attestazioni": [{**v} for v in attestabili(ciclo)]}
    return {
        "anno": ciclo.anno.anno,
        "periodo": str(ciclo.periodo),
        "dimostrativo": ente.dimostrativo,
        "ente": con_perdite[Livello.ENTE][0],
        "aree_strategiche": [*con_perdite[Livello.AREA_STRATEGICA]],
        "aree_dirigenziali": [*con_perdite[Livello.AREA_DIRIGENZIALE]],
        "azienda_speciale": next(iter(con_perdite[Livello.AZIENDA_SPECIALE]), None),
        "obiettivi": [*figure[Livello.OBIETTIVO]],
        "indicatori": [*figure[Livello.INDICATORE]],
        **(attestazioni if ciclo.periodo is Periodo.DICEMBRE else {}),
        "risorse": _risorse(ciclo),
    }


def _figure(ciclo: Ciclo) -> dict[Livello, list[dict[str, Json]]]:
    """Return every figure by level, in print order."""
    pesi = {area.codice: area.peso for area in ciclo.anno.letture.aree_strategiche}
    tipi = {codice: o.tipo for codice, o in ciclo.anno.obiettivi.items()}

    def area(s: Sintesi) -> dict[str, Json]:
        peso = pesi[s.codice] if s.livello is Livello.AREA_STRATEGICA else None
        return {"codice": s.codice, "peso": _numero(peso), **_grado(s)}

    return {
        Livello.ENTE: [_grado(ciclo.ente)],
        **{livello: [area(s) for s in ciclo.figure[livello].values()] for livello in AREE},
        Livello.OBIETTIVO: [
            {"codice": codice, "tipo": str(tipi[codice]), **_grado(s), "stato": s.stato}
            for codice, s in ciclo.obiettivi.items()
        ],
        Livello.INDICATORE: [_indicatore(v) for v in ciclo.indicatori.values()],
    }


def _risorse(ciclo: Ciclo) -> Json:
    """Return the resources of chapter 5; None where the year declares none. Fonte: RECORDS 7."""
    calcolate = risorse_di(ciclo)
    if calcolate is None:
        return None
    fondi: dict[str, Json] = {quale: fondi_in_dati.voce(f) for quale, f in calcolate.fondi.items()}
    return {**fondi, "quota_complessiva": fondi_in_dati.euro(calcolate.quota)}


def _numero(valore: Decimal | Fraction | int | None) -> str | None:
    return None if valore is None else decimale(valore)


def _stampato(valore: Decimal | None) -> str | None:
    return None if valore is None else f"{valore:f}"


def _grado(s: Sintesi) -> dict[str, Json]:
    return {"grado": _stampato(s.stampato), "grado_esatto": _numero(s.esatto), "copertura": f"{s.copertura:f}"}


def _mancano(ciclo: Ciclo, s: Sintesi) -> Json:
    """Return where the points that a figure lacks went; None: it has no grade. Fonte: RECORDS 14."""
    m = mancano(ciclo, s)
    if m is None:
        return None
    return {
        "totale": _numero(m.totale),
        "indicatori": [
            {"codice": p.codice, "punti": _stampato(p.stampati), "punti_esatti": _numero(p.punti)} for p in m.perdite
        ],
        "tetti": _numero(m.tetti or None),
        "arrotondamenti": _numero(m.arrotondamenti or None),
        "stampa": _stampato(m.di_stampa or None),
    }


def dato(valore: object) -> Json:
    """A value or target as text: numbers, ISO days, «si»/«no», an interval as its two ends."""
    if isinstance(valore, bool):
        return "si" if valore else "no"
    if isinstance(valore, dt.date):
        return valore.isoformat()
    if isinstance(valore, Intervallo):
        return {"min": decimale(valore.min), "max": decimale(valore.max)}
    return _numero(valore) if isinstance(valore, Decimal | Fraction | int) else None


def _indicatore(v: IndicatoreValutato) -> dict[str, Json]:
    i = v.indicatore
    voce: dict[str, Json] = {
        "codice": i.codice,
        "obiettivo": i.obiettivo,
        "regola": i.regola,
        "unita_misura": i.unita_misura,
        "target": dato(v.target),
        "valore": dato(v.valore),
        "scostamento": _numero(v.scostamento),
        "scostamento_percentuale": _stampato(v.scostamento_percentuale),
        "peso": _numero(i.peso),
        "grado": _stampato(v.stampato),
        "grado_esatto": _numero(v.esatto),
        "stato": v.stato,
        "assenza": str(v.assenza) if v.assenza else None,
    }
    if v.scostamento is None and v.scostamento_testo is not None:
        voce["scostamento_testo"] = v.scostamento_testo
    return voce


def righe(ciclo: Ciclo, ente: Ente) -> Iterator[dict[str, str]]:
    """Yield one flat row a figure, every level, for CSV; absent is the empty text."""
    anno = ciclo.anno
    titoli = {
        **dict.fromkeys((Livello.AREA_DIRIGENZIALE, Livello.AZIENDA_SPECIALE), anno.letture.nomi_aree),
        Livello.AREA_STRATEGICA: _titoli(anno.letture.aree_strategiche),
        Livello.OBIETTIVO: _titoli(anno.obiettivi.values()),
        Livello.INDICATORE: _titoli(anno.indicatori.values()),
    }
    for livello, voci in _figure(ciclo).items():
        for voce in voci:
            codice = str(voce.get("codice") or "ente")
            riga = {
                "anno": str(anno.anno),
                "periodo": str(ciclo.periodo),
                "livello": str(livello),
                "codice": codice,
                "titolo": titoli.get(livello, {}).get(codice, "Performance Camera di Commercio"),
                "dimostrativo": "si" if ente.dimostrativo else "no",
            }
            piatta = {c: piatto(voce.get(c)) for c in COLONNE if c in voce and c not in riga}
            yield dict.fromkeys(COLONNE, "") | riga | piatta


def _titoli(elementi: Iterable[Obiettivo | Indicatore | Area]) -> dict[str, str]:
    return {e.codice: e.titolo for e in elementi}


def piatto(valore: Json) -> str:
    """Return a value as the text of a CSV cell; an interval as its two ends."""
    if isinstance(valore, dict):
        return f"{valore['min']}..{valore['max']}"
    return "" if valore is None else str(valore)


def in_json(contenuto: Json) -> str:
    """Write data as JSON text, one key a line."""
    return json.dumps(contenuto, ensure_ascii=False, indent=1)


def in_csv(colonne: Iterable[str], contenuto: Iterable[Mapping[str, str]], separatore: str = ",") -> str:
    """Write rows as CSV text: a header, cells divided by commas, line feeds; the only hand that writes cells."""
    testo = io.StringIO()
    scrittore = csv.DictWriter(testo, list(colonne), delimiter=separatore, lineterminator="\n")
    scrittore.writeheader()
    scrittore.writerows({colonna: neutra(cella) for colonna, cella in riga.items()} for riga in contenuto)
    return testo.getvalue()
