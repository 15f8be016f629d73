"""The pages: against plain MkDocs on the same bodies, and how they grow with the years."""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.bench.misure import BREVE, Corsa, alterna, corri, python, sito_costruito
from tests.progetto_copia import aggiungi_anni, copia_progetto

ANNI = (1, 5) if BREVE else (1, 5, 20)
CORPO = re.compile(r"<!--contenuto-->(.*)<!--/contenuto-->", re.DOTALL)
NUDO = """\
site_name: Nudo
use_directory_urls: false
theme: {name: null, custom_dir: tema}
plugins: [{search: {lang: it, indexing: full}}]
"""


@pytest.fixture(scope="module")
def progetti(tmp_path_factory):
    """Number of years → project."""
    cartella = tmp_path_factory.mktemp("anni")
    fatti = {}
    for quanti in ANNI:
        fatti[quanti] = copia_progetto(cartella / str(quanti))
        aggiungi_anni(fatti[quanti], quanti)
    return fatti


def mkdocs_nudo(sito: Path, cartella: Path) -> Path:
    """Write a MkDocs project whose pages are the bodies of a built site, in one ready frame of the same size.

    The frame is that of the page of a year, for all: the comparison pays for no navigation.
    """
    (cartella / "tema").mkdir(parents=True)
    (cartella / "mkdocs.yml").write_text(NUDO, encoding="utf-8")
    prima, dopo = CORPO.sub("\0", (sito / "2021" / "index.html").read_text(encoding="utf-8")).split("\0")
    modello = "{% raw %}" + prima + "{% endraw %}{{ page.content }}{% raw %}" + dopo + "{% endraw %}"
    (cartella / "tema" / "main.html").write_text(modello, encoding="utf-8")
    for pagina in sito.rglob("*.html"):
        if trovato := CORPO.search(pagina.read_text(encoding="utf-8")):
            md = (cartella / "docs" / pagina.relative_to(sito)).with_suffix(".md")
            md.parent.mkdir(parents=True, exist_ok=True)
            md.write_text(f"---\ntitle: {pagina.stem}\n---\n\n<div>\n{trovato[1].strip()}\n</div>\n", encoding="utf-8")
    for nome in ("css", "js", "img", "assets"):
        shutil.copytree(sito / nome, cartella / "docs" / nome)
    return cartella


def cambia_valore(progetto: Path) -> Iterator[None]:
    """Write at each step another final value of the last year, as an office does."""
    file = max(progetto.glob("data/20*")) / "consuntivo" / "anagrafica.csv"
    testo = file.read_text(encoding="utf-8")
    trovato = re.search(r"^(2\.3\.2\.d;)[\d,]+;", testo, re.MULTILINE)
    assert trovato
    for n in count(1):
        file.write_text(testo.replace(trovato[0], f"{trovato[1]}86,{n};"), encoding="utf-8")
        yield


def test_il_sito_di_cinque_anni_contro_mkdocs_semplice(progetti, tmp_path, riga):
    fermo = sito_costruito(progetti[5], tmp_path / "nostro")
    nostro = [*fermo, "--da-capo"]
    corri(nostro)
    nudo = mkdocs_nudo(tmp_path / "nostro", tmp_path / "nudo")
    comando = python(
        "from mkdocs.__main__ import cli; cli()",
        *("build", "--config-file", str(nudo / "mkdocs.yml"), "--site-dir", str(tmp_path / "uscita")),
    )
    corri(comando)
    pagine = [{p.relative_to(c) for p in c.rglob("*.html")} for c in (tmp_path / "nostro", tmp_path / "uscita")]
    assert len(pagine[1]) > 400
    assert pagine[1] - pagine[0] <= {Path("404.html")}
    valore = cambia_valore(progetti[5])

    def cambiato() -> Corsa:
        next(valore)
        return corri(fermo)

    cambiato()
    prove = {"nostro": lambda: corri(nostro), "cambiato": cambiato, "fermo": lambda: corri(fermo)}
    esiti = alterna(prove | {"nudo": lambda: corri(comando)})
    quota = esiti["fermo"].cpu / esiti["nudo"].cpu
    riga(
        "Niente è cambiato in 5 anni: contro MkDocs semplice",
        f"{quota:.3f} ({esiti['fermo'].cpu:.2f} s contro {esiti['nudo'].cpu:.1f} s di CPU)",
        "0.05",
    )
    assert quota <= 0.05
    un_valore = esiti["cambiato"].cpu / esiti["nudo"].cpu
    riga(
        "Un valore dell'ultimo di 5 anni è cambiato: contro MkDocs semplice",
        f"{un_valore:.2f} ({esiti['cambiato'].cpu:.1f} s contro {esiti['nudo'].cpu:.1f} s di CPU)",
        "0.30",
    )
    rapporto = esiti["nostro"].cpu / esiti["nudo"].cpu
    riga(
        f"Sito di 5 anni × 100 indicatori contro MkDocs semplice sulle stesse {len(pagine[1])} pagine già pronte",
        f"{rapporto:.2f} ({esiti['nostro'].cpu:.1f} s contro {esiti['nudo'].cpu:.1f} s di CPU)",
        "1.0",
    )
    assert rapporto <= 1.0


def test_il_sito_cresce_in_proporzione_agli_anni(progetti, tmp_path, riga):
    prove = {str(n): [*sito_costruito(p, tmp_path / str(n)), "--da-capo"] for n, p in progetti.items()}
    esiti = alterna({n: (lambda c=comando: corri(c)) for n, comando in prove.items()}, 1 if BREVE else 2)
    for n, esito in esiti.items():
        riga(f"Sito di {n} {'anno' if n == '1' else 'anni'}", f"{esito.cpu:.1f} s di CPU, {esito.memoria:.0f} MB")
    poco, molto = ANNI[-2:]
    esponente = math.log(esiti[str(molto)].cpu / esiti[str(poco)].cpu) / math.log(molto / poco)
    riga(f"Crescita da {poco} a {molto} anni: esponente", f"{esponente:.2f}", "1.05")
    assert esponente <= 1.05
