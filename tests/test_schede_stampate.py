"""The printed sheets: the words of the form, what each moment shows, PDF/A and PDF/UA, nothing anywhere else."""

from __future__ import annotations

import copy
import datetime as dt
import errno
import re
import shutil
import tempfile
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from macros.publish.html.modelli import componi
from macros.riservato.carta import stampa_riservata
from tests.conftest import esegui
from tests.lettura_uscite import in_parole
from tests.progetto_copia import MINI, sostituisci
from tests.strumenti import vera
from tests.strumenti.albero_pdf import leggi_albero
from tests.strumenti.persone import FATTORI, IMPOSTAZIONI, persone, scrivi_foglio, scrivi_yml

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("schede")]

OIV, GIUNTA = "2022-02-17-oiv-validazione-relazione", "2022-02-24-giunta-approvazione-relazione"
ATTI = {
    OIV: "tipo: validazione_oiv\nnumero: 3\ndata: 2022-02-17\norgano: OIV\n",
    GIUNTA: "tipo: approvazione_giunta\nnumero: 14\ndata: 2022-02-24\norgano: Giunta\n",
}
ATTESTATI = {"ente": "97.5", "anagrafica": "98", "promozione": "96"}
MODULO = {
    "profilo": "personale",
    "nome": "Zorgaulo Prova-901",
    "categoria": "Categoria-902",
    "ufficio": "Ufficio-903",
    "area": "anagrafica",
    "valutatore": "Valutatore-904",
    "obiettivi": [{"codice": "2.1", "peso": 100}],
    "conoscenze": [{"richiesta": "Chiesta-905", "dimostrata": "Vista-906", "massimo": 907, "punti": 806, "peso": 31}],
    "attivita": [{"richiesta": "Chiesta-910", "dimostrata": "Vista-911", "massimo": 10, "punti": 9, "peso": 39}],
    "attitudini": [{"richiesta": "Chiesta-912", "dimostrata": "Vista-913", "massimo": 10, "punti": 7, "peso": 30}],
    "punti_critici": "Critico-914",
    "potenzialita": "Potenziale-915",
    "formazione": "Formazione-916",
    "note": "Nota-917",
    "conciliazione": {"riesame": {"chiesto": "2022-04-02", "esito": "Esito-918"}, "ricorso": {"chiesto": "2022-05-02"}},
}
LUNGO = "Ha seguito con continuità le istruttorie più complesse, e ha saputo spiegare ai colleghi le norme nuove. " * 12
LUNGA = copy.deepcopy(MODULO) | {
    "categoria": "",
    "attivita": [
        {"richiesta": LUNGO, "dimostrata": LUNGO * 2, "massimo": 10, "punti": 8, "peso": peso} for peso in (20, 19)
    ],
    "punti_critici": f"{LUNGO}\n\n{LUNGO}",
    "formazione": "",
}


@pytest.fixture(scope="module")
def radice(tmp_path_factory):
    """The small project with its Relazione approved and attested, and what its year must declare of the sheets."""
    cartella = tmp_path_factory.mktemp("schede") / "progetto"
    shutil.copytree(MINI, cartella)
    anno = cartella / "data" / "2021"
    impostazioni = IMPOSTAZIONI.replace("calcolata", "attestata")
    sostituisci(anno / "smvp.yml", "valutazione_individuale:\n", f"valutazione_individuale:\n{impostazioni}")
    for nome, righe in ATTI.items():
        (anno / "atti" / f"{nome}.yml").write_text(f"{righe}oggetto: La Relazione\ndocumento: relazione\n", "utf-8")
    attestati = [f"  - {{di: {di}, grado: {grado}, atto: {OIV}}}\n" for di, grado in ATTESTATI.items()]
    (anno / "oiv.yml").write_text("attestazioni:\n" + "".join(attestati), encoding="utf-8")
    return cartella


def stampa(radice, entrata, uscita, momento="valutazione", *altro):
    argomenti = ["--riservati", entrata, "--anno", 2021, "--uscita", uscita, "--momento", momento, "--radice", radice]
    return esegui("schede-individuali", *argomenti, *altro)


@pytest.fixture(scope="module")
def stampate(radice, tmp_path_factory):
    """Three invented persons, one of each profile, and one whose every field can be recognised; both moments."""
    dove = tmp_path_factory.mktemp("riservato")
    tre = [p for n, p in enumerate(persone(5, 5)) if n in {0, 2, 4}]
    scrivi_yml(dove / "schede", [MODULO, *tre, LUNGA])
    for momento in ("assegnazione", "valutazione"):
        codice, fuori, dentro = stampa(radice, dove / "schede", dove / momento, momento)
        assert (codice, fuori, dentro) == (0, "5\N{NO-BREAK SPACE}schede stampate.\n", "")
    return dove


@cache
def letto(file):
    return " ".join(" ".join(p.extract_text() for p in PdfReader(file).pages).split())


def nomi(cartella):
    return sorted(f.name for f in Path(cartella).iterdir())


def test_ogni_scheda_esce_con_il_numero_con_cui_e_entrata(stampate):
    assert nomi(stampate / "assegnazione") == [f"assegnazione-{n:03d}.pdf" for n in range(1, 6)]
    assert nomi(stampate / "valutazione") == ["riepilogo.pdf", *(f"scheda-{n:03d}.pdf" for n in range(1, 6))]
    assert {f.stat().st_mode & 0o777 for f in stampate.glob("*/*.pdf")} == {0o600}


def test_ogni_pdf_e_per_l_archivio_e_per_chi_ascolta(stampate):
    assert [str(e) for e in vera.valida(sorted(stampate.glob("*/*.pdf"))) if not e.conforme] == []


def test_una_riga_che_continua_alla_pagina_dopo_resta_una_riga(stampate):
    tabelle = leggi_albero(stampate / "valutazione" / "scheda-005.pdf").tutti("Table")
    lunghe = [t for t in tabelle if "Attività da svolgere" in t.testo()]
    assert [[len(r.elementi()) for r in t.tutti("TR")] for t in lunghe] == [[6, 6, 6]]
    assert "Categoria – Ufficio" in letto(stampate / "valutazione" / "scheda-005.pdf")


def test_un_pdf_non_dice_di_chi_e_ne_chi_lo_ha_scritto(stampate):
    for file in stampate.glob("*/*.pdf"):
        pdf = PdfReader(file)
        detto = dict(pdf.metadata or {})
        assert detto["/Title"] == "Scheda di valutazione"
        assert not {"/Author", "/Subject", "/Keywords"} & detto.keys()
        assert pdf.attachments == {}
        assert b"<dc:creator" not in pdf.xmp_metadata.stream.get_data()


def campi_del_modulo():
    """Rows of the manual's table: field, key, heading under which it stands."""
    tabella = componi("tabelle/individuale.html")
    for riga in re.findall(r"<tr><th scope=\"row\">.*?</tr>", tabella, re.DOTALL):
        celle = (in_parole(c) for c in re.findall(r"<t[hd].*?</t[hd]>", riga))
        campo, chiave, _, posto = map(unescape, celle)
        yield campo, chiave, posto


def valore_scritto(chiave):
    """What the recognisable person has under a key, or what is reckoned from it; None: it is nobody's."""
    primo, _, resto = chiave.partition(".")
    if chiave.startswith("nessuna"):
        return "2021"
    if chiave.startswith("calcolato"):
        return None
    dentro = MODULO[primo]
    return str(dentro[0][resto] if resto else dentro)


@pytest.mark.parametrize(("campo", "chiave", "posto"), list(campi_del_modulo()), ids=lambda c: c[:30])
def test_ogni_campo_del_modulo_sta_dove_il_manuale_dice(campo, chiave, posto, stampate):
    scritto = letto(stampate / "valutazione" / "scheda-001.pdf")
    if campo == "Punteggio e livello":  # of the year, not of a person
        assert "Punteggio e livello Livello Non soddisfacente" in scritto
        return
    _, titolo, sotto = scritto.partition(posto)
    assert titolo, posto
    assert campo in posto + sotto or campo in scritto
    cercato = valore_scritto(chiave)
    finale = re.search(r"VALUTAZIONE FINALE \d\d,\d\d", scritto)[0]  # as at the head of the sheet
    calcolati = {"Tot.": "27,55", "TOTALE": "83,65", "VALUTAZIONE FINALE": finale}
    atteso = calcolati.get(campo, "") if cercato is None else cercato
    assert atteso in sotto
    assert sotto.index(atteso) < 900, "soon after its heading"


def test_a_gennaio_si_legge_cio_che_e_assegnato_e_nessun_punto(stampate):
    assegnata = letto(stampate / "assegnazione" / "assegnazione-001.pdf")
    for c_e in (
        "Chiesta-905",
        "907",
        "31",
        "2.1 Qualità",
        "Data e firme",
        "Il valutatore (Valutatore-904)",
        "Zorgaulo",
    ):
        assert c_e in assegnata
    for manca in ("806", "Vista-906", "Critico-914", "Nota-917", "Esito-918", "VALUTAZIONE FINALE", "TOTALE"):
        assert manca not in assegnata
    posizione = letto(stampate / "assegnazione" / "assegnazione-003.pdf")
    assert "coordinando e ottimizzando le risorse assegnate" in posizione


def test_alla_fine_si_legge_chi_valuta_e_che_cosa_si_puo_chiedere(stampate):
    personale, dirigente, posizione, _ = (letto(stampate / "valutazione" / f"scheda-{n:03d}.pdf") for n in (1, 2, 3, 4))
    for scheda in (personale, dirigente, posizione):
        assert "Il Segretario Generale è valutato dal Presidente" in scheda
        assert "può chiedere al valutatore il riesame" in scheda
        assert "eventuale assistenza di un rappresentante sindacale" in scheda
        assert "Il valutato, per ricevuta" in scheda
    assert "non è terzo" not in personale
    assert "non è terzo" in dirigente
    assert "non è terzo" in posizione
    assert all(fattore in posizione for fattore in FATTORI)
    assert "Riesame chiesto il 02/04/2022: Esito-918. Ricorso presentato il 02/05/2022: in corso." in personale
    assert "Per la Camera e per le aree vale il grado attestato dall'OIV." in dirigente
    assert "Camera di Commercio 100 97,50" in dirigente
    assert "Differenziazione dei giudizi" in dirigente


def test_il_riepilogo_ha_numeri_di_scheda_e_mai_un_nome(stampate):
    riepilogo = letto(stampate / "valutazione" / "riepilogo.pdf")
    assert "Prova-" not in riepilogo
    for numero in ("001", "002", "003", "004"):
        assert numero in riepilogo
    assert "Valutatore-904" in riepilogo


def test_le_stesse_schede_danno_gli_stessi_byte_da_file_e_da_foglio(radice, stampate, tmp_path):
    tutte = [persone(5, 5)[2]]
    for nome, scrivi in (("y", scrivi_yml), ("x", scrivi_foglio)):
        assert stampa(radice, scrivi(tmp_path / nome, tutte), tmp_path / f"di-{nome}")[0] == 0
    prima, dopo = ((tmp_path / f"di-{n}" / "scheda-001.pdf").read_bytes() for n in "yx")
    assert prima == dopo


def test_o_tutte_o_nessuna(radice, tmp_path):
    rotta = copy.deepcopy(MODULO) | {"area": "Zorgaulo"}
    entrata = scrivi_yml(tmp_path / "schede", [MODULO, rotta, {"nome": "Zorgaulo"}])
    codice, fuori, dentro = stampa(radice, entrata, tmp_path / "uscita")
    assert (codice, fuori) == (1, "")
    assert dentro.splitlines() == [
        "scheda 003, riga 1, profilo: manca: scriverla",
        "scheda 003, riga 1, valutatore: manca: scriverla",
        "scheda 002, riga 5, area: il codice non è di un'area dirigenziale dell'anno",
        "3\N{NO-BREAK SPACE}problemi in 2\N{NO-BREAK SPACE}schede.",
    ]
    assert not (tmp_path / "uscita").exists()


def test_le_stampe_di_prima_si_dicono_con_il_loro_numero(radice, tmp_path):
    """They are of persons who are there no more, or have another number: nobody hands them out for new."""
    uscita = tmp_path / "uscita"
    assert stampa(radice, scrivi_yml(tmp_path / "quattro", persone(4, 5)), uscita, "assegnazione")[0] == 0
    (uscita / "Zorgaulo.pdf").touch(0o600)
    codice, fuori, dentro = stampa(radice, scrivi_yml(tmp_path / "due", persone(2, 5)), uscita, "assegnazione")
    assert (codice, fuori) == (0, "2\N{NO-BREAK SPACE}schede stampate.\n")
    assert dentro == (
        "2\N{NO-BREAK SPACE}stampe di prima restano nella cartella, di numeri che le schede non hanno: 003, 004. "
        "Rimedio: toglierle.\n"
    )
    assert len(nomi(uscita)) == 5, "nothing is removed of what somebody may still need"


def test_un_disco_pieno_si_dice_anche_quando_lo_riempiono_i_caratteri(radice, tmp_path, monkeypatch):
    def pieno(*_):
        raise OSError(errno.ENOSPC, "Zorgaulo")

    monkeypatch.setattr("macros.riservato.carta.stampa_riservata", pieno)
    codice, _, dentro = stampa(radice, scrivi_yml(tmp_path / "schede", [MODULO]), tmp_path / "uscita")
    assert codice == 1
    assert dentro == "ciclo: un file della cartella riservata non si scrive: il disco è pieno o in sola lettura.\n"


def test_una_relazione_non_approvata_da_soltanto_bozze(radice, tmp_path):
    entrata = scrivi_yml(tmp_path / "schede", [MODULO])
    atto = radice / "data" / "2021" / "atti" / f"{GIUNTA}.yml"
    atto.rename(tmp_path / "atto.yml")
    try:
        codice, _, dentro = stampa(radice, entrata, tmp_path / "uscita")
        assert codice == 1
        assert dentro.splitlines() == [
            "ciclo: la Relazione non è approvata, e le schede di valutazione vengono dopo: prima, solo una bozza.",
            "Una bozza si stampa con --bozza.",
        ]
        assert stampa(radice, entrata, tmp_path / "uscita", "valutazione", "--bozza")[0] == 0
        assert "Bozza: non è una valutazione." in letto(tmp_path / "uscita" / "scheda-001.pdf")
        assert stampa(radice, entrata, tmp_path / "altra", "assegnazione")[0] == 0
    finally:
        (tmp_path / "atto.yml").rename(
            radice / "data" / "2021" / "atti" / "2022-02-24-giunta-approvazione-relazione.yml"
        )


def test_mentre_si_stampa_ogni_file_di_lavoro_sta_nella_cartella_riservata(tmp_path, monkeypatch):
    altrove, uscita = tmp_path / "altrove", tmp_path / "uscita"
    altrove.mkdir()
    uscita.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(altrove))
    with stampa_riservata(dt.date(2022, 2, 24), uscita) as torchio:
        assert torchio("<h1>Prova</h1>").startswith(b"%PDF")
        assert [f for f in uscita.rglob("weasyprint-*/*") if f.is_file()], "the fonts"
        assert nomi(altrove) == []
        assert not [f for f in uscita.rglob("*") if f.is_file() and b"Prova" in f.read_bytes()]
    assert nomi(uscita) == []
    assert nomi(altrove) == []


def test_il_modello_non_prende_il_posto_di_un_file(tmp_path):
    assert esegui("modello-schede", tmp_path / "schede.xlsx")[0] == 0
    codice, _, dentro = esegui("modello-schede", tmp_path / "schede.xlsx")
    assert (codice, dentro) == (1, f"ciclo: «{tmp_path / 'schede.xlsx'}»: c'è già qualcosa con questo nome\n")
