"""The comparison as the comment of a pull request (GitHub's Markdown).

Opens with a fixed marker, so that a later comment can take the place of this one. Whatever the data
hold is text: no table is broken, no tag opens, nobody is called by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from macros.model.formato import pulita, stampato
from macros.publish.confronto.frasi import note, sommario
from macros.publish.confronto.gruppi import gruppi
from macros.publish.confronto.parole import PASSI, Sezione, celle_di, passi, per_figura
from macros.publish.confronto.righe import Riga, in_breve
from macros.trail.cambiamenti import Genere

SEGNO = "<!-- ciclo-confronto -->"
"""First line of the comment: what to look for to update it in place."""
LUNGO = 160
"""Characters of a text shown in a cell."""
MASSIMO = 60_000
"""Characters of a comment: forges refuse those over 65,536."""
ZERO = "\N{ZERO WIDTH SPACE}"


def md(testo: str) -> str:
    r"""Escape a text of the data for a cell.

    >>> md("a|b <b> `c` @nome #12")
    'a\\|b &lt;b&gt; \\`c\\` @\u200bnome #\u200b12'
    """
    protetto = re.sub(r"([\\`*_~\[\]|$!])", r"\\\1", escape(pulita(testo), quote=False))
    return (
        protetto.replace("@", f"@{ZERO}")
        .replace("#", f"#{ZERO}")
        .replace("://", f":{ZERO}//")
        .replace("www.", f"www{ZERO}.")
    )


class Pezzo(NamedTuple):
    """A block of the comment."""

    testo: str
    tabella: str = ""
    """What it is called when it has to be left out; empty: it is always there."""
    piegata: bool = False


def in_markdown(
    sezioni: Sequence[Sezione],
    note_generali: Sequence[str] = (),
    prima: Sequence[Pezzo] = (),
    dopo: Sequence[Pezzo] = (),
) -> str:
    """Return the comment. `prima`, `dopo`: what it says before the comparisons, and after them."""
    parti = [Pezzo(SEGNO), *prima, *(Pezzo(f"_{md(nota)}_") for nota in note_generali)]
    for s in sezioni:
        parti += _sezione(s)
    return "\n\n".join(_entro([*parti, *dopo], MASSIMO))


def _entro(parti: Sequence[Pezzo], massimo: int) -> list[str]:
    """Return the parts without the tables that make them too long: the longest folded ones, then the others."""
    testi = [parte.testo for parte in parti]
    troppo = sum(len(testo) + 2 for testo in testi) - massimo
    tabelle = [(n, parte) for n, parte in enumerate(parti) if parte.tabella]
    for n, parte in sorted(tabelle, key=lambda t: (not t[1].piegata, -len(t[1].testo))):
        if troppo <= 0:
            break
        testi[n] = f"_{parte.tabella}: tabella troppo lunga per un commento, si legge con ciclo confronta --tutto._"
        troppo -= len(parte.testo) - len(testi[n])
    return testi


def _sezione(s: Sezione) -> list[Pezzo]:
    parti = [Pezzo(f"## {md(s.titolo)}"), Pezzo(md(sommario(s)))]
    if not s.confronto.cambiamenti:
        return parti
    if s.camera:
        righe = [(s.prima, "", f"**{stampato(s.camera.prima.stampato)}**")]
        righe += [(p.nome, p.sotto, p.punti) for p in passi(s, s.camera)]
        righe += [(s.dopo, "", f"**{stampato(s.camera.dopo.stampato)}**")]
        testa, celle = ("Da dove viene la differenza", "Quanti", "Punti"), [(md(a), md(b), c) for a, b, c in righe]
        parti += [Pezzo(tabella(testa, celle, "llr")), *(Pezzo(f"_{md(nota)}_") for nota in note(s.camera))]
    mossi, figure = per_figura(s)
    if figure:
        figura = ("Figura", *(PASSI[p][0] for p in mossi), "In tutto")
        righe_figure = [(md(s.titolo_di(x.chiave) or nome), *celle_di(x, mossi)) for nome, x in figure]
        detto = "La differenza di aree e responsabili, passo per passo"
        parti.append(piega(detto, tabella(figura, righe_figure, "l" + "r" * len(figura[1:]))))
    trovati = gruppi(s)
    for gruppo in trovati:
        if mostrate := gruppo.righe if gruppo.piccolo else gruppo.prime:
            titolo = f"### {gruppo.titolo} ({len(gruppo.righe)})"
            detto = ", ".join(filter(None, (titolo, gruppo.nella_differenza)))
            parti += [Pezzo(detto), Pezzo(_cambiamenti(mostrate, s, breve=True), "Questi cambiamenti")]
    for gruppo in trovati:
        if not (gruppo.piccolo or gruppo.intero):
            tutti = f"Tutti i cambiamenti: {gruppo.titolo[:1].lower()}{gruppo.titolo[1:]} ({len(gruppo.righe)})"
            parti.append(piega(tutti, _cambiamenti(gruppo.righe, s, breve=False)))
    return parti


def _cambiamenti(righe: Sequence[Riga], s: Sezione, *, breve: bool) -> str:
    """Return a table: of two years, what else each moves and where it is written stand only in the full one."""
    con_effetto = any(r.effetto for r in righe)
    tutto = s.confronto.stesso_anno or not breve
    testa = ["Oggetto", "Cambiamento", md(s.prima), md(s.dopo)]
    testa += ["Effetto sulla Camera"] * con_effetto
    corpo = []
    for r in righe:
        note = [*r.note, _altrove(r, s), *r.luoghi] if tutto else r.note
        oggetto = f"**{md(r.nome)}**" + "".join(f"<br><sub>{md(n)}</sub>" for n in note if n)
        prima, dopo = r.brevi if breve else in_breve(r.prima, r.dopo, LUNGO)
        di_che = f"<br><sub>{r.portata}</sub>" if s.confronto.stesso_anno and r.genere is not Genere.GRADO else ""
        celle = [oggetto, md(_che(r, s)) + di_che, md(prima), md(dopo)]
        corpo.append([*celle, *[r.effetto] * con_effetto])
    return tabella(testa, corpo, "llll" + "r" * con_effetto)


def _altrove(r: Riga, s: Sezione) -> str:
    """Say what else a change moves, by title."""
    mosse = "; ".join(f"«{s.titolo_di(chiave) or chiave[1]}» {punti}" for chiave, punti in r.figure)
    return f"sposta anche {mosse}" if mosse else ""


def _che(r: Riga, s: Sezione) -> str:
    """Say what changed; of a weight, in which group, by its title."""
    gruppo = r.campo.gruppo
    return f"{r.che_in} in «{s.titolo_di(gruppo) or gruppo[1]}»" if gruppo else r.che


def tabella(testa: Sequence[str], righe: Sequence[Sequence[str]], lati: str) -> str:
    """Return a table; `lati`: the side of each column, `l` or `r`."""
    trattini = ["--:" if lato == "r" else "---" for lato in lati]
    return "\n".join("| " + " | ".join(riga) + " |" for riga in (testa, trattini, *righe))


def piega(titolo: str, corpo: str) -> Pezzo:
    """Return a block that is folded."""
    detto = escape(titolo)
    return Pezzo(f"<details><summary>{detto}</summary>\n\n{corpo}\n\n</details>", detto, piegata=True)
