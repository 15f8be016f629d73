"""What a document asks of who fills it in, and what is missing, in words: for the page and for the command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from macros.engine.compilazione import NESSUNA, NON_AREE, OIV, VARIAZIONI
from macros.model import comando as da_scrivere
from macros.model import formato
from macros.model.citazioni import nome_oiv, titolo_documento
from macros.model.problems import Documento
from macros.model.tratti import CheManca
from macros.model.valori import TipoAtto
from macros.publish.parole.tempi import anticipo

if TYPE_CHECKING:
    from macros.engine.compilazione import DaCompilare
    from macros.model.anno import Anno

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
    """Return the area and who answers for it; of the OIV, of variations, of what no area answers for, one name."""
    nomi = {OIV: nome_oiv(anno), VARIAZIONI: "Variazioni aperte", NESSUNA: "Di nessuna area"}
    if d.area in NON_AREE:
        return nomi[d.area], ""
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


def spiegati(d: DaCompilare) -> str:
    """Say how many values the area answered that it has not, and why; empty: none."""
    if not d.spiegati:
        return ""
    return f"{formato.quanti(d.spiegati, 'non rilevato', 'non rilevati')}, con la ragione"


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
    if documento is Documento.PIANO or d.area in NON_AREE:
        return ""
    if d.ricevuto is None:
        return "non ancora" + (f", entro {formato.con_articolo('il', d.termine.entro)}" if d.termine else "")
    detto = formato.con_articolo("il", d.ricevuto.data)
    return detto if d.giorni is None else f"{detto}, {anticipo(d.giorni)}"


def comando(anno: Anno, documento: Documento, d: DaCompilare) -> str:
    """Return the command that records that an area validates its data; empty: it has, or has nothing to validate."""
    if d.ricevuto is not None or not validati(documento, d):
        return ""
    altro = f"--tipo {TipoAtto.VALIDAZIONE_DATI} --documento {documento} --riguarda {d.area}"
    return da_scrivere.comando("atto", anno=anno.anno, altro=altro)


def riga(anno: Anno, documento: Documento, d: DaCompilare, in_piu: str = "") -> str:
    """Return in one line what a document asks of somebody, what is missing, when its data were validated.

    Of variations, how many are open: they are of the Piano, whatever document waits for them.

    `in_piu`: said after the validation.
    """
    if d.area == VARIAZIONI:
        return f"{chi(anno, d)[0]}: {len(d.mancano)}"
    detti = [f"attesi {a}" for a in [attesi(documento, d)] if a]
    quali, verbo = mancano(documento, d), formato.concorda(len(d.mancano), "manca", "mancano")
    detti.append(f"{verbo} {quali}" if quali else "non manca niente")
    detti += [detto for detto in [spiegati(d)] if detto]
    detti += [f"dati validati: {quando}{in_piu}" for quando in [validati(documento, d)] if quando]
    return f"{titolo_documento(anno, documento)}, {chi(anno, d)[0]}: {'; '.join(detti)}"
