"""What comes before what among the acts of a year: each rule once, for who checks it and for who tells of it.

Fonte: RECORDS 3; SMVP 3.2.1.
"""

from __future__ import annotations

from macros.model.anno import Anno
from macros.model.atti import Atto
from macros.model.piano import Smvp
from macros.model.problems import Documento
from macros.model.valori import TipoAtto

DATA = "sistema.data"
"""The day of a System, as a path."""


def atto_che_vale(anno: Anno, tipo: TipoAtto, documento: Documento) -> Atto | None:
    """Return the act of a kind on a document: the last, or the one that the OIV names in its file."""
    detta = anno.oiv.validazione if anno.oiv else None
    if detta and tipo is TipoAtto.VALIDAZIONE_OIV and documento is Documento.RELAZIONE and detta.atto in anno.atti:
        return anno.atti[detta.atto]
    return anno.ultimo_atto(tipo, documento)


def validazioni(anno: Anno, documento: Documento) -> dict[str, Atto]:
    """Return the first act by which each area validates its data for a document; later ones correct them.

    Of «» is one that says no area: it validates those of all.
    """
    prime: dict[str, Atto] = {}
    for atto in sorted(anno.atti.values(), key=lambda a: (a.data, a.nome)):
        if atto.tipo is TipoAtto.VALIDAZIONE_DATI and atto.documento == documento:
            prime.setdefault(atto.riguarda or "", atto)
    return prime


def ultima_validazione(anno: Anno, documento: Documento) -> Atto | None:
    """Return the act with which the data of a document are validated by all who validated; None: nobody did."""
    return max(validazioni(anno, documento).values(), key=lambda a: a.data, default=None)


def oiv_in_anticipo(anno: Anno, documento: Documento) -> tuple[Atto, Atto] | None:
    """Return the OIV's act and the last one on the data where the first came before; None: they are in order."""
    sua = atto_che_vale(anno, TipoAtto.VALIDAZIONE_OIV, documento)
    dati = ultima_validazione(anno, documento)
    return (sua, dati) if sua and dati and sua.data < dati.data else None


def sistema_dopo_il_piano(anno: Anno) -> tuple[Smvp, Atto] | None:
    """Return the System in force when the Piano was approved, and that act, where the System bears a later day.

    One that a variation brings without its acts yet is not judged.
    """
    approvazione, smvp = anno.approvazione(Documento.PIANO), anno.di(Documento.PIANO).smvp
    in_arrivo = any(
        v.del_sistema and v.esito is None and anno.approvata_il(v) is None and any(c.campo == DATA for c in v.cambi)
        for v in anno.variazioni
    )
    if approvazione is None or smvp is None or in_arrivo or smvp.data <= approvazione.data:
        return None
    return smvp, approvazione
