"""The sentences of a comparison: the one at the top, which dates and plans it sets side by side, its notes.

Plain texts, not yet escaped. The only arithmetic is on printed steps, to tell the reader when rounding
makes them miss their sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from macros.model.formato import arrotonda, numero, stampato
from macros.model.valori import Periodo
from macros.publish.confronto.parole import Sezione, punti
from macros.trail.cambiamenti import Genere
from macros.trail.confronto import Confronto
from macros.trail.effetti import Scomposizione
from macros.trail.mondo import Passo

CHI = {
    Passo.RISULTATI: "i risultati degli indicatori",
    Passo.TARGET: "i target",
    Passo.PESI: "i pesi",
    Passo.REGOLE: "le regole di calcolo",
    Passo.RICOMPOSTI: "gli obiettivi divisi e uniti",
    Passo.AGGIUNTI: "ciò che è aggiunto",
    Passo.CONCLUSI: "ciò che è concluso",
}
"""The steps as subjects of a sentence."""
SINGOLARI = frozenset({Passo.AGGIUNTI, Passo.CONCLUSI})
ENTRA_ED_ESCE = "Ciò che è aggiunto abbassa il totale se ottiene meno del resto, ciò che è concluso se otteneva di più."
MOTIVI = 3
"""Kinds named on each side."""


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
    return " ".join([frase, *_perche(s.camera)])


def _perche(camera: Scomposizione | None) -> Iterator[str]:
    """Say which kinds of change raise the figure and which lower it, those that weigh most."""
    mossi = [(x.passo, x.punti) for x in camera.contributi if x.punti and arrotonda(x.punti, 2)] if camera else []
    for verbo, suoi in (("alza", [m for m in mossi if m[1] > 0]), ("abbassa", [m for m in mossi if m[1] < 0])):
        di_piu = sorted(suoi, key=lambda m: -abs(m[1]))[:MOTIVI]
        if di_piu:
            uno = len(di_piu) == 1 and di_piu[0][0] in SINGOLARI
            voce = verbo if uno else f"{verbo}no"
            soprattutto = " soprattutto" if len(suoi) > MOTIVI else ""
            yield f"Lo {voce}{soprattutto} {elenco([f'{CHI[passo]} ({punti(p)})' for passo, p in di_piu])}."


def elenco(parole: Sequence[str]) -> str:
    """Join words as in a sentence.

    >>> elenco(["i pesi"]), elenco(["i target", "i pesi", "le regole"])
    ('i pesi', 'i target, i pesi e le regole')
    """
    return " e ".join(filter(None, (", ".join(parole[:-1]), parole[-1])))


def date_cifre(s: Sezione) -> tuple[str, str]:
    """Return what the two figures are called: their dates, or the names of two versions."""
    c = s.confronto
    if c.stesso_anno or c.periodo is None:
        return s.prima, s.dopo
    return f"{c.periodo.in_parole} {c.prima.anno}", f"{c.periodo.in_parole} {c.dopo.anno}"


def quali_date(c: Confronto) -> str:
    """Say, of two years, which figures and which plans are set beside each other; empty: two versions of one."""
    if c.stesso_anno:
        return ""
    if c.periodo is None:
        return "I Piani a confronto sono quelli di oggi, con le variazioni approvate."
    piani = f"I Piani a confronto sono quelli in vigore il {c.periodo.in_parole} di ciascun anno."
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
    """Return why what comes and goes counts, when it does, and what rounding does to the printed figures."""
    scritta = arrotonda(scomposizione.differenza, 2)
    sommati = sum((arrotonda(c.punti, 2) for c in scomposizione.contributi if c.punti is not None), Decimal(0))
    uscita = []
    if any(c.punti for c in scomposizione.contributi if c.passo in SINGOLARI):
        uscita.append(ENTRA_ED_ESCE)
    if sommati != scritta:
        uscita.append(
            f"I passi sommano esattamente a {punti(Fraction(scritta))}; arrotondati come qui, "
            f"darebbero {punti(Fraction(sommati))}."
        )
    a, b = scomposizione.prima.stampato, scomposizione.dopo.stampato
    if a is not None and b is not None and b - a != scritta:
        uscita.append(
            f"La differenza è fra i gradi esatti: fra i due totali arrotondati sarebbe {punti(Fraction(b - a))}."
        )
    return tuple(uscita)
