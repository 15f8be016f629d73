"""Prepares `premi.yml`, as the command writes it and an office reads it. Gives bytes and writes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from macros.model.formato import decimale
from macros.model.premi import Premi

_PIANA = re.compile(r"[A-Za-zÀ-ÿ]{3,}(?: [A-Za-zÀ-ÿ0-9]+)*")
"""What YAML takes for a text without quotes, whatever reads it."""
_PAROLE_YAML = frozenset({"true", "false", "null", "yes", "off"})


def in_yaml(premi: Premi) -> bytes:
    """Return the file: what it says is published as it is."""
    return ("\n".join(_righe(premi)) + "\n").encode()


def _righe(premi: Premi) -> Iterator[str]:
    totali = premi.totali
    passo = f", arrotondati_a: {totali.arrotondati_a}" if totali.arrotondati_a else ""
    importi = f"stanziati: {_importo(totali.stanziati)}, distribuiti: {_importo(totali.distribuiti)}"
    yield f"totali: {{{importi}{passo}}}"
    yield "categorie:" if premi.categorie else "categorie: []"
    for d in premi.categorie:
        yield f"  - categoria: {d.categoria}"
        yield f"    persone: {d.persone}"
        yield "    gruppi:"
        for g in d.gruppi:
            yield f"      - {{fasce: [{_elenco(g.fasce)}], persone: {g.persone}}}"
        if d.quota_prima_fascia is not None:
            yield f"    quota_prima_fascia: {decimale(d.quota_prima_fascia)}"
    if premi.unite:
        yield "unite:"
        yield from (f"  - [{_elenco(u)}]" for u in premi.unite)
    yield f"riesami: {premi.riesami}"
    yield f"ricorsi: {premi.ricorsi}"


def _importo(euro: Decimal) -> str:
    return f"{euro:.0f}" if euro == euro.to_integral_value() else f"{euro:.2f}"


def _elenco(testi: Iterable[str]) -> str:
    return ", ".join(
        t
        if _PIANA.fullmatch(t.replace("_", " ")) and t.lower() not in _PAROLE_YAML
        else json.dumps(t, ensure_ascii=False)
        for t in testi
    )
