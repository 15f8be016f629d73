"""The comparison as the comment of a pull request (GitHub's Markdown).

Opens with a fixed marker, so that a later comment can take the place of this one. Whatever the data
hold is text: no table is broken, no tag opens, nobody is called by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from macros.model.formato import stampato
from macros.publish.confronto.frasi import note, sommario
from macros.publish.confronto.parole import PASSI, Gruppo, Riga, Sezione, gruppi, passi, per_figura, punti

SEGNO = "<!-- ciclo-confronto -->"
"""First line of the comment: what to look for to update it in place."""
APERTE = 12
"""Tables longer than this are folded."""
LUNGO = 160
"""Characters of a text shown in a cell."""
PIEGA = "<details><summary>"
MASSIMO = 60_000
"""Characters of a comment: forges refuse those over 65,536."""
ZERO = "\N{ZERO WIDTH SPACE}"


def md(testo: str) -> str:
    r"""Escape a text of the data for a cell.

    >>> md("a|b <b> `c` @nome #12")
    'a\\|b &lt;b&gt; \\`c\\` @\u200bnome #\u200b12'
    """
    piatto = " ".join("".join(c if c.isprintable() else " " for c in testo).split())
    protetto = re.sub(r"([\\`*_~\[\]|$!])", r"\\\1", escape(piatto, quote=False))
    return (
        protetto.replace("@", f"@{ZERO}")
        .replace("#", f"#{ZERO}")
        .replace("://", f":{ZERO}//")
        .replace("www.", f"www{ZERO}.")
    )


def in_markdown(sezioni: Sequence[Sezione], note_generali: Sequence[str] = ()) -> str:
    """Return the comment."""
    parti = [SEGNO, *(f"_{md(nota)}_" for nota in note_generali)]
    for s in sezioni:
        parti += _sezione(s)
    for numero in reversed(range(len(parti))):
        if sum(len(parte) + 2 for parte in parti) <= MASSIMO:
            break
        if parti[numero].startswith(PIEGA):
            titolo = parti[numero].removeprefix(PIEGA).partition("<")[0]
            parti[numero] = f"_{titolo}: tabella troppo lunga per un commento, si legge con ciclo confronta._"
    return "\n\n".join(parti)


def _sezione(s: Sezione) -> list[str]:
    parti = [f"## {md(s.titolo)}", md(sommario(s))]
    if s.camera:
        righe = [(s.prima, "", f"**{stampato(s.camera.prima.stampato)}**")]
        righe += [(p.nome, p.sotto, p.punti) for p in passi(s, s.camera)]
        righe += [(s.dopo, "", f"**{stampato(s.camera.dopo.stampato)}**")]
        parti.append(
            _tabella(
                ("Da dove viene la differenza", "Quanti", "Punti"), [(md(a), md(b), c) for a, b, c in righe], "llr"
            )
        )
        parti += [f"_{md(nota)}_" for nota in note(s.camera)]
    if figure := per_figura(s):
        nomi = [PASSI[p][0] for p in PASSI]
        corpo = []
        for nome, x in figure:
            celle = [punti(c.punti) if c.punti is not None else "n.d." for c in x.contributi]
            corpo.append((md(nome), *celle, punti(x.differenza)))
        tabella = _tabella(("Figura", *nomi, "In tutto"), corpo, "l" + "r" * (len(nomi) + 1))
        parti.append(_piega("La differenza di aree e responsabili, passo per passo", tabella))
    for gruppo in gruppi(s):
        parti += _gruppo(gruppo, s)
    return parti


def _gruppo(gruppo: Gruppo, s: Sezione) -> list[str]:
    con_effetto = any(r.effetto for r in gruppo.righe)
    testa = (
        "Oggetto",
        "Cambiamento",
        md(s.prima),
        md(s.dopo),
        *(("Effetto sulla Camera",) if con_effetto else ()),
        "Dove",
    )
    corpo = [_riga(r, con_effetto=con_effetto) for r in gruppo.righe]
    tabella = _tabella(testa, corpo, "llll" + ("r" if con_effetto else "") + "l")
    titolo = f"{gruppo.titolo} ({len(gruppo.righe)})"
    if len(gruppo.righe) > APERTE or gruppo.id in {"testi", "triennio", "gradi"}:
        return [_piega(titolo, tabella)]
    return [f"### {titolo}", tabella]


def _riga(r: Riga, *, con_effetto: bool) -> tuple[str, ...]:
    nota = "".join(f"<br><sub>{md(n)}</sub>" for n in r.note)
    dove = "<br>".join(md(luogo) for luogo in r.luoghi)
    effetto = (r.effetto,) if con_effetto else ()
    return (
        f"**{md(r.codice)}** {md(r.titolo)}{nota}",
        md(r.che),
        md(_breve(r.prima)),
        md(_breve(r.dopo)),
        *effetto,
        dove,
    )


def _breve(testo: str) -> str:
    return testo if len(testo) <= LUNGO else testo[:LUNGO].rstrip() + "…"


def _tabella(testa: Sequence[str], righe: Sequence[Sequence[str]], lati: str) -> str:
    trattini = ["--:" if lato == "r" else "---" for lato in lati]
    return "\n".join("| " + " | ".join(riga) + " |" for riga in (testa, trattini, *righe))


def _piega(titolo: str, corpo: str) -> str:
    return f"{PIEGA}{escape(titolo)}</summary>\n\n{corpo}\n\n</details>"
