"""The open data of a year: tidy CSV tables and the JSON of the results.

International form: comma, decimal point, UTF-8, ISO days. What may not be shown is not
there: the year comes pruned from the `Vista`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from macros.engine.fondi import RisorseCalcolate, risorse_calcolate, risorse_di
from macros.engine.result import Ciclo
from macros.model import archivio
from macros.model.anno import Anno
from macros.model.atti import PERIODO_DI
from macros.model.file_anno import FileAnno
from macros.model.piano import Record
from macros.model.premi import Premi
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.publish.dati import attestazioni, evidenze, fondi, premi
from macros.publish.dati.piano import TABELLE as DEL_PIANO
from macros.publish.dati.piano import RigheTabella, riga
from macros.publish.dati.risultati import COLONNE, dato, in_csv, in_json, piatto, righe, risultati
from macros.publish.dati.tabella import Tabella
from macros.publish.dati.tabelle import (
    ATTESTAZIONI,
    BILANCIO,
    BUDGET,
    CONFRONTI,
    ESTERNI,
    EVIDENZE,
    GENERE,
    INTERVENTI,
    MISURE,
    PREMI,
    PREMI_TOTALI,
    SERIE,
)
from macros.publish.dati.tabelle_piano import RISORSE_PREMIALI
from macros.vista.vista import Vista

JSON = "risultati.json"


def _file_risultati(periodo: Periodo) -> str:
    return f"risultati-{periodo}.csv"


def nomi_file(vista: Vista, anno: int) -> tuple[str, ...]:
    """Return the names of a year's files, in the order a reader would take them; results where they may be shown."""
    cicli = [c for p in Periodo if (c := vista.ciclo(anno, p)) is not None]
    presenti = [c.periodo for c in cicli]
    piani = _piani(vista.anno(anno), cicli)
    scritte = (t.file for t, fai in DEL_PIANO if not t.facoltativa or any(any(fai(a, p)) for p, a in piani.items()))
    del_piano = (*scritte, *([RISORSE_PREMIALI.file] if any(map(risorse_calcolate, piani.values())) else []))
    rilevati = [tabella.file for tabella, date, _ in DEI_RISULTATI if {*date} & {*presenti}]
    risultati_ = (*map(_file_risultati, presenti), JSON) if presenti else ()
    dei_file = (t.file for t, file in DEI_FILE if _righe_di(vista.anno(anno), file))
    dei_premi = (t.file for t, _ in DEI_PREMI if vista.anno(anno).premi)
    return (*del_piano, *rilevati, *dei_file, *risultati_, *dei_premi, *nomi_confronto(vista, anno))


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
        documento: the one that carries them, with the plan of its day and what is surveyed by its date; None: today's
            plan, and all.
    """
    cicli = [c for p in _date(documento) if (c := vista.ciclo(anno, p)) is not None]
    suo = vista.anno_di(anno, documento) if documento else vista.anno(anno)
    piani = _piani(suo, cicli)
    comuni = {"anno": str(anno), "dimostrativo": "si" if vista.ente.dimostrativo else "no"}

    def tabella(di: Tabella, contenuto: Iterable[Mapping[str, str]]) -> bytes:
        return in_csv(di.colonne, (comuni | dict(r) for r in contenuto)).encode()

    uscita: dict[str, bytes] = {}
    for di, fai in DEL_PIANO:
        piane = [r | {"periodo": p} for p, dell_anno in piani.items() for r in fai(dell_anno, p)]
        if piane or not di.facoltativa:
            uscita[di.file] = tabella(di, piane)
    if dei_fondi := _fondi(piani, cicli):
        voci = (r | {"periodo": p} for p, calcolate in dei_fondi.items() for r in fondi.righe(piani[p], calcolate))
        uscita[RISORSE_PREMIALI.file] = tabella(RISORSE_PREMIALI, voci)
    for di, file in DEI_FILE:
        if (sue := _righe_di(suo, file)) and (documento is None or documento in file.copre):
            uscita[di.file] = tabella(di, (riga(di, r) for r in sue))
    for di, date, contenuto in DEI_RISULTATI:
        if suoi := [c for c in cicli if c.periodo in date]:
            uscita[di.file] = tabella(di, (r for c in suoi for r in contenuto(c)))
    for ciclo in cicli:
        uscita[_file_risultati(ciclo.periodo)] = in_csv(COLONNE, righe(ciclo, vista.ente)).encode()
        uscita[JSON] = in_json(risultati(ciclo, vista.ente)).encode() + b"\n"
    detti = suo.premi if documento is None else None  # no document covers them
    return uscita | {di.file: tabella(di, fai(detti)) for di, fai in DEI_PREMI if detti}


def _date(documento: Documento | None) -> Sequence[Periodo]:
    """Return the survey dates that a document tells of; None: all."""
    date = tuple(Periodo)
    if documento is None:
        return date
    ultima = PERIODO_DI.get(documento)
    return date[: date.index(ultima) + 1] if ultima else ()


def _piani(anno: Anno, cicli: Iterable[Ciclo]) -> dict[Periodo, Anno]:
    """Return the plan at each date that was surveyed; at the year's end, until then, the one as it stands."""
    piani = {c.periodo: c.anno for c in cicli}
    return piani if Periodo.DICEMBRE in piani else piani | {Periodo.DICEMBRE: replace(anno, fasi={})}


def _righe_di(anno: Anno, file: FileAnno) -> tuple[Record, ...]:
    """Return the rows of a file, as written."""
    righe: Mapping[str, Record] = getattr(anno, file.campi[0])
    return tuple(righe.values())


def _fondi(piani: Mapping[Periodo, Anno], cicli: Iterable[Ciclo]) -> dict[Periodo, RisorseCalcolate]:
    """Return the resources at each date whose plan declares them: cut where the attested grade is told."""
    calcolati = {c.periodo: c for c in cicli}
    di = {p: risorse_di(calcolati[p]) if p in calcolati else risorse_calcolate(anno) for p, anno in piani.items()}
    return {p: r for p, r in di.items() if r is not None}


def _interventi(ciclo: Ciclo) -> RigheTabella:
    for codice, v in ciclo.indicatori.items():
        if v.scoperto:
            area = ciclo.anno.area_che_risponde(v.indicatore)
            grado = piatto(dato(v.stampato))
            di = {"codice": codice, "obiettivo": v.indicatore.obiettivo, "area_dirigenziale": area, "grado": grado}
            yield (riga(INTERVENTI, v.rilevazione) if v.rilevazione else {}) | di


def _misure(ciclo: Ciclo) -> RigheTabella:
    for misura in (ciclo.anno.misure or {}).values():
        valore = piatto(dato(misura.valori.get(ciclo.periodo)))
        giorno, impronta = misura.estrazioni.get(ciclo.periodo), misura.sha256.get(ciclo.periodo)
        di = {"periodo": ciclo.periodo, "misura": misura.nome, "valore": valore}
        yield riga(MISURE, misura, **di, estrazione=giorno.isoformat() if giorno else "", sha256=impronta or "")


DEI_FILE = (
    *((BUDGET, archivio.BUDGET), (BILANCIO, archivio.BILANCIO)),
    *((CONFRONTI, archivio.CONFRONTI), (ESTERNI, archivio.ESTERNI)),
    (GENERE, archivio.GENERE),
)
"""The tables that are the rows of a file: a document carries those that its seal covers."""
DEI_PREMI: tuple[tuple[Tabella, Callable[[Premi], RigheTabella]], ...] = (
    (PREMI_TOTALI, lambda detti: iter([premi.totali(detti)])),
    (PREMI, premi.righe),
)
"""The tables of the premi, and their rows."""
DEI_RISULTATI: tuple[tuple[Tabella, Collection[Periodo], Callable[[Ciclo], RigheTabella]], ...] = (
    (MISURE, tuple(Periodo), _misure),
    (INTERVENTI, (Periodo.GIUGNO,), _interventi),
    (ATTESTAZIONI, (Periodo.DICEMBRE,), attestazioni.righe),
    (EVIDENZE, (Periodo.DICEMBRE,), evidenze.righe),
)
"""The tables of what was surveyed, beside the grades: at which dates, and their rows."""
