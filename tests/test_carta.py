"""The paper: composition of the chapters, then what the printed file must hold to."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from macros.publish.carta import caratteri
from macros.publish.carta.documento import componi, rilega, stampabile
from macros.publish.carta.fascicolo import StampaError
from macros.publish.carta.nodi import leggi
from macros.publish.carta.stampa import stampa
from macros.publish.carta.stamperia import stampa_tutti
from macros.publish.carta.tavole import corica_tavole
from macros.publish.carta.unico import in_un_file
from tests.esempio_carta import PREMESSA, fascicolo, scrivi_pagina, scrivi_sito
from tests.strumenti import richiedi
from tests.strumenti.vera.vera import valida

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("carta")]  # one worker renders the example once for all

RADICE = Path(__file__).resolve().parents[1]
NOSTRI = ("Titillium-Web", "Lora", "Roboto-Mono")
A4 = (595, 842)


@pytest.fixture(scope="module")
def sito(tmp_path_factory) -> Path:
    return scrivi_sito(tmp_path_factory.mktemp("sito"))


@pytest.fixture(scope="module")
def pdf(sito, tmp_path_factory) -> Path:
    uscita = tmp_path_factory.mktemp("carta") / "relazione-2021.pdf"
    assert stampa(fascicolo(), sito, uscita) == len(PdfReader(uscita).pages)
    assert sorted(uscita.parent.iterdir()) == [uscita]  # no half-written file beside it
    return uscita


@pytest.fixture(scope="module")
def pagine(pdf) -> list[str]:
    """Text of each page, lines as they are seen."""
    comando = [richiedi("pdftotext"), "-layout", str(pdf), "-"]
    testo = subprocess.run(comando, capture_output=True, encoding="utf-8", check=True).stdout
    return testo.split("\f")[:-1]


# ---- composition


def test_capitoli_nell_ordine_del_contenuto(sito):
    html = componi(fascicolo(capitoli=("titoli.md", "premessa.md")), sito)
    assert re.findall(r'<section class="capitolo" id="(\w+)">', html) == ["titoli", "premessa"]


def test_gli_id_portano_il_nome_della_pagina_e_sono_unici(sito):
    html = componi(fascicolo(), sito)
    trovati = re.findall(r'\sid="([^"]+)"', html)
    assert len(trovati) == len(set(trovati))
    assert {"premessa--premessa", "metodo--premessa", "premessa--g-t"} <= set(trovati)
    assert 'aria-labelledby="premessa--g-t premessa--g-d"' in html
    assert 'fill="url(#metodo--tratto)"' in html
    rimandi = re.findall(r'aria-labelledby="([^"]+)"', html)
    assert {r for rimando in rimandi for r in rimando.split()} <= set(trovati)


@pytest.mark.parametrize(
    ("indirizzo", "testo", "atteso"),
    [
        pytest.param(None, "capitolo del metodo", '<a href="#metodo--stati">', id="altro capitolo"),
        pytest.param(None, "indice", '<a href="#indice">', id="pagina del documento: l'indice"),
        pytest.param(None, "più sotto", '<a href="#premessa--note">', id="stessa pagina"),
        pytest.param(None, "calcolo nascosto", "<span>", id="bersaglio non stampato: testo"),
        pytest.param(None, "pagina dell’obiettivo 2.2", "<span>", id="fuori, senza sito: testo"),
        pytest.param(
            "https://esempio.it/perf/",
            "pagina dell’obiettivo 2.2",
            '<a href="https://esempio.it/perf/2021/obiettivi/2.2.html#calcolo-2.2.a">',
            id="fuori, con l'indirizzo del sito: assoluto",
        ),
        pytest.param(None, "Normattiva", '<a href="https://www.normattiva.it/">', id="altro sito"),
    ],
)
def test_dove_porta_un_collegamento(sito, indirizzo, testo, atteso):
    html = componi(fascicolo(indirizzo_sito=indirizzo), sito)
    prima = html[: html.index(f"{testo}</")]
    assert prima.endswith(atteso)


def test_resta_solo_cio_che_si_stampa(sito):
    html = componi(fascicolo(), sito)
    assert "Questo va anche sulla carta" in html
    for via in ("resta sullo schermo", "headerlink", "menu", "footnote-backref", "Nascosto"):
        assert via not in html


def test_in_un_file_c_e_lo_stesso_documento_con_impronta_e_figure_e_nessun_altro_file(tmp_path):
    detto = 'Un testo non è una figura: src="ciclo:sito/../altro.png"'
    figura = '<img src="../img/a.png" alt="Figura &gt; 1">'
    scrivi_pagina(tmp_path, "una", f'<h1 id="u">Una</h1><p>{detto} {figura}</p>')
    (tmp_path / "2021/img").mkdir()
    (tmp_path / "2021/img/a.png").write_bytes(b"png")
    rilegato = rilega(fascicolo(capitoli=("una.md",), atti=(("Approvazione", "Giunta, delibera 1"),)), tmp_path)
    html = in_un_file(rilegato, tmp_path)
    assert rilegato.fascicolo.impronta in html
    assert "Giunta, delibera 1" in html
    assert html.count("base64,cG5n") == 1
    assert detto in html
    assert not re.findall(r'url\((?!["\']?#)|@import|<script|href="(?!#|relazione-2021.pdf")', html)
    assert '<a href="#una">' in html
    assert "Una" in stampabile(rilegato)
    assert "data:image" not in stampabile(rilegato)


@pytest.mark.parametrize(
    ("atti", "avviso", "attesi", "assenti"),
    [
        pytest.param((), "", ["Bozza, non approvata"], ["dimostrativi"], id="bozza"),
        pytest.param(
            (("Validazione", "OIV, verbale 2"), ("Approvazione", "Giunta, delibera 1")),
            "Valori dimostrativi.",
            ["<dt>Validazione</dt>", "OIV, verbale 2", "Giunta, delibera 1", "Valori dimostrativi."],
            ["Bozza"],
            id="approvato, dati dimostrativi",
        ),
    ],
)
def test_la_copertina(sito, atti, avviso, attesi, assenti):
    html = componi(fascicolo(atti=atti, avviso=avviso, ente="<b>Ente & C."), sito)
    copertina = html[html.index('<section class="copertina"') : html.index("indice-pagine")]
    assert all(a in copertina for a in [*attesi, "&lt;b&gt;Ente &amp; C.", ">0123456789abcdef<"])
    assert not any(a in copertina for a in assenti)


def test_l_elenco_dice_le_tavole_di_ogni_capitolo(sito):
    html = componi(fascicolo(), sito)
    indice = leggi(html[html.index('<section class="indice-pagine"') : html.index('<section class="capitolo"')])
    gruppi = [n.testo() for n in indice.discendenti() if n.nome == "h2" or "di-capitolo" in n.classi]
    assert gruppi == ["Tavole", "2 Il metodo", "3 Titoli"]
    elenchi = [[v.testo() for v in n.elementi] for n in indice.discendenti() if "elenco" in n.classi]
    assert elenchi[0] == ["Tabella molte-righe", "Tabella tavola"]
    assert "Tabella triennio" in html, "le tavole delle schede si stampano, ma l'indice nomina già le schede"
    assert len(elenchi) == 2, "una figura sta dove se ne parla"
    arrivi = {n.attributi["href"].removeprefix("#") for n in indice.discendenti() if n.nome == "a"}
    assert arrivi <= {n.attributi.get("id") for n in leggi(html).discendenti()}


@pytest.mark.parametrize(
    ("didascalia", "nome"),
    [
        pytest.param("<strong>Risorse.</strong> In euro.", "Risorse", id="il grassetto"),
        pytest.param("<strong>Obiettivo 2.1.</strong> I documenti.", "Obiettivo 2.1. I documenti", id="solo un codice"),
        pytest.param("Stati", "Stati", id="senza grassetto"),
    ],
)
def test_il_nome_di_una_tavola(tmp_path, didascalia, nome):
    tabella = f"<table><caption>{didascalia}</caption><tr><td>1</td></tr></table>"
    scrivi_pagina(tmp_path, "una", f"<h1>A</h1>{tabella}")
    html = componi(fascicolo(capitoli=("una.md",)), tmp_path)
    assert f'<li><a href="#una--tavola-1">{nome}</a></li>' in html


@pytest.mark.parametrize(
    ("pezzo", "scritto"),
    [
        pytest.param("<p>{}, terzo</p>", True, id="capoverso"),
        pytest.param("<p class='nota'><em>{}</em></p>", True, id="dentro un capoverso"),
        pytest.param("<ul><li>{}</li></ul>", True, id="elenco"),
        pytest.param("<dl><dt>A</dt><dd><div class='prosa'><p>{}</p></div></dd></dl>", True, id="testo dei dati"),
        pytest.param("<p><a href='una.html'>{}</a></p>", False, id="un collegamento tiene le sue parole"),
        pytest.param("<h2>{}</h2>", False, id="titolo"),
        pytest.param("<ul class='legenda'><li>{}</li></ul>", False, id="legenda"),
        pytest.param(
            "<table><caption>T</caption><tr><td><p>{}</p></td></tr></table>", False, id="tabella: non c'è posto"
        ),
    ],
)
def test_una_sigla_e_spiegata_nel_testo_soltanto_in_prosa(tmp_path, pezzo, scritto):
    sigla = '<abbr title="di &quot;terzi&quot; &amp; &lt;pari&gt;">OIV</abbr>'
    scrivi_pagina(tmp_path, "una", f"<h1>A</h1>{pezzo.format(sigla)}")
    html = componi(fascicolo(capitoli=("una.md",)), tmp_path)
    assert ('</abbr> (di "terzi" &amp; &lt;pari&gt;)' in html) is scritto


def test_una_sigla_e_spiegata_una_volta_sola_in_tutto_il_documento(tmp_path):
    sigla = '<p><abbr title="di terzi">OIV</abbr></p>'
    for nome in ("una", "due"):
        scrivi_pagina(tmp_path, nome, f"<h1>A</h1>{sigla}{sigla}")
    assert componi(fascicolo(capitoli=("una.md", "due.md")), tmp_path).count("(di terzi)") == 1


def test_l_impronta_intera_e_nelle_proprieta_del_file(pdf):
    metadati = PdfReader(pdf).metadata
    assert metadati is not None
    assert metadati.subject == f"Impronta SHA-256 dei dati: {'0123456789abcdef' * 4}"


def test_una_nota_con_altro_che_capoversi_e_rifiutata(tmp_path):
    nota = '<div class="footnote"><ol><li id="fn:1"><ul><li>x</li></ul></li></ol></div>'
    scrivi_pagina(tmp_path, "una", f"<h1>A</h1>{nota}")
    with pytest.raises(StampaError, match=r"una.html: la nota «x» contiene un elemento ul: una nota ha soltanto"):
        componi(fascicolo(capitoli=("una.md",)), tmp_path)


@pytest.mark.parametrize(
    ("contenuto", "messaggio"),
    [
        pytest.param("<h2>Uno</h2>", "cominciare con un titolo h1", id="senza h1"),
        pytest.param("<h1>A</h1><h3>B</h3>", "dopo un titolo h1 viene «B», h3", id="salto"),
        pytest.param("<h1>A</h1><h1>B</h1>", "un secondo titolo h1, «B»", id="due h1"),
        pytest.param(
            "<h1>A</h1><table><caption>T</caption><tr><td>1</td></tr><tr><td>1</td><td>2</td></tr></table>",
            "la tabella «T» ha righe di [1, 2] colonne",
            id="tabella irregolare",
        ),
        pytest.param("<h1>A</h1><svg><desc>d</desc></svg>", "senza «title»", id="disegno senza titolo"),
        pytest.param("<h1>A</h1><img src='a.png'>", "senza «alt»", id="immagine senza alt"),
    ],
)
def test_una_pagina_che_non_si_leggerebbe_e_rifiutata(tmp_path, contenuto, messaggio):
    scrivi_pagina(tmp_path, "rotta", contenuto)
    with pytest.raises(StampaError, match=f"^2021/relazione/rotta.html: .*{re.escape(messaggio)}"):
        componi(fascicolo(capitoli=("rotta.md",)), tmp_path)


def test_celle_che_coprono_piu_righe_non_sono_irregolari(tmp_path):
    righe = '<tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr><tr><td colspan="2">4</td></tr>'
    scrivi_pagina(tmp_path, "buona", f"<h1>A</h1><table>{righe}</table>")
    assert "rowspan" in componi(fascicolo(capitoli=("buona.md",)), tmp_path)


@pytest.mark.parametrize(
    "pagina",
    [
        pytest.param("<h2>A</h2><p>a</p>[<h3>B</h3>{larga}]", id="con il suo titolo"),
        pytest.param("<h3>B</h3><p>a</p>[{larga}]<p>b</p>", id="da sola, dopo un testo"),
        pytest.param("<section>[<h2>A</h2>\n<h3>B</h3>{larga}]{altra}</section>", id="con tutti i titoli"),
        pytest.param(
            '<section class="scheda"><h2>A</h2><p>a</p>[<h3>B</h3>{altra}<h3>C</h3>{larga}{altra}\n<h3>D</h3>{altra}]'
            "<h3>E</h3><p>e</p></section>",
            id="in una scheda, con le altre tabelle",
        ),
        pytest.param(
            '<section class="scheda"><p>a</p>{altra}[<h3>C</h3>{larga}]<h3>E</h3><p>e</p></section>',
            id="in una scheda, non con la tabella di un testo",
        ),
    ],
)
def test_che_cosa_va_con_una_tavola_larga(pagina):
    tabelle = {"larga": '<table class="larga"></table>', "altra": '<table class="dati"></table>'}
    scritta = pagina.format(**tabelle)
    corpo = leggi(scritta.translate({ord("["): None, ord("]"): None}))
    corica_tavole(corpo)
    attesa = scritta.replace("[", '<div class="tavola">').replace("]", "</div>")
    assert corpo.scrivi_contenuto() == attesa


@pytest.mark.parametrize(
    ("ripete", "atteso"),
    [
        pytest.param("due-t", '<p class="rimando"><a href="#due--due-t">È altrove</a>.</p>', id="in un altro capitolo"),
        pytest.param("qui due-t", '<p class="rimando"><a href="#una--qui">È altrove</a>.</p>', id="anche in questo"),
        pytest.param("due-t altrove", '<div><p id="una--suo">Detto due volte.</p></div>', id="non tutto: resta"),
        pytest.param("suo", '<div><p id="una--suo">Detto due volte.</p></div>', id="soltanto qui dentro: resta"),
    ],
)
def test_cio_che_il_documento_dice_due_volte_e_un_rimando(tmp_path, ripete, atteso):
    blocco = f'<div data-ripete="{ripete}" data-rimando="È altrove"><p id="suo">Detto due volte.</p></div>'
    scrivi_pagina(tmp_path, "una", f'<h1>A</h1>{blocco}<p id="qui"><a href="#suo">Sopra</a></p>')
    scrivi_pagina(tmp_path, "due", '<h1>B</h1><p id="due-t">Una volta.</p>')
    html = componi(fascicolo(capitoli=("una.md", "due.md")), tmp_path)
    assert atteso in html
    assert ('<a href="#una--suo">Sopra</a>' in html) == ('id="una--suo"' in html), "un rimando a ciò che non c'è più"


def test_un_capitolo_che_manca_si_dice(tmp_path):
    with pytest.raises(StampaError, match=r"index.md: il capitolo «nessuno.md» non è nel sito"):
        componi(fascicolo(capitoli=("nessuno.md",)), tmp_path)


def test_comporre_non_carica_weasyprint():
    moduli = "macros.publish.carta.stampa, macros.publish.carta.stamperia"
    codice = f"import {moduli}, sys; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", codice], cwd=RADICE, check=False).returncode == 0


# ---- what the file holds


def test_verapdf_lo_dice_pdf_a_3a_e_pdf_ua_1(pdf):
    assert [str(e) for e in valida([pdf]) if not e.conforme] == []


def test_soltanto_i_nostri_caratteri(pdf):
    richiedi("pdffonts")
    righe = subprocess.run(
        ["pdffonts", str(pdf)], capture_output=True, encoding="utf-8", check=True
    ).stdout.splitlines()[2:]
    assert len(righe) >= 6
    for riga in righe:
        assert riga.split("+")[1].startswith(NOSTRI), riga
        assert "yes yes yes" in riga  # embedded, subset, with its Unicode map
        assert "Oblique" not in riga


def test_segnalibri_capitoli_e_sezioni(pdf):
    lettore = PdfReader(pdf)
    capitoli = [v.title for v in lettore.outline if not isinstance(v, list)]
    assert capitoli == ["Indice", "1 Premessa e metodo", "2 Il metodo", "3 Titoli"]
    sezioni = [v for v in lettore.outline if isinstance(v, list)]
    assert [v.title for v in sezioni[1] if not isinstance(v, list)] == [
        "a) Gli stati",
        "Su pagine coricate",
        "Dopo la tavola",
        "Scheda",
        "Un’altra scheda",
    ]


def test_i_numeri_dell_indice_sono_quelli_delle_pagine(pdf):
    lettore = PdfReader(pdf)
    comando = [richiedi("pdftotext"), "-raw", "-f", "2", "-l", "2", str(pdf), "-"]  # column after column
    testo = subprocess.run(comando, capture_output=True, encoding="utf-8", check=True).stdout
    voci = dict(re.findall(r"^(?:\d+ )?((?!Tabella|Relazione)\S.*?) (\d+)$", testo, re.MULTILINE))
    assert len(voci) == 3 + 1 + 5 + 40

    def arrivi(elenco):
        for v in elenco:
            if isinstance(v, list):
                yield from arrivi(v)
            else:
                titolo = re.sub(r"^\d+ (?=Premessa|Il metodo|Titoli)", "", v.title)
                yield titolo, lettore.get_destination_page_number(v) + 1

    dove = dict(arrivi(lettore.outline))
    assert {t: int(n) for t, n in voci.items()} == {t: dove[t] for t in voci}


def test_ogni_pagina_dice_quale_e_e_di_quante(pagine):
    assert "pagina" not in pagine[0]
    for n, testo in enumerate(pagine[1:], start=2):
        assert f"pagina {n} di {len(pagine)}" in testo
        assert "Relazione sulla performance 2021. Valori dimostrativi" in testo


def test_le_righe_di_una_tabella_restano_intere(pagine):
    for n in range(1, 61):
        segni = [f"inizio-{n}.", f"fine-{n}."]
        assert any(all(s in p for s in segni) for p in pagine), f"riga {n} divisa"


def test_la_testata_di_una_tabella_si_ripete(pagine):
    con_righe = [p for p in pagine if re.search(r"inizio-(\d+)\.", p)]
    assert len(con_righe) > 6
    assert all("Colonna 1" in p for p in con_righe)


def test_la_tavola_larga_e_su_pagine_coricate_con_il_suo_titolo(pdf, pagine):
    misure = [tuple(map(round, p.mediabox[2:])) for p in PdfReader(pdf).pages]
    coricate = [n for n, m in enumerate(misure) if m == A4[::-1]]
    assert all(m == A4 for n, m in enumerate(misure) if n not in coricate)
    assert coricate == [coricate[0], coricate[0] + 1, coricate[0] + 3]
    testo = pagine[coricate[0]]
    assert testo.index("Su pagine coricate") < testo.index("Tavola") < testo.index("Gruppo 2.1")
    assert "Dopo la tavola" in pagine[coricate[1] + 1]
    assert "Un’altra scheda" in pagine[coricate[2] + 1]


def test_un_capitolo_di_schede_ha_un_apertura_uno_di_testo_segue(pagine):
    assert any(re.search(r"^\s*2 +Il metodo\n+\s*Le regole & gli stati\.\n", p, re.MULTILINE) for p in pagine)
    assert any("Un’altra scheda" in p and re.search(r"^\s*3 +Titoli$", p, re.MULTILINE) for p in pagine)


def test_nessun_titolo_resta_solo_in_fondo(pagine):
    titolo = re.compile(r"^\s*(Sezione \d+ di prova|Parte \d+ della sezione|Tabella .*|Colonna 1 .*)$")
    for testo in pagine[3:]:
        righe = [r for r in testo.splitlines() if r.strip()]
        assert "pagina " in righe[-1]
        assert not titolo.match(righe[-2]), righe[-2]


def test_i_dati_sono_allegati_con_la_loro_data(pdf):
    lettore = PdfReader(pdf)
    assert lettore.attachments["indicatori.csv"] == [b"codice;grado\n2.2.a;97,77\n"]
    allegato = lettore.trailer["/Root"]["/AF"][0].get_object()
    assert allegato["/AFRelationship"] == "/Data"
    assert allegato["/EF"]["/F"]["/Params"]["/ModDate"] == "D:20220224000000Z"


def test_metadati(pdf):
    lettore = PdfReader(pdf)
    assert lettore.trailer["/Root"]["/Lang"] == "it"
    assert lettore.metadata.title == "Relazione sulla performance 2021 – Camera di Commercio di Brescia"
    assert lettore.metadata["/CreationDate"] == "D:20220224000000Z"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in lettore.trailer["/Root"]["/Metadata"].get_data()


def test_il_disegno_con_titolo_resta_e_i_glifi_no(pdf):
    """A chart hidden from readers would be a loss; a state's shape read aloud would be noise."""
    alternativi = [
        o.get_object()["/Alt"]
        for o in PdfReader(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"]
        for o in _elementi(o)
        if o.get_object().get("/S") == "/Figure"
    ]
    assert alternativi == ["Peso e grado degli obiettivi", *["Grado delle tre aree"] * 2]


def _elementi(riferimento):
    yield riferimento
    figli = riferimento.get_object().get("/K", [])
    for figlio in figli:
        if not isinstance(figlio, int) and "/S" in figlio.get_object():
            yield from _elementi(figlio)


# ---- what stops the print


@pytest.mark.parametrize(
    ("pezzo", "messaggio"),
    [
        pytest.param(
            "<p>Vedi &rarr; oltre</p>",
            "il carattere «→» (U+2192) non è nei caratteri tipografici della stampa, in «Vedi → oltre»",
            id="segno che manca",
        ),
        pytest.param('<img src="assente.png" alt="x">', "assente.png", id="immagine che manca"),
        pytest.param('<img src="../../../../etc/hostname" alt="x">', "not a file", id="fuori"),
        pytest.param('<img src="http://localhost/x.png" alt="x">', "not a file", id="rete"),
    ],
)
def test_un_avviso_di_weasyprint_ferma_la_stampa(tmp_path, pezzo, messaggio):
    scrivi_pagina(tmp_path, "una", f"<h1>Una</h1>{pezzo}")
    uscita = tmp_path / "uscita.pdf"
    uscita.write_bytes(b"prima")
    with pytest.raises(StampaError, match=re.escape(messaggio)):
        stampa(fascicolo(capitoli=("una.md",)), tmp_path, uscita)
    assert uscita.read_bytes() == b"prima"


def test_stessi_byte_in_altro_fuso_lingua_e_luogo(pdf, tmp_path):
    """In another process, so that hash seed, time zone, locale and folder really differ from those of this one."""
    codice = (
        "import sys; from pathlib import Path\n"
        "from macros.publish.carta.stampa import stampa\n"
        "from tests.esempio_carta import fascicolo, scrivi_sito\n"
        "c = Path(sys.argv[1]); stampa(fascicolo(), scrivi_sito(c / 'sito'), c / 'a.pdf')"
    )
    cartella = tmp_path / "altra cartella"
    cartella.mkdir()
    ambiente = {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1"}
    subprocess.run(
        [sys.executable, "-c", codice, str(cartella)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(RADICE), **ambiente},
        check=True,
    )
    assert (cartella / "a.pdf").read_bytes() == pdf.read_bytes()


def test_i_caratteri_si_preparano_una_volta_per_processo():
    for faccia in caratteri.FACCE:
        pronta = caratteri.leggi(faccia.nome)
        assert not pronta.startswith(caratteri.WOFF2), "the printer would unpack it, for each document"
        assert caratteri.leggi(faccia.nome) is pronta


def test_due_documenti_non_hanno_lo_stesso_nome(sito, tmp_path):
    fascicoli = [fascicolo(), fascicolo(titolo="Breve 2021", anno=2021, capitoli=("premessa.md",))]
    with pytest.raises(ValueError, match="two documents"):
        stampa_tutti(fascicoli, sito, tmp_path, print)


@pytest.mark.prova
def test_piu_documenti_insieme_danno_gli_stessi_byte_di_uno_solo(sito, pdf, tmp_path):
    righe: list[str] = []
    (sito / "2021" / "piano").mkdir(exist_ok=True)
    (sito / "2021" / "piano" / "unica.html").write_text(
        f"<!--contenuto-->{PREMESSA.replace('metodo.html', '../relazione/metodo.html')}<!--/contenuto-->",
        encoding="utf-8",
    )
    piano = fascicolo(documento="piano", titolo="Piano 2021–2023", capitoli=("unica.md",))
    assert stampa_tutti([piano, fascicolo()], sito, tmp_path, righe.append) == {
        "piano-2021.pdf": 2,
        "relazione-2021.pdf": len(PdfReader(pdf).pages),
    }
    assert (tmp_path / "2021" / "relazione-2021.pdf").read_bytes() == pdf.read_bytes()
    assert "Piano 2021–2023: 2 pagine" in righe
    assert any(r.startswith("Relazione sulla performance 2021: impaginazione") for r in righe)
