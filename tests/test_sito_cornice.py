"""The frame of the site, on a small project of its own: what every page must hold to."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from macros.model.luoghi import RICERCA
from macros.vista.vista import carica_vista
from scripts.sito.indici import Pagina, rami_anno
from scripts.sito.pagine import letterale
from scripts.sito.rami import Ramo, cammino, vista_da
from scripts.sito.risorse import USATI, installati
from tests.lettura_uscite import voci_ricerca
from tests.progetto_copia import file_stampati
from tests.strumenti.collegamenti import controlla
from tests.strumenti.html import messaggi

CODICE = Path(__file__).resolve().parents[1]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cornice")]  # one worker builds the sites once for all

STRANO = "*a* <b> {{ 1 }} _x_ | `"

ENTE = """\
formato: 1
nome: Camera di Commercio Industria Artigianato e Agricoltura di Prova
nome_breve: Camera di Prova
codice_ipa: cciaa_prova
dimostrativo: {dimostrativo}
"""
ALBERO = """\
triennio: [2021, 2022, 2023]
aree_strategiche:
  - {codice: "1", titolo: Imprese, obiettivi: [{codice: "1.1"}]}
aree_dirigenziali:
  - {codice: servizi, titolo: Area Servizi, responsabile: Dirigente, obiettivi: [{codice: "1.1"}]}
"""
OBIETTIVO = f"""\
codice: "1.1"
tipo: strategico
titolo: {json.dumps(STRANO)}
rilevanza: alta
bilancio: Linea servizi
descrizione: Servire meglio le imprese.
azioni: Rivedere i passaggi interni.
sintesi: Passaggi interni rivisti.
uffici: [Ufficio Pratiche]
impegno_richiesto: Due persone per sei mesi
risorse: []
indicatori:
  - codice: "1.1.a"
    titolo: Pratiche evase
    descrizione: Pratiche chiuse nell'anno, dal registro.
    regola: crescente
    unita_misura: pratiche
    target: {{"30-06": 40, 2021: 80, 2022: 85, 2023: 90}}
    area_dirigenziale: servizi
    documentazione: Estrazione dal registro delle pratiche
"""
ATTO = """\
tipo: {tipo}
organo: {organo}
numero: "{numero}"
data: {data}
oggetto: {oggetto}
documento: {documento}
"""
RISULTATO = "47,13"
"""Grade of 37,7 on 80: computed, and typed in a chapter as well."""
PAGINE = {
    "index.md": "---\ntitle: Cruscotto\n---\n\n# Cruscotto\n\nUna nota[^1].\n\n[^1]: In fondo.\n",
    "mappa.md": "---\ntitle: Mappa del sito\n---\n\n# Mappa del sito\n\nPagine.\n",
    "2021/index.md": (
        "---\ntitle: Anno 2021\n---\n\n# Anno 2021\n\n"
        "[Il metodo](relazione/metodo.md#la-regola) e [un obiettivo](obiettivi/1.1.md).\n"
    ),
    "2021/relazione/index.md": (
        "---\ntitle: Relazione 2021\ndocumento: relazione\n"
        "capitoli: [metodo.md, premessa.md]\n---\n"
        "\n# Relazione 2021\n\nTesto.\n"
    ),
    "2021/relazione/premessa.md": (
        f'---\ntitle: Premessa\n---\n\n# Premessa\n\nRisultato {RISULTATO}.\n\n{{{{ scheda_programmazione("1.1") }}}}\n'
    ),
    "2021/relazione/metodo.md": ("---\ntitle: Metodo\n---\n\n# Metodo\n\n## La regola\n\nTesto {{ titolo('1.1') }}.\n"),
}

SCRITTI_DOPO = (".pdf", "-2021.html", "-2021.png", "SHA256SUMS", "scadenze.ics")
"""What `ciclo costruisci` writes beside the pages."""
DATI_APERTI = re.compile(r"/dati/(?:\d{4}|indicatori)/")
"""What it writes of a year, or of an indicator, below its folder."""


def scritto_dopo(problema: str) -> bool:
    return problema.endswith(SCRITTI_DOPO) or DATI_APERTI.search(problema) is not None


def scrivi(radice: Path, file: dict[str, str]) -> None:
    for nome, testo in file.items():
        percorso = radice / nome
        percorso.parent.mkdir(parents=True, exist_ok=True)
        percorso.write_text(testo, encoding="utf-8")


def progetto(radice: Path, *, dimostrativo: bool = True, documenti: tuple[str, ...] = ()) -> Path:
    """Write a project with one objective, and the acts that cover some of its documents."""
    atti = {
        "piano": [("approvazione_giunta", "Giunta", "2021-01-28")],
        "relazione": [
            ("validazione_oiv", "OIV", "2022-02-17"),
            ("approvazione_giunta", "Giunta", "2022-02-24"),
        ],
    }
    configurazione = (
        f"INHERIT: {CODICE / 'mkdocs.yml'}\n"
        "docs_dir: content\n"
        f"theme: {{custom_dir: {CODICE / 'theme'}}}\n"
        f"hooks: [{CODICE / 'scripts/hooks.py'}]\n"
        f"plugins: {{macros: {{module_name: {CODICE / 'macros'}}}}}\n"
        "watch: []\n"
    )
    scrivi(
        radice,
        {
            "mkdocs.yml": configurazione,
            "data/ente.yml": ENTE.format(dimostrativo=str(dimostrativo).lower()),
            "data/2021/albero.yml": ALBERO,
            "data/2021/obiettivi/1.1.yml": OBIETTIVO,
            "data/2021/consuntivo/servizi.csv": (
                "indicatore;valore;assenza;causa;motivo;atto\n1.1.a;37,7;;esogena;Meno domande.;\n"
            ),
            **{f"content/{nome}": testo for nome, testo in PAGINE.items()},
            **{
                f"data/2021/atti/{data}-{organo}.yml": ATTO.format(
                    tipo=tipo, organo=organo, numero=k, data=data, oggetto="Atto", documento=d
                )
                for d in documenti
                for k, (tipo, organo, data) in enumerate(atti[d], 1)
            },
        },
    )
    smvp = (CODICE / "data/2021/smvp.yml").read_text(encoding="utf-8")
    scrivi(radice, {"data/2021/smvp.yml": smvp.replace("data: 2021-07-29", "data: 2019-12-19")})
    return radice


def costruisci(radice: Path, **ambiente: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build --strict` from another folder, with its own environment."""
    pulito = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    comando = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(
        [*comando, "--config-file", str(radice / "mkdocs.yml"), "--site-dir", str(radice / "site")],
        cwd=radice,
        env=pulito | ambiente,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def bozza(tmp_path_factory) -> Path:
    radice = progetto(tmp_path_factory.mktemp("bozza"))
    esito = costruisci(radice)
    assert esito.returncode == 0, esito.stderr
    assert "WARNING" not in esito.stderr
    return radice / "site"


@pytest.fixture(scope="module")
def pubblico(tmp_path_factory) -> Path:
    radice = progetto(tmp_path_factory.mktemp("pubblico"), dimostrativo=False, documenti=("piano",))
    esito = costruisci(radice, CICLO_PUBBLICO="true", CICLO_INDIRIZZO="https://esempio.it/performance/")
    assert esito.returncode == 0, esito.stderr
    return radice / "site"


class Lettore(HTMLParser):
    """Gathers tags with their attributes, and the text of headings and links."""

    def __init__(self) -> None:
        super().__init__()
        self.elementi: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.elementi.append((tag, dict(attrs)))

    def tutti(self, tag: str) -> list[dict[str, str | None]]:
        return [attributi for nome, attributi in self.elementi if nome == tag]


def leggi(pagina: Path) -> Lettore:
    lettore = Lettore()
    lettore.feed(pagina.read_text(encoding="utf-8"))
    return lettore


def pagine(sito: Path) -> list[Path]:
    return sorted(sito.rglob("*.html"))


def scritto(sito: Path, nome: str) -> str:
    return (sito / nome).read_text(encoding="utf-8")


# ---- every page


def test_ogni_pagina_ha_lingua_titolo_un_h1_e_i_punti_di_riferimento(bozza):
    for pagina in pagine(bozza):
        letta = leggi(pagina)
        assert letta.tutti("html") == [{"lang": "it"}], pagina
        for tag in ("h1", "header", "main", "footer"):
            assert len(letta.tutti(tag)) == 1, (pagina, tag)
        assert {"Sezioni", "Anno"} <= {n["aria-label"] for n in letta.tutti("nav")}, pagina
        intero = pagina.read_text(encoding="utf-8")
        assert re.search(r"<title>\w.* – Ciclo della performance – Camera di Prova</title>", intero)
        assert letta.tutti("a")[0] == {"class": "salta", "href": "#contenuto"}, pagina


def test_nessun_titolo_salta_un_livello(bozza):
    for pagina in pagine(bozza):
        livelli = [int(t[1]) for t, _ in leggi(pagina).elementi if re.fullmatch(r"h[1-6]", t)]
        assert livelli[0] == 1, pagina
        assert all(b <= a + 1 for a, b in pairwise(livelli)), pagina


def test_collegamenti_relativi_file_e_ancore_presenti_nessun_altro_sito(bozza):
    assert [p for p in controlla(bozza, pagine_di_errore=()) if not scritto_dopo(p)] == []


def test_le_pagine_da_sole_rimandano_ai_soli_documenti_che_ciclo_costruisci_stampa(bozza):
    """MkDocs alone prints nothing: the pages of a document link its two files, «Iter e versioni» the checksums.

    Nor does it write what one subscribes to.
    """
    arrivi = {p.rpartition("/")[2] for p in controlla(bozza, pagine_di_errore=()) if not DATI_APERTI.search(p)}
    documenti = file_stampati(["relazione", "foglio", "validazione"], 2021)
    assert arrivi == {"SHA256SUMS", *documenti, "scadenze.ics"}


def test_collegamenti_del_sito_pubblico_anche_verso_capitoli_nascosti(pubblico):
    assert [p for p in controlla(pubblico) if not scritto_dopo(p)] == []


def test_html_e_css_validi(bozza):
    assert messaggi(bozza) == []


def test_nessun_segnaposto_nelle_pagine_e_nella_ricerca(bozza):
    for file in [*pagine(bozza), bozza / RICERCA]:
        intero = file.read_text(encoding="utf-8")
        assert "data-frammento" not in intero, file
        assert "{{" not in intero.replace("{{ 1 }}", ""), file  # the odd title is shown as typed


def test_un_titolo_strano_esce_come_scritto(bozza):
    pagina = unescape(scritto(bozza, "2021/obiettivi/1.1.html"))
    assert f"<title>1.1 {STRANO} – Ciclo della performance" in pagina
    assert re.search(rf"<h1[^>]*>{re.escape(STRANO)}</h1>", pagina)
    assert f"Testo {STRANO}." in unescape(scritto(bozza, "2021/relazione/metodo.html"))
    assert f"1.1 {STRANO}" in {voce["title"] for voce in voci_ricerca(bozza)}


def test_il_contenuto_sta_fra_i_due_segni(bozza):
    pezzo = scritto(bozza, "2021/relazione/premessa.html").split("<!--contenuto-->")[1]
    pezzo = pezzo.split("<!--/contenuto-->")[0]
    assert pezzo.strip().startswith("<h1")
    assert "<nav" not in pezzo


def test_nessuno_script_fuori_dalla_ricerca_e_da_dove_ci_si_abbona(bozza):
    con_script = [p.name for p in pagine(bozza) if leggi(p).tutti("script")]
    assert con_script == ["scadenze.html", "cerca.html"]


# ---- navigation


def test_capitoli_nell_ordine_dell_indice_del_documento(bozza):
    letta = scritto(bozza, "2021/relazione/premessa.html")
    indice = letta.split('id="indice-anno"')[1].split("</nav>")[0]
    assert indice.index("1. Metodo") < indice.index("2. Premessa")
    assert '<a href="premessa.html" aria-current="page">2. Premessa</a>' in indice
    assert "Relazione 2021, capitolo 2" in letta
    assert 'href="metodo.html" rel="prev"' in letta


def test_briciole_dell_obiettivo(bozza):
    briciole = scritto(bozza, "2021/obiettivi/1.1.html").split('aria-label="Percorso"')[1]
    passi = re.findall(r">([^<>]+)</(?:a|span)>", briciole.split("</nav>")[0])
    assert passi == ["Cruscotto", "Anno 2021", "Obiettivi", "Area strategica 1", "Obiettivo 1.1"]


def test_il_ramo_aperto_e_quello_della_pagina():
    rami = (
        Ramo("Piano", "p/index.html", (Ramo("Uno", "p/1.html"),)),
        Ramo("Albero", "a/x.html", (Ramo("X", "a/x.html"), Ramo("Y", "a/y.html")), aperto=True),
    )
    piano, albero = vista_da(rami, "a/x.html")
    assert piano.figli == ()
    assert [(v.titolo, v.corrente) for v in (albero, *albero.figli)] == [
        ("Albero", ""),
        ("X", "page"),
        ("Y", ""),
    ]
    assert [r.titolo for r in cammino(rami, "p/1.html")] == ["Piano", "Uno"]


def test_una_piega_dell_indice_sta_aperta_sulle_sue_pagine_e_non_e_nel_percorso():
    rami = (Ramo("Anno", "a.html"), Ramo("Uno", "", (Ramo("X", "x.html"),)), Ramo("Due", "", (Ramo("Y", "y.html"),)))
    visti = vista_da(rami, "x.html")
    assert [(v.titolo, v.href, v.corrente) for v in visti] == [
        ("Anno", "a.html", ""),
        ("Uno", "", "true"),
        ("Due", "", ""),
    ]
    assert [f.titolo for f in visti[2].figli] == ["Y"]
    assert cammino(rami, "y.html") == (rami[2].figli[0],)


def test_gli_operativi_stanno_sotto_il_loro_strategico():
    anno = carica_vista(CODICE).anno(2021)
    pagine_obiettivi = ["2021/albero/aree-strategiche", *(f"2021/obiettivi/{c}" for c in anno.obiettivi)]
    pagine = {f"{p}.md": Pagina(f"{p}.md", f"{p}.html", p) for p in pagine_obiettivi}
    (piega,) = rami_anno(anno, pagine)
    (obiettivi,) = piega.figli
    assert (piega.titolo, piega.url) == ("Piano e obiettivi", "")

    def tutti(ramo):
        return [ramo.url, *(url for figlio in ramo.figli for url in tutti(figlio))]

    assert obiettivi.indirizzi == set(tutti(obiettivi))
    in_tutto = [url for url in tutti(obiettivi) if "#" not in url]
    assert sorted(in_tutto) == sorted(p.url for p in pagine.values()), "each once"
    passi = cammino((piega,), "2021/obiettivi/2.2.3.html")
    assert [r.breve or r.titolo for r in passi] == [
        "Obiettivi",
        "Area strategica 2",
        "Obiettivo 2.2",
        "Obiettivo 2.2.3",
    ]
    visti = [voce for area in vista_da((obiettivi,), "2021/obiettivi/2.2.3.html")[0].figli for voce in area.figli]
    assert {v.titolo.split()[0]: len(v.figli) for v in visti} == {"2.1": 0, "2.2": 3, "2.3": 0, "2.4": 0}


# ---- notices


def test_dimostrativo_avviso_e_noindex_su_ogni_pagina(bozza):
    for pagina in pagine(bozza):
        intero = pagina.read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in intero, pagina
        assert "Valori dimostrativi." in intero, pagina
        assert 'rel="canonical"' not in intero, "senza indirizzo non c'è"
    assert not (bozza / "sitemap.xml").exists()


def test_un_ente_vero_si_fa_trovare(pubblico):
    assert all("noindex" not in p.read_text(encoding="utf-8") for p in pagine(pubblico))
    mappa = scritto(pubblico, "sitemap.xml")
    for pagina in (p for p in pagine(pubblico) if p.name not in {"404.html", "cerca.html"}):
        indirizzo = f"https://esempio.it/performance/{pagina.relative_to(pubblico).as_posix()}"
        assert f'<link rel="canonical" href="{indirizzo}">' in pagina.read_text(encoding="utf-8")
        assert f"<loc>{indirizzo}</loc>" in mappa
    assert "<loc>https://esempio.it/performance/2021/obiettivi/1.1.html</loc>" in mappa
    assert "lastmod" not in mappa


def test_la_pagina_non_trovata_parte_dall_indirizzo_del_sito(pubblico):
    assert 'href="/performance/css/screen.css"' in scritto(pubblico, "404.html")


def test_bozza_sulle_pagine_dell_anno_senza_atti(bozza):
    assert "Bozza, non approvata." in scritto(bozza, "2021/relazione/premessa.html")
    assert "Bozza, non approvata." in scritto(bozza, "2021/obiettivi/1.1.html")
    assert "Bozza, non approvata." not in scritto(bozza, "mappa.html")


def test_pubblico_senza_atti_della_relazione_nulla_del_31_dicembre(pubblico):
    for file in pubblico.rglob("*"):
        if file.suffix in {".html", ".json", ".xml"}:
            assert RISULTATO not in file.read_text(encoding="utf-8"), file
            assert "Meno domande" not in file.read_text(encoding="utf-8"), file
    for nome in ("index", "premessa", "metodo"):
        assert "non è ancora approvato" in scritto(pubblico, f"2021/relazione/{nome}.html")
    assert 'href="relazione/metodo.html"' in scritto(pubblico, "2021/index.html")


def test_un_errore_nei_dati_ferma_tutto_e_lascia_il_sito_di_prima(tmp_path):
    radice = progetto(tmp_path)
    scrivi(radice, {"site/index.html": "di prima"})
    albero = radice / "data/2021/albero.yml"
    albero.write_text(ALBERO.replace('codice: "1.1"', 'codice: "9.9"', 1), encoding="utf-8")
    esito = costruisci(radice)
    assert esito.returncode == 1
    assert "data/2021/albero.yml:3" in esito.stderr
    assert "Rimedio:" in esito.stderr
    assert "Traceback" not in esito.stderr
    assert scritto(radice, "site/index.html") == "di prima"


# ---- installed files


def test_i_caratteri_dichiarati_sono_quelli_copiati(bozza):
    stile = (CODICE / "theme/css/screen.css").read_text(encoding="utf-8")
    dichiarati = set(re.findall(r'url\("\.\./assets/bootstrap-italia/([^"]+)"\)', stile))
    assert dichiarati == {nome for nome in USATI if nome.endswith(".woff2")}
    assert all((bozza / nome).is_file() for nome in installati())


def test_i_modelli_del_tema_non_sono_nel_sito(bozza):
    assert not (bozza / "parti").exists()
    assert not (bozza / "frammenti").exists()


def test_testo_letterale():
    assert letterale(STRANO).count("&#") == sum(not c.isalnum() and c != " " for c in STRANO)
