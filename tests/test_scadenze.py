"""Deadlines of a year: which act does each, how early or late; those of every year; what a comparison says of them."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.engine.scadenze import ScadenzaValutata, StatoScadenza, prossime, termine_dei_dati, valutate
from macros.model.problems import Documento
from macros.model.scadenze import Scadenza, consuete
from macros.publish.pagine.scadenze import come_stanno, pannello
from macros.reading.progetto import impronte
from macros.trail.confronto import confronta
from macros.vista.potatura import pota_anno
from macros.vista.vista import carica_vista
from tests.conftest import RADICE, esegui
from tests.progetto_copia import MINI, ciclo

SCADENZE = """\
scadenze:
  - {codice: piano, titolo: P, entro: 2021-01-31, chi: Giunta, adempie: {tipo: approvazione_giunta, documento: piano}}
  - {codice: dati, titolo: Dati, entro: 2022-01-20, chi: Aree, adempie: {tipo: validazione_dati, documento: relazione}}
  - {codice: ordine, titolo: Organigramma, entro: 2021-01-31, chi: SG, adempie: {tipo: ordine_servizio}}
  - {codice: sistema, titolo: Sistema, entro: 2021-01-31, chi: Giunta, adempie: {tipo: conferma_smvp, documento: smvp}}
  - {codice: libera, titolo: Bilancio, entro: 2022-04-30, chi: Consiglio}
"""


@pytest.fixture
def radice(tmp_path: Path) -> Path:
    """The small project, with deadlines and not one act that does any."""
    copia = tmp_path / "p"
    shutil.copytree(MINI, copia)
    (copia / "data/2021/scadenze.yml").write_text(SCADENZE, encoding="utf-8")
    return copia


def atto(radice: Path, nome: str, tipo: str, giorno: str, documento: str = "", riguarda: str = "") -> None:
    righe = [f"tipo: {tipo}", "organo: O", f"numero: n. {nome}", f"data: {giorno}", "oggetto: Un atto"]
    righe += [f"documento: {documento}"] * bool(documento) + [f"riguarda: {riguarda}"] * bool(riguarda)
    (radice / f"data/2021/atti/{nome}.yml").write_text("\n".join(righe) + "\n", encoding="utf-8")


def valutate_di(radice: Path, al: dt.date | None = None) -> dict[str, ScadenzaValutata]:
    return {v.scadenza.codice: v for v in valutate(esamina(radice, 2021)[0].anni[2021], al)}


def test_senza_atti_tutto_e_da_fare(radice: Path) -> None:
    tutte = valutate_di(radice)
    assert {v.stato for v in tutte.values()} == {StatoScadenza.DA_FARE}
    assert {v.giorni for v in tutte.values()} == {None}
    assert [v.scadenza.codice for v in prossime(tutte.values())] == ["ordine", "piano", "sistema", "dati", "libera"]


@pytest.mark.parametrize(("giorno", "giorni"), [("2021-01-28", -3), ("2021-01-31", 0), ("2021-02-04", 4)])
def test_l_atto_dice_quanto_prima_o_quanto_dopo(radice: Path, giorno: str, giorni: int) -> None:
    atto(radice, "approva", "approvazione_giunta", giorno, "piano")
    assert (valutate_di(radice)["piano"].stato, valutate_di(radice)["piano"].giorni) == ("fatta", giorni)


def test_vale_il_primo_degli_atti_adatti(radice: Path) -> None:
    atto(radice, "b", "ordine_servizio", "2021-03-01")
    atto(radice, "c", "ordine_servizio", "2021-01-11")
    assert valutate_di(radice)["ordine"].atto.nome == "c"


def test_un_atto_di_un_altro_documento_non_adempie(radice: Path) -> None:
    atto(radice, "altro", "approvazione_giunta", "2021-01-28", "smvp")
    atto(radice, "senza", "approvazione_giunta", "2021-01-28")
    assert valutate_di(radice)["piano"].atto is None


def test_l_atto_di_una_variazione_non_approva_il_piano(radice: Path) -> None:
    """Nor does what the Giunta decided of a change come in the place of what it decided of the plan."""
    atto(radice, "giunta", "approvazione_giunta", "2021-10-28", "piano")
    (radice / "data/2021/variazioni").mkdir()
    (radice / "data/2021/variazioni/1.yml").write_text(
        "motivo: Una\natto_giunta: giunta\ncambi:\n  - {dove: obiettivo 2.1, campo: titolo, da: A, a: B}\n",
        encoding="utf-8",
    )
    anno = esamina(radice, 2021)[0].anni[2021]
    assert anno.variazioni[0].atto_giunta == "giunta"
    assert {v.scadenza.codice: v.atto for v in valutate(anno)}["piano"] is None


def test_i_dati_sono_raccolti_quando_l_ultima_area_li_valida(radice: Path) -> None:
    atto(radice, "v1", "validazione_dati", "2022-01-17", "relazione", "anagrafica")
    atto(radice, "v2", "validazione_dati", "2022-01-18", "relazione", "promozione")
    a_meta = valutate_di(radice)["dati"]
    assert (a_meta.atto, a_meta.aree) == (None, ("azienda",))
    atto(radice, "v3", "validazione_dati", "2022-01-24", "relazione", "azienda")
    atto(radice, "v4", "validazione_dati", "2022-02-10", "relazione", "anagrafica")  # a correction comes later
    tutte = valutate_di(radice)["dati"]
    assert (tutte.atto.nome, tutte.giorni, tutte.aree) == ("v3", 4, ())


def test_un_atto_di_tutte_le_aree_basta_da_solo(radice: Path) -> None:
    atto(radice, "v1", "validazione_dati", "2022-01-17", "relazione")
    assert valutate_di(radice)["dati"].atto.nome == "v1"


def test_chi_approva_un_sistema_nuovo_non_deve_confermarlo(radice: Path) -> None:
    atto(radice, "nuovo", "approvazione_giunta", "2021-01-28", "smvp")
    assert valutate_di(radice)["sistema"].atto.nome == "nuovo"
    atto(radice, "conferma", "conferma_smvp", "2021-01-20", "smvp")
    assert valutate_di(radice)["sistema"].atto.nome == "conferma"


def test_l_atto_nominato_vale_qualunque_sia(radice: Path) -> None:
    file = radice / "data/2021/scadenze.yml"
    file.write_text(SCADENZE.replace("chi: Consiglio", "chi: Consiglio, atto: consiglio"), encoding="utf-8")
    atto(radice, "consiglio", "pubblicazione", "2022-05-03")
    libera = valutate_di(radice)["libera"]
    assert (libera.stato, libera.giorni) == ("fatta", 3)


def test_a_un_giorno_vale_cio_che_era_registrato_fino_ad_allora(radice: Path) -> None:
    atto(radice, "approva", "approvazione_giunta", "2021-01-28", "piano")
    assert valutate_di(radice, dt.date(2021, 1, 27))["piano"].atto is None
    assert valutate_di(radice, dt.date(2021, 1, 28))["piano"].atto is not None


def test_di_cio_che_nessuno_ha_fatto_prima_dell_ultimo_atto_il_termine_e_passato(radice: Path) -> None:
    """Without a clock: not of the day of that act itself, nor of what comes after."""
    atto(radice, "approva", "approvazione_giunta", "2021-01-28", "piano")
    atto(radice, "v1", "validazione_dati", "2022-01-20", "relazione", "anagrafica")
    vista = carica_vista(radice)
    tutte = come_stanno(vista, vista.anno(2021))
    assert {v.scadenza.codice: v.stato for v in tutte} == {
        "ordine": StatoScadenza.PASSATA,
        "piano": StatoScadenza.FATTA,
        "sistema": StatoScadenza.PASSATA,
        "dati": StatoScadenza.DA_FARE,
        "libera": StatoScadenza.DA_FARE,
    }
    detto = pannello(vista, vista.anno(2021)).in_breve
    assert detto.endswith("tutte in tempo; di 2 il termine è passato (ultimo atto registrato: 20 gennaio 2022)")
    assert {v.stato for v in valutate(vista.anno(2021))} == {StatoScadenza.FATTA, StatoScadenza.DA_FARE}


def test_in_pubblico_un_termine_e_passato_solo_di_cio_i_cui_atti_si_vedrebbero(radice: Path) -> None:
    """The order of service may be there and not be shown."""
    atto(radice, "approva", "approvazione_giunta", "2021-03-28", "piano")
    file = radice / "data/2021/scadenze.yml"
    file.write_text(SCADENZE.replace("2022-04-30", "2021-02-28").replace("2022-01-20", "2021-02-20"), encoding="utf-8")
    for pubblico, quali in ((False, {"ordine", "sistema", "dati", "libera"}), (True, {"libera"})):
        vista = carica_vista(radice, pubblico=pubblico)
        assert {v.scadenza.codice for v in come_stanno(vista, vista.anno(2021)) if v.passata} == quali


def test_senza_file_valgono_le_date_di_ogni_anno(radice: Path) -> None:
    (radice / "data/2021/scadenze.yml").unlink()
    anno = esamina(radice, 2021)[0].anni[2021]
    tutte = {v.scadenza.codice: v.scadenza for v in valutate(anno)}
    assert list(tutte) == [c.codice for c in sorted(consuete(2021), key=lambda c: (c.entro(2021), c.codice))]
    giorni = {codice: s.entro.isoformat() for codice, s in tutte.items()}
    assert giorni["piano"] == "2021-01-31"
    assert giorni["accessibilita"] == "2021-09-23"
    assert giorni["relazione-dati"] == "2022-01-20"
    assert giorni["relazione-validazione"] == "2022-02-28"
    assert giorni["sistema-relazione-oiv"] == "2022-04-30"
    assert giorni["relazione-unioncamere"] == "2022-06-30"
    assert termine_dei_dati(anno, Documento.RELAZIONE) == tutte["relazione-dati"]
    assert termine_dei_dati(anno, Documento.MONITORAGGIO) is None


def test_le_scadenze_stanno_fuori_da_ogni_impronta(radice: Path) -> None:
    prima = impronte(radice, 2021)
    (radice / "data/2021/scadenze.yml").unlink()
    assert impronte(radice, 2021) == prima


def test_sono_pubbliche_con_il_piano(radice: Path) -> None:
    atto(radice, "approva", "approvazione_giunta", "2021-01-28", "piano")
    anno = esamina(radice, 2021)[0].anni[2021]
    assert pota_anno(anno, frozenset({Documento.PIANO})).scadenze == anno.scadenze


def test_in_pubblico_un_atto_di_un_documento_non_pubblico_non_si_conta(radice: Path) -> None:
    """What is due is known to all; that it is done is told with the document."""
    atto(radice, "approva", "approvazione_giunta", "2021-01-28", "piano")
    for n, area in enumerate(("anagrafica", "promozione", "azienda")):
        atto(radice, f"v{n}", "validazione_dati", "2022-01-17", "relazione", area)
    anno = esamina(radice, 2021)[0].anni[2021]
    pubblico = {v.scadenza.codice: v for v in valutate(pota_anno(anno, frozenset({Documento.PIANO})))}
    assert {v.scadenza.codice: v.stato for v in valutate(anno)}["dati"] == "fatta"
    assert (pubblico["dati"].stato, pubblico["dati"].aree) == ("da fare", ())
    assert pubblico["piano"].stato == "fatta"


def test_una_scadenza_spostata_si_dice_fra_due_versioni_e_non_fra_due_anni(radice: Path) -> None:
    prima = esamina(radice, 2021)[0].anni[2021]
    file = radice / "data/2021/scadenze.yml"
    file.write_text(SCADENZE.replace("entro: 2022-04-30", "entro: 2022-05-31"), encoding="utf-8")
    dopo = esamina(radice, 2021)[0].anni[2021]
    (uno,) = confronta(prima, dopo).cambiamenti
    assert (uno.titolo, str(uno.campo), uno.scritto_prima, uno.scritto_dopo) == (
        "Scadenza libera",
        "entro",
        "30 aprile 2022",
        "31 maggio 2022",
    )
    assert uno.luogo_dopo.path == "data/2021/scadenze.yml"


@pytest.mark.slow
def test_nella_dimostrazione_gli_atti_registrati_dicono_quando() -> None:
    anni = esamina(RADICE)[0].anni
    del_2021 = {v.scadenza.codice: v.giorni for v in valutate(anni[2021])}
    assert (del_2021["piano"], del_2021["relazione-dati"], del_2021["relazione-unioncamere"]) == (-3, 0, -16)
    del_2022 = {v.scadenza.codice: v for v in valutate(anni[2022])}
    assert del_2022["sistema"].atto.nome == "2022-01-27-giunta-conferma-smvp"
    assert del_2022["relazione"].stato is StatoScadenza.DA_FARE
    fra_due = [c for c in confronta(anni[2021], anni[2022], anni).cambiamenti if "Scadenza" in c.titolo]
    assert fra_due == []


@pytest.mark.slow
def test_il_comando_dice_come_stanno_a_un_giorno(radice: Path) -> None:
    atto(radice, "approva", "approvazione_giunta", "2021-02-03", "piano")
    atto(radice, "v1", "validazione_dati", "2022-01-17", "relazione", "anagrafica")
    esito = ciclo("scadenze", "--anno", "2021", "--al", "25/01/2022", radice=radice)
    assert esito.returncode == 0, esito.stderr
    assert esito.stdout.splitlines() == [
        "Scadenze 2021 al 25 gennaio 2022: 1 fatta su 5, 3 scadute",
        "  2021-01-31 Organigramma (SG): da fare, scaduta da 359 giorni",
        "  2021-01-31 P (Giunta): fatta il 3 febbraio 2021, 3 giorni dopo il termine [O, n. approva]",
        "  2021-01-31 Sistema (Giunta): da fare, scaduta da 359 giorni",
        "  2022-01-20 Dati (Aree): da fare: mancano Area Promozione, Azienda di Prova, scaduta da 5 giorni",
        "  2022-04-30 Bilancio (Consiglio): da fare, fra 95 giorni",
    ]
    allora = ciclo("scadenze", "--al", "2021-02-02", "--chi", "giunta", radice=radice).stdout.splitlines()
    assert allora == [
        "Scadenze 2021 al 2 febbraio 2021: 0 fatte su 2, 2 scadute",
        "  2021-01-31 P (Giunta): da fare, scaduta da 2 giorni",
        "  2021-01-31 Sistema (Giunta): da fare, scaduta da 2 giorni",
    ]


@pytest.mark.slow
def test_il_comando_scrive_le_date_di_ogni_anno_e_non_copre_quelle_che_ci_sono(radice: Path) -> None:
    file = radice / "data/2021/scadenze.yml"
    prima = file.read_bytes()
    gia = ciclo("scadenze", "--scrivi", "--anno", "2021", radice=radice)
    assert (gia.returncode, file.read_bytes()) == (1, prima)
    assert "c'è già" in gia.stderr
    file.unlink()
    consuete = {c: v.scadenza for c, v in valutate_di(radice).items()}
    scritto = ciclo("scadenze", "--scrivi", "--anno", "2021", radice=radice)
    assert (scritto.returncode, scritto.stdout) == (0, "data/2021/scadenze.yml\n")
    letto, problemi = esamina(radice, 2021)
    assert [p for p in problemi if p.source.path.endswith("scadenze.yml")] == []
    assert letto.anni[2021].scadenze is not None
    proprie = {c: v.scadenza for c, v in valutate_di(radice).items()}
    assert {c: _senza_luoghi(s) for c, s in proprie.items()} == {c: _senza_luoghi(s) for c, s in consuete.items()}


def _senza_luoghi(s: Scadenza) -> tuple[object, ...]:
    adempie = (s.adempie.tipo, s.adempie.documento) if s.adempie else None
    return s.codice, s.titolo, s.entro, s.chi, s.fonte, adempie, s.atto


@pytest.mark.parametrize(
    "argomenti", [["--scrivi"], ["--scrivi", "--mancanze", "--anno", "2021"], ["--al", "domani"], ["--anno", "x"]]
)
def test_un_comando_scritto_male_finisce_con_2(radice: Path, argomenti: list[str]) -> None:
    assert esegui("scadenze", *argomenti, "--radice", radice)[0] == 2


def test_con_errori_nei_dati_il_comando_li_dice_e_finisce_con_1(radice: Path) -> None:
    (radice / "data/2021/scadenze.yml").write_text("scadenze:\n  - {codice: x}\n", encoding="utf-8")
    esito, fuori, errore = esegui("scadenze", "--radice", radice)
    assert (esito, fuori) == (1, "")
    assert "YAML-CHIAVE-MANCANTE" in errore
