"""YAML text to nodes, each with its line. Nothing is typed here: a scalar is the text that was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

import yaml

from macros.model.problems import Problem, Source
from macros.reading.testo.files import CONTROLLO, leggi_testo
from macros.reading.testo.lettura import Lettura, Located
from macros.reading.testo.scalari import CANCELLETTO, CODICE, ERRORE_FOGLIO, RISERVATI, senza_accenti

try:
    from yaml import CSafeLoader as _Lettore
except ImportError:  # PyYAML without libyaml: slower, same nodes
    from yaml import SafeLoader as _Lettore  # type: ignore[assignment]  # the other is not its base

ANNIDAMENTO = 60
"""Nested deeper than this, it is not one of ours; libyaml's recursion would crash much further on."""
NODI_MASSIMI = 50_000
"""More nodes than this come only from aliases that multiply each other."""
ERRORE_COMMENTO = re.compile(
    r"(?<=[\s,\[{])#(?=(?:NOME|NAME)\?|(?:RIF|REF|VALORE|VALUE|DIV/0|NUM|NULLO?)!|N/?[DA]\b)", re.IGNORECASE
)
"""A spreadsheet's error that YAML would take for a comment."""
NULLI = frozenset({"", "~", "null", "Null", "NULL"})


T = TypeVar("T")


class _Loader(_Lettore):
    """Takes no text for a number, a day or a truth value."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML's own


FILE_RICORDATI = 2048
"""More than the files of a year: its states at other dates are read from the same ones."""
_RICORDATI: dict[tuple[str, str], Located] = {}
"""Nodes by file and text, where reading them told of no problem. Nodes are never changed in place."""

RECORD_RICORDATI = 16_384
"""More than the files of ten years, and the rows of their surveys."""
_LETTI: dict[tuple[int, Hashable], tuple[object, object]] = {}
"""Records by identity of their node, row or list of rows, which is beside them so that it lives on, and by what else
they depend on."""

GUASTI = {
    "could not find expected ':'": "una riga senza i due punti dopo la chiave",
    "mapping values are not allowed": "due «:» nella stessa riga, o un rientro sbagliato",
    "found character '\\t'": "una tabulazione al posto degli spazi",
    "found unexpected end of stream": "virgolette o parentesi aperte e mai chiuse",
    "did not find expected key": "un rientro diverso dalle righe vicine, o virgolette chiuse troppo presto",
    "did not find expected '-'": "un elemento di elenco fuori allineamento",
    "did not find expected ',' or": "una parentesi non chiusa o una virgola mancante",
    "did not find expected node": "un valore che manca",
    "cannot start any token": "un carattere che in YAML va tra virgolette",
    "found undefined alias": "un testo che comincia con «*», da mettere tra virgolette",
    "but found another document": "una riga «---» che divide il file in due",
    "control characters are not allowed": "un carattere di controllo invisibile",
}


def leggi_yaml(lettura: Lettura, file: Path) -> Located | None:
    """Return the nodes of a YAML file, or None and a problem. An empty file is an empty mapping."""
    nome = lettura.nome(file)
    if nome not in lettura.nodi:
        lettura.nodi[nome] = _nodi(lettura, file, nome)
    return lettura.nodi[nome]


def _nodi(lettura: Lettura, file: Path, nome: str) -> Located | None:
    testo = leggi_testo(lettura, file)
    if testo is None:
        return None
    if (nome, testo) in _RICORDATI:
        return _RICORDATI[nome, testo]
    detti = len(lettura.problemi)
    nodi = nodi_di(lettura, nome, testo)
    if nodi is not None and len(lettura.problemi) == detti:
        if len(_RICORDATI) >= FILE_RICORDATI:
            _RICORDATI.clear()
        _RICORDATI[nome, testo] = nodi
    return nodi


def una_volta(lettura: Lettura, nodo: object, come: Hashable, leggi: Callable[[], T]) -> T:
    """Return the record of a node, or of rows: where reading it told of no problem, the same whenever it is read.

    `come`: all that it depends on beside the node.
    """
    if (id(nodo), come) in _LETTI:
        return cast("T", _LETTI[id(nodo), come][1])
    detti = len(lettura.problemi)
    letto = leggi()
    if len(lettura.problemi) == detti:
        if len(_LETTI) >= RECORD_RICORDATI:
            _LETTI.clear()
        _LETTI[id(nodo), come] = nodo, letto
    return letto


def nodi_di_testo(nome: str, testo: str) -> Located | None:
    """Return the nodes of a text by itself; None where it is not YAML of ours. Its problems are told elsewhere."""
    return _RICORDATI.get((nome, testo)) or nodi_di(Lettura(Path()), nome, testo)


def nodi_di(lettura: Lettura, nome: str, testo: str) -> Located | None:
    """Return the nodes of a YAML text, or None and a problem. An empty text is an empty mapping."""
    testo = ERRORE_COMMENTO.sub(CANCELLETTO, testo)
    try:
        _rifiuta_profondo(testo)
        nodo = albero(testo)
        return Located({}, Source(nome)) if nodo is None else _Collocazione(lettura, nome).nodo(nodo, "", ())
    except yaml.YAMLError as errore:
        lettura.problemi.append(_guasto(errore, testo, nome))
    except _Circolare as circolare:
        lettura.segnala(
            circolare.source,
            "YAML-CIRCOLARE",
            "un'ancora YAML che contiene sé stessa",
            "valori scritti per esteso",
            "togliere «&» e «*» e ripetere il valore",
        )
    except _TroppoComplesso:
        lettura.segnala(
            Source(nome),
            "YAML-SINTASSI",
            "troppe parentesi o elenchi uno dentro l'altro",
            "un file YAML leggibile",
            "confrontare il file con un altro della stessa cartella",
        )
    return None


def albero(testo: str) -> yaml.Node | None:
    """Return a YAML text as PyYAML has it; None: there is nothing in it. Raises: yaml.YAMLError."""
    return yaml.compose(testo, Loader=_Loader)


class _Circolare(Exception):  # noqa: N818 - a refusal of data, not a bug
    """An anchor inside itself."""

    def __init__(self, source: Source) -> None:
        self.source = source
        super().__init__(str(source))


class _TroppoComplesso(Exception):  # noqa: N818 - a refusal of data, not a bug
    """Nested too deeply, or aliases that multiply."""


def _rifiuta_profondo(testo: str) -> None:
    """Refuse a text that nests too deeply: events are counted only where many brackets or indents allow it."""
    if len(re.findall(r"[\[{]", testo)) < ANNIDAMENTO and not re.search(r"(?m)^[ ?-]{60}", testo):
        return
    profondita = 0
    for evento in yaml.parse(testo, Loader=_Loader):
        if isinstance(evento, yaml.CollectionStartEvent):
            profondita += 1
            if profondita > ANNIDAMENTO:
                raise _TroppoComplesso
        elif isinstance(evento, yaml.CollectionEndEvent):
            profondita -= 1


def _guasto(errore: yaml.YAMLError, testo: str, nome: str) -> Problem:
    posto = getattr(errore, "problem_mark", None)
    motivo = str(getattr(errore, "problem", "") or getattr(errore, "reason", ""))
    if posto is not None:
        riga = min(posto.line + 1, max(1, testo.rstrip("\n").count("\n") + 1))
    else:
        riga = testo.count("\n", 0, getattr(errore, "position", 0) or 0) + 1
    scritta = testo.split("\n")[riga - 1]
    if "\t" in scritta[: len(scritta) - len(scritta.lstrip())]:
        motivo = "found character '\\t'"
    trovato = next(
        (detto for inglese, detto in GUASTI.items() if inglese in motivo), "una scrittura che YAML non capisce"
    )
    return Problem(
        Source(nome, riga),
        "YAML-SINTASSI",
        trovato,
        "un file YAML leggibile",
        "guardare questa riga e quella prima: rientri di soli spazi, due punti seguiti da uno spazio, "
        "virgolette e parentesi chiuse",
    )


@dataclass(slots=True)
class _Collocazione:
    """The walk that gives every node of a file its place."""

    lettura: Lettura
    nome: str
    contati: int = 0

    def nodo(self, nodo: yaml.Node, chiave: str, sopra: tuple[int, ...]) -> Located:
        """Return a node with its place. `sopra`: the nodes it is inside of."""
        source = Source(self.nome, nodo.start_mark.line + 1, chiave)
        self.contati += 1
        if self.contati > NODI_MASSIMI:
            raise _TroppoComplesso
        if id(nodo) in sopra:
            raise _Circolare(source)
        sopra = (*sopra, id(nodo))
        if isinstance(nodo, yaml.MappingNode):
            return self.chiavi(nodo, chiave, sopra)
        if isinstance(nodo, yaml.SequenceNode):
            figli = [self.nodo(figlio, f"{chiave}[{n}]", sopra) for n, figlio in enumerate(nodo.value)]
            return Located(figli, source)
        virgolette = getattr(nodo, "style", None) in {"'", '"', "|", ">"}
        testo = str(nodo.value)
        if invisibile := CONTROLLO.search(testo):  # written as an escape, like "\\x07"
            self.lettura.segnala(
                source,
                "YAML-SINTASSI",
                f"un carattere di controllo invisibile (U+{ord(invisibile[0]):04X})",
                "solo testo",
                "riscrivere il testo senza la sequenza che comincia con «\\»",
            )
        return Located(None if not virgolette and testo in NULLI else testo, source, virgolette)

    def chiavi(self, nodo: yaml.MappingNode, chiave: str, sopra: tuple[int, ...]) -> Located:
        """Return a mapping with the place of each key."""
        valori: dict[str, Located] = {}
        chiavi: dict[str, Source] = {}
        for nodo_chiave, nodo_valore in nodo.value:
            luogo = Source(self.nome, nodo_chiave.start_mark.line + 1, chiave)
            if not isinstance(nodo_chiave, yaml.ScalarNode):
                self.lettura.segnala(
                    luogo,
                    "YAML-CHIAVE-IGNOTA",
                    "un elenco o un gruppo al posto di una chiave",
                    "una parola",
                    "controllare rientri e parentesi",
                )
                continue
            testo = str(nodo_chiave.value)
            luogo = Source(self.nome, luogo.line, f"{chiave}.{testo}" if chiave else testo)
            if testo in valori:
                trattino = len(valori) > 1 and testo == next(iter(valori)) and chiave.endswith("]")
                self.lettura.segnala(
                    luogo,
                    "YAML-CHIAVE-DOPPIA",
                    f"la chiave «{testo}» per la seconda volta (la prima è alla riga {chiavi[testo].line})",
                    "ogni chiave una volta sola",
                    "mettere il trattino «- » davanti a questa riga, se qui comincia un nuovo elemento dell'elenco"
                    if trattino
                    else "tenere una delle due righe e togliere l'altra",
                )
                if trattino:
                    break  # the keys that follow belong to the next item
                continue
            valori[testo] = self.nodo(nodo_valore, luogo.key, sopra)
            chiavi[testo] = luogo
        return Located(valori, Source(self.nome, nodo.start_mark.line + 1, chiave), chiavi=chiavi)


def controlla_virgolette(lettura: Lettura, nodo: Located, testo: str) -> None:
    """Warn of a code without quotes that other programs read as a number."""
    if not nodo.virgolette and testo.replace(".", "").isdigit():
        lettura.segnala(
            nodo.source,
            "YAML-CODICE-VIRGOLETTE",
            f"il codice {testo} senza virgolette",
            "un codice fra virgolette",
            f'scrivere "{testo}": senza virgolette altri programmi lo leggono come numero',
        )


def codice_scritto(lettura: Lettura, nodo: Located, testo: str) -> str:
    """Refuse a code that cannot name a file or a page; return it without the quotes or slashes around it."""
    if CODICE.fullmatch(testo) and testo.lower() not in RISERVATI:
        return testo
    nudo = re.sub(r"^\W+|\W+$", "", testo)
    if not ERRORE_FOGLIO.search(testo):  # reported already
        proposto = re.sub(r"[^\w.-]+", "-", senza_accenti(nudo), flags=re.ASCII).strip(".-")[:60] or "1.1"
        riservato = testo.lower() in RISERVATI
        lettura.segnala(
            nodo.source,
            "CODICE-CARATTERI",
            f"il codice «{testo}»" + (", una parola riservata" if riservato else ""),
            "un codice di lettere senza accenti, cifre, punti, trattini e _, lungo al più 60 caratteri",
            f'scrivere "{proposto}" fra virgolette diritte' if not riservato else "scegliere un altro codice",
        )
    return nudo if CODICE.fullmatch(nudo) else testo
