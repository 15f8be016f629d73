"""The open data of a year: tidy CSV tables and the JSON of the results, with their dictionary.

International form: comma, decimal point, UTF-8, ISO days. What may not be shown is not
there: the year comes pruned from the `Vista`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from macros.engine.result import Ciclo
from macros.model.anno import Anno
from macros.model.problems import Documento
from macros.model.valori import NON_PREVISTO, Periodo
from macros.publish.dati.risultati import COLONNE, dato, in_csv, in_json, piatto, righe, risultati
from macros.vista.vista import Vista


@dataclass(frozen=True, slots=True)
class Tabella:
    """One published table: its file, what a row is, its columns with their meaning."""

    file: str
    riga: str
    colonne: Mapping[str, str]


_CODICI = {
    "anno": "anno del ciclo",
    "codice": "codice, unico nell'anno",
    "titolo": "titolo come nel Piano",
}
_SEGNO = {"dimostrativo": COLONNE["dimostrativo"]}

OBIETTIVI = Tabella(
    "obiettivi.csv",
    "un obiettivo",
    _CODICI
    | {
        "tipo": "strategico, operativo o azienda_speciale",
        "obiettivo_strategico": "codice dell'obiettivo strategico da cui dipende; vuoto se non ne ha",
        "area_strategica": "codice dell'area strategica; vuoto per l'Azienda Speciale",
        "responsabili": "codici delle aree dirigenziali che ne rispondono, separati da uno spazio",
        "rilevanza": "bassa, media o alta",
    }
    | _SEGNO,
)
INDICATORI = Tabella(
    "indicatori.csv",
    "un indicatore del Piano",
    _CODICI
    | {
        "obiettivo": "codice dell'obiettivo",
        "descrizione": "che cosa conta e da quale registro o sistema",
        "dimensione": "dimensione della performance (SMVP 3.1)",
        "regola": "regola di calcolo del grado",
        "unita_misura": "unità del valore e del target",
        "formula": "formula sulle misure; vuota se il valore è rilevato direttamente",
        "storico": "valore di riferimento dell'anno prima; vuoto se non disponibile",
        "target_30_06": "risultato atteso al 30 giugno; non_previsto o vuoto se non se ne attende",
        "target_31_12": "risultato atteso al 31 dicembre; vuoto per gli indicatori a fasi",
        "peso": "peso nell'obiettivo, punti percentuali; vuoto se i pesi sono uguali",
        "area_dirigenziale": "codice dell'area che ne risponde",
        "documentazione": "documentazione da mostrare all'OIV",
    }
    | _SEGNO,
)
PESI = Tabella(
    "pesi.csv",
    "il peso di un elemento in un gruppo",
    {
        "anno": "anno del ciclo",
        "gruppo": "ente, area_strategica, area_dirigenziale, azienda_speciale o obiettivo",
        "codice_gruppo": "codice dell'area o dell'obiettivo; ente per la Camera",
        "codice": "codice dell'elemento pesato",
        "peso": "punti percentuali; vuoto se i pesi del gruppo sono uguali",
        "collegato": "si se è un indicatore collegato di un obiettivo operativo, altrimenti no",
    }
    | _SEGNO,
)
RISULTATI = Tabella(
    "risultati-31-12.csv",
    "un grado a un livello, alla data nel nome del file (30-06 o 31-12)",
    COLONNE,
)
INTERVENTI = Tabella(
    "interventi.csv",
    "uno scostamento al 30 giugno: un indicatore sotto il risultato atteso",
    {
        "anno": "anno del ciclo",
        "codice": "codice dell'indicatore",
        "obiettivo": "codice dell'obiettivo",
        "area_dirigenziale": "codice dell'area che ne risponde",
        "grado": "grado stampato al 30 giugno, punti percentuali",
        "causa": "esogena, endogena o mista; vuota dove non è scritta",
        "intervento": "che cosa si fa; vuoto dove non è scritto",
        "entro": "giorno entro cui lo si fa; vuoto dove non è scritto",
    }
    | _SEGNO,
)
SERIE = Tabella(
    "serie-storica.csv",
    "una figura o un indicatore, in un anno e a una data; c'è dal secondo anno",
    {
        "identita": "che cosa resta la stessa cosa negli anni: per obiettivi e indicatori l'anno e il codice che aveva "
        "all'inizio; cambia quando è divisa o unita, e per gli indicatori quando cambia la regola o l'unità",
        "anno": "anno del ciclo",
        "periodo": COLONNE["periodo"],
        "livello": COLONNE["livello"],
        "codice": "codice in quell'anno; ente per la Camera",
        "titolo": "titolo in quell'anno",
        "unita_misura": "degli indicatori: unità del valore",
        "valore": "degli indicatori: risultato ottenuto; vuoto se assente",
        "grado": COLONNE["grado"],
        "grado_esatto": COLONNE["grado_esatto"],
        "copertura": "parte del peso davvero misurata, punti percentuali; vuota per gli indicatori",
        "nota": "che cosa è successo quell'anno: numero di prima, divisione o unione, perché non si confronta",
    }
    | _SEGNO,
)
CONFRONTO = Tabella(
    "confronto-ANNO-ANNO.csv",
    "un cambiamento dal primo al secondo dei due anni nel nome del file; c'è dal secondo anno",
    {
        "anno_prima": "primo anno",
        "anno_dopo": "secondo anno",
        "periodo": "data delle cifre e dei Piani confrontati, 30-06 o 31-12; vuota se si confrontano i soli Piani",
        "genere": "che cosa è cambiato: valore, target, peso, regola, aggiunto, concluso e così via",
        "livello": "ente, area_strategica, area_dirigenziale, azienda_speciale, obiettivo, indicatore, smvp o albero",
        "codice_prima": "codice nel primo anno; vuoto se non c'era",
        "codice_dopo": "codice nel secondo anno; vuoto se non c'è più",
        "titolo": "titolo nel secondo anno, o nel primo per ciò che non c'è più",
        "campo": "dato che è cambiato",
        "prima": "com'era, come si legge nelle pagine",
        "dopo": "com'è, come si legge nelle pagine",
        "effetto": "effetto sul totale della Camera a parità di tutto il resto, punti; vuoto se non ce n'è",
        "effetto_obiettivi": "lo stesso sugli obiettivi: codice e punti, separati da «;»",
        "effetto_aree": "lo stesso sulle aree strategiche",
        "effetto_responsabili": "lo stesso sui responsabili e sull'Azienda Speciale",
        "motivo": "perché, dove è scritto",
        "atto": "l'atto che lo ha deciso, dove è scritto",
        "nota": "precisazioni",
        "non_confrontabile": "perché prima e dopo non si confrontano; vuoto se si confrontano",
        "senza_effetto": "perché non c'è un effetto, dove se ne attenderebbe uno",
    }
    | _SEGNO,
)
TABELLE = (OBIETTIVI, INDICATORI, PESI, RISULTATI, INTERVENTI, SERIE, CONFRONTO)
"""Every published table; the manual's dictionary is made from it."""


def _file_risultati(periodo: Periodo) -> str:
    return f"risultati-{periodo}.csv"


def nomi_file(vista: Vista, anno: int) -> tuple[str, ...]:
    """Return the names of a year's files, in the order a reader would take them; results where they may be shown."""
    presenti = [p for p in Periodo if vista.ciclo(anno, p) is not None]
    risultati_ = (*map(_file_risultati, presenti), *(("risultati.json",) if presenti else ()))
    risultati_ += (INTERVENTI.file,) if Periodo.GIUGNO in presenti else ()
    return (*(tabella.file for tabella, _ in DEL_PIANO), *risultati_, *nomi_confronto(vista, anno))


def nomi_confronto(vista: Vista, anno: int) -> tuple[str, ...]:
    """Return the names of the files that compare a year with the one before; none when that is not shown."""
    if anno - 1 not in vista.anni:
        return ()
    radice = f"confronto-{anno - 1}-{anno}"
    return f"{radice}.csv", f"{radice}.json", SERIE.file


def dati_aperti(vista: Vista, anno: int, documento: Documento | None = None) -> dict[str, bytes]:
    """Return the files of a year, by name; the JSON holds the results at the last date.

    Args:
        vista: what may be shown.
        anno: the year.
        documento: the one that carries them, with the plan of its day; None: today's plan.
    """
    dell_anno = vista.anno_di(anno, documento) if documento else vista.anno(anno)
    comuni = {"anno": str(anno), "dimostrativo": "si" if vista.ente.dimostrativo else "no"}
    uscita = {
        tabella.file: in_csv(tabella.colonne, (riga | comuni for riga in contenuto(dell_anno))).encode()
        for tabella, contenuto in DEL_PIANO
    }
    for periodo in Periodo:
        ciclo = vista.ciclo(anno, periodo)
        if ciclo is not None:
            uscita[_file_risultati(periodo)] = in_csv(COLONNE, righe(ciclo, vista.ente)).encode()
            uscita["risultati.json"] = in_json(risultati(ciclo, vista.ente)).encode() + b"\n"
            if periodo is Periodo.GIUGNO:
                righe_ = (riga | comuni for riga in _interventi(ciclo))
                uscita[INTERVENTI.file] = in_csv(INTERVENTI.colonne, righe_).encode()
    return uscita


def _riga(tabella: Tabella, record: object, **altre: str) -> dict[str, str]:
    """Return a row: the columns that a record has by their name, and the others."""
    proprie = ((c, getattr(record, c)) for c in tabella.colonne if hasattr(record, c))
    return {c: str(v) if isinstance(v, str) else piatto(dato(v)) for c, v in proprie} | altre


def _obiettivi(anno: Anno) -> Iterator[dict[str, str]]:
    for o in anno.obiettivi.values():
        area = anno.area_strategica_di(o.codice)
        responsabili = " ".join(a.codice for a in anno.responsabili_di(o.codice))
        yield _riga(OBIETTIVI, o, area_strategica=area.codice if area else "", responsabili=responsabili)


def _indicatori(anno: Anno) -> Iterator[dict[str, str]]:
    for i in anno.indicatori.values():
        giugno = i.target.get(str(Periodo.GIUGNO))
        yield _riga(
            INDICATORI,
            i,
            target_30_06=str(giugno) if giugno is NON_PREVISTO else piatto(dato(giugno)),
            target_31_12=piatto(dato(i.atteso.get(Periodo.DICEMBRE))),
            area_dirigenziale=anno.area_che_risponde(i),
        )


def _interventi(ciclo: Ciclo) -> Iterator[dict[str, str]]:
    for codice, v in ciclo.indicatori.items():
        if v.scoperto:
            i, riga = v.indicatore, v.rilevazione
            detti = {c: getattr(riga, c, None) for c in ("causa", "intervento")}
            yield {
                "codice": codice,
                "obiettivo": i.obiettivo,
                "area_dirigenziale": ciclo.anno.area_che_risponde(i),
                "grado": piatto(dato(v.stampato)),
                "entro": piatto(dato(riga.entro)) if riga else "",
                **{c: str(detto or "") for c, detto in detti.items()},
            }


def _pesi(anno: Anno) -> Iterator[dict[str, str]]:
    albero = anno.letture
    speciale = albero.azienda_speciale
    gruppi: list[tuple[str, str, Iterable[tuple[str, Decimal | None]], bool]] = [
        ("ente", "ente", [(a.codice, a.peso) for a in albero.aree_strategiche], False)
    ]
    gruppi += [
        (nome, a.codice, [(v.codice, v.peso) for v in a.obiettivi], False)
        for nome, aree in (
            ("area_strategica", albero.aree_strategiche),
            ("area_dirigenziale", albero.aree_dirigenziali),
            ("azienda_speciale", (speciale,) if speciale else ()),
        )
        for a in aree
    ]
    for o in anno.obiettivi.values():
        gruppi.append(("obiettivo", o.codice, [(i.codice, i.peso) for i in o.indicatori], False))
        gruppi.append(("obiettivo", o.codice, [(c.indicatore, c.peso) for c in o.collegati], True))
    for gruppo, codice_gruppo, membri, collegato in gruppi:
        for codice, peso in membri:
            yield {
                "gruppo": gruppo,
                "codice_gruppo": codice_gruppo,
                "codice": codice,
                "peso": piatto(dato(peso)),
                "collegato": "si" if collegato else "no",
            }


DEL_PIANO: tuple[tuple[Tabella, Callable[[Anno], Iterator[dict[str, str]]]], ...] = (
    *((OBIETTIVI, _obiettivi), (INDICATORI, _indicatori), (PESI, _pesi)),
)
"""The tables of the plan, which every year has, and their rows."""
