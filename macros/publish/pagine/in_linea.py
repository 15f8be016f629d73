"""Inline macros: a word or a figure inside a sentence, escaped for HTML and for Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros.engine.spiega import ENTE
from macros.model import formato
from macros.publish.contesto import cercati
from macros.publish.contesto.contesto import DOCUMENTI, Contesto, periodo_da, piu_vicino
from macros.publish.contesto.gruppi import del_tipo, della_camera, gruppo_di
from macros.publish.parole import voci
from macros.publish.pezzi.conteggi import indicatori_della_camera, parola_stato, per_intero, per_stato, stati_dichiarati

if TYPE_CHECKING:
    from macros.engine.result import Sintesi
    from macros.model.anno import Anno

DA_PROTEGGERE = frozenset("\\`*_{}[]()<>#+-.!|&~^=:\"'$@")
"""What Markdown, its extensions, HTML or Jinja could read as theirs."""

RECAPITI = ("ufficio_responsabile", "pec", "indirizzo_sito", "dichiarazione_accessibilita", "privacy", "note_legali")
"""Optional keys of `ente.yml` that a page may print."""


def protetto(testo: str) -> str:
    """Return text that Markdown and HTML show as it is: what could be read otherwise is an entity.

    >>> protetto("*a* <b> {{ 1 }} _x_ | `")
    '&#42;a&#42; &#60;b&#62; &#123;&#123; 1 &#125;&#125; &#95;x&#95; &#124; &#96;'
    >>> protetto("1. Titolo"), protetto("94,35")
    ('1&#46; Titolo', '94,35')
    """
    riga = testo.replace("\r", " ").replace("\n", " ").replace("\t", " ").strip()
    return "".join(f"&#{ord(c)};" if c in DA_PROTEGGERE else c for c in riga)


def grado(ctx: Contesto, codice: str = ENTE, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return a grade as printed: «94,35», or «n.d.».

    Example:
        {{ grado("2.2") }}
    """
    trovata = _cerca(ctx, codice, periodo, anno)
    return protetto(formato.ASSENTE if trovata is None else formato.stampato(trovata.stampato))


def copertura(ctx: Contesto, codice: str = ENTE, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return the share of the weight that was measured, in per cent: «96,80 %», or «n.d.».

    Example:
        {{ copertura() }}
    """
    trovata = _cerca(ctx, codice, periodo, anno)
    return protetto(formato.ASSENTE if trovata is None else formato.per_cento(trovata.copertura))


def stato(ctx: Contesto, codice: str, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return the state of an objective in words; why there is none, when there is none.

    Example:
        {{ stato("2.2") }}
    """
    dati = ctx.anno(anno)
    cercati.obiettivo(dati, codice)
    data = periodo_da(periodo)
    ciclo = ctx.vista.ciclo_per(dati, data)
    if ciclo is None:
        return protetto("non pubblicato" if ctx.vista.pubblico else "non rilevato")
    return protetto(parola_stato(ciclo, codice))


def titolo(ctx: Contesto, codice: str, *, anno: int | None = None) -> str:
    """Return the title of an objective, an indicator or an area.

    Example:
        {{ titolo("2.2") }}
    """
    return protetto(cercati.titolo(ctx.anno(anno), codice))


def responsabile(ctx: Contesto, area: str, *, anno: int | None = None) -> str:
    """Return who answers for a managerial area, by role.

    Example:
        {{ responsabile("anagrafica") }}
    """
    return protetto(cercati.area(ctx.anno(anno), area).responsabile)


def conta(
    ctx: Contesto,
    stato: str | None = None,
    periodo: str = "31-12",
    *,
    tipo: str | None = None,
    area: str | None = None,
    anno: int | None = None,
) -> str:
    """Return how many of the chamber's objectives there are: of a kind, of an area, in a state.

    Example:
        {{ conta("raggiunto", tipo="operativo") }}
    """
    dati = ctx.anno(anno)
    codici = set(della_camera(dati) if tipo is None else (o.codice for o in del_tipo(dati, tipo, None)))
    if area is not None:
        codici &= {v.codice for v in gruppo_di(dati, area)}
    if stato is None:
        return protetto(formato.leggibile(len(codici)))
    _parola_di_stato(dati, stato, stati_dichiarati(dati.regole))
    ciclo = ctx.vista.ciclo_per(dati, periodo_da(periodo))
    if ciclo is None:
        return protetto(formato.ASSENTE)
    return protetto(formato.leggibile(sum(1 for c in codici if parola_stato(ciclo, c) == stato)))


def conta_per_stato(ctx: Contesto, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return how many of the chamber's objectives are in each state that occurs: «23 raggiunti e 6 non raggiunti».

    Example:
        {{ conta_per_stato() }}
    """
    dati = ctx.anno(anno)
    ciclo = ctx.vista.ciclo_per(dati, periodo_da(periodo))
    if ciclo is None:
        return protetto(formato.ASSENTE)
    *prime, ultima = [
        f"{formato.leggibile(c.numero)} {voci.al_plurale(c.segno.parola, c.numero)}"
        for c in per_stato(ciclo)
        if c.numero
    ] or [formato.ASSENTE]
    return protetto(f"{', '.join(prime)} e {ultima}" if prime else ultima)


def conta_indicatori(
    ctx: Contesto, stato: str | None = None, periodo: str = "31-12", *, anno: int | None = None
) -> str:
    """Return how many indicators the chamber's objectives have, or how many are in a state.

    Example:
        {{ conta_indicatori("non rilevato") }}
    """
    dati = ctx.anno(anno)
    camera = set(della_camera(dati))
    if stato is None:
        return protetto(formato.leggibile(sum(1 for i in dati.indicatori.values() if i.obiettivo in camera)))
    _parola_di_stato(dati, stato, [str(b.esito) for b in dati.regole.stati])
    ciclo = ctx.vista.ciclo_per(dati, periodo_da(periodo))
    if ciclo is None:
        return protetto(formato.ASSENTE)
    valutati = (v for v in ciclo.indicatori.values() if v.indicatore.obiettivo in camera)
    return protetto(formato.leggibile(sum(1 for v in valutati if voci.segno_indicatore(ciclo, v).parola == stato)))


def conta_per_intero(ctx: Contesto, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return how many of the chamber's indicators reached the whole of what was expected, the state only, or neither.

    Example:
        {{ conta_per_intero() }}
    """
    ciclo = ctx.vista.ciclo_per(ctx.anno(anno), periodo_da(periodo))
    return protetto(per_intero(ciclo, indicatori_della_camera(ciclo)) if ciclo else formato.ASSENTE)


def _parola_di_stato(anno: Anno, stato: str, stati: Sequence[str]) -> None:
    """Refuse a word that is neither a state of the year nor an absence."""
    ammessi = [*stati, *(parola for _, parola in voci.ASSENZE.values())]
    if stato not in ammessi:
        raise piu_vicino(stato, ammessi, f"uno stato del {anno.anno}")


def nome_ente(ctx: Contesto, *, breve: bool = False) -> str:
    """Return the name of the chamber, in full or short.

    Example:
        {{ nome_ente(breve=True) }}
    """
    ente = ctx.vista.ente
    return protetto(ente.nome_breve if breve else ente.nome)


def recapito(ctx: Contesto, voce: str) -> str:
    """Return what `ente.yml` says under one of its optional keys, or that it is to be completed.

    Example:
        {{ recapito("pec") }}
    """
    if voce not in RECAPITI:
        raise piu_vicino(voce, RECAPITI, "una voce di ente.yml")
    ente = ctx.vista.ente
    detto = ente.indirizzo_aperto if voce == "indirizzo_sito" else getattr(ente, voce)
    return protetto(detto or voci.DA_COMPLETARE)


def atto(ctx: Contesto, documento: str, *, anno: int | None = None) -> str:
    """Return the act that covers a document, or that it is a draft.

    Example:
        {{ atto("relazione") }}
    """
    if documento not in DOCUMENTI:
        raise piu_vicino(documento, DOCUMENTI, "un documento")
    dati = ctx.anno(anno)
    trovato = ctx.vista.atto(dati.anno, documento)
    return protetto(voci.atto_in_parole(trovato) if trovato else voci.BOZZA)


def _cerca(ctx: Contesto, codice: str, periodo: str, anno: int | None) -> Sintesi | None:
    """Return the roll-up with that code; None where its date has no results."""
    dati = ctx.anno(anno)
    codici = [ENTE, *dati.obiettivi, *(a.codice for _, a in dati.letture.gruppi())]
    if codice not in codici:
        raise piu_vicino(codice, codici, f"il codice di un obiettivo o di un'area del {dati.anno}")
    ciclo = ctx.vista.ciclo_per(dati, periodo_da(periodo))
    return ciclo.sintesi(codice) if ciclo else None
