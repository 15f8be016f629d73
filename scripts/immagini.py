"""Makes the pictures of the manual and the README from a built site: pages in a browser, pages of PDFs.

A tool of the makers: it needs the test extra (playwright), Chromium and poppler. The manual is published,
so only the demonstration is photographed: results of a real year would leave before their acts.
Run: `make immagini`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from macros.model.luoghi import nome_pdf
from macros.reading.git.provvisorie import provvisoria

SITO = Path("site")
USCITA = Path("content/manuale/immagini")
OPZIONI = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)
FINESTRE = {"": (1280, 1000), "-telefono": (375, 812)}
"""Ending of the file's name → window in CSS pixels."""
MARGINE = 24
"""Of a column of text that is photographed alone, in CSS pixels."""
COLORI = (96, 48, 24)
PESO = 120_000
"""Bytes a picture may have: fewer colours are tried until it does."""


@dataclass(frozen=True, slots=True)
class Scatto:
    """A picture of a page."""

    nome: str
    """Of the file, without ending."""
    pagina: str
    """Address from the site's root; the part after `#` is put at the top of the window."""
    modulo: bool = False
    """True: only the column with the text."""
    su: str = ""
    """The window that it is taken in."""

    @property
    def file(self) -> str:
        """Its file."""
        return f"{self.nome}{self.su}.png"


SCATTI = (
    Scatto("home", "index.html"),
    Scatto("obiettivo", "2021/obiettivi/2.2.html"),
    Scatto("obiettivo", "2021/obiettivi/2.2.html", su="-telefono"),
    Scatto("calcolo", "2021/obiettivi/2.2.html#calcolo-2.2"),
    Scatto("vita", "indicatori/2021-2.2.a.html"),
    Scatto("relazione", "2021/relazione/strategici-2.html#cons-2.2"),
    Scatto("semestre", "2021/relazione/semestre.html"),
    Scatto("confronto", "2022/confronto.html"),
    Scatto("variazioni", "2022/variazioni.html"),
    Scatto("iter", "2021/relazione/iter.html"),
    Scatto("trasparenza", "trasparenza/06-03.html"),
    Scatto("ricerca", "cerca.html?q=pratiche+digitali"),
    Scatto("modulo-prog-strategico", "2021/piano/strategici-1.html#prog-1.1", modulo=True),
    Scatto("modulo-prog-operativo", "2021/piano/operativi-1.html#prog-1.1.1", modulo=True),
    Scatto("modulo-monitoraggio", "2021/monitoraggio/promozione.html#mon-1.1.1", modulo=True),
    Scatto("modulo-b", "2021/relazione/operativi-1.html#cons-1.1.1", modulo=True),
    Scatto("modulo-c", "2021/relazione/valutazione.html#riepilogo-per-aree-strategiche", modulo=True),
    Scatto("modulo-d", "2021/relazione/valutazione.html#riepilogo-per-aree-dirigenziali", modulo=True),
)
"""What is photographed. To add a picture, add a line, and show it in a page: no other is kept."""
PDF, FOGLIO = "relazione-pagina.png", "foglio.png"
TITOLO = "Digitalizzazione dei servizi interni e promozione della cultura digitale presso le imprese"
SEZIONE = "Di che cosa è fatto"
"""The page of the PDF that is shown: the first with this objective and a mosaic of weights."""
SCHEDA = "modulo-individuale.png"
FATTE = frozenset({*(s.file for s in SCATTI), PDF, FOGLIO, SCHEDA})
"""The pictures that there are."""
SCHEDA_SENZA_NOMI = {
    "nome": "Nome e cognome",
    "punti_critici": "Che cosa non è andato.",
    "potenzialita": "Che cosa può crescere.",
    "formazione": "Quali corsi servono.",
}
"""What of an invented person would have a name."""


def fotografa(uscita: Path) -> list[Path]:
    """Photograph the pages; return the files written."""
    from playwright.sync_api import sync_playwright

    from tests.strumenti.browser import servi

    scritti = []
    with servi(SITO) as indirizzo, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=shutil.which("chromium"), args=list(OPZIONI))
        for su, (larga, alta) in FINESTRE.items():
            finestra = browser.new_context(
                viewport={"width": larga, "height": alta}, locale="it-IT", reduced_motion="reduce"
            )
            for scatto in (s for s in SCATTI if s.su == su):
                pagina = finestra.new_page()
                risposta = pagina.goto(indirizzo + scatto.pagina, wait_until="networkidle")
                if risposta is None or not risposta.ok:
                    msg = f"{scatto.nome}: {scatto.pagina} is not in the site"
                    raise FileNotFoundError(msg)
                scritti.append(uscita / scatto.file)
                testo = pagina.locator("#contenuto").bounding_box() if scatto.modulo else None
                pagina.screenshot(
                    path=str(scritti[-1]),
                    clip={"x": testo["x"] - MARGINE, "y": 0, "width": testo["width"] + 2 * MARGINE, "height": alta}
                    if testo
                    else None,
                )
                pagina.close()
        browser.close()
    return scritti


def fotografa_pdf(uscita: Path) -> list[Path]:
    """Turn one page of the Relazione, and the sheet of its year, into pictures."""
    from pypdf import PdfReader

    pdf = min(SITO.glob("documenti/*/relazione-*.pdf"))  # of the first year, as the pages above
    testi = (" ".join(pagina.extract_text().split()) for pagina in PdfReader(pdf).pages)
    numero = next(n for n, testo in enumerate(testi, start=1) if TITOLO in testo and SEZIONE in testo)
    foglio = pdf.with_name(nome_pdf(int(pdf.parent.name), "foglio"))
    return [_pagina(pdf, numero, uscita / PDF), _pagina(foglio, 1, uscita / FOGLIO)]


def fotografa_scheda(uscita: Path) -> list[Path]:
    """Turn the first page of an individual sheet into a picture: an invented one, without any name."""
    from scripts.schede_individuali import schede_individuali
    from tests.strumenti.persone import AnnoDiProva, persone, scrivi_yml

    anno = AnnoDiProva(
        aree=("anagrafica", "promozione"),
        obiettivi=("2.2.1", "2.2"),
        responsabili={"promozione": "Dirigente Area Promozione e Regolazione del Mercato"},
    )
    inventata = {**persone(5, 5, anno)[4], **SCHEDA_SENZA_NOMI}
    with provvisoria() as cartella:
        scrivi_yml(cartella / "schede", [inventata])
        luoghi = ["--riservati", str(cartella / "schede"), "--uscita", str(cartella / "stampe")]
        schede_individuali.main([*luoghi, "--anno", "2021", "--momento", "valutazione"], standalone_mode=False)
        return [_pagina(cartella / "stampe" / "scheda-001.pdf", 1, uscita / SCHEDA)]


def _pagina(pdf: Path, numero: int, immagine: Path) -> Path:
    comando = ["pdftoppm", "-r", "80", "-f", str(numero), "-l", str(numero), "-png", "-singlefile"]
    subprocess.run([*comando, str(pdf), str(immagine.with_suffix(""))], check=True)
    return immagine


def riduci(immagine: Path) -> None:
    """Keep few colours, so that the repository stays light.

    Raises:
        ValueError: too heavy even with the fewest colours.
    """
    from PIL import Image

    aperta = Image.open(immagine).convert("RGB")
    for colori in COLORI:
        aperta.quantize(colori, dither=Image.Dither.NONE).save(immagine, optimize=True)
        if immagine.stat().st_size <= PESO:
            return
    msg = f"{immagine}: {immagine.stat().st_size} bytes, {PESO} allowed"
    raise ValueError(msg)


def main() -> None:
    """Make the pictures, all or none: those of before go only when the new ones are ready.

    Raises:
        SystemExit: the site is not the demonstration's.
    """
    if not json.loads((SITO / "versione.json").read_text(encoding="utf-8"))["dimostrativo"]:
        msg = "immagini: il sito non è dimostrativo; le immagini del manuale mostrano solo valori inventati"
        raise SystemExit(msg)
    with provvisoria() as cartella:
        nuove = [*fotografa(cartella), *fotografa_pdf(cartella), *fotografa_scheda(cartella)]
        for immagine in nuove:
            riduci(immagine)
        USCITA.mkdir(parents=True, exist_ok=True)
        for vecchia in USCITA.glob("*.png"):
            vecchia.unlink()
        for immagine in nuove:
            shutil.move(immagine, USCITA / immagine.name)


if __name__ == "__main__":
    main()
