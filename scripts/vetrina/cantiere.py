"""What one request builds: the page that is looked at, then all of them; or why it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import TemplateError, TemplateSyntaxError

from macros.model.archivio import RILEVAZIONI
from macros.model.problems import DataError
from macros.publish.carta.raccolta import senza_raccolta
from macros.publish.pezzi import ritocchi
from macros.vista.vista import Vista, carica_vista
from scripts.ciclo import in_una_frase
from scripts.comandi import del_sistema
from scripts.sito.costruzione import CostruzioneError, costruisci_pagina, costruisci_sito
from scripts.sito.immutato import chi_costruisce
from scripts.sito.passata import Passata, SmessaError
from scripts.sito.programma import CODICE, Programma
from scripts.sito.tenute import carica_bozza
from scripts.vetrina.colloquio import LA_PRIMA, LE_ALTRE, Battuta
from scripts.vetrina.guasti import Guasto, in_dati


@dataclass(slots=True)
class Cantiere:
    """A project, and the program that has begun to build it."""

    radice: Path
    chi: str | None
    """Its digest: who changes the program begins anew."""
    prima: Vista | None = None
    """What the last whole build was made of."""

    @classmethod
    @cache
    def di(cls, radice: Path) -> Cantiere:
        """Return that of a project, the same each time."""
        return cls(radice, chi_costruisce(Programma.di(radice).radice, CODICE))

    def costruisci(self, cartella: Path, pagina: str, smessa: Callable[[], bool]) -> Iterator[Battuta]:
        """Yield an answer when the page is there and another when all of them are, or what is wrong.

        Args:
            cartella: an empty folder.
            pagina: address of the page that is wanted first; empty: none is.
            smessa: True as soon as nobody waits for this any more.
        """
        try:
            vista = self._vista()
            programma = replace(Programma.di(self.radice), chi=self.chi)
            if pagina and self._prima(vista, programma, cartella / LA_PRIMA, Passata(pagina, smessa)):
                yield {"prima": pagina}
            costruisci_sito(vista, cartella / LE_ALTRE, programma, _niente, Passata(smessa=smessa))
            self.prima = vista
            yield {"base": urlsplit(vista.ente.indirizzo_aperto or "").path or "/"}
        except SmessaError:
            yield {"smessa": True}
        except DataError as errore:
            yield {"guasti": in_dati(map(Guasto.di, errore.problems)), "dei_dati": True}
        except CostruzioneError as errore:
            yield {"guasti": in_dati(map(Guasto, errore.detti))}
        except Exception as errore:  # noqa: BLE001 - the band tells every other, and the next save builds again
            yield {"guasti": in_dati([Guasto(_in_parole(errore, self.radice))])}

    def _vista(self) -> Vista:
        with senza_raccolta(resta=True):
            return carica_bozza(self.radice, self.chi) if self.chi else carica_vista(self.radice)

    def _prima(self, vista: Vista, programma: Programma, cartella: Path, passata: Passata) -> bool:
        """Build the page that is wanted; False when it cannot be by itself: all of them will say why."""
        try:
            with self._decisioni_di_prima(vista):
                costruisci_pagina(vista, cartella, programma, passata)
        except SmessaError:
            raise
        except Exception:  # noqa: BLE001 - said once, with the others
            return False
        return (cartella / passata.sola).is_file()

    def _decisioni_di_prima(self, vista: Vista) -> AbstractContextManager[None]:
        """Give a time in which what acts have changed of a year is not followed again, where values alone are new.

        It is the dearest thing that a page asks for. A new value leaves it as it was, unless one of the plans of the
        past cannot be computed with it, or now can: that is seen when all the pages are built.
        """
        prima = self.prima
        anni = (
            {n for n in vista.progetto.anni if _senza_valori(vista, n) == _senza_valori(prima, n)} if prima else set()
        )
        if prima is None or not anni:
            return nullcontext()
        return vista.ascolto.in_prestito(prima.ascolto, ritocchi.NOME, anni)


def _senza_valori(vista: Vista | None, anno: int) -> list[tuple[str, str]]:
    """Return name and digest of the files of a year but for what was surveyed."""
    if vista is None:
        return []
    cartella = f"data/{anno}"
    valori = tuple(f"{cartella}/{tipo.prefisso}" for tipo in RILEVAZIONI.values())
    return [(n, i) for n, i in vista.aperti.impronte(vista.radice, cartella) if not n.startswith(valori)]


def _niente(_passo: str) -> None:
    """Say nothing of the steps."""


def _in_parole(errore: Exception, radice: Path) -> str:
    """Say in Italian what the system, a template or a defect of the program has stopped."""
    if isinstance(errore, OSError):
        return del_sistema(errore)
    if isinstance(errore, TemplateSyntaxError):
        file = Path(errore.filename or errore.name or "theme")
        nome = file.relative_to(radice) if file.is_relative_to(radice) else file
        return f"{nome}:{errore.lineno}: il modello non si legge ({errore.message})"
    if isinstance(errore, TemplateError):
        return f"un modello di theme non si riempie ({type(errore).__name__}: {errore.message})"
    return in_una_frase(errore)
