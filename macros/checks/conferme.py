"""Texts that were confirmed with their figures, and whose figures have changed since. Fonte: RECORDS 15."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros.engine.ciclo import Cicli
from macros.engine.commenti import CIFRE, Commento, commenti, numeri
from macros.model.anno import Anno
from macros.model.comando import comando
from macros.model.conferme import Conferma
from macros.model.formato import data_breve
from macros.model.problems import Problem

MASSIMO = 120
"""Characters of a sentence that is quoted."""


def check_conferme(anno: Anno, cicli: Cicli) -> Iterator[Problem]:
    """TESTO-DA-RILEGGERE, TESTO-CAMBIATO (avvisi): what was confirmed is not what stands there today."""
    if not anno.conferme:
        return
    oggi = commenti(cicli)
    for nome, conferma in anno.conferme.items():
        commento = oggi.get(nome)
        if commento is None:
            trovato = f"il testo «{nome}», confermato, non c'è più"
            yield _avviso(conferma, "TESTO-CAMBIATO", trovato, "rimettere il testo, o togliere la riga se non serve")
        elif commento.impronta[:CIFRE] != conferma.impronta[:CIFRE]:
            yield _avviso(conferma, "TESTO-DA-RILEGGERE", _cambiata(commento, conferma), _rilettura(anno, commento))
        elif commento.impronta != conferma.impronta:
            trovato = f"il testo «{nome}» è cambiato dopo la conferma"
            yield _avviso(conferma, "TESTO-CAMBIATO", trovato, _rilettura(anno, commento))


def _cambiata(commento: Commento, conferma: Conferma) -> str:
    """Say which sentence is suspect, with the figure that it tells and that of today."""
    cifre = commento.con_cifra(conferma.impronta)
    if cifre is None:
        return f"«{_frase(commento.testo, None)}»: le cifre di {commento.codice} sono cambiate dopo la conferma"
    numero, prima, ora = cifre
    return f"«{_frase(commento.testo, numero)}»: il testo parla di {prima}, ora sono {ora}"


def _frase(testo: str, cifra: Decimal | None) -> str:
    """Return the sentence that tells a number, or any (None); else the first."""
    frasi = [f for f in re.split(r"(?<=[.!?])\s+", testo) if f]
    scelta = next((f for f in frasi if (dette := set(numeri(f))) and cifra in {None, *dette}), frasi[0])
    return scelta if len(scelta) <= MASSIMO else f"{scelta[:MASSIMO].rsplit(' ', 1)[0]}…"


def _rilettura(anno: Anno, commento: Commento) -> str:
    """Say how a text is confirmed again."""
    detto = comando("conferma", commento.detto, anno=anno.anno, altro="--chi RUOLO")
    return f"rileggerlo, correggerlo se serve, e confermarlo: «{detto}»"


def _avviso(conferma: Conferma, codice: str, trovato: str, rimedio: str) -> Problem:
    giorno = f" il {data_breve(conferma.data)}" if conferma.data else ""
    return Problem(
        conferma.source,
        codice,
        trovato,
        f"il testo e le cifre che {conferma.chi or 'qualcuno'} ha confermato{giorno}",
        rimedio,
    )
