"""What a year copied by hand from the year before still says of that one; asked until its Piano is approved.

`ciclo anno-nuovo` leaves none of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from macros.checks.continuita import con_quello_prima
from macros.engine.partenza import valori_finali
from macros.model.anno import Anno, Progetto
from macros.model.formato import digitato, leggibile
from macros.model.piano import Indicatore, Obiettivo
from macros.model.problems import Documento, Problem
from macros.model.regole import REGOLE
from macros.model.valori import Valore
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import Rifiuto, legge_numero


def check_copiati(lettura: Lettura, progetto: Progetto) -> Iterator[Problem]:
    """ALBERO-TRIENNIO-FERMO, CONTINUA-NESSUNO, RISORSE-IMPORTI-FERMI (avvisi): what needs no figures."""
    for anno, prima in con_quello_prima(lettura, progetto):
        if not anno.aperto(Documento.PIANO):
            continue
        yield from _triennio(anno, prima)
        for o in anno.obiettivi.values():
            yield from _nessuno(o, f"l'obiettivo {o.codice}", prima, o.codice in prima.obiettivi)
            for i in o.indicatori:
                yield from _nessuno(i, f"l'indicatore {i.codice}", prima, i.codice in prima.indicatori)
            yield from _importi(anno, o)


def _triennio(anno: Anno, prima: Anno) -> Iterator[Problem]:
    if anno.albero and prima.albero and anno.albero.triennio == prima.albero.triennio:
        scorso = ", ".join(str(a + 1) for a in prima.albero.triennio)
        yield Problem(
            anno.albero.dove("triennio"),
            "ALBERO-TRIENNIO-FERMO",
            f"lo stesso triennio del {prima.anno}",
            f"gli anni che il Piano {anno.anno} programma",
            f"scrivere triennio: [{scorso}], con i risultati attesi e i pesi dell'anno in più",
        )


def _nessuno(r: Obiettivo | Indicatore, nome: str, prima: Anno, c_era: bool) -> Iterator[Problem]:  # noqa: FBT001 - what the caller saw
    if r.continua_da == () and c_era:
        yield Problem(
            r.dove("continua_da"),
            "CONTINUA-NESSUNO",
            f"«nessuno» per {nome}, che nel {prima.anno} c'è",
            f"il codice che continua del {prima.anno}",
            f"scrivere continua_da: \"{r.codice}\"; se è un'altra cosa, darle un codice che nel {prima.anno} non c'è",
        )


def _importi(anno: Anno, o: Obiettivo) -> Iterator[Problem]:
    for r in o.risorse:
        if passati := sorted(a for a in r.importi if a < anno.anno):
            yield Problem(
                r.source,
                "RISORSE-IMPORTI-FERMI",
                f"importi del {', '.join(map(str, passati))} nelle risorse di {o.codice}",
                f"importi dal {anno.anno} in poi",
                f"togliere gli anni passati, e rivedere l'importo del {anno.anno}",
            )


def check_fermi(progetto: Progetto) -> Iterator[Problem]:
    """IND-STORICO-FERMO, IND-BASE-FERMA (avvisi): last year's own start, where it ended with another value.

    Of years that were examined together: figures of one that was not may not be reckoned.
    """
    for numero, anno in progetto.anni.items():
        prima = progetto.anni.get(numero - 1)
        if prima is None or not anno.aperto(Documento.PIANO):
            continue
        sospetti = [(i, suo) for i in anno.indicatori.values() if (suo := _continuato(i, prima)) and _uguali(i, suo)]
        finali = valori_finali(prima) if sospetti else {}
        for i, suo in sospetti:
            yield from _fermo(i, suo, prima, finali.get(suo.codice))


def _continuato(i: Indicatore, prima: Anno) -> Indicatore | None:
    """Return the one indicator of the year before that another continues."""
    return prima.indicatori.get(i.continua_da[0]) if i.continua_da and len(i.continua_da) == 1 else None


def _base(i: Indicatore) -> Decimal | None:
    return i.numeri.get(REGOLE[i.regola].partenza)


def _uguali(i: Indicatore, suo: Indicatore) -> bool:
    return (i.storico is not None and i.storico == suo.storico) or (_base(i) is not None and _base(i) == _base(suo))


def _fermo(i: Indicatore, suo: Indicatore, prima: Anno, finale: Valore | Fraction | None) -> Iterator[Problem]:
    detto = digitato(finale)
    if detto is None:
        return
    if i.storico is not None and i.storico == suo.storico and not _e(i.storico, finale):
        yield Problem(
            i.dove("storico"),
            "IND-STORICO-FERMO",
            f"storico «{i.storico}» per {i.codice}, lo stesso del {prima.anno}, che è finito a {detto}",
            f"il valore finale del {prima.anno}",
            "togliere «storico»: approvata la Relazione, il valore viene da sé",
            i.area_dirigenziale or "",
        )
    base = _base(i)
    if base is not None and base == _base(suo) and isinstance(finale, Decimal | Fraction) and base != finale:
        chiave = REGOLE[i.regola].partenza
        yield Problem(
            i.dove(chiave),
            "IND-BASE-FERMA",
            f"base {leggibile(base)} per {i.codice}, la stessa del {prima.anno}, che è finito a {detto}",
            f"il valore da cui parte il {prima.anno + 1}",
            f'scrivere {chiave}: "{detto}", o tenerla se si vuole misurare da allora',
            i.area_dirigenziale or "",
        )


def _e(scritto: str, finale: Valore | Fraction | None) -> bool:
    """True where a reference as typed is a final value, or how one of it is written."""
    if scritto == digitato(finale):
        return True
    try:
        return isinstance(finale, Decimal | Fraction) and legge_numero(scritto) == finale
    except Rifiuto:
        return False
