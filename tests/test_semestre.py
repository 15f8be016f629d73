"""The half-year that manages: gaps with cause and remedy, three states, and what approved years were never asked."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal

import pytest

from macros.checks.completezza import check_impostazioni, check_interventi
from macros.checks.esame import cicli_di, esamina
from macros.engine.sintesi import andamento
from macros.model.impostazioni import FasceSemestre
from macros.model.problems import Documento, Source
from macros.model.valori import Andamento, Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.aperti import dati_aperti
from macros.publish.pagine.metodo import metodo
from macros.publish.parole import voci
from macros.publish.pezzi.conteggi import conteggio_stati
from macros.publish.schede.monitoraggio import scheda_monitoraggio
from macros.reading.blocco.impronta import impronta as impronta_di
from macros.reading.progetto import apri_approvati
from macros.reading.registro.forma import leggi_registro
from macros.reading.testo.lettura import Lettura
from macros.vista.vista import carica_vista
from tests.lettura_uscite import in_parole
from tests.progetto_copia import MINI, RADICE, sblocca, senza_semestre

NUOVE = ("causa", "intervento", "entro")
FASCE = FasceSemestre(Decimal(95), Decimal(80), Source("smvp.yml"))


@pytest.fixture(scope="module")
def dimostrazione():
    return esamina(RADICE)


@pytest.mark.parametrize(
    ("stampato", "fasce", "come"),
    [
        pytest.param("95", FASCE, Andamento.IN_LINEA, id="da in_linea compreso"),
        pytest.param("94.99", FASCE, Andamento.A_RISCHIO, id="sotto, anche di poco"),
        pytest.param("80", FASCE, Andamento.A_RISCHIO, id="da a_rischio compreso"),
        pytest.param("79.99", FASCE, Andamento.IN_RITARDO, id="sotto ancora"),
        pytest.param("0", FASCE, Andamento.IN_RITARDO, id="zero non è assente"),
        pytest.param(None, FASCE, None, id="senza grado"),
        pytest.param("95", None, None, id="un anno che non dichiara fasce"),
    ],
)
def test_l_andamento_si_legge_sul_grado_stampato(stampato, fasce, come):
    assert andamento(None if stampato is None else Decimal(stampato), fasce) is come


@pytest.mark.parametrize("stato", list(Andamento))
def test_le_parole_dell_andamento_non_hanno_plurale(stato):
    assert voci.al_plurale(str(stato), 3) == str(stato)


def come_prima(anno):
    """A year as it was when nothing of this was asked: no bands declared, no cause and no remedy of a gap."""
    righe = {
        c: replace(r, causa=None, intervento=None, entro=None) for c, r in anno.rilevazioni[Periodo.GIUGNO].items()
    }
    piani = {d: replace(p, smvp=replace(p.smvp, semestre=None)) for d, p in anno.piani.items()}
    rilevazioni = {**anno.rilevazioni, Periodo.GIUGNO: righe}
    return replace(anno, smvp=replace(anno.smvp, semestre=None), piani=piani, rilevazioni=rilevazioni)


@pytest.mark.slow
def test_a_un_monitoraggio_comunicato_non_si_chiede_cio_che_non_gli_fu_chiesto(dimostrazione):
    progetto, problemi = dimostrazione
    assert not [p for p in problemi if p.code in {"COMPLETA-INTERVENTO", "COMPLETA-IMPOSTAZIONE"}]
    for anno in map(come_prima, progetto.anni.values()):
        assert not anno.aperto(Documento.MONITORAGGIO)
        assert [*check_interventi(anno, cicli_di(anno)), *check_impostazioni(anno)] == []
        aperto = replace(anno, atti={n: a for n, a in anno.atti.items() if a.documento != Documento.MONITORAGGIO})
        assert {p.code for p in check_interventi(aperto, cicli_di(aperto))} == {"COMPLETA-INTERVENTO"}
        assert {p.documento for p in check_impostazioni(aperto)} == {Documento.MONITORAGGIO}


@pytest.mark.parametrize("colonne", [NUOVE, NUOVE[:1]], ids=["tutte", "una sola"])
@pytest.mark.slow
def test_una_colonna_nuova_e_vuota_non_cambia_nessuna_impronta(tmp_path, colonne):
    mai, vuote = tmp_path / "mai", tmp_path / "vuote"
    for radice, nuove in ((mai, ()), (vuote, colonne)):
        shutil.copytree(RADICE / "data", radice / "data")
        senza_semestre(radice / "data", nuove)
    visti = {(r.anno, r.sigilla) for r in leggi_registro(Lettura(RADICE)).righe if r.sigilla in list(Documento)}
    assert visti
    for anno, cosa in visti:
        una, altra = (apri_approvati(radice, int(anno)).parti(Documento(cosa)) for radice in (mai, vuote))
        assert impronta_di(una) == impronta_di(altra), (anno, cosa)


def test_causa_intervento_ed_entro_si_leggono(progetto):
    riga = {"valore": 40, "causa": "mista", "intervento": "Un turno in più", "entro": "15/09/2021"}
    letto, problemi = esamina(progetto(monitoraggio={"1.1.a": riga}))
    assert not [p for p in problemi if p.source.path.startswith("data/2021/monitoraggio")]
    trovata = letto.anni[2021].rilevazione("1.1.a", Periodo.GIUGNO)
    assert (trovata.causa, trovata.intervento, str(trovata.entro)) == ("mista", "Un turno in più", "2021-09-15")


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    """The small project: bands declared, a gap explained at 30 June, the Monitoraggio not yet communicated."""
    radice = tmp_path_factory.mktemp("semestre") / "p"
    shutil.copytree(MINI, radice)
    return Contesto(vista=carica_vista(radice), pagina="2021/monitoraggio/sintesi.html")


def test_la_scheda_di_giugno_dice_causa_intervento_e_data_accanto_allo_scostamento(mini):
    testo = in_parole(scheda_monitoraggio(mini, "2.1"))
    assert "Scostamenti: causa e intervento" in testo
    causa = "Causa mista (in parte interna, in parte esterna)."
    assert f"{causa} Un secondo turno allo sportello da settembre. Entro il 15 settembre 2021." in testo
    assert "Scostamenti" not in in_parole(scheda_monitoraggio(mini, "1.1"))  # nothing is behind there


def test_la_sintesi_del_monitoraggio_conta_anche_per_andamento(mini):
    testo = in_parole(conteggio_stati(mini, "30-06"))
    assert "In linea da 95 su 100, a rischio da 80, in ritardo sotto 80." in testo
    assert "Camera 98,20 in linea 100,00 %" in testo
    assert "in linea da 95" not in in_parole(conteggio_stati(mini)).lower()  # only at 30 June
    assert "in ritardo sotto 80" in in_parole(metodo(mini))


def test_i_dati_aperti_elencano_gli_scostamenti_di_giugno(mini):
    riga = "2021,2.1.a,2.1,anagrafica,85.71,mista,Un secondo turno allo sportello da settembre,2021-09-15,si"
    assert dati_aperti(mini.vista, 2021)["interventi.csv"].decode().splitlines()[1:] == [riga]


@pytest.mark.slow
def test_chi_non_dichiara_fasce_stampa_quel_che_stampava(tmp_path):
    shutil.copytree(RADICE / "data", tmp_path / "data")
    sblocca(tmp_path / "data")
    senza_semestre(tmp_path / "data")
    ctx = Contesto(vista=carica_vista(tmp_path), pagina="2021/monitoraggio/sintesi.html")
    assert "andamento" not in conteggio_stati(ctx, "30-06")
    assert "Scostamenti: causa" not in scheda_monitoraggio(ctx, "2.2")
