"""The lock, in words: what is not as it was approved, how to put it back, how to record it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from macros.checks.atti import check_atti_variazioni, manca_a
from macros.model.anno import Anno
from macros.model.comando import comando
from macros.model.problems import Documento, Problem
from macros.model.registro import Irregolare, nome_variazione
from macros.model.variazioni import Contenuto, Differenza, Divario

DEL_PIANO = frozenset({Documento.PIANO, Documento.PIAO})
"""The documents that a variation changes; the others, an errata."""
MOSTRATO = 80
"""Characters of a value that a message shows."""


def check_blocco(anno: Anno) -> Iterator[Problem]:
    """BLOCCO-CAMBIATO, VAR-NON-APPLICATA, -NON-APPROVATA, -DA, -PERCORSO: the approved and its recorded changes."""
    con_atti_sbagliati = {p.source.path for p in check_atti_variazioni(anno)}
    cambiate = {i.sigilla for i in anno.irregolarita if i.che is Irregolare.CAMBIATA}
    riscritte = {v.nome for v in (*anno.variazioni, *anno.errata) if nome_variazione(v) in cambiate}
    for d in anno.differenze:
        if d.variazione in riscritte:
            continue  # the record is not the approved one: that is told
        if d.genere is Divario.NON_APPROVATA and _gia_detta(anno, d, con_atti_sbagliati):
            continue
        if d.genere is Divario.NON_APPLICATA:
            yield Problem(
                d.source,
                "VAR-NON-APPLICATA",
                f"{mostrato(d.presente)} in {d.percorso}, come prima",
                f"{mostrato(d.approvato)}, perché {d.variazione} è approvata",
                f"scrivere {mostrato(d.approvato)}",
            )
        elif d.genere is Divario.NON_APPROVATA:
            manca = _che_manca(anno, d.variazione)
            yield Problem(
                d.source,
                "VAR-NON-APPROVATA",
                f"{mostrato(d.presente)} in {d.percorso}, ma {d.variazione} non è approvata: {manca}",
                f"{mostrato(d.approvato)} finché {d.variazione} non è approvata",
                f"rimettere {mostrato(d.approvato)}, o registrare gli atti che mancano",
            )
        elif d.genere is Divario.DA_DIVERSO:
            yield Problem(
                d.source,
                "VAR-DA",
                f"{d.variazione}, che in {d.percorso} parte da {mostrato(d.presente)}",
                f"{mostrato(d.approvato)}, il valore che aveva prima",
                f"scrivere da: {in_yaml(d.approvato)}, o controllare numero e ordine delle variazioni",
            )
        elif d.genere is Divario.SCAMBIATI:
            yield Problem(
                d.source,
                "VAR-DA",
                f"più cambi di {d.percorso}, registrati in un ordine che non è il loro",
                ", poi ".join(map(_passo, d.approvato if isinstance(d.approvato, tuple) else ())),
                "dare ai file i numeri in quest'ordine, e ricontrollare i loro atti",
            )
        elif d.genere is Divario.IGNOTO:
            yield Problem(
                d.source,
                "VAR-PERCORSO",
                f"{d.variazione}, che cambia {d.percorso}",
                "un posto che nei dati c'è",
                "controllare «dove» e «campo», come «indicatore 2.2.1.a» e «target.31-12»",
            )
        else:
            yield Problem(d.source, "BLOCCO-CAMBIATO", *_cambiato(anno, d))


def _gia_detta(anno: Anno, d: Differenza, sbagliate: set[str]) -> bool:
    """True for a variation that would be approved if its acts were right: what is wrong with them is told."""
    variazione = next(v for v in (*anno.variazioni, *anno.errata) if v.nome == d.variazione)
    return variazione.source.path in sbagliate or (variazione.errata and variazione.atto_giunta is None)


def _cambiato(anno: Anno, d: Differenza) -> tuple[str, str, str]:
    """Return found, expected and repair of a change that no variation covers."""
    atto = anno.approvazione(d.documento)
    come = f"come approvato con {atto.organo}, {atto.numero}" if atto else "come approvato"
    if d.variazione:
        come = f"come dice {d.variazione}"
    if d.genere is Divario.ORDINE:
        ordine = ", ".join(map(str, d.approvato if isinstance(d.approvato, tuple) else ()))
        return (
            f"un altro ordine in {d.percorso}",
            f"{ordine}, {come}",
            "rimettere gli elementi nell'ordine approvato",
        )
    trovato = f"{mostrato(d.presente)} in {d.percorso}"
    atteso = f"{mostrato(d.approvato)}, {come}"
    if d.genere is Divario.TOLTO:
        trovato, atteso = f"{d.percorso}, che non c'è più", f"il record, {come}"
    elif d.genere is Divario.AGGIUNTO:
        trovato, atteso = f"{d.percorso}, che non c'era", f"nessun record, {come}"
    prima = f"rimettere {mostrato(d.approvato)}" if isinstance(d.approvato, str) else "rimettere ciò che fu approvato"
    return trovato, atteso, f"{prima}; se c'è un atto, {_registra(anno, d)}"


def _registra(anno: Anno, d: Differenza) -> str:
    """Say how the change becomes a record: a command where one is enough, and the lines to paste."""
    piano = d.documento in DEL_PIANO
    cartella = "variazioni" if piano else "errata"
    numero = max((v.numero for v in (anno.variazioni if piano else anno.errata)), default=0) + 1
    righe = f"in {anno.cartella}/{cartella}/{numero}.yml {record_yaml(d)}"
    detto = comando_che_registra(anno, d)
    if not detto:
        return f"registrare la modifica {righe}"
    chiesti = "il motivo" if piano else "il motivo e l'atto"
    return f"«{detto}», che chiede {chiesti}; cioè {righe}"


def comando_che_registra(anno: Anno, d: Differenza) -> str:
    """Return the command that makes a record of a change, where one is enough; else «»."""
    semplici = all(isinstance(v, str) for v in (d.approvato, d.presente)) and d.genere is Divario.CAMBIATO
    if not semplici:
        return ""
    if d.documento not in DEL_PIANO:
        return comando("errata", d.dove, d.campo, str(d.presente), anno=anno.anno)
    corto = d.dove.removeprefix("indicatore ").removeprefix("obiettivo ")
    return comando("varia", corto, d.campo, str(d.presente), anno=anno.anno)


def record_yaml(d: Differenza) -> str:
    """Return the record of a difference as a line of YAML, ready to paste."""
    luogo: dict[str, Contenuto] = {"dove": d.dove, **({"campo": d.campo} if d.campo else {})}
    if d.genere is Divario.AGGIUNTO:
        return "aggiunge: [" + in_yaml({**luogo, "scheda": d.presente}) + "]"
    if d.genere is Divario.TOLTO:
        posto: dict[str, Contenuto] = {"posto": str(d.posto)} if d.posto else {}
        return "toglie: [" + in_yaml({**luogo, **posto, "scheda": d.approvato}) + "]"
    return "cambi: [" + in_yaml({**luogo, "da": d.approvato, "a": d.presente}) + "]"


def in_yaml(valore: Contenuto) -> str:
    """Write a content on one line, as YAML and JSON both read it.

    >>> in_yaml({"da": "80", "a": None})
    '{"da": "80", "a": null}'
    """
    return json.dumps(_nudo(valore), ensure_ascii=False)


def _nudo(valore: Contenuto) -> Any:  # noqa: ANN401 - what JSON writes
    if isinstance(valore, Mapping):
        return {chiave: _nudo(sotto) for chiave, sotto in valore.items()}
    return [_nudo(sotto) for sotto in valore] if isinstance(valore, tuple) else valore


def mostrato(valore: Contenuto) -> str:
    """Write a value in a message, cut when it is a whole text.

    >>> mostrato("83"), mostrato(None)
    ('«83»', 'nessun valore')
    """
    if valore is None:
        return "nessun valore"
    testo = (valore or "null").replace("\n\n", " ¶ ") if isinstance(valore, str) else in_yaml(valore)
    return f"«{testo}»" if len(testo) <= MOSTRATO else f"«{testo[:MOSTRATO]}…»"


def _passo(cambio: Contenuto) -> str:
    """Write one of the changes of a place."""
    c = cambio if isinstance(cambio, Mapping) else {}
    return f"da {mostrato(c['da'])} a {mostrato(c['a'])} ({c['nome']})"


def _che_manca(anno: Anno, nome: str) -> str:
    variazione = next((v for v in (*anno.variazioni, *anno.errata) if v.nome == nome), None)
    return manca_a(anno, variazione) if variazione else "mancano i suoi atti"


CHECKS = (check_blocco,)
