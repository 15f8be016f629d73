"""The builder of the preview, a process by itself: it takes one request a line, and answers a few lines each.

Whatever befalls it (a defect, an end by force, a program changed under it) the pages go on being served. It ends when
nobody asks any more.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

from scripts.vetrina.colloquio import Battuta


def main(radice: Path) -> None:
    """Build what is asked for on standard input, until it ends."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as uscita:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what others print is no answer
        richieste: SimpleQueue[Battuta] = SimpleQueue()
        smessa = threading.Event()
        threading.Thread(target=_ascolta, args=(richieste, smessa), daemon=True).start()
        while True:
            richiesta = richieste.get()
            smessa.clear()
            for detto in _risposte(radice, richiesta, smessa):
                uscita.write(json.dumps(detto) + "\n")
                uscita.flush()
            gc.collect()


def _ascolta(richieste: SimpleQueue[Battuta], smessa: threading.Event) -> None:
    for riga in sys.stdin:
        richiesta = json.loads(riga)
        if richiesta:
            richieste.put(richiesta)
        else:
            smessa.set()
    os._exit(0)  # nobody asks any more, and what is being built is nobody's


def _risposte(radice: Path, richiesta: Battuta, smessa: threading.Event) -> Iterator[Battuta]:
    """Answer a request, whatever happens; what the program needs is imported here, where it may be broken."""
    try:
        from scripts.vetrina.cantiere import Cantiere
    except Exception as difetto:  # noqa: BLE001 - a program half written: it is told, and built again when it is mended
        yield {"guasti": [{"trovato": f"il programma non parte: {type(difetto).__name__}: {difetto}"}]}
        return
    yield from Cantiere.di(radice).costruisci(Path(richiesta["cartella"]), richiesta["pagina"], smessa.is_set)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
