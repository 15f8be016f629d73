"""Makes the documents of a site: a PDF that has not changed is taken from the memory, the rest are printed together.

The same binding gives each PDF and its HTML, which costs a hundredth of it and is always made.

The longest document is begun first, each in a process of its own: pages of one cannot be shared
out, since the parts of a tagged PDF cannot be joined.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Container, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING

from macros.publish.carta.documento import rilega, stampabile
from macros.publish.carta.fascicolo import Fascicolo
from macros.publish.carta.immagine import in_png
from macros.publish.carta.memoria import Memoria, Stampato, chiave, scrivi_intero
from macros.publish.carta.stampa import Avanza, Vestito, file_del_sito, fogli_di_stile, impagina, scrivi, vestiti
from macros.publish.carta.unico import in_un_file

if TYPE_CHECKING:
    from multiprocessing.queues import Queue


def stampa_tutti(
    fascicoli: Sequence[Fascicolo],
    sito: Path,
    uscita: Path,
    avanza: Avanza,
    memoria: Memoria | None = None,
    tenuti: Container[str] = (),
) -> dict[str, int]:
    """Write several documents into a folder: the PDFs, side by side on the cores there are, and each as one HTML file.

    A sheet is a picture too.

    Args:
        fascicoli: the documents, in any order: the longest is begun first.
        sito: the built site.
        uscita: folder; each file gets its name (`nome_file`, `nome_html`, `nome_png`), in the folder of its year.
        avanza: called with a line on each step («Relazione sulla performance 2021: 84 pagine»).
        memoria: what was printed before; a document that has not changed is taken from there.
        tenuti: names of the PDFs that are not printed: they are kept, and others put them there.

    Returns:
        File name → number of pages, in the order given, of those printed.

    Raises:
        StampaError: one document could not be printed.
        ValueError: two documents would be written to one file.
    """
    if len({f.nome_file for f in fascicoli}) < len(fascicoli):
        msg = "two documents have one file name"
        raise ValueError(msg)
    pagine: dict[str, int] = {}
    attese: dict[str, Future[int]] = {}
    contesto = get_context("spawn")  # a fork would inherit the caller's threads and locks
    messaggi = contesto.Queue()
    with ProcessPoolExecutor(  # starts no process before it is given something to do
        max_workers=max(1, min(len(fascicoli), _nuclei())),
        mp_context=contesto,
        initializer=_prepara,
        initargs=(messaggi,),
    ) as processi:
        for f in sorted(fascicoli, key=lambda f: _mole(f, sito), reverse=True):
            rilegato, dove = rilega(f, sito), uscita / str(f.anno)
            dove.mkdir(parents=True, exist_ok=True)
            scrivi_intero(dove / f.nome_html, in_un_file(rilegato, sito).encode())
            if f.nome_file in tenuti:
                continue
            lavoro = _Lavoro(f, stampabile(rilegato), sito, dove / f.nome_file, memoria)
            if (stampato := lavoro.ricordato()) is None:
                attese[f.nome_file] = processi.submit(_stampa_in_processo, lavoro)
            else:
                scrivi(lavoro.uscita, stampato)
                pagine[f.nome_file] = stampato.pagine
                avanza(f"{f.titolo}: invariato, {stampato.pagine} pagine")
        while not all(a.done() for a in attese.values()):
            with contextlib.suppress(queue.Empty):
                avanza(messaggi.get(timeout=0.2))
        while not messaggi.empty():
            avanza(messaggi.get())
        pagine |= {nome: attesa.result() for nome, attesa in attese.items()}
    for f in fascicoli:
        if f.nome_png:
            dove = uscita / str(f.anno)
            scrivi_intero(dove / f.nome_png, in_png((dove / f.nome_file).read_bytes()))
    return {f.nome_file: pagine[f.nome_file] for f in fascicoli if f.nome_file in pagine}


def _nuclei() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _mole(fascicolo: Fascicolo, sito: Path) -> int:
    """How long a document will take, roughly: the bytes of its pages."""
    file = (sito / fascicolo.cartella / Path(capitolo).with_suffix(".html") for capitolo in fascicolo.capitoli)
    return sum(f.stat().st_size for f in file if f.is_file())


@dataclass(frozen=True, slots=True)
class _Lavoro:
    """A document to print, with all that a printing process needs."""

    fascicolo: Fascicolo
    html: str
    sito: Path
    uscita: Path
    memoria: Memoria | None

    def chiave(self) -> str:
        return chiave(self.fascicolo, self.html, fogli_di_stile())

    def ricordato(self) -> Stampato | None:
        """Return the document as it was printed before; None: it has changed, or nobody remembers."""
        if self.memoria is None:
            return None
        return self.memoria.prendi(self.fascicolo, self.chiave(), lambda url: file_del_sito(url, self.sito))


_messaggi: Queue[str] | None = None
"""Of a printing process only: the way back to the one that waits."""


def _prepara(messaggi: Queue[str]) -> None:
    global _messaggi  # noqa: PLW0603 - a process of the pool is given its queue once, at its start
    _messaggi = messaggi
    threading.Thread(target=_segui_chi_aspetta, daemon=True).start()


def _segui_chi_aspetta() -> None:
    """End with the process that waits: when that is killed, nobody wants the document, nor the folder it goes into."""
    padre = parent_process()
    if padre is not None:
        padre.join()
        os._exit(1)


@cache
def _vestito() -> Vestito:
    """Give what all the documents of a process of the pool are printed with: for a short one, most of the time.

    Until its end the process finds no fonts but ours, and so do those that it starts: no other process may have it.
    """
    pila = contextlib.ExitStack()
    vestito = pila.enter_context(vestiti())
    Finalize(None, pila.close, exitpriority=0)  # the processes of a pool leave by no other door
    return vestito


def _stampa_in_processo(lavoro: _Lavoro) -> int:
    def avanza(passo: str) -> None:
        if _messaggi is not None:
            _messaggi.put(f"{lavoro.fascicolo.titolo}: {passo}")

    chiave_di_prima = lavoro.chiave()  # what changes while it is laid out must not pass for what it was made with
    vestito = _vestito() if _messaggi is not None else None  # only a process of the pool may have it to its end
    stampato = impagina(lavoro.fascicolo, lavoro.html, lavoro.sito, avanza, vestito)
    scrivi(lavoro.uscita, stampato)
    if lavoro.memoria is not None:
        lavoro.memoria.metti(lavoro.fascicolo, chiave_di_prima, stampato)
    avanza(f"{stampato.pagine} pagine")
    return stampato.pagine
