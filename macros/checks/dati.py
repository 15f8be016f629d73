"""What the surveys may say: right file, right kind, within the year, covered by an act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from macros.engine.formula import FormulaNonValida
from macros.engine.misura import rilevato
from macros.model.anno import Anno
from macros.model.archivio import MISURE
from macros.model.citazioni import con_titolo
from macros.model.formato import data_breve
from macros.model.piano import Indicatore
from macros.model.problems import Problem, Source
from macros.model.regole import REGOLE
from macros.model.rilevati import Rilevazione
from macros.model.valori import Assenza, Periodo, TipoAtto
from macros.reading.testo.scalari import vicina


def check_righe(anno: Anno) -> Iterator[Problem]:
    """RIL-AREA, RIL-VALORE-E-ASSENZA, RIL-ATTO-…: each row in the file of its area, said one way, with its act."""
    for periodo, righe in anno.rilevazioni.items():
        for riga in righe.values():
            allora, indicatore = _rilevato(anno, periodo, riga)
            attesa = allora.area_che_risponde(indicatore)
            if riga.area != attesa and allora.area_dirigenziale(riga.area) and allora.area_dirigenziale(attesa):
                yield Problem(
                    riga.source,
                    "RIL-AREA",
                    f"{riga.indicatore} nel file di «{riga.area}»",
                    f"{riga.indicatore} nel file di «{attesa}», che ne risponde",
                    "spostare la riga, o correggere «area_dirigenziale» dell'indicatore",
                )
            if riga.valore is not None and riga.assenza is not None:
                yield Problem(
                    riga.source,
                    "RIL-VALORE-E-ASSENZA",
                    f"un valore e insieme «{riga.assenza}» per {riga.indicatore}",
                    "o il valore o l'assenza",
                    "togliere l'uno o l'altra",
                )
            yield from _atto(anno, riga)


def _rilevato(anno: Anno, periodo: Periodo, riga: Rilevazione) -> tuple[Anno, Indicatore]:
    """Return the indicator of a row in the plan of its day, else in today's, with the year that has that plan."""
    allora = anno.al(periodo)
    vale = allora if riga.indicatore in allora.indicatori else anno
    return vale, vale.indicatori[riga.indicatore]


def _atto(anno: Anno, riga: Rilevazione) -> Iterator[Problem]:
    luogo = riga.luoghi.get("atto", riga.source)
    luogo = Source(luogo.path, luogo.line)
    if riga.assenza is Assenza.NON_VALUTABILE and riga.atto is None:
        yield Problem(
            luogo,
            "RIL-ATTO-MANCANTE",
            f"{riga.indicatore} non valutabile senza atto",
            f"il nome di un file di {anno.cartella}/atti, senza .yml",
            "scrivere l'atto di esclusione nella colonna «atto»",
        )
    elif riga.atto is not None and riga.atto in anno.perduti:
        return
    elif riga.atto is not None and riga.atto not in anno.atti:
        yield Problem(
            luogo,
            "RIL-ATTO-IGNOTO",
            f"l'atto «{riga.atto}» per {riga.indicatore}",
            f"il nome di un file di {anno.cartella}/atti, senza .yml",
            vicina(riga.atto, anno.atti) if anno.atti else "creare il file dell'atto",
        )
    elif riga.assenza is Assenza.NON_VALUTABILE and anno.atti[str(riga.atto)].tipo is not TipoAtto.ESCLUSIONE:
        yield Problem(
            luogo,
            "RIL-ATTO-TIPO",
            f"l'atto «{riga.atto}», di tipo {anno.atti[str(riga.atto)].tipo}",
            "un atto di tipo esclusione",
            "indicare l'atto che esclude l'indicatore, o correggerne il «tipo»",
        )


def check_valori(anno: Anno) -> Iterator[Problem]:
    """RIL-AVANZAMENTO, RIL-SOGLIA-SOTTO, RIL-DATA: a value that its rule can grade. Fonte: DOMAIN 3.1, rules 5, 12."""
    for periodo, righe in anno.rilevazioni.items():
        for riga in righe.values():
            _, i = _rilevato(anno, periodo, riga)
            luogo = Source(riga.source.path, riga.source.line)
            if isinstance(riga.valore, Decimal):
                yield from REGOLE[i.regola].check_valore(i, riga.valore, luogo)
            elif isinstance(riga.valore, dt.date):
                fine = periodo.data(anno.anno)
                if not dt.date(anno.anno, 1, 1) <= riga.valore <= fine:
                    yield Problem(
                        luogo,
                        "RIL-DATA",
                        f"il {data_breve(riga.valore)} per {con_titolo(i, periodo)}",
                        f"un giorno fra il 01/01/{anno.anno} e il {data_breve(fine)}, oppure no",
                        "correggere la data, o scrivere no se alla data della rilevazione non era fatto",
                    )


def check_formule_calcolabili(anno: Anno) -> Iterator[Problem]:
    """FORMULA-ZERO: no division by zero at either date; then the computed value is checked like a typed one."""
    for periodo in Periodo:
        for i in anno.al(periodo).indicatori.values():
            if i.formula is None or not REGOLE[i.regola].numerica:
                continue
            try:
                valore = rilevato(anno, i, periodo).valore
            except ZeroDivisionError:
                yield Problem(
                    i.dove("formula"),
                    "FORMULA-ZERO",
                    f"una divisione per zero in «{i.formula}» di {i.codice} al {periodo}",
                    "un divisore diverso da zero",
                    f"correggere la misura in {anno.file(MISURE)}, o la formula; se non c'era niente "
                    "da misurare, scrivere l'assenza nella riga dell'indicatore",
                )
            except FormulaNonValida:
                continue
            else:
                if isinstance(valore, Fraction):
                    yield from REGOLE[i.regola].check_valore(i, valore, i.dove("formula"))


def check_date_fasi(anno: Anno) -> Iterator[Problem]:
    """FASI-DATA: a milestone is reached within the year."""
    for (indicatore, fase), giorno in anno.fasi.items():
        if giorno is not None and giorno.year != anno.anno:
            luogo = anno.luoghi_fasi[indicatore, fase]
            yield Problem(
                Source(luogo.path, luogo.line),
                "FASI-DATA",
                f"la fase {fase} di {indicatore} raggiunta il {data_breve(giorno)}",
                f"un giorno del {anno.anno}",
                "correggere la data, o lasciarla vuota se la fase non è stata raggiunta nell'anno",
            )


CHECKS = (check_righe, check_valori, check_formule_calcolabili, check_date_fasi)
