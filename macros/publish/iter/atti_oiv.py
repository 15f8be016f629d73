"""The acts of the OIV, all years: what each decided, on which document, since when it is on line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.atti import DELL_OIV, tipi_oiv
from macros.model.citazioni import NOMI_DOCUMENTI, breve_documento
from macros.model.esclusioni import esclusioni
from macros.model.precedenze import atto_che_vale
from macros.model.problems import Documento
from macros.model.pubblicati import pubblicati, ultimo_giorno
from macros.model.valori import Periodo, TipoAtto
from macros.model.variazioni import SISTEMA
from macros.publish.iter.atti import RigaAtto, righe_atti

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from macros.model.anno import Anno
    from macros.model.atti import Atto
    from macros.vista.vista import Vista

NON_REGISTRATA = "pubblicazione non registrata"


def atti_oiv(vista: Vista) -> list[RigaAtto]:
    """Return the OIV's acts of every year shown, the last one first, as the documents beside them are."""
    tutti = [(a, n) for n in vista.anni for a in vista.anno(n).atti.values() if a.tipo in DELL_OIV]
    tutti.sort(key=lambda t: (t[0].data, t[0].nome), reverse=True)
    in_linea = {n: {a.nome: g for a, g in pubblicati(vista.anno(n))} for n in vista.anni}
    righe = []
    for atto, n in tutti:
        anno, giorno = vista.anno(n), in_linea[n].get(atto.nome)
        righe.append(
            replace(
                righe_atti([atto], anno)[0],
                documento=_documento(anno, atto),
                decide=tuple(_decide(anno, atto)),
                in_linea=_in_linea(giorno) if giorno else NON_REGISTRATA,
            )
        )
    return righe


def _in_linea(giorno: dt.date) -> str:
    fino = ultimo_giorno(giorno)
    return f"in linea {formato.con_articolo('dal', giorno)} {formato.con_articolo('al', fino)}"


def _documento(anno: Anno, atto: Atto) -> str:
    """Name the document that an act is on; «» where it is on none."""
    if atto.documento is None:
        return ""
    if atto.documento == SISTEMA:
        return f"Sistema {anno.anno}"
    documento = Documento(atto.documento)
    breve = breve_documento(anno, documento)
    return f"{breve} {anno.anno}" if breve == NOMI_DOCUMENTI[documento] else breve


def _decide(anno: Anno, atto: Atto) -> Iterator[str]:
    """Say what an act decided, as the data know it; nothing where only its subject tells."""
    sue = [v for v in anno.variazioni if v.atto_oiv == atto.nome]
    chiuse = [v for v in anno.variazioni if v.esito and v.esito.atto == atto.nome]
    for v in sue:
        yield f"Variazione {v.numero} {'validata' if atto.tipo in tipi_oiv(v) else 'esaminata'}."
    for v in chiuse:
        if v.esito:
            yield f"Variazione {v.numero} {v.esito.stato}."
    if atto.tipo is TipoAtto.ESCLUSIONE:
        codici = {e.riga.indicatore: None for p in Periodo for e in esclusioni(anno, p) if e.atto is atto}
        for codice in codici:
            yield f"Indicatore {codice} escluso dalla media."
    elif atto.tipo is TipoAtto.CERTIFICAZIONE_VALORI:
        yield "Valori dei progetti certificati."
    elif atto.tipo is TipoAtto.VALIDAZIONE_OIV and not (sue or chiuse) and atto.documento in set(Documento):
        yield f"{_documento(anno, atto)}: {_esito(anno, atto)}."


def _esito(anno: Anno, atto: Atto) -> str:
    """Say how a validation of a whole document ended."""
    if atto.documento != Documento.RELAZIONE:
        return "validato"
    if atto is not atto_che_vale(anno, atto.tipo, Documento.RELAZIONE):
        return "validazione non più attuale, ne vale un'altra"
    detta = anno.oiv.validazione if anno.oiv else None
    return str(detta.esito) if detta else "validata"
