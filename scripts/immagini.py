"""Makes the pictures of the README from a built site: the home in a browser, a page of the Relazione.

A tool of the makers: it needs the test extra (playwright), Chromium and poppler.
Run: `make immagini`.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

SITO = Path("site")
USCITA = Path(".github/immagini")
OPZIONI = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
COLORI = 96
PAGINA = "Digitalizzazione dei servizi interni e promozione della cultura digitale presso le imprese"
SEZIONE = "Breve descrizione delle azioni intraprese"
"""The Relazione's page that is shown: the one that begins the final form of this objective."""


def fotografa_home(uscita: Path) -> None:
    """Photograph the top of the home at desktop width."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=shutil.which("chromium"), args=list(OPZIONI))
        pagina = browser.new_page(viewport={"width": 1280, "height": 1150})
        pagina.goto((SITO / "index.html").resolve().as_uri())
        pagina.screenshot(path=str(uscita))
        browser.close()
    riduci(uscita)


def fotografa_pdf(uscita: Path) -> None:
    """Turn one page of the Relazione into a picture."""
    from pypdf import PdfReader

    pdf = next(SITO.glob("documenti/*/relazione-*.pdf"))
    numero = next(
        n for n, pagina in enumerate(PdfReader(pdf).pages, start=1) if _contiene(pagina.extract_text(), PAGINA, SEZIONE)
    )
    with tempfile.TemporaryDirectory() as cartella:
        radice = Path(cartella) / "pagina"
        subprocess.run(
            [
                "pdftoppm",
                "-r",
                "80",
                "-f",
                str(numero),
                "-l",
                str(numero),
                "-png",
                "-singlefile",
                str(pdf),
                str(radice),
            ],
            check=True,
        )
        shutil.copy(radice.with_suffix(".png"), uscita)
    riduci(uscita)


def _contiene(testo: str, *cercati: str) -> bool:
    return all(cercato in " ".join(testo.split()) for cercato in cercati)


def riduci(immagine: Path) -> None:
    """Keep few colours, so that the repository stays light."""
    from PIL import Image

    aperta = Image.open(immagine).convert("RGB")
    aperta.quantize(COLORI, dither=Image.Dither.NONE).save(immagine, optimize=True)


def main() -> None:
    """Make both pictures."""
    USCITA.mkdir(parents=True, exist_ok=True)
    fotografa_home(USCITA / "home.png")
    fotografa_pdf(USCITA / "relazione-pagina.png")


if __name__ == "__main__":
    main()
