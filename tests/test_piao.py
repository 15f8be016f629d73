"""The PIAO: read, sealed, locked, varied, told with its nine questions, public with its act, nowhere without its file.

The law comes a year early here, so that the small project has one. What is wrong with the file has its cases in
`tests/casi/piao_*.yml`.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from macros.checks.coperture import fuori_documento
from macros.checks.esame import esamina
from macros.engine.compilazione import da_compilare
from macros.engine.piao import senza_risposta
from macros.engine.scadenze import scadenze_di
from macros.model.anno import Anno
from macros.model.dei_documenti import campi_pubblici
from macros.model.pagine import DOCUMENTO, ITER_DI
from macros.model.piao import DimensionePiao
from macros.model.problems import Documento
from macros.model.regole import REGOLE
from macros.model.scadenze import consuete
from macros.model.unita import SINGOLARI
from macros.publish.contesto.contesto import Contesto, Sorgente
from macros.publish.documenti import fascicoli
from macros.publish.iter.anac import pagine_in_mappa
from macros.publish.iter.variazioni import variazioni_piano
from macros.publish.iter.versioni import iter_e_versioni
from macros.publish.pagine.esposti import esposti
from macros.publish.pagine.piao import SENZA_PIAO, sezione_piao
from macros.publish.pagine.tappe import documenti
from macros.publish.parole.piao import NUOVO, assorbimento, in_breve, numeri_diversi, partenza, traguardi
from macros.publish.parole.voci import FISSO
from macros.publish.schede.programmazione import programma
from macros.reading.pagine.chiamate import Chiamata
from macros.reading.progetto import impronte
from macros.reading.scrivi.nuove_scadenze import nuove_scadenze
from macros.trail.confronto import confronta
from macros.vista.potatura import pota, pota_anno
from macros.vista.vista import Vista, carica_vista
from scripts.sito.avvisi import piano_e_piao
from scripts.sito.pagine import generate
from tests.conftest import esegui
from tests.progetto_copia import MINI, registra_atti, sostituisci
from tests.strumenti.accessibili import difetti
from tests.test_casi import approva
from tests.test_motivi import GIUNTA, OIV

FILE = "data/2021/piao.yml"
PIAO = """dipendenti: 51
soglia: 50
struttura: {valore_pubblico: "2.1", performance: "2.2", pari_opportunita: "2.3", individuale: "2.4"}
obiettivi:
  "1.1":
    destinatari: Imprese piccole
    contributori: Associazioni
    dimensione_piao: semplificazione
  "1.1.1":
    destinatari: Imprese
    dimensione_piao: pari_opportunita
capitoli: {strategici: "2.1", contesto: 5 Contesto}
"""
VARIAZIONE = """motivo: Sono anche altri
cambi:
  - {dove: piao, campo: "obiettivi[1.1].destinatari", da: Imprese piccole, a: Imprese}
atto_oiv: oiv-1
atto_giunta: giunta-1
"""
ONLINE = """tipo: pubblicazione
organo: Segretario Generale
numero: comunicazione 4
data: 2021-06-28
oggetto: Pubblicazione del PIAO
documento: piao
"""
FASI = "2\xa0fasi, l'ultima entro il 30 settembre 2021"


@pytest.fixture(autouse=True, scope="module")
def _un_anno_prima() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as toppa:
        toppa.setattr("macros.checks.piao.PRIMO_ANNO", 2021)
        yield


@pytest.fixture(scope="module")
def bozza(tmp_path_factory: pytest.TempPathFactory, _un_anno_prima: None) -> Vista:
    """The small project with its PIAO, nothing approved. To be read only."""
    radice = Path(shutil.copytree(MINI, tmp_path_factory.mktemp("piao") / "p"))
    (radice / FILE).write_text(PIAO, encoding="utf-8")
    return carica_vista(radice)


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    (radice / FILE).write_text(PIAO, encoding="utf-8")
    return radice


@pytest.fixture
def approvato(progetto: Path) -> Path:
    approva(progetto, "piano")
    approva(progetto, "piao")
    return progetto


def letto(radice: Path) -> Anno:
    return esamina(radice)[0].anni[2021]


def codici(radice: Path) -> list[str]:
    return [p.code for p in esamina(radice)[1] if p.code != "PIAO-SENZA-RISPOSTA"]


def pagina(vista: Vista, *sorgenti: Sorgente) -> str:
    return sezione_piao(
        Contesto(vista=vista, pagina=DOCUMENTO[Documento.PIAO].indirizzo(2021), sorgenti=lambda: sorgenti)
    )


def nudo(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def varia(radice: Path, documento: str) -> Path:
    """Record a variation of the file, made, with acts of September on a document."""
    cartella = radice / "data/2021"
    (cartella / "variazioni").mkdir()
    (cartella / "variazioni/1.yml").write_text(VARIAZIONE, encoding="utf-8")
    for nome, testo in (("oiv-1", OIV), ("giunta-1", GIUNTA)):
        scritto = testo.replace("documento: piano", f"documento: {documento}")
        (cartella / f"atti/{nome}.yml").write_text(scritto, encoding="utf-8")
    sostituisci(radice / FILE, "Imprese piccole", "Imprese")
    registra_atti(radice)
    return radice


# --- read, sealed, locked, varied -------------------------------------------------------------------


def test_si_legge_dalle_annotazioni_per_codice_con_il_suo_posto(bozza: Vista) -> None:
    piao = bozza.anno(2021).piao
    assert piao is not None
    assert (piao.dipendenti, piao.struttura.titolo("individuale")) == (51, "2.4 Performance individuale")
    assert list(piao.obiettivi) == ["1.1", "1.1.1"]
    assert piao.obiettivi["1.1.1"].dimensione_piao is DimensionePiao.PARI_OPPORTUNITA
    assert piao.obiettivi["1.1.1"].contributori is None
    assert str(piao.obiettivi["1.1"].dove("destinatari")) == f"{FILE}:6"
    assert [piao.struttura.detta(d) for d in piao.capitoli.values()] == ["2.1 Valore pubblico", "5 Contesto"]


def test_lo_sigilla_solo_il_suo_documento_con_il_piano(progetto: Path) -> None:
    prima = impronte(progetto, 2021)
    assert len(set(prima.values())) == len(Documento)
    sostituisci(progetto / FILE, "Associazioni", "Comuni")
    dopo = impronte(progetto, 2021)
    assert [d for d in Documento if prima[d] != dopo[d]] == [Documento.PIAO]
    sostituisci(progetto / FILE, "soglia: 50", "soglia: 50 # la legge")
    assert impronte(progetto, 2021) == dopo
    (progetto / FILE).unlink()
    senza = impronte(progetto, 2021)
    assert {d: senza[d] for d in Documento if d is not Documento.PIAO} == {
        d: dopo[d] for d in Documento if d is not Documento.PIAO
    }


def test_approvato_e_bloccato_e_il_rimedio_e_una_variazione(approvato: Path) -> None:
    assert codici(approvato) == []
    sostituisci(approvato / FILE, "Imprese piccole", "Imprese")
    (problema,) = [p for p in esamina(approvato)[1] if p.code == "BLOCCO-CAMBIATO"]
    assert problema.found == "«Imprese» in piao: obiettivi[1.1].destinatari"
    assert "come approvato con Giunta, delibera 58" in problema.expected
    assert 'ciclo varia piao "obiettivi[1.1].destinatari" Imprese --anno 2021' in problema.fix


@pytest.mark.slow
def test_una_variazione_modifica_la_sezione_con_atti_sul_piao(approvato: Path) -> None:
    prima = letto(approvato)
    varia(approvato, "piao")
    assert codici(approvato) == []
    dopo = letto(approvato)
    detti = {d: dopo.di(d).piao.obiettivi["1.1"].destinatari for d in Documento}
    assert detti == {
        Documento.PIANO: "Imprese piccole",
        Documento.PIAO: "Imprese piccole",
        Documento.MONITORAGGIO: "Imprese piccole",
        Documento.RELAZIONE: "Imprese",
    }
    (uno,) = confronta(prima, dopo, {2021: dopo}).cambiamenti
    assert (uno.campo.passi, uno.scritto_prima, uno.scritto_dopo) == (
        ("piao", "obiettivi", "1.1", "destinatari"),
        "Imprese piccole",
        "Imprese",
    )
    assert uno.motivo == "variazione 1: Sono anche altri"
    vista = carica_vista(approvato)
    assert "Imprese piccole" in pagina(vista), "as it was approved"
    oggi = variazioni_piano(Contesto(vista=vista, pagina="2021/variazioni.html"))
    assert "è approvato il 23 giugno 2021: le variazioni successive ne modificano anche la sezione." in oggi
    iter_ = iter_e_versioni(Contesto(vista=vista, pagina=ITER_DI[Documento.PIAO].indirizzo(2021)), "piao")
    assert [detto for detto in ("Variazione 1", "delibera 58", "delibera 90") if detto not in iter_] == []


def test_dove_il_piano_resta_un_documento_a_se_l_atto_di_una_variazione_e_sul_piano(progetto: Path) -> None:
    sostituisci(progetto / FILE, "dipendenti: 51", "dipendenti: 50")
    approva(progetto, "piano")
    approva(progetto, "piao")
    varia(progetto, "piao")
    assert codici(progetto).count("VAR-ATTO-TIPO") == 2


def test_si_approva_il_piano_del_giorno_dell_atto_e_non_si_approva_cio_che_non_c_e(progetto: Path) -> None:
    approva(progetto, "piano")
    varia(progetto, "piano")
    opzioni = ("--anno", "2021", "--organo", "Giunta", "--atto", "delibera 58", "--radice", progetto)
    provate = [
        esegui("approva", "piao", "--prova", "--data", giorno, *opzioni)[1] for giorno in ("23/06/2021", "01/10/2021")
    ]
    citate = [re.findall(r"quella dei dati è ([0-9a-f]{64})", uscita)[0] for uscita in provate]
    assert citate[1] == impronte(progetto, 2021)[Documento.PIAO]
    assert citate[0] != citate[1], "in June the variation of September was not there"
    (progetto / "data/2021/variazioni/1.yml").unlink()
    (progetto / FILE).unlink()
    assert f"{FILE}: non c'è" in esegui("approva", "piao", "--prova", *opzioni)[1]


# --- the page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dipendenti", "soglia", "assorbito"), [(49, 50, False), (50, 50, False), (51, 50, True), (51, 60, False)]
)
def test_oltre_la_soglia_il_piano_e_assorbito_fino_alla_soglia_resta(
    bozza: Vista, dipendenti: int, soglia: int, assorbito: bool
) -> None:
    anno = bozza.anno(2021)
    assert anno.piao is not None
    uno = replace(anno, piao=replace(anno.piao, dipendenti=dipendenti, soglia=soglia))
    assert ("è assorbito nel PIAO" in assorbimento(uno), "resta un documento a sé" in assorbimento(uno)) == (
        assorbito,
        not assorbito,
    )
    assert in_breve(uno).startswith("Assorbito" if assorbito else "Resta")
    assert uno.variati == ((Documento.PIANO, Documento.PIAO) if assorbito else (Documento.PIANO,))
    assert (assorbimento(replace(anno, piao=None)), in_breve(replace(anno, piao=None))) == ("", "")


def test_ogni_obiettivo_risponde_alle_nove_domande_dove_i_dati_dicono(bozza: Vista) -> None:
    html = pagina(bozza)
    uno = html[html.index('id="piao-1.1"') : html.index('id="piao-2.1"')]
    risposte = dict(re.findall(r"<dt>(\w)\) .*?</dt><dd[^>]*>(.*?)</dd>", uno))
    assert {lettera: nudo(testo) for lettera, testo in risposte.items()} == {
        "a": "I contributi arrivano a più imprese e in meno tempo.",
        "b": "Dirigente Area Promozione",
        "c": "Imprese piccole",
        "d": "Area Promozione; Area Anagrafica Ufficio Bandi Soggetti esterni: Associazioni",
        "e": "Entro il 31 dicembre 2023",
        "f": "Semplificazione",
    }
    riga = nudo(uno[uno.index("1.1.a") :])
    assert riga.startswith("1.1.a Imprese che ricevono un contributo Impatto. Grado: valore diviso target, per 100.")
    assert "2021: almeno 320 imprese 2022: almeno 340 imprese 2023: almeno 360 imprese Elenco dei pagamenti" in riga
    operativo = html[html.index('id="piao-1.1.1"') :]
    assert "Entro il 31 dicembre 2021" in operativo
    assert "nessuna fase raggiunta" in operativo


def test_strategici_sotto_il_valore_pubblico_operativi_sotto_la_performance(bozza: Vista) -> None:
    html = pagina(bozza)
    titoli = re.findall(r'<h2 id="sezione-\w+">(.*?)</h2>', html)
    assert titoli == [
        "Sottosezione 2.1 · Valore pubblico",
        "Sottosezione 2.2 · Performance",
        "Sottosezione 2.3 · Pari opportunità",
        "Sottosezione 2.4 · Performance individuale",
    ]
    _, *parti = html.split("<h2 ")
    schede = [re.findall(r'<h4 id="piao-([^"]+)">', parte) for parte in parti[:3]]
    assert schede == [["1.1", "2.1"], ["1.1.1", "2.1.1", "AS.1"], []]
    assert re.findall(r'href="([^"]+)"', parti[2]) == ["#piao-1.1.1"]


def test_cio_che_non_ha_risposta_si_elenca_finche_e_aperto_con_la_chiave(bozza: Vista, approvato: Path) -> None:
    senza = {(s.obiettivo, s.lettera): (s.chiave, s.file) for s in senza_risposta(bozza.anno(2021))}
    assert senza["2.1", "c"] == ("obiettivi[2.1].destinatari", FILE)
    assert senza["2.1.1", "g"] == ("storico", "data/2021/obiettivi/2.1.1.yml")
    assert not {("1.1", "c"), ("1.1", "f"), ("1.1", "g")} & senza.keys()
    assert pagina(bozza).count("<code>obiettivi[2.1].destinatari</code>") == 1
    html = pagina(carica_vista(approvato))
    assert "<code>" not in html
    assert nudo(html).count("c) A chi è rivolto") == 5 + len([1 for _, lettera in senza if lettera == "c"])


def test_la_mappa_segue_i_capitoli_del_piano_e_dice_quali_non_hanno_un_posto(bozza: Vista) -> None:
    indice = Sorgente("2021/piano/index.html", "Piano", ("strategici.md", "metodo.md", "contesto.md"))
    nomi = ("strategici", "metodo", "contesto")
    capitoli = [Sorgente(f"2021/piano/{nome}.html", nome.capitalize(), ()) for nome in nomi]
    html = pagina(bozza, indice, *capitoli)
    tavola = nudo(html[html.index('id="piao-capitoli"') :].partition("</table>")[0].partition("</thead>")[2])
    posti = "Strategici 2.1 Valore pubblico Metodo da completare capitoli.metodo in piao.yml Contesto 5 Contesto"
    assert tavola == posti


def partenza_e_traguardi(anno: Anno, regola: str, **cambiati: object) -> list[str]:
    """Return what the page says of the first indicator of a rule, with something changed: start, then targets."""
    scelto = next(i for i in anno.indicatori.values() if i.regola == regola)
    indicatore = replace(scelto, **cambiati)  # type: ignore[arg-type] - keys of its fields
    obiettivo = replace(anno.obiettivi[scelto.obiettivo], indicatori=(indicatore,), collegati=())
    (riga,) = programma(anno, obiettivo).righe
    return [partenza(anno, indicatore), *(detto for _, detto in traguardi(anno, indicatore, riga.attesi))]


@pytest.mark.parametrize("regola", [nome for nome, r in REGOLE.items() if r.numerica])
@pytest.mark.parametrize("storico", ["3,5", None])
def test_nessuna_partenza_e_nessun_traguardo_e_senza_unita(bozza: Vista, regola: str, storico: str | None) -> None:
    numeri = {"base": Decimal(12)}
    for unita in (*SINGOLARI, "%", "punti da 1 a 5", "quintali di merce"):
        detti = partenza_e_traguardi(bozza.anno(2021), regola, unita_misura=unita, storico=storico, numeri=numeri)
        assert [d for d in detti if not d.endswith(f"{FISSO}{unita}")] == []


@pytest.mark.parametrize(
    ("regola", "cambiati", "detti"),
    [
        ("fasi", {"storico": "75"}, ["nel 2020: 75\xa0% delle fasi di quell'anno", FASI]),
        ("fasi", {"storico": None}, ["nessuna fase raggiunta", FASI]),
        ("fasi", {"storico": None, "continua_da": ()}, [NUOVO, FASI]),
        ("si_no", {"storico": "si"}, ["sì"]),
        ("si_no", {"storico": "no"}, ["no"]),
        ("entro_data", {"storico": "2020-11-30"}, ["30 novembre 2020"]),
        ("crescente", {"storico": None, "continua_da": ()}, [NUOVO]),
        ("crescente", {"storico": None, "continua_da": None}, [""]),
    ],
)
def test_da_dove_si_parte_lo_dicono_le_parole(
    bozza: Vista, regola: str, cambiati: dict[str, object], detti: list[str]
) -> None:
    assert partenza_e_traguardi(bozza.anno(2021), regola, **cambiati)[: len(detti)] == detti


def test_di_un_indicatore_nuovo_la_domanda_ha_la_sua_risposta(progetto: Path) -> None:
    def di_2_1_1() -> set[str]:
        return {c for s in senza_risposta(letto(progetto)) if s.lettera == "g" for c in s.indicatori}

    assert "2.1.1.b" in di_2_1_1()
    file = progetto / "data/2021/obiettivi/2.1.1.yml"
    sostituisci(file, '  - codice: "2.1.1.b"\n', '  - codice: "2.1.1.b"\n    continua_da: nessuno\n')
    assert "2.1.1.b" not in di_2_1_1()
    assert NUOVO in pagina(carica_vista(progetto))


def test_una_formula_e_in_parole_e_un_numero_diverso_dal_piano_tipo_si_dice(bozza: Vista) -> None:
    anno, html = bozza.anno(2021), pagina(bozza)
    assert [i.formula for i in anno.indicatori.values() if "_" in (i.formula or "")]
    assert "_" not in "".join(re.findall(r'<span class="descrizione">(.*?)</span>', html))
    assert anno.piao is not None
    assert numeri_diversi(anno) == ""
    struttura = replace(anno.piao.struttura, performance="3.2")
    assert "nel piano-tipo sono 2.1 Valore pubblico e 2.2 Performance" in numeri_diversi(
        replace(anno, piao=replace(anno.piao, struttura=struttura))
    )


def test_dei_suoi_obiettivi_risponde_anche_l_azienda_speciale(bozza: Vista) -> None:
    html = pagina(bozza)
    tavola = nudo(html[html.index('id="piao-dirigenti"') :].partition("</table>")[0])
    assert "Azienda Speciale Azienda di Prova Direttore dell'Azienda di Prova 1" in tavola


def test_la_pagina_dice_il_suo_stato_dagli_atti(bozza: Vista, approvato: Path) -> None:
    prima = nudo(pagina(bozza))
    assert "Non ancora approvato. Iter e versioni" in prima
    assert "Questa sezione in PDF , da caricare sul portale" in prima
    approvata = nudo(pagina(carica_vista(approvato)))
    assert "Approvato: Giunta, delibera 58 del 23 giugno 2021. Non ancora pubblicato." in approvata
    assert "Approvato senza queste risposte." in approvata
    (approvato / "data/2021/atti/online.yml").write_text(ONLINE, encoding="utf-8")
    registra_atti(approvato)
    dopo = nudo(pagina(carica_vista(approvato)))
    assert "Pubblicato: Segretario Generale, comunicazione 4 del 28 giugno 2021." in dopo
    assert ("caricata sul portale" in dopo, "da caricare" in dopo) == (True, False)


# --- where it is shown ------------------------------------------------------------------------------


def test_in_pubblico_viene_con_il_suo_atto_e_prima_niente_lo_dice(progetto: Path) -> None:
    approva(progetto, "piano")
    varia(progetto, "piano")
    anno = letto(progetto)
    assert codici(progetto) == [], "the acts of a variation may be on the Piano all the same"
    assert pota(esamina(progetto)[0]).anni[2021].piao is None
    assert "piao" not in campi_pubblici([Documento.PIANO, Documento.MONITORAGGIO, Documento.RELAZIONE])
    senza = pota_anno(anno, frozenset({Documento.PIANO, Documento.MONITORAGGIO}))
    assert [senza.di(d).piao for d in Documento] == [None] * len(Documento), "nor in the plan of another day"
    muta = carica_vista(progetto, pubblico=True)
    assert not muta.visibile(2021, Documento.PIAO)
    assert not [p for p in generate(muta) if p.percorso.startswith("2021/piao/")]
    assert (piano_e_piao(muta, 2021, Documento.PIANO), "piao" in [f.documento for f in fascicoli(muta, 2021)]) == (
        "",
        False,
    )


def test_approvato_ha_pagine_pdf_e_posto_negli_elenchi(approvato: Path) -> None:
    vista = carica_vista(approvato, pubblico=True)
    ctx = Contesto(vista=vista, pagina="trasparenza/06-02.html")
    assert {p.percorso for p in generate(vista)} >= {"2021/piao/index.md", "2021/piao/iter.md"}
    (fascicolo,) = [f for f in fascicoli(vista, 2021) if f.documento == "piao"]
    assert (fascicolo.nome_file, fascicolo.data) == ("piao-2021.pdf", dt.date(2021, 6, 23))
    assert fascicolo.impronta == vista.anno(2021).approvazione(Documento.PIAO).impronta
    assert "PIAO" in piano_e_piao(vista, 2021, Documento.PIANO)
    assert "Piano integrato di attività e organizzazione 2021–2023" in [
        d.nome for d in documenti(ctx, vista.anno(2021))
    ]
    righe = {r.nome: r for r in esposti(ctx, (Documento.PIANO, Documento.PIAO))}
    assert righe["Piano 2021–2023"].detti == ("Assorbito nel PIAO 2021 (DL 80/2021, art. 6; DPR 81/2022, art. 1)",)
    assert righe["Piano integrato di attività e organizzazione 2021–2023"].indirizzo == "2021/piao/index.html"


def test_senza_il_file_nessun_posto_ne_parla(tmp_path: Path) -> None:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    vista = carica_vista(radice)
    ctx = Contesto(vista=vista, pagina="2021/index.html")
    assert nudo(pagina(vista)) == SENZA_PIAO
    proposto = esegui("proponi", "piao", "--anno", "2021", "--senza-pdf", "--radice", radice)
    assert proposto == (1, "", f"ciclo: non c'è {FILE}\n")
    assert not vista.visibile(2021, Documento.PIAO)
    assert not [p for p in generate(vista) if "piao" in p.percorso]
    assert "PIAO" not in repr(documenti(ctx, vista.anno(2021))).upper()
    assert "piao" not in [f.documento for f in fascicoli(vista, 2021)]
    assert not [s for n in (2021, 2023) for s in scadenze_di(replace(vista.anno(2021), anno=n)) if "piao" in s.codice]
    assert piano_e_piao(vista, 2021, Documento.PIANO) == ""
    assert not da_compilare(vista.anno(2021), Documento.PIAO, vista.problemi_di(2021), None)


def test_la_chiave_della_mappa_porta_alla_pagina_dove_ce_n_e_una(approvato: Path) -> None:
    chiave = "piano_integrato_attivita_organizzazione"
    (approvato / "data/trasparenza.yml").write_text(
        f'obblighi:\n  - {{codice: "06.02", titolo: Piano della Performance, mappa: {chiave}, documento: piao}}\n',
        encoding="utf-8",
    )
    vista = carica_vista(approvato)
    assert vista.trasparenza is not None
    assert dict(pagine_in_mappa(vista, vista.trasparenza)) == {chiave: "2021/piao/index.html"}
    (approvato / FILE).unlink()
    senza = replace(vista, progetto=replace(vista.progetto, anni={2021: replace(vista.anno(2021), piao=None)}))
    assert dict(pagine_in_mappa(senza, vista.trasparenza)) == {chiave: "trasparenza/06-02.html"}


@pytest.mark.parametrize(
    ("anno", "giorno"), [(2021, None), (2022, "2022-06-30"), (2023, "2023-03-31"), (2024, "2024-01-31")]
)
def test_le_date_dell_anno_sono_dati(anno: int, giorno: str | None) -> None:
    nomi = ("piao", "piao-pubblicazione")
    date = {c.codice: c.entro(anno).isoformat() for c in consuete(anno) if c.codice in nomi}
    assert date == ({} if giorno is None else dict.fromkeys(nomi, giorno))
    scritte = nuove_scadenze(anno).decode()
    assert scritte.count('documento: "piao"') == len(date)


@pytest.mark.parametrize(
    ("documento", "ammessa"), [("piano", False), ("piao", True), ("monitoraggio", False), ("relazione", False)]
)
def test_la_sezione_si_stampa_solo_nei_capitoli_che_il_suo_sigillo_copre(documento: str, ammessa: bool) -> None:
    chiamata = Chiamata("sezione_piao", (), {})
    assert (fuori_documento(f"2022/{documento}/x.md", chiamata) is None) is ammessa


# --- the demonstration ------------------------------------------------------------------------------


@pytest.mark.prova
def test_la_sezione_del_2022_e_accessibile_come_pagina_e_come_pdf(sito_intero: Path) -> None:
    pagine = ("2022/piao/index.html", "2022/piano/presentazione.html", "trasparenza/06-02.html")
    assert difetti(sito_intero, pagine, ("documenti/2022/piao-2022.pdf",)) == []
