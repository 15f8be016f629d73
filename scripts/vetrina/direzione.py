"""Who decides when to build and what is shown: one thread, that waits neither for the builder nor for readers."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

from macros.model.formato import concorda
from scripts.comandi import del_sistema
from scripts.vetrina.colloquio import LA_PRIMA, LE_ALTRE, Battuta
from scripts.vetrina.guasti import Guasto, da_dati
from scripts.vetrina.mostra import Mostra, Sito
from scripts.vetrina.occhio import Veduta

RITMO = 0.15
"""Seconds from one look at the files to the next; what is saved is built when two looks see the same."""
PAZIENZA = 10.0
"""Seconds that a builder has to leave what nobody waits for any more."""
PRIMA_VOLTA = 120.0
"""Seconds in which the build that makes the first pages is not taken back: the next one would begin it all again."""
DA_RIAPRIRE = "È cambiata l'anteprima stessa: Ctrl+C, e riaprirla. "
"""Said before anything else when the preview is no more what its files say: only what builds begins anew."""


class Lavora(Protocol):
    """What builds, as `Costruttore`."""

    def chiedi(self, cartella: Path, pagina: str) -> None:
        """Ask for a build."""

    def smetti(self) -> None:
        """Take it back."""

    def chiudi(self) -> None:
        """End it."""


class Vede(Protocol):
    """What looks at the files, as `Occhio`."""

    def dati(self) -> Veduta:
        """Return the state of the record."""

    def del_programma(self) -> Veduta:
        """Return the state of what builds."""

    def di_chi_mostra(self) -> Veduta:
        """Return the state of the preview itself."""


Risponde = Callable[[Lavora, Battuta | None], None]


@dataclass(slots=True)
class Direzione:
    """Looks, asks, listens, shows."""

    mostra: Mostra
    vede: Vede
    cartella: Path
    """Where the builds go, each in a folder of its own."""
    avvia: Callable[[Risponde], Lavora]
    """Begins a builder."""
    terminale: Callable[[str], None]
    """Says how things are."""
    _nata: Veduta = field(init=False)
    """The preview itself, when it began."""
    _lavora: Lavora | None = None
    _coda: SimpleQueue[tuple[Lavora, Battuta | None]] = field(default_factory=SimpleQueue)
    _visto: tuple[Veduta, Veduta] | None = None
    """The program and the record, at the last look."""
    _chiesto: tuple[Veduta, Veduta] | None = None
    """The same, when the last build was asked for."""
    _quante: int = 0
    _arrivo: Path | None = None
    """Where the build that is going on writes; None: none is."""
    _dalle: float = 0.0
    """When it was asked for, on the clock of this process."""
    _smessa: float | None = None
    """When it was taken back; None: it was not."""

    def __post_init__(self) -> None:
        self._nata = self.vede.di_chi_mostra()

    def passo(self) -> None:
        """Listen to what the builder says, for a moment; then look at the files."""
        with contextlib.suppress(Empty):
            chi, detto = self._coda.get(timeout=RITMO)
            if chi is self._lavora:
                self._ascolta(detto)
        self._guarda()

    def chiudi(self) -> None:
        """End the builder, and let all who wait go."""
        self.mostra.chiudi()
        if self._lavora is not None:
            self._lavora.chiudi()

    def _guarda(self) -> None:
        prima, self._visto = self._visto, (self.vede.del_programma(), self.vede.dati())
        if self._visto == self._chiesto and self._resta():
            return
        if prima not in {self._visto, None}:
            return  # somebody is still writing
        altro_programma = self._chiesto is not None and self._visto[0] != self._chiesto[0]
        if altro_programma and self._lavora is not None:
            self._dice("Il programma è cambiato: ricomincio…")
            self._ricomincia()
        if self._arrivo is None:
            self._comincia(self._visto)
        elif self.mostra.sito is None and time.monotonic() - self._dalle < PRIMA_VOLTA:
            return
        elif self._lavora is not None and self._smessa is None:
            self._lavora.smetti()
            self._smessa = time.monotonic()
        elif self._smessa is None or time.monotonic() - self._smessa > PAZIENZA:
            self._ricomincia()

    def _resta(self) -> bool:
        """True unless somebody has taken away the pages that are shown."""
        return self._arrivo is not None or self.mostra.sito is None or self.mostra.sito.cartella.is_dir()

    def _comincia(self, visto: tuple[Veduta, Veduta]) -> None:
        self._chiesto = visto
        self._quante += 1
        arrivo = self.cartella / str(self._quante)
        try:
            arrivo.mkdir(parents=True)
            if self._lavora is None:
                self._lavora = self.avvia(lambda chi, detto: self._coda.put((chi, detto)))
        except OSError as errore:
            self._sbaglia((Guasto(del_sistema(errore)),))
            return
        self._arrivo, self._dalle = arrivo, time.monotonic()
        self._lavora.chiedi(arrivo, self.mostra.guardata)
        self._dice("Preparo le pagine…")

    def _ricomincia(self) -> None:
        """End the builder, with what it does; the next build has another."""
        if self._lavora is not None:
            self._lavora.chiudi()
        self._lavora = None
        self._finisce()

    def _finisce(self) -> Path | None:
        """Take note that no build is going on; return where the last one wrote."""
        arrivo, self._arrivo, self._smessa = self._arrivo, None, None
        if arrivo is not None and (self.mostra.sito is None or self.mostra.sito.cartella.parent != arrivo):
            shutil.rmtree(arrivo, ignore_errors=True)
        return arrivo

    def _ascolta(self, detto: Battuta | None) -> None:
        if detto is None:
            self._ricomincia()
            self._sbaglia((Guasto("la costruzione si è interrotta da sola: forse manca la memoria"),))
        elif self._arrivo is None:
            return
        elif "prima" in detto:
            with contextlib.suppress(OSError):
                pagina: str = detto["prima"]
                self.mostra.anticipa(pagina, (self._arrivo / LA_PRIMA / pagina).read_bytes())
        elif "base" in detto:
            prima = self.mostra.scambia(Sito.di(self._arrivo / LE_ALTRE, detto["base"]))
            self._finisce()
            if prima is not None:
                shutil.rmtree(prima.cartella.parent, ignore_errors=True)
            self._dice("Le pagine sono aggiornate.")
        else:
            self._finisce()
            if "guasti" in detto:
                self._sbaglia(da_dati(detto["guasti"]), dei_dati=detto.get("dei_dati", False))

    def _sbaglia(self, guasti: tuple[Guasto, ...], *, dei_dati: bool = False) -> None:
        self.mostra.segnala(guasti, dei_dati=dei_dati)
        quanti = len(guasti)
        che = f"{quanti} {concorda(quanti, 'problema', 'problemi')} da correggere"
        self._dice(f"{che}: {guasti[0].luogo or guasti[0].trovato}.")

    def _dice(self, testo: str) -> None:
        self.terminale(testo if self.vede.di_chi_mostra() == self._nata else DA_RIAPRIRE + testo)
