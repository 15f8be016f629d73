"""What a document asks of who fills it in, and what is missing, in words: for the page and for the command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from macros.engine.compilazione import NESSUNA, OIV
from macros.engine.formula import nomi
from macros.model import formato
from macros.model.archivio import MISURE, file_anno
from macros.model.citazioni import nome_oiv
from macros.model.problems import Documento, Problem
from macros.model.tratti import CheManca
from macros.model.valori import TipoAtto
from macros.publish.parole.tempi import anticipo

if TYPE_CHECKING:
    from macros.engine.compilazione import DaCompilare
    from macros.model.anno import Anno
    from macros.model.piano import Indicatore

NOMI: Mapping[CheManca, tuple[str, str]] = {
    CheManca.VALORI: ("dato", "dati"),
    CheManca.TESTI: ("testo", "testi"),
    CheManca.EVIDENZE: ("evidenza", "evidenze"),
    CheManca.ATTESTAZIONI: ("attestazione", "attestazioni"),
    CheManca.ALTRO: ("altra voce", "altre voci"),
}
"""What is asked, one and many; the rest is causes, reasons, decisions."""
SOLE = ("voce", "voci")
"""The rest, where nothing else is said beside it."""
DEL_PIANO = {CheManca.TESTI: ("scheda", "schede")}, {CheManca.TESTI: ("campo", "campi")}
"""Of the Piano: what is asked, and what is missing of it."""


def chi(anno: Anno, d: DaCompilare) -> tuple[str, str]:
    """Return the area and who answers for it; of the OIV, and of what no area answers for, one name."""
    if d.area in {OIV, NESSUNA}:
        return (nome_oiv(anno), "") if d.area == OIV else ("Di nessuna area", "")
    area = anno.area_dirigenziale(d.area)
    return (area.titolo, area.responsabile) if area else (d.area, "")


def attesi(documento: Documento, d: DaCompilare) -> str:
    """Say how many things are asked, by kind; empty: none is counted."""
    nomi = {**NOMI, **(DEL_PIANO[0] if documento is Documento.PIANO else {})}
    return _contate({che: d.attesi[che] for che in nomi if che in d.attesi}, nomi)


def mancano(documento: Documento, d: DaCompilare) -> str:
    """Say how many things are missing, by kind; empty: none."""
    nomi = {**NOMI, **(DEL_PIANO[1] if documento is Documento.PIANO else {})}
    return _contate({che: n for che in nomi if (n := d.quanti(che))}, nomi)


def _contate(quante: Mapping[CheManca, int], nomi: Mapping[CheManca, tuple[str, str]]) -> str:
    r"""Say how many there are of each kind.

    >>> _contate({CheManca.TESTI: 1, CheManca.ALTRO: 2}, NOMI), _contate({CheManca.ALTRO: 2}, NOMI)
    ('1\xa0testo, 2\xa0altre voci', '2\xa0voci')
    """
    if set(quante) == {CheManca.ALTRO}:
        nomi = {CheManca.ALTRO: SOLE}
    return ", ".join(formato.quanti(n, *nomi[che]) for che, n in quante.items())


def validati(documento: Documento, d: DaCompilare) -> str:
    """Say when the data of an area were validated, how early or late, or by when; empty: nothing is validated."""
    if documento is Documento.PIANO or d.area in {OIV, NESSUNA}:
        return ""
    if d.ricevuto is None:
        return "non ancora" + (f", entro {formato.con_articolo('il', d.termine.entro)}" if d.termine else "")
    detto = formato.con_articolo("il", d.ricevuto.data)
    return detto if d.giorni is None else f"{detto}, {anticipo(d.giorni)}"


def comando(anno: Anno, documento: Documento, d: DaCompilare) -> str:
    """Return the command that records that an area validates its data; empty: it has, or has nothing to validate."""
    if d.ricevuto is not None or not validati(documento, d):
        return ""
    return (
        f"ciclo atto --anno {anno.anno} --tipo {TipoAtto.VALIDAZIONE_DATI} --documento {documento} --riguarda {d.area}"
    )


def obiettivo_di(anno: Anno, p: Problem) -> str:
    """Return the code of the objective that a gap is about; empty: of none, or of one that is no longer there."""
    tipo, nome = file_anno(p.source.path), p.source.path.rpartition("/")[2]
    if tipo is not None and tipo.molti and (codice := nome.removesuffix(tipo.suffisso)) in anno.obiettivi:
        return codice
    indicatore = anno.indicatori.get(_riga_di(anno, p) or p.source.key) or _con_misura(anno, p)
    return indicatore.obiettivo if indicatore else ""


def _riga_di(anno: Anno, p: Problem) -> str:
    """Return the indicator of the survey row where something is missing; empty: it is no such row."""
    qui = p.source.path, p.source.line
    righe = (r for suoi in anno.rilevazioni.values() for r in suoi.values())
    return next((r.indicatore for r in righe if (r.source.path, r.source.line) == qui), "")


def _con_misura(anno: Anno, p: Problem) -> Indicatore | None:
    """Return the first indicator whose formula has the measure that is missing; None: it is no measure."""
    if file_anno(p.source.path) is not MISURE:
        return None
    misura = p.source.key.partition(" ")[0]
    return next((i for i in anno.indicatori.values() if i.formula and misura in nomi(i.formula)), None)
