"""Edits of data files: the span of one value is replaced, everything else stays as typed.

The text is then read again and compared: exactly the asked value must have changed, or the edit is
refused. Comments, order, line ends, BOM and accents stay. Nothing is written here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from macros.reading.blocco.percorsi import Passi, nomi
from macros.reading.testo.lettura import Lettura, Located
from macros.reading.testo.nodi import albero, leggi_yaml

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
DOPPIE = '"'
Foglie = dict[tuple[str | int, ...], str | None]


class ModificaImpossibileError(Exception):
    """An edit that cannot be made without touching something else; the message is Italian, for the office."""


def con_valore(grezzo: bytes, scelti: Passi, valore: str) -> bytes:
    """Return a YAML file with the scalar at the end of some steps replaced.

    Quotes stay of their kind; a plain value stays plain when it reads back the same, else it is quoted.
    """
    bom, testo = testo_di(grezzo)
    nodo, dove = _nodo(testo, scelti)
    if not isinstance(nodo, yaml.ScalarNode):
        msg = "c'è un elenco o un gruppo di chiavi: si modifica a mano"
        raise ModificaImpossibileError(msg)
    inizio, fine = nodo.start_mark.index, nodo.end_mark.index
    vecchio = testo[inizio:fine]
    coda = vecchio[len(vecchio.rstrip()) :] if nodo.style in {"|", ">"} else ""
    prima = " " if inizio and testo[inizio - 1] in ":-" and not vecchio else ""
    for scritto in scritture(valore, nodo.style):
        nuovo = testo[:inizio] + prima + scritto + coda + testo[fine:]
        if _cambia_solo(testo, nuovo, dove, valore):
            return (bom + nuovo).encode("utf-8")
    msg = "il valore non si può cambiare da solo (un'ancora YAML lo ripete altrove): si modifica a mano"
    raise ModificaImpossibileError(msg)


def con_chiave(grezzo: bytes, scelti: Passi, chiave: str, valore: str, *, dopo: str = "") -> bytes:
    """Return a YAML file with a key added to the mapping at the end of some steps.

    The key goes after the key `dopo`, or last.
    """
    bom, testo = testo_di(grezzo)
    nodo, dove = _nodo(testo, scelti)
    if not isinstance(nodo, yaml.MappingNode) or not nodo.value:
        msg = f"non c'è un gruppo di chiavi a cui aggiungere «{chiave}»"
        raise ModificaImpossibileError(msg)
    coppie = dict(zip([k.value for k, _ in nodo.value], nodo.value, strict=True))
    sopra, sotto = coppie.get(dopo, nodo.value[-1])
    for scritto in scritture(valore, None):
        if nodo.flow_style:
            posto = sotto.end_mark.index
            nuovo = f"{testo[:posto]}, {_chiave(chiave)}: {scritto}{testo[posto:]}"
        else:
            fine = fine_di(testo, sotto)
            a_capo = "\r\n" if "\r\n" in testo else "\n"
            riga = " " * sopra.start_mark.column + f"{_chiave(chiave)}: {scritto}"
            nuovo = testo[:fine] + a_capo + riga + testo[fine:]
        if _cambia_solo(testo, nuovo, (*dove, chiave), valore):
            return (bom + nuovo).encode("utf-8")
    msg = f"la chiave «{chiave}» non si può aggiungere da sola: si scrive a mano"
    raise ModificaImpossibileError(msg)


def testo_di(grezzo: bytes) -> tuple[str, str]:
    """Return the mark at the head of a file, if any, and its text with the line ends it has."""
    testo = grezzo.decode("utf-8")
    return (BOM, testo[1:]) if testo.startswith(BOM) else ("", testo)


def _nodo(testo: str, scelti: Passi) -> tuple[yaml.Node, tuple[str | int, ...]]:
    """Return the node at the end of some steps, and the keys and places that lead to it."""
    nodo = albero(testo)
    dove: list[str | int] = []
    for passo in scelti:
        sotto: yaml.Node | None = None
        if isinstance(nodo, yaml.MappingNode):
            sotto = next((v for k, v in nodo.value if k.value == passo), None)
            dove.append(passo)
        elif isinstance(nodo, yaml.SequenceNode):
            record = [
                {k.value: v.value for k, v in e.value} if isinstance(e, yaml.MappingNode) else "" for e in nodo.value
            ]
            nominati = nomi(record)
            if nominati and passo in nominati[0]:
                quale = nominati[0].index(passo)
                sotto = nodo.value[quale]
                dove.append(quale)
        if sotto is None:
            msg = f"«{passo}» non c'è"
            raise ModificaImpossibileError(msg)
        nodo = sotto
    if nodo is None:
        msg = "il file è vuoto"
        raise ModificaImpossibileError(msg)
    return nodo, tuple(dove)


def fine_di(testo: str, nodo: yaml.Node) -> int:
    """Return the end of the last line of a node, its comment included, without the line end."""
    while isinstance(nodo, yaml.CollectionNode) and not nodo.flow_style and nodo.value:
        ultimo = nodo.value[-1]
        nodo = ultimo[1] if isinstance(ultimo, tuple) else ultimo
    posto = len(testo[: nodo.end_mark.index].rstrip())
    fine = testo.find("\n", posto)
    fine = len(testo.rstrip("\n")) if fine < 0 else fine
    return fine - 1 if fine and testo[fine - 1] == "\r" else fine


def scritture(valore: str, stile: str | None) -> list[str]:
    """Return the ways to write a value, the one that keeps its style first."""
    doppie = '"' + valore.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    semplici = "'" + valore.replace("'", "''") + "'"
    if stile == "'":
        return [semplici, doppie]
    if stile in {'"', "|", ">"}:
        return [doppie]
    return [valore, doppie]


def _chiave(chiave: str) -> str:
    return chiave if chiave.replace("_", "").isalpha() else f'"{chiave}"'


def _cambia_solo(prima: str, dopo: str, dove: tuple[str | int, ...], valore: str) -> bool:
    """True when a text differs from another in one value, which reads as asked."""
    vecchie, nuove = foglie(prima), foglie(dopo)
    if vecchie is None or nuove is None or nuove.get(dove) != valore:
        return False
    return {k: v for k, v in vecchie.items() if k != dove} == {k: v for k, v in nuove.items() if k != dove} and list(
        vecchie
    ) == [k for k in nuove if k in vecchie]


def foglie(testo: str) -> Foglie | None:
    """Return every value of a text by keys and places, as the reading takes it; None when it does not read."""
    with tempfile.TemporaryDirectory() as cartella:
        file = Path(cartella) / "prova.yml"
        file.write_bytes(testo.encode("utf-8"))
        lettura = Lettura(Path(cartella))
        nodo = leggi_yaml(lettura, file)
    if nodo is None or lettura.problemi:
        return None
    foglie: Foglie = {}
    _raccogli(nodo, (), foglie)
    return foglie


def _raccogli(nodo: Located, sopra: tuple[str | int, ...], foglie: Foglie) -> None:
    if isinstance(nodo.valore, dict):
        for chiave, figlio in nodo.valore.items():
            _raccogli(figlio, (*sopra, chiave), foglie)
    elif isinstance(nodo.valore, list):
        for posto, figlio in enumerate(nodo.valore):
            _raccogli(figlio, (*sopra, posto), foglie)
    else:
        foglie[sopra] = nodo.valore


def con_elemento(grezzo: bytes, scelti: Passi, record: Mapping[str, str]) -> bytes:
    """Return a YAML file with a record added at the end of the list at the end of some steps, on one line."""
    bom, testo = testo_di(grezzo)
    nodo, dove = _nodo(testo, scelti)
    if not isinstance(nodo, yaml.SequenceNode) or not nodo.value:
        msg = "non c'è un elenco a cui aggiungere"
        raise ModificaImpossibileError(msg)
    if nodo.flow_style:
        posto = nodo.value[-1].end_mark.index
        nuovo = f"{testo[:posto]}, {in_riga(record)}{testo[posto:]}"
    else:
        fine = fine_di(testo, nodo.value[-1])
        a_capo = "\r\n" if "\r\n" in testo else "\n"
        nuovo = testo[:fine] + a_capo + " " * nodo.start_mark.column + f"- {in_riga(record)}" + testo[fine:]
    attese = {**(foglie(testo) or {}), **{(*dove, len(nodo.value), k): v for k, v in record.items()}}
    if foglie(nuovo) != attese:
        msg = "l'elenco non si può allungare da solo: si scrive a mano"
        raise ModificaImpossibileError(msg)
    return (bom + nuovo).encode("utf-8")


def in_riga(record: Mapping[str, str | Sequence[str]]) -> str:
    """Write a record of texts, and of lists of texts, on one line.

    >>> in_riga({"dove": "smvp", "a": "82,5", "accoglie": ["x", "y"]})
    '{dove: "smvp", a: "82,5", accoglie: ["x", "y"]}'
    """

    def scritto(valore: str | Sequence[str]) -> str:
        if isinstance(valore, str):
            return scritture(valore, DOPPIE)[0]
        return f"[{', '.join(map(scritto, valore))}]"

    return "{" + ", ".join(f"{_chiave(chiave)}: {scritto(v)}" for chiave, v in record.items()) + "}"
