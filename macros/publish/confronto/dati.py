"""The comparison as data.

```text
{"note": [text], "confronti": [{
  "prima": {"nome", "anno"}, "dopo": {"nome", "anno"},
  "periodo": "31-12" | "30-06" | null, "senza_cifre": text | null, "identita_ignota": text | null,
  "scomposizioni": [{"livello", "codice", "prima": grado, "dopo": grado, "differenza_esatta",
                     "passi": [{"passo", "punti": "1.86" | null, "punti_esatti": … | null}]}],
  "cambiamenti": [{"genere", "livello", "codice_prima" | null, "codice_dopo" | null, "titolo", "campo",
                   "prima", "dopo": as printed in Italian,
                   "dato_prima", "dato_dopo": as data, null when it is no single figure,
                   "luogo_prima", "luogo_dopo": {"file", "riga"} | null,
                   "motivo", "atto", "nota", "non_confrontabile", "senza_effetto": text | null,
                   "effetto": {"ente" | null, "ente_esatto" | null,
                               "altre": [{"livello", "codice", "punti" | null, "punti_esatti" | null}]} | null}]}]}
```
`grado` is {"grado", "grado_esatto"}. Numbers are text with a point: rounded half up to two decimals,
or («esatti») with twenty decimals at most, cut. null: there is no such figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from macros.engine.result import Sintesi
from macros.model.formato import arrotonda, decimale
from macros.model.problems import Source
from macros.publish.confronto.parole import Sezione
from macros.publish.dati.risultati import Json, dato, in_json
from macros.trail.cambiamenti import Cambiamento, Effetto
from macros.trail.effetti import Scomposizione
from macros.trail.mondo import ENTE


def in_dati(sezioni: Sequence[Sezione], note_generali: Sequence[str] = ()) -> str:
    """Return the comparisons as JSON text."""
    return in_json({"note": list(note_generali), "confronti": [_sezione(s) for s in sezioni]})


def _sezione(s: Sezione) -> Json:
    c = s.confronto
    return {
        "prima": {"nome": s.prima, "anno": c.prima.anno},
        "dopo": {"nome": s.dopo, "anno": c.dopo.anno},
        "periodo": str(c.periodo) if c.periodo else None,
        "senza_cifre": c.senza_cifre,
        "identita_ignota": c.identificazione.ignota,
        "scomposizioni": [_scomposizione(x) for x in c.scomposizioni.values()],
        "cambiamenti": [_cambiamento(x) for x in c.cambiamenti],
    }


def _scomposizione(x: Scomposizione) -> Json:
    return {
        "livello": x.chiave[0],
        "codice": x.chiave[1],
        "prima": _grado(x.prima),
        "dopo": _grado(x.dopo),
        "differenza_esatta": decimale(x.differenza),
        "passi": [
            {"passo": c.passo.name.lower(), "punti": _punti(c.punti), "punti_esatti": _esatti(c.punti)}
            for c in x.contributi
        ],
    }


def _grado(s: Sintesi) -> Json:
    return {"grado": None if s.stampato is None else f"{s.stampato:f}", "grado_esatto": _esatti(s.esatto)}


def _punti(punti: Fraction | None) -> str | None:
    return None if punti is None else f"{arrotonda(punti, 2):f}"


def _esatti(punti: Fraction | None) -> str | None:
    return None if punti is None else decimale(punti)


def _cambiamento(c: Cambiamento) -> Json:
    return {
        "genere": str(c.genere),
        "livello": c.livello,
        "codice_prima": c.codice_prima,
        "codice_dopo": c.codice_dopo,
        "titolo": c.titolo,
        "campo": str(c.campo),
        "prima": c.scritto_prima,
        "dopo": c.scritto_dopo,
        "dato_prima": dato(c.prima),
        "dato_dopo": dato(c.dopo),
        "luogo_prima": _luogo(c.luogo_prima),
        "luogo_dopo": _luogo(c.luogo_dopo),
        "motivo": c.motivo,
        "atto": c.atto,
        "nota": c.nota,
        "non_confrontabile": str(c.non_confrontabile) if c.non_confrontabile else None,
        "senza_effetto": c.senza_effetto,
        "effetto": _effetto(c.effetto),
    }


def _effetto(effetto: Effetto | None) -> Json:
    if effetto is None:
        return None
    altre: list[Json] = [
        {"livello": livello, "codice": codice, "punti": _punti(punti), "punti_esatti": _esatti(punti)}
        for (livello, codice), punti in effetto.figure.items()
        if (livello, codice) != ENTE
    ]
    return {"ente": _punti(effetto.ente), "ente_esatto": _esatti(effetto.ente), "altre": altre}


def _luogo(luogo: Source | None) -> Json:
    return None if luogo is None else {"file": luogo.path, "riga": luogo.line}
