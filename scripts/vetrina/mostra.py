"""What is shown now: the last good pages, the one that was made first, what is wrong. One changes it, many read it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from macros.reading.testo.deposito import RifiutatoError, dentro, leggi
from scripts.vetrina.fascia import fascia
from scripts.vetrina.guasti import Guasto

NON_TROVATA = "404.html"
PAGINE = ".html"
VISIBILI = frozenset({".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"})
"""How the names end of what a page shows beside its text."""
CIFRE = 16
"""Of a sign."""
RADICE = "/"
"""The address below which a site stands, where it stands in no sub-folder."""


@dataclass(frozen=True, slots=True)
class Sito:
    """The pages of one build."""

    cartella: Path
    base: str = RADICE
    """The address below which the published site stands, with its slashes."""
    aspetto: str = ""
    """Digest of what the pages show beside their text: stylesheets, scripts, figures."""

    @classmethod
    def di(cls, cartella: Path, base: str) -> Sito:
        """Return the site that stands in a folder."""
        return cls(cartella, base, _aspetto(cartella))

    def leggi(self, nome: str) -> bytes | None:
        """Return a file of the site; None: there is none of that name, or it is no file of the site's own."""
        try:
            return leggi(self.cartella, self.cartella / nome, massimo=None)
        except (OSError, RifiutatoError, ValueError):  # ValueError: no name that the system could have
            return None


@dataclass(slots=True)
class Mostra:
    """The window: whoever asks for a page takes what stands in it, and never waits for what is being made."""

    sito: Sito | None = None
    """None: there are no good pages yet."""
    anticipi: dict[str, bytes] = field(default_factory=dict)
    """Pages that are newer than the site, by address."""
    guasti: tuple[Guasto, ...] = ()
    dei_dati: bool = False
    """True when they are of the data: once a page is made from these, they are put right."""
    guardata: str = ""
    """Address of the page that was asked for last; empty: none yet."""
    chiusa: bool = False
    _cambiata: threading.Condition = field(default_factory=threading.Condition)

    def anticipa(self, pagina: str, contenuto: bytes) -> None:
        """Show a page before the others are finished; what was wrong with pages may be wrong with others still."""
        with self._cambiata:
            self.anticipi = {pagina: contenuto}
            if self.dei_dati:
                self.guasti, self.dei_dati = (), False
            self._cambiata.notify_all()

    def scambia(self, sito: Sito) -> Sito | None:
        """Show the pages of a build, with which nothing is wrong; return those that were shown before."""
        with self._cambiata:
            prima, self.sito = self.sito, sito
            self.anticipi, self.guasti, self.dei_dati = {}, (), False
            self._cambiata.notify_all()
        return prima

    def segnala(self, guasti: tuple[Guasto, ...], *, dei_dati: bool = False) -> None:
        """Say what is wrong, over the last good pages."""
        with self._cambiata:
            if self.sito is not None:  # else what was made first is all that there is
                self.anticipi = {}
            self.guasti, self.dei_dati = guasti, dei_dati
            self._cambiata.notify_all()

    def chiudi(self) -> None:
        """Let those who wait for something new go."""
        with self._cambiata:
            self.chiusa = True
            self._cambiata.notify_all()

    def leggi(self, nome: str) -> bytes | None:
        """Return a file, as it was built; None: there is none of that name."""
        for _ in range(2):  # the folder may give way to a newer one meanwhile
            sito = self.sito
            letto = self.anticipi.get(nome) or (sito.leggi(nome) if sito else None)
            if letto is not None or sito is self.sito:
                return letto
        return None

    def segno(self, pagina: str) -> str:
        """Return what tells how a page is shown now from how it was: while it is the same, nothing is to be asked."""
        altro = f"{self.sito.aspetto if self.sito else ''}\0{fascia(self.guasti)}\0"
        contenuto = self.leggi(pagina) or self.leggi(NON_TROVATA) or b""
        return sha256(altro.encode() + contenuto).hexdigest()[:CIFRE]

    def attendi(self, pagina: str, segno: str, secondi: float) -> bool:
        """Wait until a page is no more as that sign says; False when it is so all that time."""
        scade = time.monotonic() + secondi
        with self._cambiata:
            while self.segno(pagina) == segno:
                resta = scade - time.monotonic()
                if self.chiusa or resta <= 0:
                    return False
                self._cambiata.wait(resta)
        return True


def _aspetto(cartella: Path) -> str:
    """Return a digest of all that pages show beside their text."""
    trovati, da_guardare = sha256(), [cartella]
    while da_guardare:
        for voce in dentro(da_guardare.pop()):
            if voce.is_dir():
                da_guardare.append(voce)
            elif voce.suffix in VISIBILI:
                trovati.update(voce.relative_to(cartella).as_posix().encode() + b"\0" + voce.read_bytes())
    return trovati.hexdigest()
