"""The PDFs: against bare WeasyPrint, side by side, and what a change costs."""

from __future__ import annotations

import os
import pickle
from itertools import count
from pathlib import Path

import pytest

from macros.publish.carta.documento import componi
from macros.publish.carta.stampa import fogli_di_stile
from macros.publish.documenti import fascicoli
from macros.vista.vista import carica_vista
from tests.bench.misure import VOLTE, alterna, ciclo, corri, python, sito_costruito
from tests.progetto_copia import RADICE, copia_progetto
from tests.strumenti import richiedi

LEGGI = "import pickle, sys; from pathlib import Path; f, sito, uscita = pickle.loads(Path(sys.argv[1]).read_bytes())\n"
NOSTRO = LEGGI + (
    "from macros.publish.carta.stampa import stampa\n"
    "(relazione,) = (x for x in f if x.nome_file.startswith('relazione'))\n"
    "stampa(relazione, sito, uscita / 'nostro.pdf')"
)
NUDO = LEGGI + (
    "import weasyprint\n"
    "from macros.publish.carta.stampa import VARIANTE, fogli_di_stile, lettore\n"
    "font, fonti = weasyprint.text.fonts.FontConfiguration(), lettore(sito, {})\n"
    "fogli = [weasyprint.CSS(string=t, font_config=font, url_fetcher=fonti) for t in fogli_di_stile()]\n"
    "html = (uscita / 'relazione.html').read_text(encoding='utf-8')\n"
    "weasyprint.HTML(string=html, url_fetcher=fonti).write_pdf(\n"
    "    uscita / 'nudo.pdf', stylesheets=fogli, font_config=font, pdf_variant=VARIANTE)"
)
TUTTI = LEGGI + (
    "from macros.publish.carta.stamperia import stampa_tutti\n"
    "if __name__ == '__main__': stampa_tutti(f, sito, uscita / 'tutti', lambda _: None)"
)


@pytest.fixture(scope="module")
def preparato(tmp_path_factory) -> Path:
    """A folder with the built site, the documents of 2021 and the HTML of each; the path of the pickle."""
    cartella = tmp_path_factory.mktemp("carta")
    corri(sito_costruito(RADICE, cartella / "sito"))
    documenti = fascicoli(carica_vista(RADICE), 2021)
    for f in documenti:
        html = cartella / f"{f.nome_file.partition('-')[0]}.html"
        html.write_text(componi(f, cartella / "sito"), encoding="utf-8")
    dati = cartella / "documenti.pickle"
    dati.write_bytes(pickle.dumps((documenti, cartella / "sito", cartella)))
    return dati


def test_un_pdf_contro_weasyprint_nudo(preparato, riga):
    """Bare: same HTML, style sheets, fonts and variant; no composition, checks, attachments, finisher."""
    stampe = {
        "nostro": lambda: corri(python(NOSTRO, str(preparato))),
        "nudo": lambda: corri(python(NUDO, str(preparato))),
    }
    esiti = alterna(stampe)
    rapporto = esiti["nostro"].cpu / esiti["nudo"].cpu
    riga(
        "PDF della Relazione contro WeasyPrint nudo, stesso HTML",
        f"{rapporto:.2f} ({esiti['nostro'].cpu:.1f} s contro {esiti['nudo'].cpu:.1f} s di CPU)",
        "1.1",
    )
    assert rapporto <= 1.1


def test_la_stampa_di_chromium_per_confronto(preparato, riga):
    """The same HTML, one document after another: its PDFs are neither PDF/A nor PDF/UA."""
    cartella = preparato.parent
    stile = "".join(f"<style>{foglio}</style>" for foglio in fogli_di_stile())
    tutte = sorted(cartella.glob("*.html"))
    assert len(tutte) > 5
    for pagina in tutte:
        testo = pagina.read_text(encoding="utf-8").replace("</head>", f"{stile}</head>")
        (cartella / f"{pagina.stem}-chromium.html").write_text(testo, encoding="utf-8")

    def stampa(pagine: list[Path]) -> str:
        """One command line: a browser for each, as who prints from it does."""
        opzioni = "--headless --no-sandbox --disable-gpu"
        uno = f"{richiedi('browser')} {opzioni} --print-to-pdf={{0}}.pdf file://{{0}}.html"
        return " && ".join(uno.format(cartella / f"{p.stem}-chromium") for p in pagine)

    relazione = [cartella / "relazione.html"]
    esiti = alterna(
        {
            "chromium": lambda: corri(["sh", "-c", stampa(relazione)]),
            "nostro": lambda: corri(python(NOSTRO, str(preparato))),
            "tutti con chromium": lambda: corri(["sh", "-c", stampa(tutte)]),
            "tutti": lambda: corri(python(TUTTI, str(preparato))),
        },
        1,
    )
    assert (cartella / "relazione-chromium.pdf").stat().st_size > 100_000
    rapporti = {}
    for cosa, nostro, loro, soglia in (
        ("PDF della Relazione", "nostro", "chromium", ""),
        ("Tutti i PDF di un anno, su 2 core,", "tutti", "tutti con chromium", "1.3"),
    ):
        rapporti[nostro] = esiti[nostro].orologio / esiti[loro].orologio
        riga(
            f"{cosa} contro la stampa di Chromium (che non è da archivio)",
            f"{rapporti[nostro]:.2f} ({esiti[nostro].orologio:.1f} s contro {esiti[loro].orologio:.1f} s di orologio)",
            soglia,
        )
    assert rapporti["tutti"] <= 1.3


def test_i_documenti_insieme_contro_uno_dopo_l_altro(preparato, riga):
    assert len(os.sched_getaffinity(0)) >= 2, "this measure needs two cores"
    comando = python(TUTTI, str(preparato))
    esiti = alterna(
        {"insieme": lambda: corri(comando), "in fila": lambda: corri(comando, un_nucleo=True)}, min(VOLTE, 2)
    )
    rapporto = esiti["insieme"].orologio / esiti["in fila"].orologio
    riga(
        "Tutti i PDF su 2 core contro uno dopo l’altro",
        f"{rapporto:.2f} ({esiti['insieme'].orologio:.1f} s contro {esiti['in fila'].orologio:.1f} s di orologio)",
        "0.65",
    )
    assert rapporto <= 0.65


def test_cio_che_non_cambia_non_si_rifa(tmp_path, riga):
    progetto = copia_progetto(tmp_path / "progetto")
    file = progetto / "data" / "2021" / "consuntivo" / "anagrafica.csv"
    testata, prima, *altre = file.read_text(encoding="utf-8").splitlines()
    indicatore, valore, *resto = prima.split(";")
    numeri = count(int(valore) + 1)

    def cambia():
        nuova = ";".join((indicatore, str(next(numeri)), *resto))
        file.write_text("\n".join((testata, nuova, *altre)) + "\n", encoding="utf-8")
        return corri(ciclo("costruisci", "--radice", str(progetto)))

    esiti = alterna(
        {
            "tutto": lambda: corri(ciclo("costruisci", "--da-capo", "--radice", str(progetto))),
            "niente": lambda: corri(ciclo("costruisci", "--radice", str(progetto))),
            "uno": cambia,
        },
        min(VOLTE, 2),
    )
    tutto = esiti["tutto"]
    rapporti = {}
    for nome, cosa, soglia in (
        ("niente", "Niente è cambiato", "0.3"),
        ("uno", "Un valore di fine anno è cambiato", "0.6; si mira a 0.5"),
    ):
        fatto = esiti[nome]
        rapporti[nome] = fatto.cpu / tutto.cpu
        orologio = f"{fatto.orologio:.1f} s contro {tutto.orologio:.1f} s di orologio"
        riga(
            f"{cosa}: contro la costruzione completa, con i PDF",
            f"{rapporti[nome]:.2f} ({fatto.cpu:.1f} s contro {tutto.cpu:.1f} s di CPU; {orologio})",
            soglia,
        )
    assert rapporti["niente"] <= 0.3
    # 0.5 is the aim, not a bar: the Relazione, the longest document, is printed whole. Past this, something leaks.
    assert rapporti["uno"] <= 0.6
