"""The sentences of a comparison: the one at the top, which dates and plans it sets side by side, its notes.

Plain texts, not yet escaped. The only arithmetic is on printed steps, to tell the reader when rounding
makes them miss their sum.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from macros.model.formato import arrotonda, numero, stampato
from macros.model.valori import Periodo
from macros.publish.confronto.parole import PASSI, Sezione, punti
from macros.trail.cambiamenti import Genere
from macros.trail.confronto import QUANDO, Confronto
from macros.trail.effetti import Scomposizione


def sommario(s: Sezione) -> str:
    """Return the sentence at the top: figures and difference, what weighs most; or why there are none."""
    c = s.confronto
    if c.ciclo_prima is None or c.ciclo_dopo is None:
        return f"Si confrontano solo i piani: {c.senza_cifre}. {_quanti(c)}"
    prima, dopo = (x.ente for x in (c.ciclo_prima, c.ciclo_dopo))
    if prima.esatto is None or dopo.esatto is None:
        senza = s.prima if prima.esatto is None else s.dopo
        return f"La Camera non ha una cifra in entrambe le parti: manca in {senza}. {_quanti(c)}"
    differenza = dopo.esatto - prima.esatto
    cifre = f"da {stampato(prima.stampato)} a {stampato(dopo.stampato)}"
    inizio = "Al 30 giugno il" if c.periodo is Periodo.GIUGNO and not c.stesso_anno else "Il"
    if not differenza:
        return f"{inizio} risultato della Camera non cambia: {stampato(dopo.stampato)}. {_quanti(c)}"
    verbo = "sale" if differenza > 0 else "scende"
    frase = f"{inizio} risultato della Camera {verbo} di {_valore_assoluto(differenza)} punti, {cifre}."
    if c.identificazione.ignota:
        return f"{frase} Gli obiettivi non si confrontano: {c.identificazione.ignota}."
    mossi = [x for x in s.camera.contributi if x.punti] if s.camera else []
    mossi.sort(key=lambda x: abs(x.punti or Fraction(0)), reverse=True)
    if mossi:
        di_piu = [f"{PASSI[x.passo][0].lower()} {punti(x.punti or Fraction(0))}" for x in mossi[:3]]
        frase += f" {'Pesano di più' if len(mossi) > 1 else 'Viene tutto da'}: {'; '.join(di_piu)}."
    return frase


def quali_date(c: Confronto) -> str:
    """Say, of two years, which figures and which plans are set beside each other; empty: two versions of one."""
    if c.stesso_anno:
        return ""
    if c.periodo is None:
        return "I Piani a confronto sono quelli di oggi, con le variazioni approvate."
    piani = f"I Piani a confronto sono quelli in vigore il {QUANDO[c.periodo]} di ciascun anno."
    if c.periodo is Periodo.DICEMBRE:
        return f"Le cifre sono i risultati finali, al 31 dicembre. {piani}"
    if c.aperto is None:
        return f"Si confronta il 30 giugno con il 30 giugno. {piani}"
    return (
        f"I valori finali del {c.aperto} non ci sono ancora: si confronta il 30 giugno con il 30 giugno, "
        f"e non si può dire come finirà l'anno. {piani}"
    )


def _valore_assoluto(differenza: Fraction) -> str:
    return numero(abs(differenza)) if arrotonda(abs(differenza), 2) else "meno di 0,01"


def _quanti(c: Confronto) -> str:
    quanti = sum(1 for x in c.cambiamenti if x.genere is not Genere.GRADO)
    return "Nessun cambiamento." if not quanti else "Un cambiamento." if quanti == 1 else f"{quanti} cambiamenti."


def note(scomposizione: Scomposizione) -> tuple[str, ...]:
    """Return what rounding does to the printed figures, when it shows."""
    scritta = arrotonda(scomposizione.differenza, 2)
    sommati = sum((arrotonda(c.punti, 2) for c in scomposizione.contributi if c.punti is not None), Decimal(0))
    uscita = []
    if sommati != scritta:
        uscita.append(
            f"I passi sommano esattamente; così arrotondati darebbero {punti(Fraction(sommati))} "
            f"invece di {punti(Fraction(scritta))}."
        )
    a, b = scomposizione.prima.stampato, scomposizione.dopo.stampato
    if a is not None and b is not None and b - a != scritta:
        uscita.append(
            f"La differenza è fra i gradi esatti; fra i due totali stampati sarebbe {punti(Fraction(b - a))}."
        )
    return tuple(uscita)
