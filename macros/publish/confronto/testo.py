"""The comparison for a terminal: aligned, at most 96 columns."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from macros.model.formato import pulita, stampato
from macros.publish.confronto.frasi import note, sommario
from macros.publish.confronto.gruppi import gruppi
from macros.publish.confronto.parole import Sezione, celle_di, passi, per_figura
from macros.publish.confronto.righe import Riga
from macros.trail.mondo import Passo

LARGO = 96
RIENTRO = " " * 9
BREVI = {
    Passo.RISULTATI: "Risult.",
    Passo.TARGET: "Target",
    Passo.PESI: "Pesi",
    Passo.REGOLE: "Regole",
    Passo.RICOMPOSTI: "Divisi",
    Passo.AGGIUNTI: "Aggiun.",
    Passo.CONCLUSI: "Conclu.",
}


def in_testo(sezioni: Sequence[Sezione], note_generali: Sequence[str] = (), *, tutto: bool = False) -> str:
    """Return the comparisons as lines: what moves the chamber most, or everything, with places."""
    parti = [riga for nota in note_generali for riga in wrap(nota, LARGO)]
    for numero, s in enumerate(sezioni):
        parti += ([""] if parti or numero else []) + _sezione(s, tutto=tutto)
    return "\n".join(riga.rstrip() for riga in parti)


def _sezione(s: Sezione, *, tutto: bool) -> list[str]:
    uscita = [s.titolo, "", *wrap(sommario(s), LARGO)]
    if not s.confronto.cambiamenti:
        return uscita
    if s.camera:
        uscita += ["", "Da dove viene la differenza, in punti, un passo alla volta"]
        uscita += [_passo(s.prima, "Camera", stampato(s.camera.prima.stampato))]
        uscita += [_passo(p.nome, p.sotto, p.punti) for p in passi(s, s.camera)]
        uscita += [_passo(s.dopo, "Camera", stampato(s.camera.dopo.stampato))]
        uscita += [riga for nota in note(s.camera) for riga in wrap(nota, LARGO, initial_indent="  ")]
    mossi, figure = per_figura(s)
    if figure:
        uscita += ["", _colonne("", [*(BREVI[p] for p in mossi), "Totale"])]
        uscita += [_colonne(nome, celle_di(x, mossi)) for nome, x in figure]
    piegati = []
    for gruppo in gruppi(s):
        righe = gruppo.righe if tutto or gruppo.piccolo else gruppo.prime
        if not righe:
            piegati.append(f"{gruppo.titolo} ({len(gruppo.righe)})")
            continue
        titolo = f"{gruppo.titolo} ({len(gruppo.righe)})"
        uscita += ["", *wrap(", ".join(filter(None, (titolo, gruppo.nella_differenza))), LARGO)]
        uscita += [testo for r in righe for testo in _riga(r, s, tutto=tutto)]
        if len(righe) < len(gruppo.righe):
            uscita.append(f"  {RIENTRO}… tutti e {len(gruppo.righe)} con --tutto")
    if piegati:
        uscita += ["", *wrap(f"Non mostrati, si leggono con --tutto: {'; '.join(piegati)}.", LARGO)]
    return uscita


def _passo(nome: str, sotto: str, cifra: str) -> str:
    return f"  {nome[:40]:<42}{sotto[:40]:<42}{cifra:>8}"


def _colonne(nome: str, celle: Sequence[str]) -> str:
    return f"  {nome[:30]:<30}" + "".join(f"{c:>8}" for c in celle)


def _riga(r: Riga, s: Sezione, *, tutto: bool) -> list[str]:
    """A change: what, its effect at the right; then before and after, notes; of two versions what else and where."""
    spazio = LARGO - len(RIENTRO) - 2
    testa = wrap(pulita(r.titolo), spazio - 10) or [""]
    uscita = [f"  {r.codice:<{len(RIENTRO)}}{testa[0]:<{spazio - 10}}{r.effetto:>8}"]
    if len(r.codice) >= len(RIENTRO):
        uscita = [f"  {r.codice}"]
        if testa[0]:
            uscita.append(f"  {RIENTRO}{testa[0]:<{spazio - 10}}{r.effetto:>8}")
    uscita += [f"  {RIENTRO}{riga}" for riga in testa[1:]]
    prima, dopo = (r.prima, r.dopo) if tutto else r.brevi
    detto = [f"{r.che}: {pulita(prima)} → {pulita(dopo)}", *map(pulita, r.note)]
    if tutto or s.confronto.stesso_anno:
        detto += [pulita(r.sposta_anche), " → ".join(r.luoghi)]
    return uscita + [f"  {RIENTRO}{riga}" for parte in detto if parte for riga in wrap(parte, spazio)]
