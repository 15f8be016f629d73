"""How the PIAO stands to the Piano, in words: always reckoned from `piao.yml`, never typed.

Fonte: DL 80/2021, art. 6; DPR 81/2022; DM 132/2022.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.engine.piao import e_nuovo
from macros.model import formato
from macros.model.piao import PIANO_TIPO, SEZIONI
from macros.model.problems import Documento
from macros.model.regole import REGOLE
from macros.model.valori import Tipo, TipoAtto
from macros.publish.parole import cifre, voci

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.piano import Indicatore
    from macros.publish.parole.cifre import Cifra
    from macros.vista.vista import Vista

LEGGE = "DL 80/2021, art. 6; DPR 81/2022, art. 1"
NUOVO = "indicatore nuovo: nessun valore di partenza"


def assorbimento(anno: Anno) -> str:
    """Say whether the Piano is absorbed by the PIAO or stands by itself, and why; «» where the year has none."""
    piao = anno.piao
    if piao is None:
        return ""
    dipendenti = f"Con {formato.quanti(piao.dipendenti, 'dipendente', 'dipendenti')}"
    if piao.assorbe:
        s = piao.struttura
        return (
            f"{dipendenti}, più di {formato.leggibile(piao.soglia)}, il Piano della performance è assorbito nel PIAO "
            f"({LEGGE}): ne forma le sottosezioni {s.titolo('valore_pubblico')} e {s.titolo('performance')}."
        )
    return (
        f"{dipendenti}, non più di {formato.leggibile(piao.soglia)}, il Piano della performance resta un documento a "
        f"sé ({LEGGE}): il PIAO non lo assorbe."
    )


def in_breve(anno: Anno) -> str:
    """Say the same in few words, beside the Piano; «» where the year has no PIAO."""
    if anno.piao is None:
        return ""
    return f"Assorbito nel PIAO {anno.anno} ({LEGGE})" if anno.piao.assorbe else f"Resta accanto al PIAO {anno.anno}"


def emendato(anno: Anno) -> str:
    """Say since when variations amend the section of the PIAO too; «» where it does not absorb the Piano."""
    atto = anno.approvazione(Documento.PIAO) if Documento.PIAO in anno.variati else None
    if atto is None:
        return ""
    giorno = formato.con_articolo("il", atto.data)
    return (
        f"Il PIAO che assorbe il Piano è approvato {giorno}: le variazioni successive ne modificano anche la sezione."
    )


def numeri_diversi(anno: Anno) -> str:
    """Say whose the numbers of the sections are, where they are not those of the piano-tipo; else «»."""
    if anno.piao is None or anno.piao.struttura.come_piano_tipo:
        return ""
    altri = " e ".join(f"{numero} {SEZIONI[chiave]}" for chiave, numero in PIANO_TIPO.items())
    return f"I numeri delle sottosezioni sono quelli dell'indice del PIAO dell'ente; nel piano-tipo sono {altri}."


def stato(vista: Vista, anno: Anno) -> str:
    """Say which acts approved the PIAO and put it on line, or which is missing."""
    atto = vista.atto(anno.anno, Documento.PIAO)
    if atto is None:
        return "Non ancora approvato."
    pubblicato = pubblicazione(anno)
    detto = f"Pubblicato: {pubblicato}." if pubblicato else "Non ancora pubblicato."
    return f"Approvato: {voci.atto_in_parole(atto)}. {detto}"


def pubblicazione(anno: Anno) -> str:
    """Return the act that says that the PIAO is on line and on the portal; «» until there is one."""
    atto = anno.ultimo_atto(TipoAtto.PUBBLICAZIONE, Documento.PIAO)
    return voci.atto_in_parole(atto) if atto else ""


def partenza(anno: Anno, indicatore: Indicatore) -> str:
    """Say from where an indicator starts, with its unit; «»: nobody said."""
    a_fasi = REGOLE[indicatore.regola].a_fasi
    if indicatore.storico:
        detto = cifre.storico(indicatore).per_esteso
        return f"nel {anno.anno - 1}: {detto} di quell'anno" if a_fasi else detto
    if (base := indicatore.numeri.get("base")) is not None:
        return cifre.ottenuto(indicatore, base).per_esteso
    if e_nuovo(indicatore):
        return NUOVO
    return "nessuna fase raggiunta" if a_fasi else ""


def traguardi(anno: Anno, indicatore: Indicatore, attesi: tuple[Cifra, ...]) -> tuple[tuple[str, str], ...]:
    """Return (year, target with its unit) of a strategic indicator; of another, and of milestones, («», target)."""
    if REGOLE[indicatore.regola].a_fasi:
        return (("", _fasi(indicatore)),)
    if anno.obiettivi[indicatore.obiettivo].tipo is Tipo.STRATEGICO:
        triennio = zip(anno.letture.triennio, attesi, strict=True)
        return tuple((str(n), atteso.per_esteso) for n, atteso in triennio)
    return (("", attesi[-1].per_esteso),)


def _fasi(indicatore: Indicatore) -> str:
    """Say how many milestones, and the day of the last."""
    giorni = [f.entro for f in indicatore.fasi]
    if not giorni:
        return ""
    quante, entro = formato.quanti(len(giorni), "fase", "fasi"), cifre.entro(max(giorni))
    return f"{quante}, " + formato.concorda(len(giorni), entro, f"l'ultima {entro}")
