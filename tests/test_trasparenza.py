"""Amministrazione Trasparente as machines read it: labels, files for ANAC, map of the links, days on line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from macros.model.luoghi import SENZA_INDIRIZZO, file_anac, file_da_includere
from macros.model.pubblicati import pubblicati
from macros.publish.carta.nodi import leggi as leggi_albero
from macros.publish.contesto.contesto import Contesto
from macros.publish.iter.anac import (
    SENZA_ATTI,
    SENZA_CODICE,
    SENZA_SCHEMA,
    dati_anac,
    mancano,
    mappa_collegamenti,
    senza_mappa,
)
from macros.publish.pagine.da_includere import da_includere
from macros.publish.pagine.trasparenza import NON_SI_APRONO, elenco_obblighi, file_per_macchine, obbligo
from macros.reading.anno.modi import _controllo
from macros.reading.registro.accoda import Chiesto
from macros.vista.vista import Vista, carica_vista
from scripts.forgia.rilascio import _STAMPATO
from tests.lettura_uscite import in_parole
from tests.progetto_copia import RADICE, ciclo, progetto_piccolo, registra_atti, sostituisci
from tests.strumenti.browser import sito_nel_browser
from tests.strumenti.crawler import Pagina, Regola, Trovato, assoluto, del_sito, elementi, radici, visita
from tests.test_casi import approva
from tests.test_oiv import con_oiv

# --- The rules of the State's crawler: those of ours, as RECORDS 13 names them ----------------------

RADICE_AT = "Amministrazione Trasparente"
FOGLIE = {
    "Sistema di misurazione e valutazione della Performance": "trasparenza/06-01.html",
    "Piano della Performance": "trasparenza/06-02.html",
    "Relazione sulla Performance": "trasparenza/06-03.html",
    "Ammontare complessivo dei premi": "trasparenza/06-04.html",
    "Dati relativi ai premi": "trasparenza/06-05.html",
}
OIV = "Organismi indipendenti di valutazione, nuclei di valutazione o altri organismi con funzioni analoghe"
CONTROLLI = "Controlli e rilievi sull'amministrazione"
INDIRIZZI = {
    RADICE_AT: "trasparenza/index.html",
    "Performance": "trasparenza/performance.html",
    CONTROLLI: "trasparenza/controlli.html",
    **FOGLIE,
    OIV: "trasparenza/14-01.html",
}
"""Label → the only page that it may lead to."""


def albero(*foglie: str) -> Regola:
    """The tree of rules with those leaves of *Performance*."""
    alternative = {"Ammontare complessivo dei premi": ("Premi",)}
    performance = Regola("Performance", figlie=tuple(Regola(f, alternative.get(f, ())) for f in foglie))
    return Regola(RADICE_AT, figlie=(performance, Regola(CONTROLLI, figlie=(Regola(OIV, ("OIV",)),))))


ALBERI = {"in uso, 52 regole": albero("Ammontare complessivo dei premi"), "predefinito, 126 regole": albero(*FOGLIE)}


def difetti(pagine: Pagina, nomi: list[str]) -> list[str]:
    """Say where a label of the section is not what RECORDS 13 asks: visible, alone, whole, one address."""
    trovati, arrivi = [], {}
    for nome in nomi:
        for e in elementi(pagine(nome) or ""):
            for etichetta in INDIRIZZI:
                if e.tag == "a" and sorted(radici(e.testo)) == sorted(radici(etichetta)):
                    arrivi.setdefault(etichetta, set()).add(assoluto(e.href, nome))
                    trovati += [f"{nome}: «{e.testo}» non è «{etichetta}»"] if e.testo != etichetta else []
                    trovati += [f"{nome}: «{etichetta}» è nascosta"] if e.nascosto else []
    trovati += [f"«{e}» porta a {sorted(dove)}" for e, dove in arrivi.items() if dove != {INDIRIZZI[e]}]
    return [*trovati, *(f"«{e}» non c'è" for e in INDIRIZZI.keys() - arrivi)]


def pagine_della_sezione(sito: Path) -> list[str]:
    return sorted(f.relative_to(sito).as_posix() for f in (sito / "trasparenza").glob("*.html"))


def cambiata(pagine: Pagina, nome: str, *cambi: tuple[str, str]) -> Pagina:
    """The same site with one page changed, each place once."""

    def pagina(indirizzo: str) -> str | None:
        html = pagine(indirizzo)
        for cerca, metti in cambi if indirizzo == nome and html else ():
            assert cerca in html
            html = html.replace(cerca, metti, 1)
        return html

    return pagina


@pytest.fixture(scope="module")
def sito(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with the section of the demonstration, at an address."""
    radice = con_sezione(tmp_path_factory.mktemp("trasparenza") / "p")
    esito = ciclo("costruisci", "--senza-pdf", "--uscita", str(radice.parent / "sito"), radice=radice)
    assert esito.returncode == 0, esito.stderr
    return radice.parent / "sito"


def con_sezione(radice: Path) -> Path:
    progetto_piccolo(radice)
    shutil.copytree(RADICE / "content/trasparenza", radice / "content/trasparenza")
    for pagina in (radice / "content/trasparenza").glob("*.md"):  # what lies outside the section is not there
        testo = re.sub(r"\[([^]]+)\]\(\.\./[^)]*\)", r"\1", pagina.read_text(encoding="utf-8"))
        pagina.write_text(testo, encoding="utf-8")
    return con_indirizzo(radice)


def con_indirizzo(radice: Path) -> Path:
    """Give a project the section of the demonstration, an address, a tax code."""
    shutil.copy(RADICE / "data/trasparenza.yml", radice / "data")
    with (radice / "data/ente.yml").open("a", encoding="utf-8") as file:
        file.write('indirizzo_sito: https://esempio.camcom.it/performance/\ncodice_fiscale: "00000000018"\n')
    return radice


@pytest.mark.slow
@pytest.mark.parametrize("regole", ALBERI.values(), ids=ALBERI)
def test_il_crawler_trova_ogni_etichetta_al_suo_indirizzo(sito: Path, regole: Regola) -> None:
    trovate = visita(del_sito(sito), "index.html", regole)
    assert trovate == {e: Trovato(200, frozenset({INDIRIZZI[e]})) for e in trovate}
    assert (
        len(trovate) == {"in uso": 5, "predefinito": 9}[next(k for k, r in ALBERI.items() if r is regole).split(",")[0]]
    )


@pytest.mark.slow
def test_ogni_etichetta_e_un_collegamento_visibile_intero_e_ha_un_indirizzo_solo(sito: Path) -> None:
    assert difetti(del_sito(sito), pagine_della_sezione(sito)) == []


@pytest.mark.slow
def test_ogni_voce_e_anche_un_frammento_che_sta_da_solo_nella_pagina_di_un_altro(sito: Path, vista: Vista) -> None:
    """Whole addresses that arrive, nothing of ours around, no label with an address of its own; the same words."""
    voci = vista.trasparenza.obblighi if vista.trasparenza else ()
    etichette = {v.titolo for v in vista.trasparenza.voci} if vista.trasparenza else set()
    file = {f.relative_to(sito).as_posix(): f.read_text(encoding="utf-8") for f in (sito / "frammenti").iterdir()}
    assert len(file) == 2 * len(voci) + 1
    for voce in voci:
        pezzo = file[file_da_includere(voce.codice, in_riquadro=False)]
        albero = leggi_albero(pezzo)
        nodi = list(albero.discendenti())
        assert not {a for n in nodi for a in n.attributi} & {"id", "class", "style", "role", "tabindex", "src"}
        assert not {n.nome for n in nodi} & {"script", "style", "div", "span", "svg", "h1"}
        for n in (n for n in nodi if n.nome == "a"):
            assert n.attributi["href"].startswith(("https://", "mailto:"))
            assert n.testo() not in etichette
            dentro, _, _ = n.attributi["href"].partition("#")
            if dentro.startswith(CASA) and dentro.endswith(".html"):
                assert (sito / dentro.removeprefix(f"{CASA}/")).is_file(), dentro
        assert pezzo.strip() in file[file_da_includere(voce.codice, in_riquadro=True)]
    senza = replace(vista.progetto, ente=replace(vista.ente, indirizzo_sito=None))
    assert da_includere(replace(vista, progetto=senza), lambda _: "") == {}


@pytest.mark.slow
@pytest.mark.parametrize("regole", ALBERI.values(), ids=ALBERI)
def test_anche_nel_sito_della_dimostrazione(solo_pagine: Path, regole: Regola) -> None:
    pagine = del_sito(solo_pagine)
    trovate = visita(pagine, "index.html", regole)
    assert trovate == {e: Trovato(200, frozenset({INDIRIZZI[e]})) for e in trovate}
    assert difetti(pagine, pagine_della_sezione(solo_pagine)) == []


GUASTI = {
    "due collegamenti": (
        "trasparenza/performance.html",
        ("</h1>", '</h1><p><a href="../2021/relazione/index.html">Relazione sulla performance 2021</a></p>'),
        ("Relazione sulla Performance", 207),
    ),
    "un codice davanti": (
        "trasparenza/performance.html",
        ('06-02.html">Piano della Performance</a>', '06-02.html">06.02 Piano della Performance</a>'),
        None,
    ),
    "nascosta": (
        "trasparenza/controlli.html",
        ('<a href="14-01.html">', '<a hidden href="14-01.html">'),
        None,
    ),
    "dentro qualcosa di nascosto": (
        "trasparenza/controlli.html",
        ("<main", '<main aria-hidden="true"'),
        None,
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("guasto", GUASTI.values(), ids=GUASTI)
def test_un_etichetta_guastata_si_vede(sito: Path, guasto: tuple) -> None:
    nome, cambio, atteso = guasto
    pagine = cambiata(del_sito(sito), nome, cambio)
    assert difetti(pagine, pagine_della_sezione(sito)) != []
    if atteso:
        etichetta, codice = atteso
        assert visita(pagine, "index.html", ALBERI["predefinito, 126 regole"])[etichetta].codice == codice


@pytest.mark.slow
def test_il_crawler_dice_202_di_un_altra_parola_e_400_di_nessuna(sito: Path) -> None:
    pagina = "trasparenza/performance.html"
    cambi = (("Ammontare complessivo dei premi", "I premi", 202), ("Piano della Performance", "Il Piano", 400))
    for etichetta, parola, codice in cambi:
        quante = (del_sito(sito)(pagina) or "").count(etichetta)
        senza = cambiata(del_sito(sito), pagina, *[(etichetta, parola)] * quante)
        trovata = visita(senza, "index.html", ALBERI["predefinito, 126 regole"])[etichetta]
        assert (trovata.codice, etichetta in str(difetti(senza, [pagina]))) == (codice, True)


@pytest.mark.slow
def test_nel_browser_nessuna_etichetta_e_nascosta_sul_telefono_e_sullo_schermo(sito: Path) -> None:
    with sito_nel_browser(sito) as navigato, navigato.apri(attesa="load") as p:
        for larghezza in (360, 1280):
            p.set_viewport_size({"width": larghezza, "height": 900})
            for nome in ("trasparenza/index.html", "trasparenza/performance.html", "trasparenza/controlli.html"):
                navigato.vai(p, nome)
                for etichetta in INDIRIZZI:
                    trovati = p.get_by_role("link", name=etichetta, exact=True, include_hidden=True).all()
                    assert [t.is_visible() for t in trovati] == [True] * (len(trovati) or 1), (nome, etichetta)


# --- ANAC, art. 31: a schema written from RECORDS 13 -------------------------------------------------

GIORNO = {"type": "string", "pattern": r"^(0[1-9]|[12]\d|3[01])/(0[1-9]|1[0-2])/\d{4}$"}
ATTO = {
    "type": "object",
    "properties": {"dataPubblicazione": GIORNO, "documento": {"type": "string", "pattern": "^https?://[^/]+/"}},
    "required": ["dataPubblicazione", "documento"],
    "additionalProperties": False,
}
TIPI = ("validazioneRelazioneSullaPerformance", "relazioneSistemaDiValutazione", "altriAttiOrganismoAnalogo")
SCHEMA = {
    "type": "object",
    "properties": {
        "intestazione": {
            "type": "object",
            "properties": {
                "amministrazione": {
                    "type": "object",
                    "properties": {
                        "codiceFiscale": {"type": "string", "pattern": r"^\d{11}$"},
                        "denominazione": {"type": "string", "minLength": 1},
                    },
                    "required": ["codiceFiscale", "denominazione"],
                    "additionalProperties": False,
                },
                "dataPrimaPubblicazione": GIORNO,
                "dataUltimaModifica": GIORNO,
            },
            "required": ["amministrazione", "dataPrimaPubblicazione", "dataUltimaModifica"],
            "additionalProperties": False,
        },
        "attiOrganiDiValutazione": {
            "type": "object",
            "properties": dict.fromkeys(TIPI, ATTO),
            "additionalProperties": False,
        },
    },
    "required": ["intestazione", "attiOrganiDiValutazione"],
    "additionalProperties": False,
}
VALIDAZIONE = "Documento di validazione della Relazione sulla Performance"
RELAZIONE = (
    "Relazione sul funzionamento complessivo del Sistema di valutazione, trasparenza e integrità dei controlli interni"
)
CASA = "https://esempio.camcom.it/performance"


def atto(radice: Path, nome: str, **chiavi: str) -> None:
    righe = {"organo": "OIV", "oggetto": "Oggetto", **chiavi}
    testo = "".join(f"{k}: {v}\n" for k, v in righe.items())
    (radice / f"data/2021/atti/{nome}.yml").write_text(testo, encoding="utf-8")


PUBBLICAZIONI = {
    "p1": ("2022-02-28", {"documento": "relazione"}),
    "p2": ("2022-04-29", {"pubblica": "[sistema]"}),
    "p3": ("2022-06-01", {"pubblica": "[2021-10-12-oiv-esclusione-missione, sistema]"}),
}


def con_pubblicazioni(radice: Path, quali: str = "p1 p2 p3", documenti: str = "piano monitoraggio relazione") -> Path:
    """The small project with days of publications: the Relazione, the report on the System, another act."""
    con_indirizzo(con_oiv(radice))
    with (radice / "data/2021/atti/2021-10-12-oiv-esclusione-missione.yml").open("a", encoding="utf-8") as file:
        file.write("albo: https://albo.esempio.it/12\n")
    for documento in documenti.split():
        approva(radice, documento)
    atto(
        radice, "sistema", tipo="relazione_sistema", numero="relazione", data="2022-04-20", documento="smvp",
        albo="https://albo.esempio.it/sistema",
    )  # fmt: skip
    for nome in quali.split():
        giorno, altro = PUBBLICAZIONI[nome]
        atto(radice, nome, organo="SG", tipo="pubblicazione", numero=f"comunicazione {nome}", data=giorno, **altro)
    registra_atti(radice)
    return radice


@pytest.fixture(scope="module")
def pubblicato(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return con_pubblicazioni(tmp_path_factory.mktemp("anac") / "p")


def nomi(vista: Vista) -> dict[str, bytes]:
    return {f.nome: f.contenuto for f in dati_anac(vista)}


def righe(grezzo: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(grezzo.decode()), delimiter=";"))


def test_il_csv_per_anac_ha_ogni_atto_in_linea_con_data_e_indirizzo(pubblicato: Path) -> None:
    vista = carica_vista(pubblicato, pubblico=True)
    dossier = f"{CASA}/documenti/2021/validazione-2021.pdf"
    assert righe(nomi(vista)["art.31-oiv-latest.csv"]) == [
        ["TIPO_DOCUMENTO", "DATA_PUBBLICAZIONE", "DOCUMENTO"],
        [VALIDAZIONE, "28/02/2022", dossier],
        [RELAZIONE, "29/04/2022", "https://albo.esempio.it/sistema"],
        [
            vista.anno(2021).atti["2021-10-12-oiv-esclusione-missione"].oggetto,
            "01/06/2022",
            "https://albo.esempio.it/12",
        ],
    ]


def test_ogni_giorno_di_pubblicazione_ha_i_suoi_file_e_latest_e_l_ultimo(pubblicato: Path) -> None:
    scritti = nomi(carica_vista(pubblicato))
    date = ("latest", "20220228-20220601", "20220228-20220429", "20220228-20220228")
    assert list(scritti) == [f"art.31-oiv-{d}.csv" for d in date] + [f"art.31-{d}.json" for d in date]
    for nome, tipo in (("art.31-oiv", "csv"), ("art.31", "json")):
        assert scritti[f"{nome}-latest.{tipo}"] == scritti[f"{nome}-20220228-20220601.{tipo}"]
    assert [len(righe(scritti[f"art.31-oiv-{d}.csv"])) for d in date] == [4, 4, 3, 2]
    for nome, grezzo in scritti.items():
        if nome.endswith(".json"):
            jsonschema.validate(json.loads(grezzo), SCHEMA)


def test_il_json_per_anac_ha_l_ultimo_di_ogni_tipo_e_le_date_dei_dati(pubblicato: Path) -> None:
    detto = json.loads(nomi(carica_vista(pubblicato))["art.31-latest.json"])
    assert detto["intestazione"] == {
        "amministrazione": {
            "codiceFiscale": "00000000018",
            "denominazione": "Camera di Commercio Industria Artigianato e Agricoltura di Prova",
        },
        "dataPrimaPubblicazione": "28/02/2022",
        "dataUltimaModifica": "01/06/2022",
    }
    assert {k: v["dataPubblicazione"] for k, v in detto["attiOrganiDiValutazione"].items()} == dict(
        zip(TIPI, ("28/02/2022", "29/04/2022", "01/06/2022"), strict=True)
    )


@pytest.mark.parametrize(
    ("chiave", "valore"),
    [("codiceFiscale", "0000000001"), ("dataUltimaModifica", "2022-06-01"), ("documento", "12.pdf")],
)
def test_lo_schema_scritto_qui_rifiuta_cio_che_non_va(pubblicato: Path, chiave: str, valore: str) -> None:
    scritto = nomi(carica_vista(pubblicato))["art.31-latest.json"].decode()
    rotto = re.sub(rf'"{chiave}": "[^"]*"', f'"{chiave}": "{valore}"', scritto, count=1)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(rotto), SCHEMA)


@pytest.mark.slow
def test_i_file_con_le_date_non_cambiano_e_l_ultima_data_segue_solo_le_pubblicazioni(tmp_path: Path) -> None:
    radice = con_pubblicazioni(tmp_path / "p")
    prima = nomi(carica_vista(radice))
    atto(radice, "parere", tipo="parere_oiv", numero="verbale 30", data="2022-07-01", documento="smvp",
         albo="https://albo.esempio.it/30")  # fmt: skip
    registra_atti(radice)
    assert nomi(carica_vista(radice)) == prima, "un atto non pubblicato non cambia niente"
    atto(radice, "p4", organo="SG", tipo="pubblicazione", numero="comunicazione p4", data="2022-07-20",
         pubblica="[parere]")  # fmt: skip
    registra_atti(radice)
    dopo = nomi(carica_vista(radice))
    assert {n: c for n, c in prima.items() if "latest" not in n}.items() <= dopo.items()
    assert "art.31-oiv-20220228-20220720.csv" in dopo
    ultimo = json.loads(dopo["art.31-latest.json"])
    assert ultimo["intestazione"]["dataUltimaModifica"] == "20/07/2022"
    assert ultimo["attiOrganiDiValutazione"][TIPI[2]]["documento"] == "https://albo.esempio.it/30"


def test_una_validazione_nuova_della_relazione_non_cambia_cio_che_era_in_linea(tmp_path: Path) -> None:
    radice = con_pubblicazioni(tmp_path / "p")
    prima = nomi(carica_vista(radice))
    chiavi = {"tipo": "validazione_oiv", "data": "2022-09-01", "documento": "relazione"}
    atto(radice, "oiv-di-nuovo", numero="verbale 40", **chiavi)
    atto(radice, "p4", organo="SG", tipo="pubblicazione", numero="p4", data="2022-09-10", pubblica="[oiv-di-nuovo]")
    registra_atti(radice)
    dopo = nomi(carica_vista(radice))
    assert {n: c for n, c in prima.items() if "latest" not in n}.items() <= dopo.items()
    assert [r[:2] for r in righe(dopo["art.31-oiv-latest.csv"])[1:]][-1] == [VALIDAZIONE, "10/09/2022"]


def test_nomi_e_chiavi_dello_schema_sono_dati(tmp_path: Path) -> None:
    radice = con_pubblicazioni(tmp_path / "p")
    file = radice / "data/trasparenza.yml"
    sostituisci(file, "schema: art.31-oiv", "schema: oiv.nuovo")
    sostituisci(file, "{nome: DATA_PUBBLICAZIONE, contiene: data}", "{nome: GIORNO, contiene: data}")
    sostituisci(file, "atti: attiOrganiDiValutazione", "atti: attiNuovi")
    scritti = nomi(carica_vista(radice))
    assert righe(scritti["oiv.nuovo-latest.csv"])[0] == ["TIPO_DOCUMENTO", "GIORNO", "DOCUMENTO"]
    assert "attiNuovi" in json.loads(scritti["art.31-latest.json"])


SENZA = {
    "indirizzo": ("data/ente.yml", "indirizzo_sito: ", "# ", SENZA_INDIRIZZO),
    "codice fiscale": ("data/ente.yml", "codice_fiscale: ", "# ", SENZA_CODICE),
    "schema": ("data/trasparenza.yml", "anac:", "", SENZA_SCHEMA),
    "pubblicazioni": ("", "", "", SENZA_ATTI),
}


@pytest.mark.parametrize("che", SENZA)
def test_dove_manca_qualcosa_i_file_non_ci_sono_e_si_dice_perche(tmp_path: Path, che: str) -> None:
    radice = con_pubblicazioni(tmp_path / "p", "" if che == "pubblicazioni" else "p1 p2 p3")
    percorso, cerca, metti, perche = SENZA[che]
    if che == "schema":
        file = radice / percorso
        file.write_text(file.read_text(encoding="utf-8").partition(cerca)[0], encoding="utf-8")
    elif percorso:
        sostituisci(radice / percorso, cerca, metti)
    vista = carica_vista(radice)
    assert mancano(vista) == (perche,)
    assert {f.rpartition(".")[2] for f in nomi(vista)} == ({"csv"} if che == "codice fiscale" else set())
    assert perche in in_parole(file_per_macchine(Contesto(vista=vista, pagina="trasparenza/14-01.html"), "anac"))


# --- Map of the links --------------------------------------------------------------------------------


@pytest.mark.slow
def test_la_mappa_dei_collegamenti_ha_le_chiavi_e_porta_alle_pagine(sito: Path) -> None:
    mappa = json.loads((sito / "at_map.json").read_text(encoding="utf-8"))
    sezione = f"{CASA}/trasparenza"
    assert mappa == {
        "at_art2_bis_c1": {
            "amministrazione_trasparente": f"{sezione}/index.html",
            "performance": f"{sezione}/performance.html",
            "controlli_e_rilievi": f"{sezione}/controlli.html",
            "piano_integrato_attivita_organizzazione": f"{sezione}/06-02.html",
            "ammontare_complessivo_dei_premi": f"{sezione}/06-04.html",
            "dati_relativi_ai_premi": f"{sezione}/06-05.html",
            "nuclei_di_valutazione": f"{sezione}/14-01.html",
        }
    }
    for indirizzo in mappa["at_art2_bis_c1"].values():
        assert (sito / indirizzo.removeprefix(f"{CASA}/")).is_file()
    assert 'href="../at_map.json"' in (sito / "trasparenza/index.html").read_text(encoding="utf-8")


def test_senza_indirizzo_del_sito_non_c_e_mappa(vista: Vista) -> None:
    ente = replace(vista.ente, indirizzo_sito=None)
    senza = replace(vista, progetto=replace(vista.progetto, ente=ente))
    assert (mappa_collegamenti(senza, ()), senza_mappa(senza)) == (None, SENZA_INDIRIZZO)
    pagina = Contesto(vista=senza, pagina="trasparenza/index.html")
    assert SENZA_INDIRIZZO in in_parole(file_per_macchine(pagina, "mappa"))


OIV_CODICE = "14.01"

# --- What a page says of the acts --------------------------------------------------------------------


def voce(vista: Vista, codice: str) -> str:
    pagina = Contesto(vista=vista, pagina=f"trasparenza/{codice.replace('.', '-')}.html")
    return in_parole(obbligo(pagina, codice))


def test_alla_voce_dell_oiv_ci_sono_tutti_i_suoi_atti_con_cio_che_decidono(vista: Vista) -> None:
    detto = voce(vista, OIV_CODICE)
    suoi = [a for n in vista.anni for a in vista.anno(n).atti.values() if a.organo == "OIV"]
    assert len(suoi) >= 11
    assert all(" ".join(a.oggetto.split()) in detto for a in suoi)
    for frase in (
        "Relazione 2021: valida.",
        "Variazione 3 non validata.",
        "Indicatore 2.2.3.b escluso dalla media.",
        "documento: Piano 2021–2023",
        "in linea dal 28 febbraio 2022 al 31 dicembre 2027",
        "in linea dal 17 ottobre 2022 al 31 dicembre 2027",
        "Relazione dell'OIV sul Sistema 2021 Pubblicazione: 3 maggio 2022",
    ):
        assert frase in detto
    assert "pubblicazione non registrata" not in detto


def test_la_dimostrazione_ha_i_file_per_le_macchine_e_dice_che_l_indirizzo_e_di_esempio(vista: Vista) -> None:
    """Of every act of the OIV, of years without a Relazione too; the addresses in them lead nowhere, and it is said."""
    assert (mancano(vista), senza_mappa(vista)) == ((), "")
    scritti = nomi(vista)
    suoi = [a for n in vista.anni for a in vista.anno(n).atti.values() if a.organo == "OIV"]
    assert len(righe(scritti["art.31-oiv-latest.csv"])) == 1 + len(suoi)
    detto = json.loads(scritti["art.31-latest.json"])
    jsonschema.validate(detto, SCHEMA)
    assert tuple(detto["attiOrganiDiValutazione"]) == TIPI
    assert all(f.indirizzo.startswith("dati/anac-dimostrativi/") for f in dati_anac(vista))
    for quali in ("anac", "mappa"):
        assert NON_SI_APRONO in in_parole(
            file_per_macchine(Contesto(vista=vista, pagina="trasparenza/14-01.html"), quali)
        )


@pytest.mark.parametrize(
    ("indirizzo", "aperto"),
    [
        ("https://example.org/performance/", False),
        ("https://www.Example.com", False),
        ("http://camera.example:8080/x", False),
        ("https://camera.test", False),
        ("https://example.org.camcom.it/", True),
        ("https://www.testo.it/example.org", True),
        ("https://www.bs.camcom.it", True),
    ],
)
def test_un_indirizzo_di_esempio_non_porta_in_nessun_posto(vista: Vista, indirizzo: str, aperto: bool) -> None:
    assert (replace(vista.ente, indirizzo_sito=indirizzo).indirizzo_aperto == indirizzo) is aperto


def test_la_relazione_sul_sistema_e_fra_i_documenti_con_il_suo_indirizzo_e_la_sua_durata(pubblicato: Path) -> None:
    vista = carica_vista(pubblicato)
    detto = voce(vista, OIV_CODICE)
    assert "Nessuna relazione dell'OIV" not in detto
    assert "Relazione dell'OIV sul Sistema 2021 Pubblicazione: 29 aprile 2022" in detto
    assert "Ultimo aggiornamento 1° giugno 2022" in detto
    assert "in linea fino al 31 dicembre 2027, e comunque finché i suoi atti hanno effetto" in detto


def test_quanto_resta_in_linea_si_calcola_e_un_sistema_in_vigore_non_scade(vista: Vista) -> None:
    assert "Il Sistema in vigore non ha un ultimo giorno" in voce(vista, "06.01")
    piano = voce(vista, "06.02")
    insieme = "Piano integrato di attività e organizzazione 2022–2024 e Piano 2022–2024"
    assert f"{insieme}: in linea fino al 31 dicembre 2027" in piano
    assert "Gli altri atti dell'OIV sul Piano sono alla voce 14.01 ." in piano
    oiv = voce(vista, OIV_CODICE)
    insieme = "Validazione della Relazione 2021 e Relazione dell'OIV sul Sistema 2021"
    assert f"{insieme}: in linea fino al 31 dicembre 2027" in oiv
    elencati = oiv.partition("Atti registrati")[2]
    assert (
        0 < elencati.index("11 ottobre 2022") < elencati.index("14 settembre 2021") < elencati.index("20 gennaio 2021")
    )
    assert "Gli altri atti" not in oiv + voce(vista, "06.03")
    assert "Il primo a lasciare il sito: Piano 2021–2023, dopo il 31 dicembre 2026." in piano
    assert "Ciò che si pubblica resta in linea cinque anni" in voce(vista, "06.04")
    for codice in ("06.01", "06.02", "06.03", "06.04", OIV_CODICE):
        assert "si chiede con l'accesso civico (articolo 5)" in voce(vista, codice)


def test_in_pubblico_una_pubblicazione_si_vede_con_cio_che_mette_in_linea(pubblicato: Path, tmp_path: Path) -> None:
    vista = carica_vista(pubblicato, pubblico=True)
    assert {"p1", "p2", "p3"} <= vista.anno(2021).atti.keys()
    esclusione = "2021-10-12-oiv-esclusione-missione"
    radice = con_pubblicazioni(tmp_path / "p", "p2 p3", "piano")
    vista = carica_vista(radice, pubblico=True)
    assert {"p2", "p3", esclusione} <= vista.anno(2021).atti.keys(), (
        "ciò che è in linea è pubblico, di qualsiasi cosa parli"
    )
    assert "escluso dalla media" not in voce(vista, OIV_CODICE), "ma non ciò che i dati ne dicono"
    sostituisci(radice / f"data/2021/atti/{esclusione}.yml", "albo: https://albo.esempio.it/12\n", "")
    registra_atti(radice, Chiesto(motivi={esclusione: "L'indirizzo non c'era"}))
    senza = carica_vista(radice, pubblico=True).anno(2021).atti
    assert ("p2" in senza, "p3" in senza, esclusione in senza) == (True, False, False)


def test_una_voce_dice_sezione_e_norma_e_la_partecipazione_ha_la_sua_riga(vista: Vista) -> None:
    elenco = in_parole(elenco_obblighi(Contesto(vista=vista, pagina="trasparenza/index.html")))
    assert "Partecipazione di cittadini e utenti D.Lgs. 150/2009, art. 19-bis" in elenco
    assert "D.Lgs. 150/2009, artt. 10 e 14, c. 4" in elenco
    assert "Sezione Performance" in voce(vista, "06.03")


@pytest.mark.slow
def test_una_pubblicazione_si_registra_con_cio_che_mette_in_linea(tmp_path: Path) -> None:
    radice = con_pubblicazioni(tmp_path / "p", "p1")
    comando = ("atto", "--anno", "2021", "--pubblica", "sistema")
    dati = ("--tipo", "pubblicazione", "--organo", "Segretario Generale", "--atto", "comunicazione 9", "--data")
    esito = ciclo(*comando, *dati, "29/04/2022", "--oggetto", "Pubblicazione della relazione", radice=radice)
    assert esito.returncode == 0, esito.stderr
    (scritto,) = (radice / "data/2021/atti").glob("2022-04-29-*.yml")
    assert 'pubblica: ["sistema"]' in scritto.read_text(encoding="utf-8")
    assert "art.31-oiv-20220228-20220429.csv" in nomi(carica_vista(radice))
    rettifica = ciclo(*comando, "--rettifica", scritto.stem, "--motivo", "y", radice=radice)
    assert "senza --pubblica" in rettifica.stderr


def test_un_rilascio_prende_anche_i_file_per_anac(pubblicato: Path) -> None:
    for dimostrativo in (True, False):
        assert all(_STAMPATO.fullmatch(file_anac(n, dimostrativo=dimostrativo)) for n in nomi(carica_vista(pubblicato)))


def test_la_prima_pubblicazione_e_quella_che_conta(pubblicato: Path) -> None:
    giorni = {a.nome: g for a, g in pubblicati(carica_vista(pubblicato).anno(2021))}
    assert giorni["sistema"] == dt.date(2022, 4, 29)


def test_la_cifra_di_controllo_e_quella_dei_codici_fiscali() -> None:
    assert [_controllo(c) for c in ("0000000001", "8001234567", "0123456789")] == [8, 6, 7]


DI_OGGI = re.compile(r"non (?:è|sono|c'è|ci sono) ancora|ancora da |manca(?:no)? ancora|saranno pubblicat|qui sopra")
"""Words that say how things stand: they are computed, or become false."""


def test_nessuna_pagina_della_sezione_dice_a_mano_a_che_punto_sono_le_cose() -> None:
    pagine = sorted((RADICE / "content/trasparenza").glob("*.md"))
    assert len(pagine) == 10
    for file in (*pagine, RADICE / "data/trasparenza.yml"):
        assert DI_OGGI.findall(file.read_text(encoding="utf-8")) == [], file.name
    assert DI_OGGI.search("I documenti non sono ancora pubblicati")
