"""A mapping being read: asks for its keys by type and reports what does not fit.

At the end it reports every key that nobody asked for, so the list of allowed keys is the reading itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from macros.model.problems import Source
from macros.reading.testo.lettura import Lettura, Located
from macros.reading.testo.nodi import codice_scritto, controlla_virgolette
from macros.reading.testo.scalari import (
    ERRORE_FOGLIO,
    Rifiuto,
    fra_parole,
    legge_intero,
    legge_numero,
    piu_vicina,
    rifiuta_errore_foglio,
    spoglia,
    unica,
    vicina,
)

T = TypeVar("T")
E = TypeVar("E", bound=str)

VUOTA = "(vuota)"
"""Key path in the place of a key written without a value."""
UNA_PAROLA = "una di queste parole: "
NESSUNO = "nessuno"
"""Written where a reference is due and there is none."""


def genere(nodo: Located) -> str:
    """Say what stands in a node."""
    if isinstance(nodo.valore, dict):
        return "un gruppo di chiavi"
    if isinstance(nodo.valore, list):
        return "un elenco"
    return "nessun valore" if nodo.valore is None else f"«{nodo.valore}»"


def _breve(chiave: str) -> str:
    """Return a key path from the list item it is in."""
    return chiave.rpartition("].")[2]


def leggi(lettura: Lettura, nodo: Located, come: Callable[[str], T]) -> T | None:
    """Read one scalar node; None when it is empty or was refused (and reported)."""
    if nodo.valore is None:
        return None
    if not isinstance(nodo.valore, str):
        lettura.segnala(
            nodo.source,
            "VALORE-TIPO",
            f"{genere(nodo)} in «{_breve(nodo.source.key)}»",
            "un valore solo",
            "scrivere un valore sulla riga della chiave; controllare rientri e parentesi",
        )
        return None
    testo = unica(spoglia(nodo.valore))
    try:
        if ERRORE_FOGLIO.fullmatch(testo):
            rifiuta_errore_foglio(testo)
        return come(testo)
    except Rifiuto as rifiuto:
        trovato = rifiuto.trovato(f"in «{_breve(nodo.source.key)}»")
        lettura.segnala(nodo.source, rifiuto.code, trovato, rifiuto.expected, rifiuto.fix)
        return None


class Mappa:
    """The keys of one YAML mapping, each asked for once, by type."""

    def __init__(self, lettura: Lettura, nodo: Located, nome: str = "") -> None:
        self.lettura = lettura
        self.nodo = nodo
        self.source = nodo.source
        self.nome = nome
        self._chieste: list[str] = []
        self._mancanti: list[str] = []
        self._sotto: dict[str, Mappa | None] = {}
        self.valida = isinstance(nodo.valore, dict)
        self._valori: Mapping[str, Located] = nodo.valore if isinstance(nodo.valore, dict) else {}
        if not self.valida:
            lettura.segnala(
                nodo.source,
                "VALORE-TIPO",
                f"{genere(nodo)} al posto di {nome or 'un gruppo di chiavi'}",
                "un gruppo di righe «chiave: valore»",
                "controllare i rientri",
            )

    def nodo_di(self, chiave: str, *, richiesta: bool = False) -> Located | None:
        """Return the node of a key, None when absent or empty, which is reported of one that is required."""
        if chiave not in self._chieste:
            self._chieste.append(chiave)
        nodo = self._valori.get(chiave)
        if nodo is not None and nodo.valore is not None:
            return nodo
        if richiesta and self.valida:
            self.manca(chiave)
        return None

    def scritta(self, chiave: str) -> bool:
        """True when the key was written, even empty."""
        return chiave in self._valori

    def manca(self, chiave: str) -> None:
        """Report a required key that is empty; one that is absent is reported by `chiudi`."""
        if chiave not in self._valori:
            self._mancanti.append(chiave)
            return
        self.lettura.segnala(
            self.nodo.chiavi[chiave],
            "YAML-CHIAVE-MANCANTE",
            f"la chiave «{chiave}» senza valore ({self._chi()})",
            "un valore",
            f"scrivere un valore dopo «{chiave}:»",
        )

    def _chi(self) -> str:
        return self.nome or "questo gruppo"

    def letto(self, chiave: str, come: Callable[[str], T], *, richiesta: bool = False) -> T | None:
        """A scalar read in a way of the caller's own."""
        nodo = self.nodo_di(chiave, richiesta=richiesta)
        return None if nodo is None else leggi(self.lettura, nodo, come)

    def testo(self, chiave: str, *, richiesta: bool = False) -> str | None:
        """A text, stripped; None when absent or empty."""
        nodo = self.nodo_di(chiave)
        testo = self.letto(chiave, str, richiesta=richiesta)
        if testo == "":
            if richiesta and nodo is not None:
                self.manca(chiave)
            return None
        return testo

    def codice(self, chiave: str, *, richiesta: bool = False) -> str | None:
        """A code; an unquoted one that YAML programs read as a number is an *avviso*."""
        testo = self.testo(chiave, richiesta=richiesta)
        nodo = self.nodo_di(chiave)
        if testo and nodo is not None:
            controlla_virgolette(self.lettura, nodo, testo)
            return codice_scritto(self.lettura, nodo, testo) if chiave == "codice" else testo
        return testo

    def numero(self, chiave: str, *, richiesta: bool = False) -> Decimal | None:
        """A number."""
        return self.letto(chiave, legge_numero, richiesta=richiesta)

    def intero(self, chiave: str, *, richiesta: bool = False) -> int | None:
        """A whole number, not negative."""
        return self.letto(chiave, legge_intero, richiesta=richiesta)

    def scelta(self, chiave: str, parole: Iterable[E], *, richiesta: bool = False) -> E | None:
        """One of some words, or of those of an enumeration."""
        return self.letto(chiave, fra_parole(parole, UNA_PAROLA), richiesta=richiesta)

    def mappa(self, chiave: str, *, richiesta: bool = False) -> Mappa | None:
        """A group of keys; None when absent or not a group (reported)."""
        nodo = self.nodo_di(chiave, richiesta=richiesta)
        mappa = Mappa(self.lettura, nodo, f"«{chiave}»") if nodo is not None else None
        return mappa if mappa is not None and mappa.valida else None

    def sotto(self, chiave: str, *, richiesta: bool = False) -> Mappa | None:
        """The same group of keys each time; it is closed with this one."""
        if chiave not in self._sotto:
            self._sotto[chiave] = self.mappa(chiave, richiesta=richiesta)
        return self._sotto[chiave]

    def elementi(self, chiave: str, *, richiesta: bool = False) -> tuple[Located, ...]:
        """The items of a list; empty when absent or not a list (reported)."""
        nodo = self.nodo_di(chiave, richiesta=richiesta)
        if nodo is None:
            return ()
        if not isinstance(nodo.valore, list):
            self.lettura.segnala(
                nodo.source,
                "VALORE-TIPO",
                f"{genere(nodo)} in «{chiave}»",
                "un elenco",
                "scrivere ogni elemento su una riga che comincia con «- », o fra parentesi quadre",
            )
            return ()
        return tuple(nodo.valore)

    def non_vuoto(self, chiave: str) -> None:
        """Report a required list that was written without items."""
        nodo = self.nodo_di(chiave)
        if nodo is not None and nodo.valore == []:
            self.manca(chiave)

    def gruppi(self, chiave: str, nome: str, *, richiesta: bool = False) -> Iterator[Mappa]:
        """The items of a list, each a group of keys."""
        for elemento in self.elementi(chiave, richiesta=richiesta):
            mappa = Mappa(self.lettura, elemento, nome)
            if mappa.valida:
                yield mappa

    def testi(self, chiave: str) -> tuple[str, ...]:
        """The items of a list of texts."""
        lette = (leggi(self.lettura, elemento, str) for elemento in self.elementi(chiave))
        return tuple(testo for testo in lette if testo)

    def codici(self, chiave: str) -> tuple[str, ...] | None:
        """One code or a list of codes; `nessuno` is the empty list; None when absent."""
        nodo = self.nodo_di(chiave)
        if nodo is None:
            return None
        if isinstance(nodo.valore, list):
            return tuple(testo for testo in self.testi(chiave) if testo != NESSUNO)
        testo = self.codice(chiave)
        if testo is None:
            return None
        return () if testo == NESSUNO else (testo,)

    def libere(self) -> Iterator[tuple[str, Located]]:
        """Every key of a mapping whose keys are data (codes, years), with its node."""
        for chiave, nodo in self._valori.items():
            self._chieste.append(chiave)
            yield chiave, nodo

    def fra(self, ammesse: Sequence[str], detto: str, atteso: str) -> Iterator[tuple[str, Located]]:
        """The same, of those that may be written; another is reported, with `detto` before it: «il target «x»»."""
        for chiave, nodo in self.libere():
            if chiave in ammesse:
                yield chiave, nodo
                continue
            self.lettura.segnala(
                self.luogo(chiave),
                "YAML-CHIAVE-IGNOTA",
                f"{detto} «{chiave}»",
                f"{atteso} {', '.join(ammesse)}",
                vicina(chiave, ammesse),
            )

    def luogo(self, chiave: str) -> Source:
        """Return where a key was written, or the group itself."""
        return self.nodo.chiavi.get(chiave, self.source)

    def luoghi(self) -> dict[str, Source]:
        """Return the place of every key below, by key path inside this mapping."""
        return dict(_luoghi(self.nodo, ""))

    def chiudi(self) -> None:
        """Report the keys that nobody asked for, and in one problem the required ones that are absent.

        An absent key that an unknown one looks like is a slip of the pen, reported once.
        """
        for gruppo in filter(None, self._sotto.values()):
            gruppo.chiudi()
        libere = [chiave for chiave in self._chieste if chiave not in self._valori]
        mancanti = list(dict.fromkeys(self._mancanti))
        for chiave, luogo in self.nodo.chiavi.items():
            if chiave in self._chieste:
                continue
            simile = piu_vicina(chiave, mancanti) or piu_vicina(chiave, libere)
            if simile in mancanti:
                mancanti.remove(simile)
            self.lettura.segnala(
                luogo,
                "YAML-CHIAVE-IGNOTA",
                f"la chiave «{chiave}» ({self._chi()})",
                "una chiave del formato",
                vicina(simile or chiave, self._chieste),
            )
        if mancanti:
            nomi = ", ".join(f"«{chiave}»" for chiave in mancanti)
            una = len(mancanti) == 1
            self.lettura.segnala(
                self.source,
                "YAML-CHIAVE-MANCANTE",
                f"{self._chi()} senza " + ("la chiave " if una else "le chiavi ") + nomi,
                "la chiave con il suo valore" if una else "le chiavi con il loro valore",
                "aggiungere " + ", ".join(f"«{chiave}: …»" for chiave in mancanti),
            )


def _luoghi(nodo: Located, sopra: str) -> Iterator[tuple[str, Source]]:
    if isinstance(nodo.valore, dict):
        for chiave, figlio in nodo.valore.items():
            percorso = f"{sopra}.{chiave}" if sopra else chiave
            luogo = nodo.chiavi[chiave]
            yield percorso, luogo if figlio.valore is not None else Source(luogo.path, luogo.line, VUOTA)
            yield from _luoghi(figlio, percorso)
