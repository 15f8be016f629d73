"""Measures from the extract of another system: which rows count, and what is made of them. Fonte: SMVP 6.

Exact: numbers are decimals as written, never floats. A cell that decides something and cannot be read stops all.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from macros.model.estratti import CalcoloMisura, FiltroEstratto, MappaEstratto, MisuraEstratta
from macros.model.valori import Periodo
from macros.reading.testo.scalari import Rifiuto, legge_data, legge_numero, piu_vicina, unica, vicina
from macros.reading.testo.tabelle import cella_letta, separatore
from macros.ufficio.celle import CellaLetta, FoglioLetto, GenereCella
from macros.ufficio.rifiuti import Rifiutata

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
ORA = re.compile(r"[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\Z", re.ASCII)
"""What systems write after a day."""
MIGLIAIA = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
SEPARATORE = re.compile(r'\ufeff?"?sep=(.)"?\r?\n')
"""A first line that only tells a spreadsheet what divides the cells."""
TAB = "\t"
NON_DATI = (GenereCella.ERRORE, GenereCella.SENZA_VALORE)


@dataclass(frozen=True, slots=True)
class ContoMisura:
    """A measure as the extract gives it."""

    misura: str
    valore: Decimal
    righe: int
    """Rows that counted."""


@dataclass(frozen=True, slots=True)
class EstrattoLetto:
    """What an extract gives: nothing where something is refused."""

    conti: tuple[ContoMisura, ...]
    rifiutate: tuple[Rifiutata, ...]
    mai_trovate: tuple[tuple[str, str], ...]
    """Words of a filter that no row has, with the nearest one that some row has: «», none is near."""


def foglio_csv(nome: str, testo: str) -> FoglioLetto:
    """Return a CSV as a sheet, each cell as written. Raises: csv.Error."""
    detto = SEPARATORE.match(testo)
    prima = 2 if detto else 1
    corpo = testo[detto.end() :] if detto else testo
    testa = corpo.partition("\n")[0]
    divisore = detto[1] if detto else TAB if TAB in testa and ";" not in testa else separatore(corpo)
    lettore = csv.reader(io.StringIO(corpo, newline=""), delimiter=divisore, strict=True)
    celle = {
        (riga, colonna): CellaLetta(GenereCella.TESTO, letta)
        for riga, scritte in enumerate(lettore, prima)
        for colonna, scritta in enumerate(scritte, 1)
        if (letta := cella_letta(scritta))
    }
    return FoglioLetto(nome, celle)


def estratto_letto(foglio: FoglioLetto, mappa: MappaEstratto, anno: int, periodo: Periodo) -> EstrattoLetto:
    """Return the measures of a map from the rows of a sheet, at a survey date.

    Args:
        foglio: its first row that holds something has the titles of the columns.
        mappa: which rows count.
        anno: the year of the cycle.
        periodo: rows of a later day do not count, where the map names the column of the day.
    """
    lettore = LettoreEstratto(foglio, mappa)
    quadro = lettore.quadro()
    if quadro is None:
        return EstrattoLetto((), tuple(lettore.rifiutate), ())
    if mappa.giorno:
        limiti = dt.date(anno, 1, 1), periodo.data(anno)
        giorni = lettore.letta(quadro, mappa.giorno, _giorno)
        quadro = quadro.loc[[g is not None and limiti[0] <= g <= limiti[1] for g in giorni]]
    conti = [conto for misura in mappa.misure if (conto := lettore.conto(quadro, misura))]
    if lettore.rifiutate:
        conti = []
    return EstrattoLetto(tuple(conti), tuple(lettore.rifiutate), tuple(lettore.mai_trovate()))


@dataclass(slots=True)
class LettoreEstratto:
    """Reads the cells of a sheet that a map needs, and gathers what is wrong with them."""

    foglio: FoglioLetto
    mappa: MappaEstratto
    colonne: dict[str, int] = field(default_factory=dict)
    """Title → column, from 1."""
    rifiutate: list[Rifiutata] = field(default_factory=list)

    def quadro(self) -> pd.DataFrame | None:
        """Return the rows below the titles, a column of cells each; None: what the map needs is not there."""
        import pandas as pd

        righe = list(self.foglio.per_riga())
        if not righe:
            self._rifiuta(
                None, "un foglio vuoto", "i titoli delle colonne, e una riga per ogni dato", "estrarlo di nuovo"
            )
            return None
        testa, titoli = righe[0][0], {colonna: unica(c.testo) for colonna, c in righe[0][1].items()}
        servono = dict.fromkeys(_colonne(self.mappa))
        for titolo in servono:
            sue = [colonna for colonna, t in titoli.items() if t == titolo]
            if len(sue) == 1:
                self.colonne[titolo] = sue[0]
            elif sue:
                self._rifiuta((testa, sue[1]), f"due colonne «{titolo}»", "una sola", "rinominarne una nell'estratto")
            else:
                self._rifiuta(
                    None,
                    f"nessuna colonna «{titolo}»",
                    "le colonne che la mappa nomina",
                    vicina(titolo, titoli.values()) + ", nella mappa",
                )
        if len(self.colonne) < len(servono):
            return None
        corpo = righe[1:]
        per_titolo = {t: [celle.get(n) for _, celle in corpo] for t, n in self.colonne.items()}
        return pd.DataFrame(per_titolo, index=[riga for riga, _ in corpo], dtype=object)

    def conto(self, quadro: pd.DataFrame, misura: MisuraEstratta) -> ContoMisura | None:
        """Return a measure; None where it has no value (told)."""
        for filtro in misura.filtri:
            quadro = quadro.loc[self._tiene(quadro, filtro)]
        quante = len(quadro)
        match misura.calcolo:
            case CalcoloMisura.CONTA:
                return ContoMisura(misura.misura, Decimal(quante), quante)
            case CalcoloMisura.DISTINTI:
                testi = {t for t in self.letta(quadro, misura.colonna or "", _parola_di) if t}
                return ContoMisura(misura.misura, Decimal(len(testi)), quante)
        numeri = self.letta(quadro, misura.colonna or "", self._numero)
        letti = [n for n in numeri if n is not None]
        if misura.calcolo is CalcoloMisura.SOMMA:
            return ContoMisura(misura.misura, sum(letti, Decimal(0)), quante)
        if not numeri:
            self._rifiuta(
                None, f"nessuna riga per «{misura.misura}»", "almeno una riga", "controllare i filtri della mappa"
            )
        if len(letti) < len(numeri) or not letti:
            return None
        return ContoMisura(misura.misura, min(letti) if misura.calcolo is CalcoloMisura.MINIMO else max(letti), quante)

    def letta(self, quadro: pd.DataFrame, titolo: str, come: Callable[[CellaLetta | None], T]) -> list[T | None]:
        """Return the cells of a column, each read; None where it cannot be (told, with its place)."""
        righe = (int(riga) for riga in quadro.index.to_numpy())
        return [self._cella(riga, titolo, cella, come) for riga, cella in zip(righe, quadro[titolo], strict=True)]

    def _cella(
        self, riga: int, titolo: str, cella: CellaLetta | None, come: Callable[[CellaLetta | None], T]
    ) -> T | None:
        luogo = (riga, self.colonne[titolo])
        if cella is not None and cella.genere in NON_DATI:
            self._rifiuta(luogo, f"«{cella.testo or 'una formula senza risultato'}»", "un dato", "estrarlo di nuovo")
            return None
        try:
            return come(cella)
        except Rifiuto as no:
            self._rifiuta(luogo, no.trovato(), no.expected, no.fix)
            return None

    def _tiene(self, quadro: pd.DataFrame, filtro: FiltroEstratto) -> list[bool]:
        """Return which rows a filter leaves."""
        celle = [c if c is not None and c.testo else None for c in quadro[filtro.colonna]]
        tiene = [filtro.vuota is None or (c is None) == filtro.vuota for c in celle]
        if filtro.uguale_a or filtro.diverso_da:
            testi = self.letta(quadro, filtro.colonna, _parola_di)
            uguali, diversi = (set(map(_parola, parole)) for parole in (filtro.uguale_a, filtro.diverso_da))
            tiene = [
                si and (not uguali or t in uguali) and t not in diversi for si, t in zip(tiene, testi, strict=True)
            ]
        if filtro.almeno is not None or filtro.al_massimo is not None:
            numeri = self.letta(quadro.loc[tiene], filtro.colonna, self._numero)
            entro = iter([n is not None and _entro(filtro, n) for n in numeri])
            tiene = [si and next(entro) for si in tiene]
        return tiene

    def _numero(self, cella: CellaLetta | None) -> Decimal:
        """Return the number of a cell. Raises: Rifiuto."""
        if cella is None:
            raise Rifiuto(
                "VALORE-NUMERO",
                "",
                "un numero in ogni riga che conta",
                "aggiungere alla mappa un filtro «vuota: false» sulla colonna, se la riga non deve contare",
                "niente",
            )
        testo = cella.testo
        if cella.genere is GenereCella.TESTO and self.mappa.migliaia and "." in testo:
            if not MIGLIAIA.fullmatch(testo):
                raise Rifiuto(
                    "VALORE-NUMERO",
                    testo,
                    "un numero con il punto ogni tre cifre, come 2.500,50",
                    "correggere l'estrazione, o togliere «migliaia» dalla mappa se il punto è dei decimali",
                )
            testo = testo.replace(".", "")
        return legge_numero(testo.replace(".", ",") if cella.genere is GenereCella.NUMERO else testo)

    def mai_trovate(self) -> Iterator[tuple[str, str]]:
        """Yield the words of the filters that their column has in no row."""
        for filtro in (f for m in self.mappa.misure for f in m.filtri):
            scritte = {c.testo for (_, n), c in self.foglio.celle.items() if n == self.colonne[filtro.colonna]}
            for parola in (*filtro.uguale_a, *filtro.diverso_da):
                if _parola(parola) not in map(_parola, scritte):
                    yield parola, piu_vicina(parola, sorted(scritte))

    def _rifiuta(self, luogo: tuple[int, int] | None, trovato: str, atteso: str, rimedio: str) -> None:
        una = Rifiutata(self.foglio.nome, luogo, trovato, atteso, rimedio)
        if una not in self.rifiutate:  # two measures read the same cell
            self.rifiutate.append(una)


def _colonne(mappa: MappaEstratto) -> Iterator[str]:
    """Yield the columns that a map names."""
    if mappa.giorno:
        yield mappa.giorno
    for misura in mappa.misure:
        yield from (filtro.colonna for filtro in misura.filtri)
        if misura.colonna:
            yield misura.colonna


def _entro(filtro: FiltroEstratto, numero: Decimal) -> bool:
    return (filtro.almeno is None or numero >= filtro.almeno) and (
        filtro.al_massimo is None or numero <= filtro.al_massimo
    )


def _parola(testo: str) -> str:
    """Return a word as it is compared: as spreadsheets do, capitals are small letters."""
    return unica(testo).casefold()


def _parola_di(cella: CellaLetta | None) -> str:
    return _parola(cella.testo) if cella else ""


def _giorno(cella: CellaLetta | None) -> dt.date:
    """Return the day of a row, without its hour. Raises: Rifiuto."""
    return legge_data(ORA.sub("", cella.testo) if cella else "")
