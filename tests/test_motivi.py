"""Variations told: reasons and acts behind changes, steps from the approved plan, a broken lock explained."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.engine.ciclo import calcola
from macros.model.formato import stampato
from macros.model.problems import Source, errori
from macros.model.valori import Periodo, TipoAtto
from macros.model.variazioni import Cambio, StatoVariazione
from macros.publish.confronto.markdown import in_markdown
from macros.publish.confronto.parole import Sezione
from macros.publish.contesto.contesto import Contesto
from macros.publish.iter.atti_oiv import atti_oiv
from macros.publish.iter.variazioni import variazioni_anno, variazioni_piano
from macros.publish.pagine.obiettivo import pagina_obiettivo
from macros.publish.schede.consuntivo import scheda_consuntivo
from macros.publish.schede.monitoraggio import proposte_di_variazione, scheda_monitoraggio
from macros.reading.registro.accoda import Chiesto
from macros.reading.testo.lettura import Lettura
from macros.trail.cambiamenti import Genere
from macros.trail.confronto import confronta
from macros.trail.mondo import ENTE
from macros.trail.motivi import PESO, Posto, posti_di
from macros.trail.passaggi import del_piano, delle_correzioni
from macros.vista.vista import carica_vista
from tests.conftest import esegui
from tests.progetto_copia import copia_di, registra_atti, sostituisci
from tests.test_casi import MINI, approva
from tests.test_frammenti import letto

pytestmark = pytest.mark.slow

OIV = "tipo: validazione_oiv\norgano: OIV\nnumero: verbale 5\ndata: 2021-09-14\noggetto: V\ndocumento: piano\n"
GIUNTA = (
    "tipo: approvazione_giunta\norgano: Giunta\nnumero: delibera 90\ndata: 2021-09-23\noggetto: V\ndocumento: piano\n"
)
ERRATA = "tipo: errata\norgano: Giunta\nnumero: delibera 31\ndata: 2022-05-12\noggetto: E\ndocumento: relazione\n"
OIV_RELAZIONE = OIV.replace("2021-09-14", "2022-02-17").replace("piano", "relazione")
ATTI = ("--atto-oiv", "oiv-1", "--atto-giunta", "giunta-1")
BONIFICA = "data/2021/obiettivi/2.1.1.yml"
MOTIVATO = "OIV, verbale 5 del 14 settembre 2021; Giunta, delibera 90 del 23 settembre 2021"


@pytest.fixture
def approvato(tmp_path: Path) -> Path:
    """The mini project with its plan approved, and the acts of a variation of September."""
    return copia_di("per-i-motivi", _approvato, tmp_path / "p")


def _approvato(radice: Path) -> None:
    shutil.copytree(MINI, radice)
    approva(radice, "piano")
    (radice / "data/2021/atti/oiv-1.yml").write_text(OIV, encoding="utf-8")
    (radice / "data/2021/atti/giunta-1.yml").write_text(GIUNTA, encoding="utf-8")
    registra_atti(radice)


def altri_atti(radice: Path) -> tuple[str, ...]:
    """Record the acts of another variation, of October."""
    for nome, testo in (("oiv-2", OIV), ("giunta-2", GIUNTA)):
        nuovo = (
            testo.replace("verbale 5", "verbale 6").replace("delibera 90", "delibera 96").replace("2021-09", "2021-10")
        )
        (radice / f"data/2021/atti/{nome}.yml").write_text(nuovo, encoding="utf-8")
    return "--atto-oiv", "oiv-2", "--atto-giunta", "giunta-2"


def varia(radice: Path, *argomenti: str, motivo: str = "Sportello chiuso") -> None:
    esito, _, detto = esegui("varia", *argomenti, "--motivo", motivo, "--anno", "2021", "--radice", radice)
    assert esito == 0, detto


def anno_di(radice: Path):
    progetto, problemi = esamina(radice)
    assert [str(p) for p in errori(problemi)] == []
    return progetto.anni[2021]


def camera(anno) -> Fraction:
    esatto = calcola(anno, Periodo.DICEMBRE).ente.esatto
    assert esatto is not None
    return esatto


# --- reasons --------------------------------------------------------------------------------------


def test_un_cambiamento_deliberato_ha_motivo_numero_e_atti_gli_altri_no(approvato: Path, tmp_path: Path) -> None:
    prima = Path(shutil.copytree(approvato, tmp_path / "prima"))
    varia(approvato, "2.1.1.b", "target.31-12", "90", *ATTI)
    sostituisci(approvato / "data/2021/consuntivo/promozione.csv", "1.1.a;321;", "1.1.a;300;")
    c = confronta(anno_di(prima), anno_di(approvato))
    motivi = {(x.codice, x.genere): (x.motivo, x.atto) for x in c.cambiamenti}
    assert motivi["2.1.1.b", Genere.TARGET] == ("variazione 1: Sportello chiuso", MOTIVATO)
    assert motivi["1.1.a", Genere.VALORE] == (None, None)
    assert {m for (_, genere), m in motivi.items() if genere is Genere.GRADO} == {(None, None)}
    commento = in_markdown([Sezione(c, "prima", "dopo")])
    riga = next(r for r in commento.splitlines() if r.startswith("|") and "2.1.1.b" in r)
    for detto in ("variazione 1: Sportello chiuso", "delibera 90 del 23 settembre 2021", "Effetto sulla Camera"):
        assert detto in (commento if detto.startswith("Effetto") else riga)


def test_una_variazione_che_c_era_gia_non_spiega_cio_che_viene_dopo(approvato: Path, tmp_path: Path) -> None:
    varia(approvato, "2.1.1.b", "target.31-12", "90", *ATTI)
    prima = Path(shutil.copytree(approvato, tmp_path / "prima"))
    varia(approvato, "2.1.1.b", "target.31-12", "80", *altri_atti(approvato), motivo="Ancora")
    (trovato,) = confronta(anno_di(prima), anno_di(approvato)).di_genere(Genere.TARGET)
    assert trovato.motivo == "variazione 2: Ancora"


def test_una_proposta_non_e_un_motivo(approvato: Path, tmp_path: Path) -> None:
    prima = Path(shutil.copytree(approvato, tmp_path / "prima"))
    varia(approvato, "2.1.1.b", "target.31-12", "90", "--proposta")
    assert confronta(anno_di(prima), anno_di(approvato)).cambiamenti == ()


@pytest.mark.parametrize(
    ("dove", "campo", "attesi"),
    [
        ("smvp", "grado.decrescente", [Posto("smvp", "smvp", ("grado", "decrescente"))]),
        ("smvp", "arrotondamento.predefinito.decimali", [Posto("smvp", "smvp", ("arrotondamento",))]),
        ("albero", "triennio", [Posto("albero", "albero", ("triennio",))]),
        ("albero", "aree_strategiche[2].peso", [Posto("area_strategica", "2", ("peso",))]),
        (
            "albero",
            "aree_strategiche[2].obiettivi[2.1].peso",
            [Posto("obiettivo", "2.1", PESO, ("area_strategica", "2"))],
        ),
        ("albero", "aree_dirigenziali[promozione].uffici", [Posto("area_dirigenziale", "promozione", ("uffici",))]),
        (
            "albero",
            "aree_dirigenziali[promozione].obiettivi[1.1]",
            [Posto("obiettivo", "1.1", PESO, ("area_dirigenziale", "promozione"))],
        ),
        (
            "albero",
            "azienda_speciale.obiettivi[AS.1].peso",
            [Posto("obiettivo", "AS.1", PESO, ("azienda_speciale", "azienda"))],
        ),
        ("obiettivo 2.1", "titolo", [Posto("obiettivo", "2.1", ("titolo",))]),
        ("obiettivo 2.1", "", [Posto("obiettivo", "2.1")]),
        ("obiettivo 2.1", "indicatori[2.1.a]", [Posto("indicatore", "2.1.a")]),
        ("obiettivo 2.1", "collegati[2.1.1.b].peso", [Posto("indicatore", "2.1.1.b", PESO, ("obiettivo", "2.1"))]),
        ("indicatore 2.1.a", "target.2021", [Posto("indicatore", "2.1.a", ("target", "31-12"))]),
        ("indicatore 2.1.a", "target.2022", [Posto("indicatore", "2.1.a", ("target", "2022"))]),
        ("indicatore 2.1.a", "peso.2021", [Posto("indicatore", "2.1.a", PESO, ("obiettivo", "2.1"))]),
        ("indicatore 2.1.1.a", "peso", [Posto("indicatore", "2.1.1.a", PESO, ("obiettivo", "2.1.1"))]),
        ("indicatore 2.1.1.a", "target.31-12.max", [Posto("indicatore", "2.1.1.a", ("target", "31-12", "max"))]),
        ("consuntivo 1.1.a", "valore", [Posto("indicatore", "1.1.a", ("valore", "31-12"))]),
        ("monitoraggio 1.1.a", "stima", [Posto("indicatore", "1.1.a", ("stima", "30-06"))]),
        ("consuntivo 1.1.1.b", "assenza", [Posto("indicatore", "1.1.1.b", ("valore", "31-12"))]),
        ("fase 1.1.1.a f1", "raggiunta_il", [Posto("indicatore", "1.1.1.a", ("valore",))]),
        ("misura pratiche_totali", "al_30_06", [Posto("indicatore", "2.1.1.c", ("valore", "30-06"))]),
        ("misura pratiche_totali", "fonte", [Posto("misura", "pratiche_totali", ("fonte",))]),
        (
            "scheda 2.1",
            "consuntivo.azioni.anagrafica",
            [Posto("obiettivo", "2.1", ("consuntivo", "azioni", "anagrafica"))],
        ),
    ],
)
def test_ogni_posto_di_una_variazione_ha_il_suo_nome_fra_i_cambiamenti(dove, campo, attesi) -> None:
    anno, qui = anno_di(MINI), Source("x", 1)
    cambio = Cambio(dove=dove, campo=campo, da="1", a="2", posto=None, source=qui, luogo_da=qui, luogo_a=qui)
    assert list(posti_di(cambio, anno, anno)) == attesi


def test_il_peso_in_un_gruppo_non_e_quello_in_un_altro_il_cui_codice_comincia_uguale(approvato: Path) -> None:
    """A weight in 2.1 and one in 2.1.1 are two things, whatever their codes look like."""
    anno = anno_di(approvato)
    indicatori = tuple(replace(i, peso=Decimal(30)) for i in anno.obiettivi["2.1.1"].indicatori)
    obiettivi = {**anno.obiettivi, "2.1.1": replace(anno.obiettivi["2.1.1"], indicatori=indicatori)}
    pesi = confronta(anno, replace(anno, obiettivi=obiettivi)).di_genere(Genere.PESO)
    assert {c.campo.gruppo for c in pesi} == {("obiettivo", "2.1.1")}
    assert not any(Posto("indicatore", "", PESO, ("obiettivo", "2.1")).copre(c) for c in pesi)
    assert all(Posto("indicatore", "", PESO, ("obiettivo", "2.1.1")).copre(c) for c in pesi)


CAMBI = {
    "un peso in albero.yml": (
        [("albero", "aree_strategiche[1].peso", "60", "50"), ("albero", "aree_strategiche[2].peso", "40", "50")],
        "data/2021/albero.yml",
        [("    peso: 60\n", "    peso: 50\n"), ("    peso: 40\n", "    peso: 50\n")],
    ),
    "una regola in smvp.yml": (
        [("smvp", "grado.decrescente", "lineare", "rapporto")],
        "data/2021/smvp.yml",
        [("decrescente: lineare", "decrescente: rapporto")],
    ),
    "un indicatore dell'Azienda Speciale": (
        [("indicatore AS.1.a", "target.31-12", "60", "70")],
        "data/2021/obiettivi/AS.1.yml",
        [('"31-12": 60}', '"31-12": 70}')],
    ),
    "i pesi di un collegato e di un proprio": (
        [
            ("obiettivo 2.1", "collegati[2.1.1.b].peso", "30", "40"),
            ("indicatore 2.1.b", "peso.2021", "30", "20"),
        ],
        "data/2021/obiettivi/2.1.yml",
        [
            ("peso: 30}]", "peso: 40}]"),
            ("peso: {2021: 30, 2022: 30, 2023: 30}", "peso: {2021: 20, 2022: 30, 2023: 30}"),
        ],
    ),
}


def scrivi_variazione(
    radice: Path, numero: int, cambi, altro: str = "", atti: tuple[str, ...] = ("oiv-1", "giunta-1")
) -> None:
    """Write a variation of what is already in the plan, and register it."""
    righe = "".join(f'  - {{dove: "{d}", campo: "{c}", da: {da}, a: {a}}}\n' for d, c, da, a in cambi)
    file = radice / f"data/2021/variazioni/{numero}.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        f"motivo: Ragione {numero}\natto_oiv: {atti[0]}\natto_giunta: {atti[1]}\n{altro}"
        + (f"cambi:\n{righe}" if cambi else ""),
        encoding="utf-8",
    )
    registra_atti(radice)


@pytest.mark.parametrize("caso", CAMBI)
def test_ogni_genere_di_variazione_spiega_tutti_i_suoi_cambiamenti(approvato: Path, tmp_path: Path, caso: str) -> None:
    cambi, file, testi = CAMBI[caso]
    prima = Path(shutil.copytree(approvato, tmp_path / "prima"))
    for cerca, metti in testi:
        sostituisci(approvato / file, cerca, metti)
    scrivi_variazione(approvato, 1, cambi)
    c = confronta(anno_di(prima), anno_di(approvato))
    propri = [x for x in c.cambiamenti if x.genere is not Genere.GRADO]
    assert propri
    assert {(x.motivo, x.atto) for x in propri} == {("variazione 1: Ragione 1", MOTIVATO)}


def test_un_indicatore_tolto_per_variazione_ha_il_suo_motivo(approvato: Path, tmp_path: Path) -> None:
    prima = Path(shutil.copytree(approvato, tmp_path / "prima"))
    file = approvato / "data/2021/obiettivi/AS.1.yml"
    testo = file.read_text(encoding="utf-8")
    inizio, fine = testo.index("  - codice: AS.1.b"), testo.index("risorse:")
    file.write_text(testo[:inizio] + testo[fine:], encoding="utf-8")
    scheda = approvato / "data/2021/schede/AS.1.yml"
    parti = scheda.read_text(encoding="utf-8").splitlines(keepends=True)
    scheda.write_text("".join(r for r in parti if "AS.1.b" not in r), encoding="utf-8")
    riga = approvato / "data/2021/consuntivo/azienda.csv"
    righe = riga.read_text(encoding="utf-8").splitlines(keepends=True)
    riga.write_text("".join(r for r in righe if not r.startswith("AS.1.b")), encoding="utf-8")
    tolto = testo[inizio:fine].replace("  - codice", "codice", 1).replace("\n    ", "\n      ")
    toglie = (
        f"toglie:\n  - dove: obiettivo AS.1\n    campo: indicatori[AS.1.b]\n    posto: 2\n    scheda:\n      {tolto}"
    )
    scrivi_variazione(approvato, 1, [], toglie.rstrip() + "\n")
    (trovato,) = confronta(anno_di(prima), anno_di(approvato)).di_genere(Genere.CONCLUSO)
    assert (trovato.codice, trovato.motivo) == ("AS.1.b", "variazione 1: Ragione 1")


# --- steps ----------------------------------------------------------------------------------------


def test_gli_effetti_delle_variazioni_sommano_alla_differenza_dal_piano_approvato(approvato: Path) -> None:
    prima = camera(anno_di(approvato))
    varia(approvato, "2.1.1.a", "target.31-12.max", "6")
    varia(approvato, "1.1.1.b", "penalita.punti_al_giorno", "5")
    varia(approvato, "--numero", "1", "--numero", "2", *ATTI)
    varia(approvato, "2.1.1.a", "target.31-12.max", "4", *altri_atti(approvato))
    anno = anno_di(approvato)
    c = del_piano(Lettura(approvato), anno)
    effetti = [p.effetto.ente for p in c.passaggi]
    assert all(e for e in effetti)
    assert sum(effetti) == camera(anno) - prima
    assert c.tutto.periodo is Periodo.DICEMBRE
    assert (camera(c.tutto.prima), camera(c.tutto.dopo)) == (prima, camera(anno))


def test_una_sola_variazione_vale_quanto_dice_il_motore_del_suo_cambiamento(approvato: Path) -> None:
    varia(approvato, "2.1.1.a", "target.31-12.max", "6", *ATTI)
    c = del_piano(Lettura(approvato), anno_di(approvato))
    (cambiamento,) = c.tutto.di_genere(Genere.TARGET)
    assert c.passaggi[0].effetto == cambiamento.effetto
    assert c.passaggi[0].cambiamenti == (cambiamento,)
    assert cambiamento.effetto.figure[ENTE] > 0


def test_una_proposta_si_prova_sul_piano_di_oggi_e_non_lo_cambia(approvato: Path) -> None:
    prima = camera(anno_di(approvato))
    varia(approvato, "2.1.1.a", "target.31-12.max", "6", "--proposta")
    c = del_piano(Lettura(approvato), anno_di(approvato))
    (p,) = c.passaggi
    assert (p.stato, c.tutto) == (StatoVariazione.PROPOSTA, None)
    sostituisci(approvato / BONIFICA, '"31-12": {min: 3, max: 5}', '"31-12": {min: 3, max: 6}')
    shutil.rmtree(approvato / "data/2021/variazioni")
    scrivi_variazione(approvato, 1, [("indicatore 2.1.1.a", "target.31-12.max", "5", "6")])
    assert p.effetto.ente == camera(anno_di(approvato)) - prima > 0


def test_una_proposta_che_non_da_un_piano_intero_non_ha_effetto(approvato: Path) -> None:
    varia(approvato, "albero", "aree_strategiche[1].peso", "50", "--proposta")
    (p,) = del_piano(Lettura(approvato), anno_di(approvato)).passaggi
    assert (p.confronto, p.effetto, p.cambiamenti) == (None, None, ())


def test_fino_a_un_giorno_le_variazioni_dopo_restano_fuori(approvato: Path) -> None:
    varia(approvato, "2.1.1.a", "target.31-12.max", "6", "--proposta")
    varia(approvato, "2.1.1.b", "target.31-12", "90", "--proposta")
    varia(approvato, "--numero", "1", "--numero", "2", "--atto-oiv", "oiv-1")
    tardi = GIUNTA.replace("2021-09-23", "2022-01-20").replace("90", "3")
    (approvato / "data/2021/atti/giunta-2.yml").write_text(tardi, encoding="utf-8")
    varia(approvato, "--numero", "1", "--atto-giunta", "giunta-1")
    varia(approvato, "--numero", "2", "--atto-giunta", "giunta-2")
    anno = anno_di(approvato)
    assert [p.variazione.numero for p in del_piano(Lettura(approvato), anno).passaggi] == [1, 2]
    nell_anno = del_piano(Lettura(approvato), anno, fino=dt.date(2021, 12, 31))
    assert [p.variazione.numero for p in nell_anno.passaggi] == [1]
    assert nell_anno.tutto.dopo.indicatori["2.1.1.b"].atteso[Periodo.DICEMBRE] == 100


def test_prima_di_fine_anno_il_target_si_pesa_sulle_stime(approvato: Path) -> None:
    """1.1.1.b is expected on 30 November: against 1 November it is 29 days late, two points a day, 30 % of 1.1.1."""
    shutil.rmtree(approvato / "data/2021/consuntivo")
    misure = approvato / "data/2021/misure.csv"
    righe = (r.split(";") for r in misure.read_text(encoding="utf-8").splitlines())
    testo = "\n".join(";".join([r[0], r[1], r[2] if r[0] == "misura" else "", r[3]]) for r in righe)
    misure.write_text(testo + "\n", encoding="utf-8")
    varia(approvato, "1.1.1.b", "target.31-12", "2021-11-01", *ATTI)
    (p,) = del_piano(Lettura(approvato), anno_di(approvato)).passaggi
    assert p.confronto.periodo is Periodo.GIUGNO
    assert p.effetto.figure == {ENTE: 0}
    prima, dopo = p.stime
    assert (prima.indicatori["1.1.1.b"].esatto, dopo.indicatori["1.1.1.b"].esatto) == (100, 42)
    pagina = detta(variazioni_piano, approvato)
    # The effect is said once, where it is; no chart of a total that stays.
    assert "effetto al 31 dicembre, sulle stime date dagli uffici al 30 giugno." in pagina
    assert "A parità di tutto il resto. I gradi al 30 giugno non cambiano." in pagina
    assert "Nessuna cifra cambia" not in pagina
    tutto = pagina.partition("Dal Piano approvato al Piano di oggi")[2]
    da, a = (stampato(c.ente.stampato) for c in p.stime)
    assert tutto.strip().startswith("Sui dati al 30 giugno nessuna cifra cambia. Al 31 dicembre, sulle stime")
    assert f"il totale della Camera passa da {da} a {a} (" in tutto
    assert "Da dove viene la differenza" not in pagina


def corretto(radice: Path) -> None:
    """The Relazione approved, then a value corrected with its act."""
    approva(radice, "relazione")
    (radice / "data/2021/atti/errata-1.yml").write_text(ERRATA, encoding="utf-8")
    sostituisci(radice / "data/2021/consuntivo/anagrafica.csv", "2.1.1.a;5,8;", "2.1.1.a;5,2;")
    file = radice / "data/2021/errata/1.yml"
    file.parent.mkdir()
    file.write_text(
        "motivo: Un mese contato due volte\natto: errata-1\n"
        'cambi: [{dove: consuntivo 2.1.1.a, campo: valore, da: "5,8", a: "5,2"}]\n',
        encoding="utf-8",
    )
    registra_atti(radice)


def test_una_correzione_ha_il_valore_di_prima_l_atto_e_l_effetto(approvato: Path) -> None:
    prima = camera(anno_di(approvato))
    corretto(approvato)
    anno = anno_di(approvato)
    (p,) = delle_correzioni(Lettura(approvato), anno).passaggi
    assert p.effetto.ente == camera(anno) - prima > 0
    (c,) = p.cambiamenti
    assert (c.genere, c.scritto_prima, c.scritto_dopo) == (
        Genere.VALORE,
        "5,8\N{NO-BREAK SPACE}giorni",
        "5,2\N{NO-BREAK SPACE}giorni",
    )
    assert (c.motivo, c.atto) == ("errata 1: Un mese contato due volte", "Giunta, delibera 31 del 12 maggio 2022")


# --- beside the figures ---------------------------------------------------------------------------


CORRETTO = "Corretto con l'errata 1 (Giunta, delibera 31 del 12 maggio 2022): prima 5,8 giorni."
VARIATO = "Risultato atteso variato con la variazione 1 (Giunta, delibera 90 del 23 settembre 2021): prima 100 %."


def sotto_le_cifre(radice: Path, pagina: str, macro, *argomenti: str, pubblico: bool = False) -> list[str]:
    """Return what a fragment tells, below the figures, of who changed them."""
    html = macro(Contesto(vista=carica_vista(radice, pubblico=pubblico), pagina=pagina), *argomenti)
    return [" ".join(letto(x).split()) for x in re.findall(r'<span class="ritocco">.*?</span>', str(html))]


def test_chi_ha_cambiato_una_cifra_e_detto_sotto_di_essa(approvato: Path) -> None:
    varia(approvato, "2.1.1.b", "target.31-12", "90", *ATTI)
    varia(approvato, "2.1.1.a", "target.31-12.max", "6", "--proposta")
    approva(approvato, "monitoraggio")
    corretto(approvato)
    pagina = ("2021/obiettivi/2.1.1.html", pagina_obiettivo, "2.1.1")
    scheda = ("2021/relazione/operativi-2.html", scheda_consuntivo, "2.1.1")
    for posto in (pagina, scheda):
        assert sotto_le_cifre(approvato, *posto) == [CORRETTO, VARIATO], "and nothing of what is only proposed"
        assert sotto_le_cifre(approvato, *posto, pubblico=True) == [], "no act of the OIV covers those figures"
    (approvato / "data/2021/atti/oiv-r.yml").write_text(OIV_RELAZIONE, encoding="utf-8")
    registra_atti(approvato)
    for posto in (pagina, scheda):
        assert sotto_le_cifre(approvato, *posto, pubblico=True) == [CORRETTO, VARIATO]
    assert sotto_le_cifre(approvato, "2021/relazione/operativi-1.html", scheda_consuntivo, "1.1") == []
    assert sotto_le_cifre(approvato, "2021/monitoraggio/operativi-2.html", scheda_monitoraggio, "2.1.1") == []


def test_la_nota_di_un_errata_porta_alla_sua_scheda(approvato: Path) -> None:
    corretto(approvato)
    vista = carica_vista(approvato)
    html = pagina_obiettivo(Contesto(vista=vista, pagina="2021/obiettivi/2.1.1.html"), "2.1.1")
    (meta,) = re.findall(r'class="ritocco">Corretto con <a href="2021/variazioni\.html#([^"]+)">', html)
    assert f'id="{meta}"' in variazioni_anno(Contesto(vista=vista, pagina="2021/variazioni.html"))


def test_un_errata_di_giugno_sta_nel_monitoraggio_e_non_fra_i_risultati_finali(approvato: Path) -> None:
    approva(approvato, "monitoraggio")
    atto = ERRATA.replace("relazione", "monitoraggio")
    (approvato / "data/2021/atti/errata-1.yml").write_text(atto, encoding="utf-8")
    file = approvato / "data/2021/errata/1.yml"
    file.parent.mkdir()
    file.write_text(
        "motivo: Trascrizione\natto: errata-1\n"
        'cambi: [{dove: monitoraggio 2.1.1.a, campo: valore, da: "4,5", a: "4,1"}]\n',
        encoding="utf-8",
    )
    sostituisci(approvato / "data/2021/monitoraggio/anagrafica.csv", "2.1.1.a;4,5;", "2.1.1.a;4,1;")
    registra_atti(approvato)
    assert sotto_le_cifre(approvato, "2021/monitoraggio/operativi-2.html", scheda_monitoraggio, "2.1.1") == [
        "Corretto con l'errata 1 (Giunta, delibera 31 del 12 maggio 2022): prima 4,5 giorni."
    ]
    assert sotto_le_cifre(approvato, "2021/relazione/operativi-2.html", scheda_consuntivo, "2.1.1") == []


def test_le_fasi_variate_si_dicono_senza_riscriverle(approvato: Path) -> None:
    varia(approvato, "1.1.1.a", "fasi[f1].entro", "2021-05-31", *ATTI)
    assert sotto_le_cifre(approvato, "2021/relazione/operativi-1.html", scheda_consuntivo, "1.1.1") == [
        "Fasi variate con la variazione 1 (Giunta, delibera 90 del 23 settembre 2021)."
    ]


# --- page and annex -------------------------------------------------------------------------------


def detta(macro, radice: Path, *, pubblico: bool = False) -> str:
    html = macro(Contesto(vista=carica_vista(radice, pubblico=pubblico), pagina="2021/variazioni.html"))
    return " ".join(letto(html).split())


def test_la_pagina_dice_variazioni_motivi_atti_ed_effetti(approvato: Path) -> None:
    varia(approvato, "2.1.1.a", "target.31-12.max", "6", *ATTI)
    varia(approvato, "1.1.1.b", "penalita.punti_al_giorno", "5", "--proposta", motivo="Da decidere")
    pagina = detta(variazioni_piano, approvato)
    assert "Da allora la Giunta ha approvato una variazione. Un'altra non è approvata" in pagina
    for detto in (
        "Variazione 1 approvata",
        "da 3 a 5 giorni",
        "da 3 a 6 giorni",
        "Sportello chiuso",
        "OIV, verbale 5 del 14 settembre 2021",
        "Giunta, delibera 90 del 23 settembre 2021",
        "effetto sui dati al 31 dicembre.",
        "Variazione 2 proposta",
        "effetto, se fosse approvata,",
        "Piano approvato",
    ):
        assert detto in pagina, detto


def test_un_piano_senza_variazioni_lo_dice_in_una_riga(approvato: Path) -> None:
    assert detta(variazioni_piano, approvato).endswith(
        "Da allora non è cambiato: nessuna variazione è stata approvata."
    )


def test_un_piano_non_approvato_non_ha_variazioni() -> None:
    assert "non è ancora approvato" in detta(variazioni_piano, MINI)


def test_in_pubblico_stanno_solo_le_variazioni_coperte_da_un_atto(approvato: Path) -> None:
    cambi, file_albero, testi = CAMBI["un peso in albero.yml"]
    for cerca, metti in testi:
        sostituisci(approvato / file_albero, cerca, metti)
    scrivi_variazione(approvato, 1, cambi)
    varia(approvato, "2.1.1.b", "target.31-12", "90", "--proposta", motivo="Segreta")
    varia(approvato, "1.1.1.b", "penalita.punti_al_giorno", "5", "--proposta", motivo="Del semestre")
    file = approvato / "data/2021/variazioni/3.yml"
    file.write_text("proposta: {da: monitoraggio}\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    senza = detta(variazioni_piano, approvato, pubblico=True)
    assert "Ragione 1" in senza
    assert "Segreta" not in senza
    assert "Del semestre" not in senza
    assert "effetto sui dati" not in senza, "no act covers the values"
    assert "nessun valore è rilevato" in senza
    approva(approvato, "monitoraggio")
    con = detta(variazioni_piano, approvato, pubblico=True)
    assert "Del semestre" in con
    assert "effetto sui dati al 30 giugno." in con
    assert "Segreta" not in con
    assert "come se fosse già stata in vigore" in con


def test_la_pagina_dice_le_proposte_anche_dopo_la_relazione(approvato: Path) -> None:
    """The annex of the Relazione holds what was approved; asked for first, it leaves the page its proposals."""
    varia(approvato, "2.1.1.a", "target.31-12.max", "6", *ATTI)
    varia(approvato, "2.1.1.b", "target.31-12", "90", "--proposta", motivo="Da decidere")
    approva(approvato, "relazione")
    vista = carica_vista(approvato)
    allegato = letto(variazioni_anno(Contesto(vista=vista, pagina="2021/relazione/variazioni.html")))
    pagina = letto(variazioni_piano(Contesto(vista=vista, pagina="2021/variazioni.html")))
    assert ("Da decidere" in allegato, "Da decidere" in pagina) == (False, True)


def test_un_peso_dice_in_quale_gruppo_con_il_suo_titolo(approvato: Path) -> None:
    cambi, file_albero, testi = CAMBI["un peso in albero.yml"]
    for cerca, metti in testi:
        sostituisci(approvato / file_albero, cerca, metti)
    scrivi_variazione(approvato, 1, cambi)
    varia(approvato, "albero", "aree_dirigenziali[promozione].obiettivi[1.1].peso", "0", "--proposta")
    cambi, file, testi = CAMBI["i pesi di un collegato e di un proprio"]
    for cerca, metti in testi:
        sostituisci(approvato / file, cerca, metti)
    scrivi_variazione(approvato, 3, cambi, atti=altri_atti(approvato)[1::2])
    pagina = detta(variazioni_piano, approvato)
    assert "peso nell'obiettivo 2.1" in pagina
    assert "peso in " not in pagina.partition("Dal Piano approvato al Piano di oggi")[0]


def test_in_pubblico_non_c_e_l_atto_che_valida_una_variazione_nascosta(approvato: Path) -> None:
    varia(approvato, "2.1.1.b", "target.31-12", "90", "--atto-oiv", "oiv-1", "--proposta", motivo="Segreta")
    assert "oiv-1" in carica_vista(approvato).anno(2021).atti
    pubblico = carica_vista(approvato, pubblico=True)
    assert "oiv-1" not in pubblico.anno(2021).atti
    assert pubblico.atto(2021, "piano") is not None
    esito, _, detto = esegui(
        "atto", "--tipo", "approvazione_giunta", "--organo", "Giunta", "--atto", "delibera 91", "--data", "23/09/2021",
        "--oggetto", "Variazione", "--documento", "piano", "--variazione", "1", "--anno", "2021", "--radice", approvato,
    )  # fmt: skip
    assert esito == 0, detto
    atti = carica_vista(approvato, pubblico=True).anno(2021).atti
    assert {"oiv-1", "2021-09-23-giunta-variazione"} <= atti.keys()


def test_in_pubblico_l_atto_di_una_variazione_nascosta_c_e_se_e_in_linea_e_non_e_del_piano(approvato: Path) -> None:
    """It is on line at an address: it is listed, and read as the validation of no document."""
    varia(approvato, "2.1.1.b", "target.31-12", "90", "--atto-oiv", "oiv-1", "--proposta", motivo="Segreta")
    atti = approvato / "data/2021/atti"
    (atti / "p.yml").write_text(
        "tipo: pubblicazione\norgano: SG\nnumero: p\ndata: 2021-12-01\noggetto: Atti\npubblica: [oiv-1]\n",
        encoding="utf-8",
    )
    registra_atti(approvato)
    assert not {"oiv-1", "p"} & carica_vista(approvato, pubblico=True).anno(2021).atti.keys(), "nessun indirizzo"
    with (atti / "oiv-1.yml").open("a", encoding="utf-8") as file:
        file.write("albo: https://albo.esempio.it/1\n")
    registra_atti(approvato, Chiesto(motivi={"oiv-1": "Mancava l'indirizzo"}))
    vista = carica_vista(approvato, pubblico=True)
    assert {"oiv-1", "p"} <= vista.anno(2021).atti.keys()
    (riga,) = (r for r in atti_oiv(vista) if r.albo.endswith("/1"))
    assert (riga.documento, riga.decide) == ("", ())
    validazione = vista.anno(2021).ultimo_atto(TipoAtto.VALIDAZIONE_OIV, "piano")
    assert validazione is None or validazione.nome != "oiv-1"


def test_un_obiettivo_mosso_sta_prima_di_quello_che_ne_dipende(approvato: Path) -> None:
    """The order of the rows is of the data, not of a hash: operational, strategic, areas, chamber."""
    sostituisci(approvato / "data/2021/consuntivo/anagrafica.csv", "2.1.1.b;100;;;;", "2.1.1.b;50;;esogena;Ferma;")
    varia(approvato, "2.1.1.b", "target.31-12", "80", *ATTI)
    html = variazioni_piano(Contesto(vista=carica_vista(approvato), pagina="2021/variazioni.html"))
    effetto = html.partition('id="variazione-1-effetto"')[2].partition("</table>")[0]
    righe = re.findall(r'<th scope="row">([^<]*)', effetto)
    assert righe[:3] == ["Obiettivo 2.1.1", "Obiettivo 2.1", "Area strategica 2"]
    assert righe[-1] == "Camera"


def test_l_allegato_porta_le_sole_approvate_e_le_correzioni(approvato: Path) -> None:
    varia(approvato, "2.1.1.a", "target.31-12.max", "6", *ATTI)
    varia(approvato, "2.1.1.b", "target.31-12", "90", "--proposta", motivo="Da decidere")
    corretto(approvato)
    allegato = detta(variazioni_anno, approvato)
    assert "Modifiche apportate nel corso dell'anno" in allegato
    assert "Variazione 1" in allegato
    assert "Da decidere" not in allegato
    assert "Errata 1 corretta" in allegato
    assert "Giunta, delibera 31 del 12 maggio 2022" in allegato
    assert "5,8 giorni" in allegato
    assert "5,2 giorni" in allegato
    assert "Errata 1 corretta" in detta(variazioni_piano, approvato)


def test_le_proposte_del_semestre_dicono_il_loro_effetto(approvato: Path) -> None:
    testo = detta(proposte_di_variazione, approvato)
    assert "Che cosa cambierebbe al 31/12 se la proposta fosse approvata" in testo
    assert "nessun'altra cifra cambia" in testo  # the estimate, 5, is within both ranges
    assert "Valgono solo dopo la validazione dell'OIV" in testo
    qui = Contesto(vista=carica_vista(approvato), pagina="2021/relazione/variazioni.html")
    alla_fine = " ".join(letto(proposte_di_variazione(qui)).split())
    assert "Valgono solo dopo" not in alla_fine
    assert "Che cosa sarebbe cambiato al 31/12 se la proposta fosse stata approvata" in alla_fine


CHIESTO = ("2.1.1.a", "target.31-12.max", "6")


def di_giugno(radice: Path, da: str = "monitoraggio") -> None:
    file = radice / "data/2021/variazioni/1.yml"
    file.write_text(f"proposta: {{da: {da}}}\n" + file.read_text(encoding="utf-8"), encoding="utf-8")


def obiettivo_e_modulo(radice: Path, *, pubblico: bool = False) -> tuple[str, str]:
    vista = carica_vista(radice, pubblico=pubblico)
    pagina = letto(pagina_obiettivo(Contesto(vista=vista, pagina="2021/obiettivi/2.1.1.html"), "2.1.1"))
    modulo = scheda_monitoraggio(Contesto(vista=vista, pagina="2021/monitoraggio/anagrafica.html"), "2.1.1")
    return " ".join(pagina.split()), modulo


def test_la_pagina_dell_obiettivo_dice_che_ne_e_stato_della_proposta_di_giugno(approvato: Path) -> None:
    resta = "il risultato atteso resta quello del Piano."
    prima, modulo = obiettivo_e_modulo(approvato)
    proposto = "Valore atteso al 31/12: in giugno da 3 a 5 giorni, proposto da 3 a 6 giorni."
    assert f"{proposto} Le pratiche dei bilanci arrivano tutte in luglio Non ancora validata" in prima
    assert "Valgono solo dopo" not in prima
    assert "Valgono solo dopo" in modulo

    varia(approvato, *CHIESTO, "--proposta")
    di_giugno(approvato)
    varia(approvato, "--numero", "1", "--atto-oiv", "oiv-1")
    validata, dopo = obiettivo_e_modulo(approvato)
    assert f"Validata (OIV, verbale 5 del 14 settembre 2021), non ancora approvata: {resta} Variazione 1" in validata
    assert dopo == modulo

    varia(approvato, "--numero", "1", "--atto-giunta", "giunta-1")
    fatta, dopo = obiettivo_e_modulo(approvato)
    approvata = "Approvata: Giunta, delibera 90 del 23 settembre 2021. Risultato atteso in vigore: da 3 a 6 giorni."
    assert f"{approvata} Variazione 1" in fatta
    assert "Cambiato nell'anno davariazione 1" in fatta  # a name and its value
    assert dopo == modulo  # the Monitoraggio speaks at its own date


def test_una_variazione_d_altri_non_approva_la_proposta_di_giugno(approvato: Path) -> None:
    varia(approvato, *CHIESTO, "--proposta")
    di_giugno(approvato, "Dirigente")
    varia(approvato, "--numero", "1", *ATTI)
    pagina, _ = obiettivo_e_modulo(approvato)
    assert "Non ancora validata dall'OIV" in pagina
    assert "Cambiato nell'anno davariazione 1" in pagina


def test_ad_anno_chiuso_la_proposta_non_e_mai_stata_approvata(approvato: Path) -> None:
    approva(approvato, "relazione")
    validazione = OIV.replace("documento: piano", "documento: relazione").replace("2021-09-14", "2022-02-17")
    (approvato / "data/2021/atti/oiv-relazione.yml").write_text(validazione, encoding="utf-8")
    registra_atti(approvato)
    pagina, _ = obiettivo_e_modulo(approvato)
    assert "Proposta non approvata entro l'anno: il risultato atteso è rimasto quello del Piano." in pagina


def test_in_pubblico_la_proposta_c_e_se_il_monitoraggio_e_comunicato(approvato: Path) -> None:
    varia(approvato, *CHIESTO, "--proposta")
    di_giugno(approvato)
    assert "proposto da 3 a 6" not in obiettivo_e_modulo(approvato, pubblico=True)[0]
    approva(approvato, "monitoraggio")
    assert "proposto da 3 a 6" in obiettivo_e_modulo(approvato, pubblico=True)[0]


# --- verifica -------------------------------------------------------------------------------------


def test_verifica_dice_l_effetto_di_cio_che_nessun_atto_copre(approvato: Path) -> None:
    prima = anno_di(approvato)
    sostituisci(approvato / BONIFICA, '"31-12": {min: 3, max: 5}', '"31-12": {min: 3, max: 4}')
    sostituisci(approvato / BONIFICA, "titolo: Rapidità", "titolo: Gran rapidità")
    esito, detto, _ = esegui("verifica", "--radice", approvato)
    righe = [r for r in detto.splitlines() if r.startswith("2021: ")]
    assert esito == 1
    assert len(righe) == 2
    assert "Effetto: nessuno sui gradi" in righe[0]
    assert "target al 31 dicembre: da 3 a 5" in righe[1]
    # 5,8: from 0,8 to 1,8 outside, ten points each; 40 % of 2.1.1, which is 45 % of an area of 40
    attesi = Fraction(-10) * Fraction(40, 100) * Fraction(45, 100) * Fraction(40, 100)
    assert attesi == Fraction(-72, 100)
    assert righe[1].endswith("Effetto, se fosse approvato: Camera −0,72 punti (31 dicembre)")
    assert prima.differenze == ()
    _, detto, _ = esegui("verifica", "--formato", "github", "--radice", approvato)
    assert next(r for r in detto.splitlines() if "Camera −0" in r).startswith(
        "::notice title=Effetto sulla Camera::2021: "
    )
    _, detto, _ = esegui("verifica", "--formato", "json", "--radice", approvato)
    assert "se fosse approvato" not in detto


def test_i_pesi_di_un_dirigente_si_dicono_con_il_nome_della_sua_area(approvato: Path) -> None:
    for codice, prima, dopo in (("1.1", 60, 70), ("1.1.1", 40, 30)):
        sostituisci(
            approvato / "data/2021/albero.yml",
            f'{{codice: "{codice}", peso: {prima}}}',
            f'{{codice: "{codice}", peso: {dopo}}}',
        )
    _, detto, _ = esegui("verifica", "--radice", approvato)
    righe = [r for r in detto.splitlines() if r.startswith("2021: ")]
    assert len(righe) == 2
    assert all("Area Promozione" in r and "promozione" not in r for r in righe), righe


def test_verifica_dopo_una_variazione_spiega_solo_il_resto(approvato: Path) -> None:
    varia(approvato, "1.1.1.b", "penalita.punti_al_giorno", "5", *ATTI)
    sostituisci(approvato / BONIFICA, '"31-12": {min: 3, max: 5}', '"31-12": {min: 3, max: 4}')
    righe = [r for r in esegui("verifica", "--radice", approvato)[1].splitlines() if r.startswith("2021: ")]
    assert ["2.1.1.a" in r for r in righe] == [True]


def test_verifica_spiega_anche_un_valore_approvato(approvato: Path) -> None:
    approva(approvato, "relazione")
    sostituisci(approvato / "data/2021/consuntivo/anagrafica.csv", "2.1.1.a;5,8;", "2.1.1.a;5,2;")
    righe = [r for r in esegui("verifica", "--radice", approvato)[1].splitlines() if r.startswith("2021: ")]
    assert len(righe) == 1
    assert "valore al 31 dicembre: 5,8" in righe[0]
    assert "Camera +0,43 punti" in righe[0]  # six points of 40 % of 45 % of 40 %


@pytest.mark.parametrize(
    ("file", "cerca", "metti"),
    [
        (BONIFICA, "regola: avanzamento", "regola: boh"),
        ("data/2021/albero.yml", "    peso: 60\n", "    peso: 61\n"),
        ("data/2021/smvp.yml", "decrescente: lineare", "decrescente: ["),
        ("data/2021/consuntivo/anagrafica.csv", "2.1.b;8,2", "2.1.b;otto"),
    ],
)
def test_con_altri_errori_verifica_non_inventa_effetti(approvato: Path, file, cerca, metti) -> None:
    sostituisci(approvato / BONIFICA, '"31-12": {min: 3, max: 5}', '"31-12": {min: 3, max: 4}')
    sostituisci(approvato / file, cerca, metti)
    esito, detto, _ = esegui("verifica", "--radice", approvato)
    assert esito == 1
    assert "Effetto" not in detto
