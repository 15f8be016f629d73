"""What proves a result: sealed with the Relazione, shown as far as it may be, its files published byte by byte.

What is wrong with a row or a file has its cases in `tests/casi/evidenza_*.yml`.
"""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from macros.checks.esame import esamina
from macros.checks.evidenze import check_date, di_persona
from macros.engine.ciclo import calcola
from macros.engine.evidenze import conta, misurati, per_area, provati
from macros.model.evidenze import Accesso, Evidenza, con_viste, mostrabili, verifiche_mostrabili
from macros.model.oiv import Oiv, Verifica
from macros.model.pagine_oiv import EVIDENZE
from macros.model.problems import Documento, Source
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.aperti import dati_aperti
from macros.publish.iter.delibere import cammino, delibera
from macros.publish.pagine.campione import campione_oiv
from macros.publish.pagine.evidenze import evidenze_per_area, indice_evidenze
from macros.publish.pagine.validazione import validazione_relazione
from macros.reading.blocco.impronta import sha256_di
from macros.reading.progetto import apri_approvati, impronte
from macros.trail.confronto import confronta
from macros.vista.potatura import pota
from macros.vista.vista import Vista, carica_vista
from scripts.sito.evidenze import evidenze_pubblicate
from tests.conftest import esegui
from tests.lettura_uscite import leggi_pagina
from tests.progetto_copia import MINI, RADICE, progetto_piccolo, registra_atti, sostituisci
from tests.test_casi import approva
from tests.test_oiv import ATTO, ERRATA
from tests.test_oiv_pagine import righe

FILE = "data/2021/evidenze.csv"
PUBBLICATO = "data/2021/evidenze/contributi-pagati.csv"
RISERVATI = ("Estrazione del libro mandati", "Elenco delle posizioni;")
OIV = """organo: Nucleo di valutazione
verifiche:
  - {indicatore: 1.1.b, protocollo: "0000412", vista: si, esito: confermato}
  - {indicatore: 2.1.b, vista: si}
  - {indicatore: 1.1.a, vista: no}
"""


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINI, tmp_path / "p"))


def approvato(radice: Path) -> Path:
    """Record all that the Relazione needs to be public."""
    for documento in ("piano", "monitoraggio"):
        approva(radice, documento)
    (radice / "data/2021/atti/oiv-relazione.yml").write_text(ATTO, encoding="utf-8")
    approva(radice, "relazione")
    return radice


def contesto(vista: Vista, pagina: str = "2021/evidenze.html") -> Contesto:
    return Contesto(vista=vista, pagina=pagina)


def tabella(vista: Vista) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(dati_aperti(vista, 2021)["evidenze.csv"].decode("utf-8-sig"))))


# --- read, sealed, compared -----------------------------------------------------------------------


def test_una_riga_si_legge_con_il_suo_posto(progetto: Path) -> None:
    evidenze = esamina(progetto)[0].anni[2021].evidenze
    assert len(evidenze) == 13
    una = evidenze["1.1.b Contributi pagati mese per mese"]
    assert (una.accesso, una.custode, una.file) == (Accesso.PUBBLICO, "Ufficio Bandi", "contributi-pagati.csv")
    assert una.sha256 == sha256_di((progetto / PUBBLICATO).read_bytes())
    assert str(una.dove("custode")) == f"{FILE}:3"


def test_sta_nell_impronta_della_sola_relazione_e_fra_cio_che_l_oiv_vede(progetto: Path) -> None:
    prima, visto = impronte(progetto, 2021), apri_approvati(progetto, 2021).da_validare()
    sostituisci(progetto / FILE, "Nota di consegna", "Ricevuta di consegna")
    dopo = impronte(progetto, 2021)
    assert [d for d in Documento if prima[d] != dopo[d]] == [Documento.RELAZIONE]
    assert apri_approvati(progetto, 2021).da_validare() != visto


def test_dove_manca_o_e_vuoto_non_lascia_traccia(progetto: Path) -> None:
    (progetto / FILE).unlink()
    shutil.rmtree(progetto / "data/2021/evidenze")
    senza = impronte(progetto, 2021)
    (progetto / FILE).write_text("indicatore;documento;custode;accesso\n", encoding="utf-8")
    assert impronte(progetto, 2021) == senza


def test_una_data_scritta_altrimenti_non_cambia_l_impronta(progetto: Path) -> None:
    prima = impronte(progetto, 2021)
    sostituisci(progetto / FILE, "31/12/2021", "2021-12-31")
    assert impronte(progetto, 2021) == prima


def test_il_file_pubblicato_e_sigillato_dalla_sua_riga(progetto: Path) -> None:
    """Once approved, another file does not fit its row, and another row does not fit the seal."""
    approvato(progetto)
    assert [p.code for p in esamina(progetto)[1]] == []
    file = progetto / PUBBLICATO
    prima = sha256_di(file.read_bytes())
    file.write_text("mese;bandi\n", encoding="utf-8")
    assert [p.code for p in esamina(progetto)[1]] == ["EVIDENZA-IMPRONTA"]
    sostituisci(progetto / FILE, prima, sha256_di(file.read_bytes()))
    (cambiato,) = esamina(progetto)[1]
    assert (cambiato.code, str(cambiato.source)) == ("BLOCCO-CAMBIATO", f"{FILE}:3")


def test_dopo_l_approvazione_una_riga_si_corregge_con_un_errata(progetto: Path) -> None:
    approvato(progetto)
    sostituisci(progetto / FILE, "Archivio della segreteria", "Archivio dell'Ufficio Bandi")
    assert [p.code for p in esamina(progetto)[1]] == ["BLOCCO-CAMBIATO"]
    (progetto / "data/2021/errata").mkdir()
    (progetto / "data/2021/errata/1.yml").write_text(
        "motivo: Archivio sbagliato\natto: errata\ncambi:\n  - dove: evidenza 1.1.1.a Verbali del gruppo di lavoro\n"
        "    campo: luogo\n    da: Archivio della segreteria\n    a: Archivio dell'Ufficio Bandi\n",
        encoding="utf-8",
    )
    (progetto / "data/2021/atti/errata.yml").write_text(ERRATA, encoding="utf-8")
    registra_atti(progetto)
    assert [p.code for p in esamina(progetto)[1]] == []


@pytest.mark.slow
def test_cio_che_prova_un_valore_corretto_viene_dopo_e_si_aggiunge_con_un_errata(progetto: Path) -> None:
    approvato(progetto)
    valori = "2.1.b;Conteggio rifatto;Ufficio Registro delle Imprese;;2022-04-20;Ufficio Bandi;a richiesta;;"
    with (progetto / FILE).open("a", encoding="utf-8") as file:
        file.write(valori + "\n")
    assert [p.code for p in check_date(esamina(progetto)[0].anni[2021])] == ["EVIDENZA-DATA"]
    (progetto / "data/2021/errata").mkdir()
    (progetto / "data/2021/errata/1.yml").write_text(
        "motivo: Il conteggio è stato rifatto\natto: errata\naggiunge:\n  - dove: evidenza 2.1.b Conteggio rifatto\n"
        "    scheda: {indicatore: 2.1.b, documento: Conteggio rifatto, luogo: Ufficio Registro delle Imprese, "
        "data: 2022-04-20, custode: Ufficio Bandi, accesso: a richiesta}\n",
        encoding="utf-8",
    )
    assert [p.code for p in check_date(esamina(progetto)[0].anni[2021])] == ["EVIDENZA-DATA"], "no act as yet"
    (progetto / "data/2021/atti/errata.yml").write_text(ERRATA, encoding="utf-8")
    registra_atti(progetto)
    assert esamina(progetto)[1] == ()


def test_un_confronto_dice_che_cosa_e_cambiato_nello_stesso_anno_e_non_fra_due(progetto: Path) -> None:
    prima = esamina(progetto)[0].anni[2021]
    sostituisci(progetto / FILE, "Archivio della segreteria", "Archivio dell'Ufficio Bandi")
    dopo = esamina(progetto)[0].anni[2021]
    (uno,) = confronta(prima, dopo, {2021: dopo}).cambiamenti
    assert (uno.titolo, uno.campo.passi) == ("Evidenza 1.1.1.a Verbali del gruppo di lavoro", ("luogo",))
    assert (uno.scritto_prima, uno.scritto_dopo) == ("Archivio della segreteria", "Archivio dell'Ufficio Bandi")
    visto = replace(dopo, evidenze=con_viste(dopo.evidenze, oiv_con()))
    assert any(e.vista for e in visto.evidenze.values())
    assert confronta(dopo, visto, {2021: visto}).cambiamenti == ()
    altro = replace(dopo, anno=2022, evidenze={})
    assert not [c for c in confronta(dopo, altro, {2021: dopo, 2022: altro}).cambiamenti if c.livello == "evidenza"]


def test_approvata_senza_non_e_chiesta_e_con_una_riga_in_meno_e_incompleta(progetto: Path) -> None:
    sostituisci(progetto / FILE, "2.1.a;Indicatore di tempestività", "2.1.b;Indicatore di tempestività")
    (manca,) = esamina(progetto)[1]
    assert (manca.code, manca.documento, manca.area) == ("COMPLETA-EVIDENZA", Documento.RELAZIONE, "anagrafica")
    (progetto / FILE).unlink()
    shutil.rmtree(progetto / "data/2021/evidenze")
    approvato(progetto)
    assert esamina(progetto)[1] == ()


# --- who may see what -----------------------------------------------------------------------------


def test_in_pubblico_c_e_quando_la_relazione_e_coperta_e_senza_cio_che_e_riservato(progetto: Path) -> None:
    for documento in ("piano", "monitoraggio"):
        approva(progetto, documento)
    assert pota(esamina(progetto)[0]).anni[2021].evidenze == {}
    shutil.rmtree(progetto)
    shutil.copytree(MINI, progetto)
    potate = pota(esamina(approvato(progetto))[0]).anni[2021].evidenze
    assert len(potate) == 13
    riservate = [e for e in potate.values() if e.accesso is Accesso.RISERVATO]
    assert [(e.indicatore, e.protocollo, e.custode) for e in riservate] == [
        ("1.1.b", "0000412", "Ufficio Bandi"),
        ("2.1.1.b", "0000077", "Ufficio Registro delle Imprese"),
    ]
    assert {(e.documento, e.luogo, e.data, e.sha256) for e in riservate} == {(None, None, None, None)}
    assert not any(r.rstrip(";") in str(potate) for r in RISERVATI)
    assert mostrabili(potate) == potate


@pytest.mark.parametrize("pubblico", [False, True])
def test_di_cio_che_e_riservato_pagine_e_tabelle_dicono_custode_e_protocollo(progetto: Path, *, pubblico: bool) -> None:
    vista = carica_vista(approvato(progetto), pubblico=pubblico)
    letta = "\n".join(righe(indice_evidenze(contesto(vista))))
    assert "documento riservato prot. 0000412 Ufficio Bandi riservato non vista" in letta
    assert RISERVATI[0] not in letta
    (suo,) = (r for r in tabella(vista) if r["protocollo"] == "0000412")
    assert {c: suo[c] for c in ("documento", "luogo", "data", "sha256", "file")} == dict.fromkeys(
        ("documento", "luogo", "data", "sha256", "file"), ""
    )
    assert (suo["custode"], suo["accesso"], suo["prevista"]) == (
        "Ufficio Bandi",
        "riservato",
        "Estrazione del libro mandati",  # what the Piano planned to show is public since the Piano
    )


def riga(documento: str, protocollo: str | None = None, accesso: Accesso = Accesso.A_RICHIESTA) -> Evidenza:
    return Evidenza(
        indicatore="1.1.a",
        documento=documento,
        protocollo=protocollo,
        accesso=accesso,
        source=Source(FILE, sum(map(ord, f"{documento}{protocollo}"))),
        luoghi={},
        **dict.fromkeys(("luogo", "data", "custode", "file", "sha256")),
    )


def oiv_con(**detta: str) -> Oiv:
    vuoti = {"documento": None, "protocollo": None, "esito": None, "note": None, "indicatore": "1.1.a", "vista": "si"}
    verifica = Verifica(source=Source("x"), luoghi={}, **(vuoti | detta))
    return Oiv(
        source=Source("x"),
        luoghi={},
        organo=None,
        attestazioni=(),
        validazione=None,
        campione=None,
        verifiche=(verifica,),
    )


EVIDENZE_DI = {
    "A": riga("Registro", "1"),
    "B": riga("Elenco"),
    "C": riga("Verbale segreto", "3", Accesso.RISERVATO),
    "D": riga("Altro segreto", None, Accesso.RISERVATO),
}


@pytest.mark.parametrize(
    ("detta", "attese"),
    [
        ({}, "ABCD"),
        ({"vista": "no"}, ""),
        ({"protocollo": "1"}, "A"),
        ({"documento": "Elenco"}, "B"),
        ({"protocollo": "3", "documento": "Elenco"}, "C"),
        ({"documento": "Altro segreto"}, "D"),
        ({"protocollo": "31"}, ""),
        ({"documento": "Verbale segretto"}, ""),
        ({"indicatore": "1.1.b"}, ""),
    ],
)
def test_una_verifica_vale_per_cio_che_nomina_anche_dopo_che_e_celato(detta: dict[str, str], attese: str) -> None:
    oiv = oiv_con(**detta)
    dette = con_viste(EVIDENZE_DI, oiv)
    assert "".join(nome for nome, e in dette.items() if e.vista) == attese
    assert [e.vista for e in mostrabili(dette).values()] == [e.vista for e in dette.values()]
    assert not any(e.vista for e in con_viste(EVIDENZE_DI, None).values())


@pytest.mark.parametrize(
    ("detta", "celata"),
    [
        ({"protocollo": "1", "documento": "Registro"}, False),
        ({"documento": "Elenco"}, False),
        ({"protocollo": "3"}, True),
        ({"documento": "Altro segreto", "vista": "no"}, True),
        ({"protocollo": "1", "documento": "Verbale segreto"}, True),
        ({"documento": "Verbale segretto"}, True),
        ({}, True),
    ],
)
def test_di_una_verifica_di_cio_che_e_riservato_documento_e_note_non_si_dicono(
    detta: dict[str, str], *, celata: bool
) -> None:
    scritte = oiv_con(note="Mancava la firma", esito="confermato", **detta).verifiche
    mostrate = verifiche_mostrabili(scritte, EVIDENZE_DI)
    assert mostrate == (tuple(replace(v, documento=None, note=None) for v in scritte) if celata else scritte)
    assert verifiche_mostrabili(mostrate, mostrabili(EVIDENZE_DI)) == mostrate
    assert verifiche_mostrabili(scritte, {n: EVIDENZE_DI[n] for n in "AB"}) == scritte


@pytest.mark.parametrize("pubblico", [False, True])
def test_dossier_e_foglio_non_dicono_il_documento_riservato_che_l_oiv_ha_visto(
    progetto: Path, *, pubblico: bool
) -> None:
    (progetto / "data/2021/oiv.yml").write_text(
        "campione: {seme: verbale 1, numero: 1, estratto_il: 2022-02-17, indicatori: [1.1.b]}\nverifiche:\n"
        "  - {indicatore: 1.1.b, documento: Estrazione del libro mandati, vista: si, note: Due mandati doppi}\n"
        "  - {indicatore: 2.1.b, documento: Riepilogo dei questionari, vista: si, note: Tutto chiaro}\n",
        encoding="utf-8",
    )
    vista = carica_vista(approvato(progetto), pubblico=pubblico)
    dossier, foglio = ("\n".join(righe(f(contesto(vista)))) for f in (validazione_relazione, campione_oiv))
    assert "Documentazione: vista." in dossier
    assert "documentazione vista." in foglio
    assert "Due mandati doppi" not in dossier + foglio
    assert "Estrazione del libro mandati: vista" not in dossier
    assert "Riepilogo dei questionari: vista. Tutto chiaro." in dossier
    viste = {(r["indicatore"], r["custode"]) for r in tabella(vista) if r["vista"] == "si"}
    assert viste == {("1.1.b", "Ufficio Bandi"), ("2.1.b", "Ufficio Registro delle Imprese")}
    assert sum(r["vista"] == "si" for r in tabella(vista)) == 2


def test_l_errata_di_una_riga_riservata_non_dice_in_pubblico_che_cosa_contiene(progetto: Path) -> None:
    approvato(progetto)
    sostituisci(progetto / FILE, "Estrazione del libro mandati;Ragioneria", "Estrazione del libro mandati;Caveau")
    (progetto / "data/2021/errata").mkdir()
    (progetto / "data/2021/errata/1.yml").write_text(
        "motivo: Archivio sbagliato\natto: errata\ncambi:\n  - dove: evidenza 1.1.b Estrazione del libro mandati\n"
        "    campo: luogo\n    da: Ragioneria\n    a: Caveau\n",
        encoding="utf-8",
    )
    (progetto / "data/2021/atti/errata.yml").write_text(ERRATA, encoding="utf-8")
    registra_atti(progetto)
    assert esamina(progetto)[1] == ()
    vista = carica_vista(progetto, pubblico=True)
    (uno,) = cammino(vista, vista.anno(2021), "errata").passaggi
    (cambio,) = delibera(vista.anno(2021), uno).cambi
    assert (cambio.codice, cambio.titolo, cambio.che) == ("1.1.b", "Evidenza", "luogo")
    assert "Caveau" not in cambio.dopo
    assert "Ragioneria" not in cambio.prima


@pytest.mark.parametrize(
    ("custode", "persona"),
    [
        ("Dott.ssa Ada Bianchi", True),
        ("Responsabile dott.ssa Bianchi", True),
        ("DOTT. BIANCHI", True),
        ("Direttore, sig. Bianchi", True),
        ("Arch. Bianchi", True),
        ("Arch. di deposito", False),
        ("Affari Generali", False),
        ("Risorse Umane", False),
        ("Unioncamere Lombardia", False),
        ("Segretario Generale", False),
        ("Direttore dell'Azienda di Prova", False),
    ],
)
def test_un_custode_con_il_titolo_di_una_persona(custode: str, *, persona: bool) -> None:
    assert di_persona(custode) is persona


# --- counted, printed, published ------------------------------------------------------------------


def test_i_numeri_di_ogni_area(progetto: Path) -> None:
    """Checked by hand on the mini project, with three inspections and a row less."""
    (progetto / "data/2021/oiv.yml").write_text(OIV, encoding="utf-8")
    sostituisci(progetto / FILE, "2.1.a;Indicatore di tempestività", "2.1.b;Indicatore di tempestività")
    ciclo = calcola(esamina(progetto)[0].anni[2021], Periodo.DICEMBRE)
    trovati = {}
    for area, prove in per_area(ciclo.anno, provati(ciclo.anno, misurati(ciclo))):
        n = conta(prove)
        trovati[area.codice] = (n.indicatori, n.misurati, n.provati, *n.documenti.values(), n.visti, n.mancanti)
    assert trovati == {
        "anagrafica": (5, 5, 4, 2, 2, 1, 2, 1),
        "promozione": (6, 6, 6, 2, 4, 1, 1, 0),
        "azienda": (2, 1, 1, 0, 1, 0, 0, 0),
    }


def test_la_pagina_elenca_cio_che_c_e_cio_che_manca_e_cio_che_e_visto(progetto: Path) -> None:
    (progetto / "data/2021/oiv.yml").write_text(OIV, encoding="utf-8")
    sostituisci(progetto / FILE, "2.1.a;Indicatore di tempestività", "2.1.b;Indicatore di tempestività")
    ctx = contesto(carica_vista(progetto))
    html = indice_evidenze(ctx)
    letta = righe(html)
    assert "11 indicatori misurati su 12 hanno almeno un documento che ne prova il valore; ne manca uno." in letta
    assert "2.1.a Tempestività dei pagamenti (Area Anagrafica)" in letta
    assert (
        "1.1.1.a Passi del procedimento unico Verbali del gruppo di lavoro "
        "Archivio della segreteria · prot. 0000102 · 12/10/2021 Ufficio Bandi a richiesta non vista"
    ) in letta
    assert any(r.endswith("documento riservato prot. 0000412 Ufficio Bandi riservato vista") for r in letta)
    assert html.count("dati/2021/evidenze/contributi-pagati.csv") == 1
    assert "Indicatore Documento Custode Accesso Nucleo di valutazione" in letta
    assert 'data-voce="OIV"' not in html
    assert html.count('id="evidenza-1.1.b"') == 1
    assert next(r for r in letta if r.startswith("In tutto")) == "In tutto 13 12 11 1 4 7 2 3"
    assert next(r for r in righe(evidenze_per_area(ctx)) if r.startswith("In tutto")) == "In tutto 13 12 11 1 4 7 2 3"


def test_la_tabella_ha_una_riga_per_documento_e_una_per_chi_non_ne_ha(progetto: Path) -> None:
    (progetto / "data/2021/oiv.yml").write_text(OIV, encoding="utf-8")
    trovata = tabella(carica_vista(progetto))
    assert len(trovata) == 14
    assert [r["vista"] for r in trovata if r["indicatore"] == "1.1.b"] == ["no", "si"]
    (senza,) = (r for r in trovata if not r["accesso"])
    assert {c: v for c, v in senza.items() if v} == {
        "anno": "2021",
        "indicatore": "AS.1.b",
        "obiettivo": "AS.1",
        "area_dirigenziale": "azienda",
        "misurato": "no",
        "prevista": "Relazione di missione",
        "dimostrativo": senza["dimostrativo"],
    }


def test_la_tabella_e_della_sola_relazione(progetto: Path) -> None:
    vista = carica_vista(progetto)
    con = [d for d in Documento if "evidenze.csv" in dati_aperti(vista, 2021, d)]
    assert con == [Documento.RELAZIONE]


def test_senza_evidenze_la_pagina_dice_perche(progetto: Path) -> None:
    (progetto / FILE).unlink()
    shutil.rmtree(progetto / "data/2021/evidenze")
    aperta = righe(indice_evidenze(contesto(carica_vista(progetto))))
    assert "Nessuna evidenza è ancora registrata: mancano tutte." in aperta
    chiusa = righe(indice_evidenze(contesto(carica_vista(approvato(progetto)))))
    assert "Le evidenze non erano richieste quando fu approvata la Relazione: nessuna è registrata." in chiusa
    assert "Che cosa manca" not in "".join(chiusa)


def test_la_pagina_c_e_quando_si_mostra_la_relazione(progetto: Path) -> None:
    assert EVIDENZE.quando(carica_vista(progetto), 2021)
    for documento in ("piano", "monitoraggio"):
        approva(progetto, documento)
    assert not EVIDENZE.quando(carica_vista(progetto, pubblico=True), 2021)


def test_i_file_pubblici_vanno_nel_sito_byte_per_byte(progetto: Path) -> None:
    assert dict(evidenze_pubblicate(carica_vista(progetto))) == {
        "dati/2021/evidenze/contributi-pagati.csv": (progetto / PUBBLICATO).read_bytes()
    }
    for documento in ("piano", "monitoraggio"):
        approva(progetto, documento)
    assert dict(evidenze_pubblicate(carica_vista(progetto, pubblico=True))) == {}


@pytest.mark.slow
def test_un_file_che_cambia_mentre_si_costruisce_ferma_la_costruzione(progetto: Path) -> None:
    """A large one is not kept from the examination: it is read again."""
    file, grande = progetto / PUBBLICATO, b"a" * 2_000_000
    sostituisci(progetto / FILE, sha256_di(file.read_bytes()), sha256_di(grande))
    file.write_bytes(grande)
    vista = carica_vista(progetto)
    file.write_bytes(grande[1:])
    with pytest.raises(PluginError, match="è cambiato durante"):
        list(evidenze_pubblicate(vista))
    file.unlink()
    file.symlink_to(progetto / "data/ente.yml")
    with pytest.raises(PluginError, match="è cambiato"):
        list(evidenze_pubblicate(vista))


@pytest.mark.slow
@pytest.mark.parametrize("pubblico", [False, True])
def test_nel_sito_ci_sono_la_pagina_i_file_e_i_rinvii(tmp_path: Path, *, pubblico: bool) -> None:
    radice, sito = approvato(progetto_piccolo(tmp_path / "p")), tmp_path / "sito"
    scelte = ["--pubblico"] if pubblico else []
    esito, _, errore = esegui("costruisci", "--radice", radice, "--uscita", sito, "--senza-pdf", *scelte)
    assert esito == 0, errore
    copiato = sito / "dati/2021/evidenze/contributi-pagati.csv"
    assert copiato.read_bytes() == (radice / PUBBLICATO).read_bytes()
    assert [f.name for f in copiato.parent.iterdir()] == [copiato.name]
    assert f'"dati/2021/evidenze/{copiato.name}": "{sha256_di(copiato.read_bytes())}"' in (
        sito / "versione.json"
    ).read_text(encoding="utf-8")
    testo = leggi_pagina(sito / "2021/evidenze.html")
    assert RISERVATI[0] not in testo
    obiettivo = (sito / "2021/obiettivi/1.1.html").read_text(encoding="utf-8")
    assert 'href="../../2021/evidenze.html#evidenza-1.1.b"' in obiettivo


@pytest.mark.slow
def test_cio_che_prova_un_indicatore_va_e_viene_con_lui() -> None:
    """A variation changes the plan: the evidence of an indicator that it adds is not among what it changes."""
    vista = carica_vista(RADICE)
    tappe = [p for p in cammino(vista, vista.anno(2021), "oggi").passaggi if "AS.2" in str(p.variazione.cambi)]
    assert tappe
    assert not [c.chiave for p in tappe for c in p.cambiamenti if c.chiave[0] == "evidenza"]


def test_cio_che_diventa_riservato_non_si_ridice_nelle_variazioni(progetto: Path) -> None:
    """An errata that hides a row tells only of which indicator it is, also to who saw it before."""
    approvato(progetto)
    righe = (progetto / FILE).read_text(encoding="utf-8").splitlines()
    riga = next(r for r in righe if ";a richiesta;" in r)
    codice, documento, luogo, *_ = riga.split(";")
    sostituisci(progetto / FILE, riga, riga.replace(";a richiesta;", ";riservato;"))
    (progetto / "data/2021/errata").mkdir()
    (progetto / "data/2021/errata/1.yml").write_text(
        f"motivo: Contiene dati di imprese\natto: errata\ncambi:\n  - dove: evidenza {codice} {documento}\n"
        "    campo: accesso\n    da: a richiesta\n    a: riservato\n",
        encoding="utf-8",
    )
    (progetto / "data/2021/atti/errata.yml").write_text(ERRATA, encoding="utf-8")
    registra_atti(progetto)
    assert esamina(progetto)[1] == ()
    for pubblico in (False, True):
        vista = carica_vista(progetto, pubblico=pubblico)
        (uno,) = cammino(vista, vista.anno(2021), "errata").passaggi
        cambi = delibera(vista.anno(2021), uno).cambi
        assert cambi
        assert {c.codice for c in cambi} == {codice}
        assert not [c for c in cambi if documento in f"{c.titolo} {c.prima} {c.dopo}" or luogo in f"{c.prima} {c.dopo}"]


@pytest.mark.slow
def test_una_riga_in_piu_non_rinomina_le_riservate_di_altri() -> None:
    """What is hidden is named by its place among the hidden ones of its indicator."""
    anno = carica_vista(MINI).anno(2021)
    prima = mostrabili(anno.evidenze)
    altra = next(e for e in anno.evidenze.values() if e.accesso is Accesso.PUBBLICO)
    dopo = mostrabili({"nuova": altra, **anno.evidenze})
    assert set(dopo) - set(prima) == {"nuova"}
    assert mostrabili(prima) == prima


def test_una_tabella_che_non_si_legge_non_accusa_i_suoi_file(progetto: Path) -> None:
    (progetto / FILE).write_bytes(b"indicatore;documento\xff;\n")
    assert "EVIDENZA-SENZA-RIGA" not in [p.code for p in esamina(progetto)[1]]
