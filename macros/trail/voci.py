"""How one change is written down: title, codes, both sides as they are and as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass

from macros.engine.legami import piani_di
from macros.model.piano import Record
from macros.model.problems import Source
from macros.reading.blocco.percorsi import IDENTITA
from macros.trail.cambiamenti import Cambiamento, Campo, Genere, Senza, Tocco
from macros.trail.campi import altri, sorti
from macros.trail.ibridi import Perche
from macros.trail.mondo import ENTE, Chiave, Mondo
from macros.trail.scritti import diversi, nudo, scritto

SMVP: Chiave = ("smvp", "smvp")
ALBERO: Chiave = ("albero", "albero")
ANNO: Chiave = ("anno", "anno")
RISORSE: Chiave = ("risorse", "risorse")
TITOLI = {
    SMVP: "Regole dell'anno",
    ALBERO: "Albero della performance",
    ENTE: "Performance Camera di Commercio",
    ANNO: "Dati dell'anno",
    RISORSE: "Risorse premiali",
}
DELL_ANNO = {"misura": "Misura", "evidenza": "Evidenza", "scadenza": "Scadenza"}
"""Rows of the year's own files, which have a name and no title."""
RIGHE = {
    "budget": "Conto del budget",
    "bilancio": "Conto del bilancio",
    "confronti": "Valore di un altro ente",
    "esterni": "Indicatore esterno",
    "genere": "Riga del bilancio di genere",
}
"""Fields of a year that hold the rows of a file by their name → what one of them is called."""
PIANO = "piano"
"""Level of the plans that this one serves."""
PrimaDopo = tuple[object, object]


def titolo(mondo: Mondo, chiave: Chiave) -> str:
    """Return what something is called: B's title, else A's."""
    if chiave in TITOLI:
        return TITOLI[chiave]
    if chiave[0] in DELL_ANNO:
        return f"{DELL_ANNO[chiave[0]]} {chiave[1]}"
    if chiave[0] in RIGHE:
        return RIGHE[chiave[0]]
    if chiave[0] == PIANO:
        return next(p.titolo for a in (mondo.dopo, mondo.prima) for p in piani_di(a) if p.codice == chiave[1])
    prima, dopo = mondo.titoli(chiave)
    return dopo or prima or ""


def voce(  # noqa: PLR0913, PLR0917 - a change is that many things
    mondo: Mondo,
    genere: Genere,
    chiave: Chiave,
    campo: Campo,
    valori: PrimaDopo,
    scritti: tuple[str, str],
    luoghi: tuple[Source | None, Source | None],
    *,
    nota: str | None = None,
    non_confrontabile: Perche | None = None,
    tocco: Tocco | None = None,
    senza: Senza | None = None,
) -> Cambiamento:
    """Return a change of something that is on both sides, or of the year's own files."""
    return Cambiamento(
        genere=genere,
        chiave=chiave,
        codice_prima=mondo.codice_prima.get(chiave),
        codice_dopo=mondo.codice_dopo.get(chiave),
        titolo=titolo(mondo, chiave),
        campo=campo,
        prima=valori[0],
        dopo=valori[1],
        scritto_prima=scritti[0],
        scritto_dopo=scritti[1],
        luogo_prima=luoghi[0],
        luogo_dopo=luoghi[1],
        nota=nota,
        non_confrontabile=non_confrontabile,
        tocco=tocco,
        senza=senza,
    )


def se_diverso(  # noqa: PLR0913, PLR0917 - a change is that many things
    mondo: Mondo,
    genere: Genere,
    chiave: Chiave,
    record: tuple[Record, Record],
    campo: Campo,
    valori: PrimaDopo,
    tocco: Tocco | None = None,
    senza: Senza | None = None,
) -> Iterator[Cambiamento]:
    """Yield a key of two records when it does not hold the same."""
    if diversi(*valori):
        dove = record[0].dove(campo.chiave), record[1].dove(campo.chiave)
        soli, nota = solo_diversi(*valori)
        scritti = _scritti(mondo, *soli)
        yield voce(mondo, genere, chiave, campo, valori, scritti, dove, nota=nota, tocco=tocco, senza=senza)


def _scritti(mondo: Mondo, prima: object, dopo: object) -> tuple[str, str]:
    """Write both sides, acts and areas as a reader calls them."""
    return scritto(prima, nomi=mondo.detti[0]), scritto(dopo, nomi=mondo.detti[1])


def altri_diversi(
    mondo: Mondo, chiave: Chiave, due: PrimaDopo, *sopra: str, detti: tuple[str, ...] = ()
) -> Iterator[Cambiamento]:
    """Yield what does not hold the same of two records, or mappings, among what no one has sorted: name by name."""
    if due[0] is due[1]:  # of two states of a year what no file changed is one record
        return
    a, b = (x if isinstance(x, Mapping) else altri(x) if x else {} for x in due)
    for nome in dict.fromkeys((*b, *a)):
        if nome in a and nome in b and a[nome] is b[nome]:
            continue
        (x, y) = _per_codice(a.get(nome), b.get(nome))
        suo = next((f"«{t}»" for v in (y, x) if isinstance(t := getattr(v, "titolo", None), str)), str(nome))
        campo = Campo((*sopra, str(nome)), detti=(*(detti or sopra), mondo.detti[1].get(suo, suo)))
        if all(isinstance(v, Mapping) or (is_dataclass(v) and not sorti(type(v))) for v in (x, y)):
            yield from altri_diversi(mondo, chiave, (x, y), *campo.passi, detti=campo.detti)
        elif diversi(x, y):
            luoghi = getattr(due[0], "source", None), getattr(due[1], "source", None)
            yield voce(mondo, Genere.ALTRO, chiave, campo, (x, y), _scritti(mondo, x, y), luoghi)


def _per_codice(*due: object) -> PrimaDopo:
    """Return two lists of records by the name that each has (`IDENTITA`), to be compared one by one; others as is."""
    nominati = []
    for elenco in due:
        record = elenco if isinstance(elenco, tuple) and all(is_dataclass(e) for e in elenco) else (None,)
        nomi = [next((n for c in IDENTITA if isinstance(n := getattr(e, c, None), str)), "") for e in record]
        if not all(nomi) or len(set(nomi)) < len(nomi):
            return due[0], due[1]
        nominati.append(dict(zip(nomi, record, strict=True)))
    return (nominati[0], nominati[1]) if any(nominati) else (due[0], due[1])


def per_nome(elementi: object) -> dict[str, object]:
    """Return what no one has sorted of the items of a list of small records, by their name; records are left out."""
    piccoli = [e for e in elementi if not isinstance(e, Record)] if isinstance(elementi, tuple) else []
    nomi = (getattr(e, "codice", None) or getattr(e, "indicatore", None) for e in piccoli)
    return {str(nome): in_piu for nome, e in zip(nomi, piccoli, strict=True) if nome and (in_piu := altri(e))}


def solo_diversi(prima: object, dopo: object) -> tuple[PrimaDopo, str | None]:
    """Keep, of two lists, what only one of them has, and say how many things both have.

    >>> solo_diversi(("Bandi", "Sportello"), ("Bandi", "Albi"))
    ((('Sportello',), ('Albi',)), 'e un altro, uguale')
    >>> solo_diversi(("Bandi", "Sportello"), ("Bandi",))
    ((('Sportello',), "non c'è più"), 'e un altro, uguale')
    """
    if not (isinstance(prima, tuple) and isinstance(dopo, tuple) and prima and dopo):
        return (prima, dopo), None
    uguali = [x for x in dopo if nudo(x) in [nudo(y) for y in prima]]
    di_prima = tuple(x for x in prima if nudo(x) not in [nudo(y) for y in uguali])
    di_dopo = tuple(x for x in dopo if x not in uguali)
    if not uguali or not (di_prima or di_dopo):
        return (prima, dopo), None
    nota = "e un altro, uguale" if len(uguali) == 1 else f"e altri {len(uguali)}, uguali"
    return (di_prima or "non c'era", di_dopo or "non c'è più"), nota
