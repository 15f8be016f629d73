"""The sheets of persons: three profiles reckoned by hand, files and workbook alike, mistakes told without a value."""

from __future__ import annotations

import copy
import shutil
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from macros.checks.esame import esamina
from macros.engine import ciclo as motore
from macros.engine.armonizzazione import armonizzazione
from macros.model.impostazioni import Componente, FiguraScheda, Profilo
from macros.model.individuale import Momento, SchedaIndividuale
from macros.model.valori import Periodo
from macros.publish.dati.piano import impostazioni
from macros.publish.parole.individuale import come_si_valuta, quote_in_tabella
from macros.reading.anno.record import campi
from macros.reading.progetto import leggi_progetto
from macros.reading.testo.lettura import Lettura
from macros.riservato.annata import FattoAnno, annata
from macros.riservato.avvisi import CHIAVI
from macros.riservato.cartella import CartellaRiservata
from macros.riservato.foglio import COLONNE, NUMERO
from macros.riservato.modello import DETTE, modello
from macros.riservato.schede import schede_lette
from macros.riservato.valutati import SchedeRifiutate, schede_valutate, valutati
from macros.trail.cambiamenti import Genere
from macros.trail.confronto import confronta
from macros.trail.scritti import nudo
from tests.progetto_copia import MINI
from tests.strumenti.persone import FATTORI, IMPOSTAZIONI, fogli, persone, scrivi_foglio, scrivi_yml

pytestmark = pytest.mark.xdist_group("schede-individuali")  # one worker makes once what they share

DICEMBRE = Periodo.DICEMBRE


def righe(*terne, chiave="fattore"):
    return [{chiave: nome, "massimo": 10, "punti": punti, "peso": peso} for nome, punti, peso in terne]


DIPENDENTE = {
    "profilo": "personale",
    "nome": "Zorgaulo Prova-001",
    "categoria": "C",
    "ufficio": "Ufficio inventato",
    "area": "anagrafica",
    "valutatore": "Dirigente Area Anagrafica",
    "obiettivi": [{"codice": "1.1.1", "peso": 60}, {"codice": "2.1", "peso": 40}],
    "conoscenze": righe(("Norme", 8, 30), chiave="richiesta"),
    "attivita": righe(("Pratiche", 9, 40), chiave="richiesta"),
    "attitudini": righe(("Ascolto", 7, 30), chiave="richiesta"),
    "premio": {"stanziato": "2100.00", "distribuito": "1950.55"},
}
POSIZIONE = {
    "profilo": "posizione_organizzativa",
    "nome": "Vluquilo Prova-002",
    "area": "promozione",
    "valutatore": "Segretario Generale",
    "comportamenti": righe(*zip(FATTORI, (8, 7, 9, 10), (25, 25, 25, 25), strict=True)),
    "premio": {"stanziato": 6000, "distribuito": 5400},
}
DIRIGENTE = {
    "profilo": "dirigente",
    "nome": "Kyldrolo Prova-003",
    "area": [{"area": "anagrafica", "quota": 60}, {"area": "promozione", "quota": 40}],
    "valutatore": "Segretario Generale",
    "comportamenti": righe(("Contributo", 9, 60), ("Guida", 10, 40)),
    "differenziazione": righe(("Giudizi", 8, 100)),
    "ulteriori": [
        {"titolo": "Efficienza", "valore": "98.5", "peso": 70, "fonte": "Unioncamere"},
        {"titolo": "Pagamenti", "valore": 59, "peso": 30, "fonte": "Unioncamere"},
    ],
    "premio": {"stanziato": 20000, "distribuito": 20000},
    "conciliazione": {"riesame": {"chiesto": "2022-04-02", "esito": "Confermata"}, "ricorso": None},
}


@pytest.fixture(scope="module")
def radice(tmp_path_factory):
    """The small project, with what its year must declare of the sheets."""
    cartella = tmp_path_factory.mktemp("schede") / "progetto"
    shutil.copytree(MINI, cartella)
    smvp = cartella / "data" / "2021" / "smvp.yml"
    scritto = smvp.read_text(encoding="utf-8")
    smvp.write_text(
        scritto.replace("valutazione_individuale:\n", f"valutazione_individuale:\n{IMPOSTAZIONI}"), encoding="utf-8"
    )
    return cartella


@pytest.fixture(scope="module")
def anno(radice):
    progetto, problemi = esamina(radice, 2021)
    assert [p for p in problemi if p.code.startswith("SMVP")] == []
    return annata(motore.calcola(progetto.anni[2021], DICEMBRE))


def lette(cartella, radice):
    with CartellaRiservata.aperta(cartella, radice, scrivere=False) as aperta:
        return schede_lette(aperta)


def valutate(cartella, radice, anno, *, momento=Momento.VALUTAZIONE, bozza=True):
    with CartellaRiservata.aperta(cartella, radice, scrivere=False) as aperta:
        return schede_valutate(aperta, anno, momento, bozza=bozza)


def rifiuti(cartella, radice, anno, *, definitive=False):
    """What is wrong, as (number, key, reason); `definitive`: with nothing missing but the year's own acts."""
    with pytest.raises(SchedeRifiutate) as rifiutate:
        valutate(cartella, radice, anno, bozza=not definitive)
    return [(e.scheda, e.chiave, e.motivo.name) for e in rifiutate.value.errori]


# ------------------------------------------------------------------------------------------ by hand

CAMERA = Fraction(6, 10) * (70 + Fraction(3, 10) * Fraction(494, 5)) + Fraction(4, 10) * (
    55 + Fraction(45, 100) * Fraction(219909, 2255)
)
"""60 × (70 × 100 + 30 × 98,8) + 40 × (55 × 100 + 45 × 219.909/2.255), of the small project's tree."""
ANAGRAFICA = (100 + Fraction(219909, 2255)) / 2
PROMOZIONE = 60 + Fraction(4, 10) * Fraction(494, 5)
A_MANO = {
    "001": (Fraction(4, 10) * (Fraction(6, 10) * Fraction(494, 5) + 40) + Fraction(6, 10) * 81, "88.31"),
    "002": (CAMERA / 5 + PROMOZIONE * Fraction(4, 10) + 34, "93.68"),
    "003": (
        CAMERA / 5
        + (ANAGRAFICA * Fraction(6, 10) + PROMOZIONE * Fraction(4, 10)) / 2
        + Fraction(15, 100) * 94
        + Fraction(5, 100) * 80
        + Fraction(1, 10) * Fraction(8665, 100),
        "96.16",
    ),
}


def test_tre_profili_come_si_rifanno_a_mano(radice, anno, tmp_path):
    cartella = scrivi_yml(tmp_path / "s", [DIPENDENTE, POSIZIONE, DIRIGENTE])
    trovate = {v.scheda.numero: v for v in valutate(cartella, radice, anno).schede}
    assert {n: (v.finale, f"{v.stampata}") for n, v in trovate.items()} == A_MANO
    assert {v.fascia for v in trovate.values()} == {"Ottimo"}
    parti = {c.componente: (c.quota, c.esatto) for c in trovate["003"].componenti}
    assert parti[Componente.ULTERIORI] == (10, Fraction(8665, 100))
    assert [a.totale for a in trovate["002"].componenti[-1].addendi] == [20, Fraction(35, 2), Fraction(45, 2), 25]


def test_la_fascia_e_della_cifra_stampata(radice, anno, tmp_path):
    """70,995 is printed 71,00, and stands where 71 does."""
    scheda = copy.deepcopy(DIPENDENTE) | {
        "obiettivi": [{"codice": "2.1", "peso": 100}],
        "conoscenze": [{"richiesta": "Norme", "massimo": 1200, "punti": "619.9", "peso": 100}],
    }
    del scheda["attivita"], scheda["attitudini"]
    (uno,) = valutate(scrivi_yml(tmp_path / "s", [scheda]), radice, anno).schede
    assert (uno.finale, str(uno.stampata), uno.fascia) == (Fraction(70995, 1000), "71.00", "Ottimo")


def test_la_figura_attestata_prende_il_posto_della_calcolata(radice, anno, tmp_path):
    """None of the small project's is attested: a draft has no figure, a final sheet is refused for each."""
    attestata = replace(anno, regole=replace(anno.regole, figura=FiguraScheda.ATTESTATA))
    cartella = scrivi_yml(tmp_path / "s", [POSIZIONE])
    (uno,) = valutate(cartella, radice, attestata).schede
    assert (uno.finale, uno.stampata, uno.fascia) == (None, None, None)
    with pytest.raises(SchedeRifiutate) as rifiutate:
        valutate(cartella, radice, attestata, bozza=False)
    assert rifiutate.value.anno == (FattoAnno.NON_APPROVATA, FattoAnno.SENZA_ATTESTATO)
    assert [str(e) for e in rifiutate.value.errori] == [
        "scheda 001, riga 3, area: l'obiettivo o l'area non ha al 31 dicembre il grado che la scheda usa"
    ]


# ------------------------------------------------------------------------------------------ files and workbook


def test_il_foglio_di_calcolo_dice_le_stesse_cose_dei_file(radice, tmp_path):
    tutti = [*persone(20, 3), DIPENDENTE, POSIZIONE, DIRIGENTE]
    file, foglio = (
        lette(scrivi(tmp_path / nome, tutti), radice) for nome, scrivi in (("y", scrivi_yml), ("x", scrivi_foglio))
    )
    assert (file.errori, foglio.errori, file.avvisi, foglio.avvisi) == ((), (), (), ())
    assert len(file.schede) == len(tutti)
    assert [nudo(s) for s in file.schede] == [nudo(s) for s in foglio.schede]


def test_le_colonne_del_foglio_sono_le_chiavi_della_scheda():
    chiavi = {c.chiave for c in campi(SchedaIndividuale) if not c.di_luogo} - {"numero"}
    prime = {c.partition(".")[0] for c in COLONNE["schede"]} | (set(COLONNE) - {"schede"})
    assert prime == chiavi
    assert {parte for colonne in COLONNE.values() for c in colonne for parte in c.split(".")} | set(COLONNE) - {
        "schede"
    } == set(CHIAVI)
    assert set(DETTE) == {NUMERO, *(c for colonne in COLONNE.values() for c in colonne)}


def test_il_modello_ha_le_colonne_che_si_leggono_e_si_compila(radice, tmp_path):
    libro = load_workbook(BytesIO(modello()))
    assert set(libro.sheetnames) == {"istruzioni", *COLONNE}
    for foglio, scritte in fogli([DIPENDENTE, DIRIGENTE]).items():
        pagina = libro[foglio]
        posti = {c.value: c.column for c in pagina[1]}
        for n, riga in enumerate(scritte, 2):
            for colonna, valore in riga.items():
                pagina.cell(n, posti[colonna]).value = valore
    cartella = tmp_path / "s"
    cartella.mkdir(mode=0o700)
    libro.save(cartella / "schede.xlsx")
    atteso = lette(scrivi_yml(tmp_path / "y", [DIPENDENTE, DIRIGENTE]), radice)
    letto = lette(cartella, radice)
    assert letto.errori == ()
    assert [nudo(s) for s in letto.schede] == [nudo(s) for s in atteso.schede]


def foglio(cartella, **pagine):
    """Write a workbook by hand: rows of cells, sheet by sheet."""
    cartella.mkdir(mode=0o700)
    libro = Workbook()
    libro.remove(libro.active)
    for nome, scritte in pagine.items():
        pagina = libro.create_sheet(nome)
        for riga in scritte:
            pagina.append(riga)
    libro.save(cartella / "schede.xlsx")
    return cartella


TESTA = ("numero", "profilo", "nome", "area", "valutatore")
UNO = (1, "personale", "Zorgaulo Prova-001", "anagrafica", "Dirigente")


@pytest.mark.parametrize(
    ("pagine", "attesi"),
    [
        pytest.param({"schede": [TESTA, UNO, UNO]}, [(1, "", "DOPPIO")], id="lo stesso numero due volte"),
        pytest.param({"schede": [TESTA, (None, *UNO[1:])]}, [(None, "", "SENZA_SCHEDA")], id="una riga senza numero"),
        pytest.param(
            {"schede": [TESTA, UNO], "obiettivi": [("numero", "codice", "peso"), (2, "2.1", 100)]},
            [(None, "obiettivi", "SENZA_SCHEDA")],
            id="una riga di nessuno",
        ),
        pytest.param(
            {"schede": [TESTA, UNO], "obiettivi": [("numero", "codice", "peso"), (1, 2.1, 100)]},
            [(1, "obiettivi.codice", "CODICE_NUMERO"), (1, "obiettivi[1].codice", "MANCA")],
            id="un codice scritto come numero",
        ),
        pytest.param({"schede": [(*TESTA, "stipendio"), (*UNO, 1)]}, [(None, "", "COLONNE")], id="una colonna ignota"),
        pytest.param({"schede": [TESTA, UNO], "Zorgaulo": []}, [(None, "", "FOGLI")], id="un foglio ignoto"),
        pytest.param({"obiettivi": [("numero",)]}, [(None, "", "FOGLI")], id="senza il foglio delle schede"),
        pytest.param(
            {"schede": [(*TESTA, "note"), (*UNO, "=1/0")]}, [(1, "note", "FOGLIO")], id="una formula senza valore"
        ),
        pytest.param(
            {"schede": [TESTA, UNO], "area": [("numero", "area", "quota"), (1, "promozione", 100)]},
            [(1, "area", "DOPPIO")],
            id="l'area in due posti",
        ),
    ],
)
def test_un_foglio_sbagliato_dice_dove(pagine, attesi, radice, tmp_path):
    errori = lette(foglio(tmp_path / "s", **pagine), radice).errori
    assert [(e.scheda, e.chiave, e.motivo.name) for e in errori] == attesi
    assert not any("Zorgaulo" in str(e) for e in errori)


def test_cio_che_non_e_un_foglio_o_sta_in_due_modi(radice, tmp_path):
    cartella = scrivi_yml(tmp_path / "s", [DIPENDENTE])
    (cartella / "schede.xlsx").write_bytes(b"PK\x03\x04 Zorgaulo")
    assert [str(e) for e in lette(cartella, radice).errori] == [
        "la cartella: ha le schede in file .yml e in un foglio di calcolo, o in più fogli: tenere un modo solo"
    ]
    (cartella / "scheda-001.yml").unlink()
    assert [e.motivo.name for e in lette(cartella, radice).errori] == ["NON_FOGLIO"]


# ------------------------------------------------------------------------------------------ what is wrong


def con(base, **cambi):
    return {c: v for c, v in (copy.deepcopy(base) | cambi).items() if v is not Ellipsis}


SBAGLI = [
    (con(DIPENDENTE, profilo="operaio"), [(1, "profilo", "SCELTA")]),
    (con(DIPENDENTE, nome="…"), [(1, "nome", "MANCA")]),
    (con(DIPENDENTE, valutatore=...), [(1, "valutatore", "MANCA")]),
    (con(DIPENDENTE, Zorgaulo="x"), [(1, "", "CHIAVE_IGNOTA")]),
    (con(DIPENDENTE, obiettivi=...), [(1, "obiettivi", "MANCA")]),
    (con(DIPENDENTE, obiettivi=[{"codice": "1.1.1", "peso": 60}]), [(1, "obiettivi", "SOMMA")]),
    (con(DIPENDENTE, obiettivi=[{"codice": "9.9", "peso": 100}]), [(1, "obiettivi[1].codice", "OBIETTIVO")]),
    (con(DIPENDENTE, obiettivi=[{"codice": "2.1", "peso": 50}] * 2), [(1, "obiettivi[2]", "DOPPIO")]),
    (
        con(DIPENDENTE, obiettivi=[{"codice": "2.1", "peso": 150}, {"codice": "1.1.1", "peso": -50}]),
        [(1, "obiettivi[1].peso", "FUORI"), (1, "obiettivi[2].peso", "FUORI")],
    ),
    (con(DIPENDENTE, obiettivi=[{"codice": "2.1"}]), [(1, "obiettivi[1].peso", "MANCA")]),
    (con(DIPENDENTE, obiettivi=[{"codice": "2.1", "peso": "40%"}]), [(1, "obiettivi[1].peso", "NUMERO")]),
    (con(DIPENDENTE, area="vendite"), [(1, "area", "AREA")]),
    (con(DIPENDENTE, area=[{"area": "anagrafica", "quota": 60}]), [(1, "area", "SOMMA")]),
    (con(DIPENDENTE, area=[{"area": "anagrafica", "quota": 50}] * 2), [(1, "area[2]", "DOPPIO")]),
    (con(DIPENDENTE, attitudini=...), [(1, "conoscenze", "SOMMA")]),
    (con(DIPENDENTE, attitudini=righe(("Ascolto", 11, 30), chiave="richiesta")), [(1, "attitudini[1].punti", "FUORI")]),
    (con(DIPENDENTE, attitudini=righe(("Ascolto", -1, 30), chiave="richiesta")), [(1, "attitudini[1].punti", "FUORI")]),
    (
        con(DIPENDENTE, attitudini=[{"richiesta": "Ascolto", "massimo": 0, "punti": 0, "peso": 30}]),
        [(1, "attitudini[1].massimo", "FUORI")],
    ),
    (con(DIPENDENTE, attitudini="Ascolto"), [(1, "attitudini", "TIPO")]),
    (con(POSIZIONE, area=...), [(1, "area", "MANCA")]),
    (con(POSIZIONE, comportamenti=...), [(1, "comportamenti", "MANCA")]),
    (con(POSIZIONE, comportamenti=righe(("Guida", 8, 100))), [(1, "comportamenti", "FATTORI")]),
    (con(POSIZIONE, comportamenti=righe(*[(f, 8, 25) for f in FATTORI[:3]], (FATTORI[0], 8, 25))), None),
    (
        con(DIRIGENTE, ulteriori=[{"titolo": "Efficienza", "valore": 101, "peso": 100}]),
        [(1, "ulteriori[1].valore", "FUORI")],
    ),
    (con(DIPENDENTE, premio={"stanziato": 100, "distribuito": "100.01"}), [(1, "premio.distribuito", "FUORI")]),
    (con(DIPENDENTE, premio={"stanziato": "100.0051", "distribuito": 1}), [(1, "premio.stanziato", "FUORI")]),
    (con(DIPENDENTE, premio={"stanziato": 100}), [(1, "premio.distribuito", "MANCA")]),
    (
        con(DIPENDENTE, conciliazione={"riesame": {"chiesto": "2021-12-31"}}),
        [(1, "conciliazione.riesame.chiesto", "GIORNO")],
    ),
    (
        con(DIPENDENTE, conciliazione={"riesame": {"chiesto": "2022-05-02"}, "ricorso": {"chiesto": "2022-05-01"}}),
        [(1, "conciliazione.ricorso.chiesto", "GIORNO")],
    ),
    (con(DIPENDENTE, conciliazione={"riesame": {"esito": "x"}}), [(1, "conciliazione.riesame.chiesto", "MANCA")]),
    (con(DIPENDENTE, punti_critici="Ha imparato il 漢"), [(1, "punti_critici", "CARATTERE")]),
    (
        con(DIPENDENTE, conoscenze=righe(("Norme ☃", 8, 30), chiave="richiesta")),
        [(1, "conoscenze[1].richiesta", "CARATTERE")],
    ),
]


@pytest.mark.parametrize(("scheda", "attesi"), SBAGLI, ids=[f"{n:02d}" for n in range(len(SBAGLI))])
def test_ogni_sbaglio_e_detto_al_suo_posto_e_senza_valori(scheda, attesi, radice, anno, tmp_path):
    cartella = scrivi_yml(tmp_path / "s", [scheda])
    if attesi is None:  # three of the four factors, and one of them twice
        attesi = [(1, "comportamenti[4]", "DOPPIO"), (1, "comportamenti", "FATTORI")]
    assert rifiuti(cartella, radice, anno) == attesi


def test_un_segno_che_non_si_stampa_e_detto_alla_sua_riga(radice, anno, tmp_path):
    cartella = scrivi_yml(tmp_path / "s", [con(DIPENDENTE, nome="Zorgaulo 漢")])
    with pytest.raises(SchedeRifiutate) as rifiutate:
        valutate(cartella, radice, anno)
    assert [(e.riga, e.chiave, e.motivo.name) for e in rifiutate.value.errori] == [(2, "nome", "CARATTERE")]


def test_gli_errori_di_tutte_le_schede_si_dicono_insieme(radice, anno, tmp_path):
    cartella = scrivi_yml(tmp_path / "s", [con(DIPENDENTE, area="x"), DIPENDENTE, con(POSIZIONE, valutatore=...)])
    (cartella / "scheda-004.yml").write_text("nome: [Zorgaulo\n", encoding="utf-8")
    (cartella / "Zorgaulo.yml").write_text("nome: Zorgaulo\n", encoding="utf-8")
    trovati = rifiuti(cartella, radice, anno)
    assert set(trovati) == {
        (1, "area", "AREA"),
        (3, "valutatore", "MANCA"),
        (4, "", "SINTASSI"),
        (None, "", "NOME_FILE"),
    }


def test_i_punti_mancano_solo_alla_valutazione_definitiva(radice, anno, tmp_path):
    senza = [{"richiesta": "Ascolto", "massimo": 10, "peso": 30}]
    cartella = scrivi_yml(tmp_path / "s", [con(DIPENDENTE, attitudini=senza)])
    assert valutate(cartella, radice, anno, momento=Momento.ASSEGNAZIONE, bozza=False).schede[0].finale is None
    assert valutate(cartella, radice, anno).schede[0].finale is None
    assert rifiuti(cartella, radice, anno, definitive=True) == [(1, "attitudini[1].punti", "MANCA")]


def test_cio_che_non_conta_e_un_area_che_non_prevale_si_dicono_e_basta(radice, anno, tmp_path):
    quote = dict(anno.regole.profili) | {Profilo.DIRIGENTE: {Componente.ENTE: 60, Componente.AREA: 40}}
    altro = replace(anno, regole=replace(anno.regole, profili=quote))
    cartella = scrivi_yml(tmp_path / "s", [DIRIGENTE, con(DIPENDENTE, comportamenti=righe(("Guida", 8, 100)))])
    (cartella / "appunti.txt").write_text("Zorgaulo", encoding="utf-8")
    detti = [(a.scheda, a.chiave, a.motivo.name) for a in valutate(cartella, radice, altro).avvisi]
    assert sorted(detti, key=str) == sorted(
        [
            (None, "", "NON_LETTO"),
            (1, "comportamenti", "INUTILE"),
            (1, "differenziazione", "INUTILE"),
            (1, "ulteriori", "INUTILE"),
            (1, "area", "PREVALENZA"),
            (2, "comportamenti", "INUTILE"),
        ],
        key=str,
    )


def test_la_cartella_delle_stampe_puo_stare_in_quella_delle_schede(radice, anno, tmp_path):
    """The manual says so: it is not told as something that nobody reads."""
    cartella = scrivi_yml(tmp_path / "s", [DIPENDENTE])
    (cartella / "stampe").mkdir(mode=0o700)
    assert valutate(cartella, radice, anno, momento=Momento.ASSEGNAZIONE).avvisi == ()


def test_un_profilo_senza_quote_e_una_cartella_vuota(radice, anno, tmp_path):
    solo = replace(
        anno, regole=replace(anno.regole, profili={Profilo.DIRIGENTE: anno.regole.profili[Profilo.DIRIGENTE]})
    )
    assert rifiuti(scrivi_yml(tmp_path / "s", [DIPENDENTE]), radice, solo) == [(1, "profilo", "PROFILO")]
    assert rifiuti(scrivi_yml(tmp_path / "v", []), radice, anno) == [(None, "", "VUOTA")]


@pytest.mark.slow
def test_un_anno_che_non_dichiara_le_impostazioni_dice_quali_aggiungere():
    progetto, _ = esamina(MINI, 2021)
    assert annata(motore.calcola(progetto.anni[2021], DICEMBRE)) == (
        FattoAnno.FORMULA,
        FattoAnno.FIGURA,
        FattoAnno.PROFILI,
    )


def test_cio_che_l_anno_dichiara_si_pubblica_si_dice_e_si_confronta(radice):
    dette = dict(impostazioni(leggi_progetto(Lettura(radice)).anni[2021].regole))
    assert dette["valutazione_individuale.formula"] == "punti / massimo * peso"
    assert dette["valutazione_individuale.figura"] == "calcolata"
    assert dette["valutazione_individuale.profili.dirigente.differenziazione"] == "5"
    assert dette["valutazione_individuale.profili.personale.competenze"] == "60"
    prima, dopo = (leggi_progetto(Lettura(r)).anni[2021] for r in (MINI, radice))
    assert come_si_valuta(prima.regole) == ""
    assert come_si_valuta(dopo.regole).startswith("Il totale di una riga è punti / massimo × peso. Per la Camera e")
    profili, righe_dette = quote_in_tabella(dopo.regole.profili_individuali)
    assert profili == ("Segretario Generale e dirigenti", "Posizioni Organizzative", "Personale non dirigente")
    assert righe_dette[0] == ("Performance della Camera", ("20", "20", ""))
    cambiati = {str(c.campo): (c.genere, c.scritto_prima, c.scritto_dopo) for c in confronta(prima, dopo).cambiamenti}
    assert cambiati.keys() == {f"valutazione_individuale.{chiave}" for chiave in ("formula", "figura", "profili")}
    genere, vuoto, profili_dopo = cambiati["valutazione_individuale.profili"]
    assert (genere, vuoto) == (Genere.REGOLA, "vuoto")
    assert "personale (obiettivi: 40; competenze: 60)" in profili_dopo


# ------------------------------------------------------------------------------------------ side by side


def test_il_riepilogo_rifatto_a_mano(radice, anno, tmp_path):
    """Three of the staff: 88,31 twice by one manager, 64,31 by another; mean 80,31, distances 8 and -16."""
    bassa = con(
        DIPENDENTE,
        valutatore="Dirigente Area Promozione",
        conoscenze=righe(("Norme", 0, 30), chiave="richiesta"),
        attivita=righe(("Pratiche", "7.5", 40), chiave="richiesta"),
        attitudini=righe(("Ascolto", "3.66666666666666666666", 30), chiave="richiesta"),
    )
    cartella = scrivi_yml(tmp_path / "s", [DIPENDENTE, DIPENDENTE, bassa, POSIZIONE])
    viste = armonizzazione(valutate(cartella, radice, anno).schede)
    posizioni, personale = viste.profili
    assert (posizioni.profilo, personale.profilo) == (Profilo.POSIZIONE_ORGANIZZATIVA, Profilo.PERSONALE)
    media = (Fraction(8831, 100) * 2 + Fraction(6431, 100)) / 3
    uno, altro = personale.valutatori
    assert (uno.quante, uno.media, uno.distanza) == (2, Fraction(8831, 100), Fraction(8831, 100) - media)
    assert (altro.quante, altro.minima, dict(altro.fasce)) == (1, altro.massima, {"Buono": 1})
    assert (personale.tutti.media, personale.tutti.distanza) == (media, 0)
    assert [s.numero for s in viste.schede if s.lontana] == ["003"]
    assert viste.senza == ()


def test_i_valutati_non_hanno_ne_nome_ne_punti(radice, anno, tmp_path, monkeypatch):
    monkeypatch.setattr("macros.riservato.valutati.fatti", lambda *_: ())  # as of an approved Relazione
    tre = [con(DIPENDENTE, conciliazione={"ricorso": {"chiesto": "2022-05-01"}}), POSIZIONE, DIRIGENTE]
    with CartellaRiservata.aperta(scrivi_yml(tmp_path / "s", tre), radice, scrivere=False) as aperta:
        primo, secondo, terzo = valutati(aperta, anno)
    assert (primo.categoria, primo.fascia, f"{primo.distribuito}") == ("personale", "Ottimo", "1950.55")
    assert (primo.riesame, primo.ricorso, primo.ricorso_aperto) == (False, True, True)
    assert (secondo.categoria, secondo.riesame, secondo.ricorso) == ("posizioni_organizzative", False, False)
    assert (terzo.categoria, terzo.riesame, terzo.riesame_aperto) == ("dirigenti", True, False)
    with (
        CartellaRiservata.aperta(
            scrivi_yml(tmp_path / "t", [con(POSIZIONE, premio=...)]), radice, scrivere=False
        ) as due,
        pytest.raises(SchedeRifiutate) as rifiutate,
    ):
        valutati(due, anno)
    assert [(e.scheda, e.chiave, e.motivo.name) for e in rifiutate.value.errori] == [(1, "premio", "MANCA")]


def test_le_persone_inventate_valgono_per_l_anno(radice, anno, tmp_path):
    trovate = valutate(scrivi_yml(tmp_path / "s", persone(30, 7)), radice, anno)
    assert len(trovate.schede) == 30
    assert trovate.avvisi == ()
    assert {v.scheda.profilo for v in trovate.schede} == set(Profilo)
    assert persone(30, 7) == persone(30, 7) != persone(30, 8)
