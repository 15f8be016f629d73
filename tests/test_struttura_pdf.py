"""The PDF as a screen reader finds it: its structure tree against the HTML it was laid out from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from macros.model.valori import Periodo
from macros.publish.carta.documento import componi
from macros.publish.carta.fascicolo import Fascicolo
from macros.publish.carta.nodi import Nodo, leggi
from macros.publish.carta.stampa import stampa
from macros.publish.documenti import fascicoli
from macros.publish.pagine.scostamenti import PAGINA_LARGA, scarti
from macros.vista.vista import carica_vista
from tests.esempio_carta import fascicolo, scrivi_sito
from tests.progetto_copia import RADICE, stampati
from tests.siti import DI_MENO
from tests.strumenti import albero_pdf
from tests.strumenti.pagine_pdf import altezze_usate

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("carta")]

TITOLI = ("h1", "h2", "h3", "h4", "h5", "h6")
_SEGNO_DI_ELENCO = re.compile(r"[–·]|\d+\.")
"""What an item or a note begins with on paper, and the HTML does not say."""


class Documento:
    """A document laid out: the HTML it was made from, and what its file holds."""

    def __init__(self, cosa: Fascicolo, sito: Path, file: Path) -> None:
        self.html = leggi(componi(cosa, sito))
        self.corpo = self.nodi("body")[0]
        self.albero = albero_pdf.leggi_albero(file)

    def nodi(self, *nomi: str) -> list[Nodo]:
        """The elements of the HTML with those names, in order."""
        return [n for n in self.html.discendenti() if n.nome in nomi]

    def tutti(self, *tipi: str) -> list[albero_pdf.Nodo]:
        """The elements of the tree of those kinds, in reading order."""
        return list(self.albero.tutti(*tipi))


@pytest.fixture(scope="module", params=["esempio", "relazione"])
def documento(request, tmp_path_factory) -> Documento:
    if request.param == "esempio":
        cartella = tmp_path_factory.mktemp("struttura")
        stampa(fascicolo(), scrivi_sito(cartella / "sito"), cartella / "esempio.pdf")
        return Documento(fascicolo(), cartella / "sito", cartella / "esempio.pdf")
    sito = request.getfixturevalue("sito_intero")
    (vero,) = (f for f in fascicoli(carica_vista(RADICE), 2021) if f.documento == request.param)
    return Documento(vero, sito, sito / "documenti" / "2021" / vero.nome_file)


def _nudo(testo: str) -> str:
    """Without blanks and hyphens, which a printed line adds and takes away."""
    return re.sub(r"[\s\-]", "", unescape(testo))


def _detto(nodo: albero_pdf.Nodo) -> str:
    """The words that the HTML has too: no mark of a list, no number of a page or of a call, no drawing."""
    if nodo.tipo in {"Reference", "Figure"} or (nodo.tipo == "Lbl" and _SEGNO_DI_ELENCO.fullmatch(_nudo(nodo.testo()))):
        return ""
    testo = "".join(f if isinstance(f, str) else _detto(f) for f in nodo.figli)
    return _senza_pagina(testo) if nodo.tipo == "Link" else testo


def _scritto(nodo: Nodo) -> str:
    """The words of the HTML, drawings left out."""
    testo = "".join(f if isinstance(f, str) else "" if f.nome in {"svg", "head"} else _scritto(f) for f in nodo.figli)
    return _senza_pagina(testo) if nodo.nome == "a" else testo


def _senza_pagina(testo: str) -> str:
    """A link's words without the page that the paper adds."""
    return re.sub(r"\s*\(pag\.\s*\d+\)$", "", testo.strip())


# ---- words and headings


def test_si_legge_tutto_il_testo_nel_suo_ordine(documento):
    """All of it, and nothing else: running heads, feet and repeated heads of tables are not in the tree."""
    parti = documento.albero.elementi()
    sezioni = [n for n in documento.corpo.elementi if n.nome == "section"]
    assert [p.tipo for p in parti] == ["Sect"] * len(sezioni)
    for parte, sezione in zip(parti, sezioni, strict=True):
        if "indice-pagine" not in sezione.classi:
            assert _nudo(_detto(parte)) == _nudo(_scritto(sezione))


def test_gli_indici_dicono_nome_e_pagina(documento):
    (indice,) = (n for n in documento.corpo.elementi if "indice-pagine" in n.classi)
    attese = [_nudo(n.testo()) for n in indice.discendenti() if n.nome == "a"]
    posto = documento.corpo.elementi.index(indice)
    voci = [_nudo(n.testo()) for n in documento.albero.elementi()[posto].tutti("Link")]
    assert len(voci) == len(attese) > 3
    for voce, attesa in zip(voci, attese, strict=True):
        assert re.fullmatch(re.escape(attesa) + r"\d+", voce), (voce, attesa)


def test_i_titoli_sono_quelli_dell_html_e_nessun_livello_e_saltato(documento):
    attesi = [(n.nome.upper(), _nudo(_scritto(n))) for n in documento.nodi(*TITOLI)]
    trovati = [(n.tipo, _nudo(n.testo())) for n in documento.tutti(*(t.upper() for t in TITOLI))]
    assert trovati == attesi
    livelli = [int(tipo[1]) for tipo, _ in trovati]
    assert livelli[0] == 1
    assert all(dopo <= prima + 1 for prima, dopo in pairwise(livelli))


def test_nulla_e_doppio_per_un_cambio_di_pagina(documento):
    """A paragraph, an item, a section broken over two pages is one."""
    attesi = {
        "P": documento.nodi("p"),
        "Sect": documento.nodi("section"),
        "L": documento.nodi("ul", "ol", "dl"),
        "BlockQuote": documento.nodi("blockquote"),
    }
    for tipo, nodi in attesi.items():
        nati = [n for n in nodi if n.figli]
        assert len(documento.tutti(tipo)) == len(nati), tipo
    su_due_pagine = [n for n in documento.tutti("P", "LBody", "Table") if len(_pagine(n)) > 1]
    assert su_due_pagine, "nothing was broken: this test proves nothing"


def _pagine(nodo: albero_pdf.Nodo) -> set[int]:
    return {p for n in nodo.tutti() for p in n.pagine}


# ---- tables


def test_ogni_tabella_e_una_sola_con_le_sue_righe_celle_e_didascalia(documento):
    tabelle, attese = documento.tutti("Table"), documento.nodi("table")
    assert len(tabelle) == len(attese) > 3
    for tabella, attesa in zip(tabelle, attese, strict=True):
        assert len(tabella.elementi("THead")) == len([n for n in attesa.elementi if n.nome == "thead"])
        righe = [
            [(c.tipo, c.larga, c.alta, _nudo(_detto(c))) for c in r.elementi("TH", "TD")] for r in tabella.tutti("TR")
        ]
        assert righe == [
            [(c.nome.upper(), *_ampiezza(c), _nudo(_scritto(c))) for c in r.elementi if c.nome in {"th", "td"}]
            for r in attesa.discendenti()
            if r.nome == "tr"
        ]
        didascalie = [_nudo(n.testo()) for n in tabella.elementi("Caption")]
        assert didascalie == [_nudo(_scritto(n)) for n in attesa.elementi if n.nome == "caption"]


def test_una_tabella_lunga_resta_una(documento):
    assert max(len(_pagine(t)) for t in documento.tutti("Table")) >= 2


def _ampiezza(cella: Nodo) -> tuple[int, int]:
    return int(cella.attributi.get("colspan", "1")), int(cella.attributi.get("rowspan", "1"))


def test_ogni_intestazione_ha_un_verso_e_ogni_cella_le_sue_intestazioni(documento):
    nomi = {n.id: n for n in documento.tutti("TH")}
    assert len(nomi) == len(documento.tutti("TH"))
    for tabella, attesa in zip(documento.tutti("Table"), documento.nodi("table"), strict=True):
        scritte = list(_intestazioni(attesa))
        celle = list(tabella.tutti("TH", "TD"))
        for cella, (verso, capi) in zip(celle, scritte, strict=True):
            assert cella.scopo == verso
            assert [_nudo(nomi[c].testo()) for c in cella.capi] == capi


def _intestazioni(tabella: Nodo) -> Iterator[tuple[str, list[str]]]:
    """For each cell in order: the direction of a heading, the words of the headings of a figure.

    Written apart from the program, for the tables we have: only the heading of a row, its first cell, covers a
    second one.
    """
    colonne: dict[int, str] = {}
    sopra: list[str] = []
    for riga in (n for n in tabella.discendenti() if n.nome == "tr"):
        in_testa = any(riga in g.elementi for g in tabella.elementi if g.nome == "thead")
        gruppo = next((g for g in tabella.elementi if riga in g.elementi), tabella)
        prima = gruppo.elementi[: gruppo.elementi.index(riga)]
        di_gruppo = [_nudo(_scritto(c)) for r in prima for c in r.elementi if c.attributi.get("scope") == "rowgroup"]
        di_riga = sopra + [_nudo(_scritto(c)) for c in riga.elementi if c.attributi.get("scope") == "row"]
        posto = len(sopra)
        alta = next((c for c in riga.elementi if _ampiezza(c)[1] > 1), None)
        assert alta is None or (_ampiezza(alta) == (1, 2) and alta is riga.elementi[0] and not sopra)
        sopra = [_nudo(_scritto(alta))] if alta else []
        for cella in riga.elementi:
            larga, _ = _ampiezza(cella)
            posti = range(posto, posto + larga)
            posto += larga
            if cella.nome == "td":
                yield "", [*di_gruppo[-1:], *di_riga, *(colonne[k] for k in posti if k in colonne)]
                continue
            verso = cella.attributi.get("scope", "col" if in_testa else "row")
            if verso == "col":
                colonne |= dict.fromkeys(posti, _nudo(_scritto(cella)))
            yield {"col": "Column", "colgroup": "Column"}.get(verso, "Row"), []


# ---- figures, links, lists, notes


def test_ogni_figura_ha_un_testo(documento):
    disegni = [n for n in documento.nodi("svg", "img") if n.attributi.get("aria-hidden") != "true"]
    assert [bool(f.alt) for f in documento.tutti("Figure")] == [True] * len(disegni)


def test_ogni_collegamento_ha_un_arrivo(documento):
    attesi = [n for n in documento.nodi("a") if "href" in n.attributi]
    collegamenti = documento.tutti("Link")
    assert len(collegamenti) == len(attesi) > 3
    assert {n.tipo for n in documento.tutti() if n.aree} == {"Link"}
    for collegamento in collegamenti:
        assert collegamento.aree, collegamento.testo()
        assert all(collegamento.aree), collegamento.testo()


def test_gli_elenchi_hanno_voci_e_le_voci_un_corpo(documento):
    for elenco in documento.tutti("L"):
        assert {n.tipo for n in elenco.elementi()} == {"LI"}
        for voce in elenco.elementi():
            assert [n.tipo for n in voce.elementi()] in (["LBody"], ["Lbl", "LBody"])
            assert not any(isinstance(f, str) for f in voce.figli)
    voci = [n for n in documento.nodi("li", "dt") if n.figli]
    assert len(documento.tutti("LI")) == len(voci)


def test_richiamo_e_nota_stanno_sulla_stessa_pagina_e_si_leggono_insieme(documento):
    note = documento.tutti("Note")
    assert len(note) == len([n for n in documento.nodi("span") if "nota-a-pie" in n.classi])
    assert len({n.id for n in note}) == len(note)
    nodi = documento.tutti()
    for nota in note:
        richiamo = nodi[nodi.index(nota) - 1]
        assert richiamo.tipo == "Reference"
        assert _pagine(richiamo) == _pagine(nota)
        (segno,) = nota.elementi("Lbl")
        assert _nudo(segno.testo()) == f"{_nudo(richiamo.testo())}."


# ---- pages


def test_nessun_titolo_resta_in_fondo_a_una_pagina(documento):
    """Nor a caption without its first row."""
    righe = [n for n in documento.tutti() if n.pagine]
    for titolo in documento.tutti(*(t.upper() for t in TITOLI)):
        dopo = righe[max(righe.index(n) for n in titolo.tutti() if n.pagine) + 1 :]
        if dopo and titolo.testo() != "Indice":
            assert max(_pagine(titolo)) == dopo[0].pagine[0], titolo.testo()
    for tabella in documento.tutti("Table"):
        didascalie = {p for n in tabella.elementi("Caption") for p in _pagine(n)}
        prime = [_pagine(r) for g in tabella.elementi("TBody") for r in g.elementi("TR")][:2]
        assert not didascalie or all(max(didascalie) in p for p in prime), tabella.testo()[:80]


@pytest.mark.prova
def test_la_relazione_sta_in_85_pagine_e_nessuna_di_nessun_documento_e_usata_per_meno_di_un_terzo(sito_intero):
    """But for the page before one that a chapter of forms opens, and the last."""
    file = sorted((sito_intero / "documenti").rglob("*.pdf"))
    assert len([f for f in file if f.parent.name == "2021"]) == len(stampati(RADICE, 2021))
    scarse = set()
    for f in file:
        lettore, usate = PdfReader(f), altezze_usate(f)
        capitoli = [lettore.get_destination_page_number(v) + 1 for v in lettore.outline if not isinstance(v, list)]
        scarse |= {f"{f.name}: {n}" for n, usata in enumerate(usate[1:-1], 2) if usata < 0.3 and n + 1 not in capitoli}
        assert len(usate) <= 85, f
    assert scarse == set()


def test_nessuna_pagina_dei_documenti_e_quasi_vuota(sito_intero):
    """The cover is full of drawing; the last page ends where the document ends."""
    file = sorted((sito_intero / "documenti" / "2021").glob("*.pdf"))
    assert {f.name for f in file} | DI_MENO >= {f"{nome}-2021.pdf" for nome in stampati(RADICE, 2021)}
    scarse = {f"{f.name}: {n}" for f in file for n, usata in enumerate(altezze_usate(f)[1:-1], 2) if usata < 0.12}
    assert scarse == set()


def test_gli_scostamenti_dell_anno_stanno_di_traverso_e_mandano_alle_schede(sito_intero):
    """Every gap of the chamber, each with the page of its reason; the pages before and after stay upright."""
    pagine = PdfReader(sito_intero / "documenti" / "2021" / "relazione-2021.pdf").pages
    larghe = [n for n, p in enumerate(pagine) if p.mediabox.width > p.mediabox.height]
    assert larghe == list(range(larghe[0], larghe[-1] + 1))
    testo = " ".join(" ".join(pagine[n].extract_text() for n in larghe).split())
    ciclo = carica_vista(RADICE).ciclo(2021, Periodo.DICEMBRE)
    attesi = scarti(ciclo)
    assert len(attesi) >= PAGINA_LARGA
    assert re.findall(r"La ragione è nella scheda ([\d.]+) \(pag\. \d+\)", testo) == [r.obiettivo for r in attesi]
    assert "15 Scostamenti" in " ".join(pagine[larghe[0] - 1].extract_text().split())
