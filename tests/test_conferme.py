"""Texts confirmed with the figures they comment: when the figures change, the text is suspect. Fonte: RECORDS 15."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.model.problems import Documento
from macros.reading.progetto import impronte
from macros.reading.testo.lettura import Aperti
from macros.vista.potatura import pota_anno
from tests.conftest import obiettivo, scrivi_progetto, scrivi_yml
from tests.progetto_copia import ciclo, sostituisci
from tests.test_oiv import con_oiv
from tests.test_vista import approva

CHI = "Ufficio Promozione"
ATTESI = {"30-06": 20, "2021": 40, "2022": 40, "2023": 40}
TESTO = "Le visite sono cresciute. Gli incontri sono stati 25, la metà in azienda."


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    """One indicator, 25 of 40, with a text that tells the value; another with none."""
    radice = scrivi_progetto(
        tmp_path / "p",
        obiettivi=[
            obiettivo(
                "1.1", {"unita_misura": "incontri", "target": {"30-06": 20, "2021": 40, "2022": 40, "2023": 40}}, {}
            )
        ],
        monitoraggio={"1.1.a": 12},
        consuntivo={"1.1.a": {"valore": 25, "causa": "esogena", "motivo": "Se ne attendevano 40."}, "1.1.b": 100},
    )
    indicatori = {"1.1.a": {"risultati": TESTO}}
    scheda = {"monitoraggio": {"indicatori": {"1.1.a": "Dodici incontri."}}, "consuntivo": {"indicatori": indicatori}}
    scrivi_yml(radice / "data/2021/schede/1.1.yml", scheda)
    return radice


def conferma(radice: Path, *codici: str) -> None:
    esito = ciclo("conferma", *codici, "--anno", "2021", "--chi", CHI, radice=radice)
    assert esito.returncode == 0, esito.stderr


def sospetti(radice: Path) -> list[tuple[str, str]]:
    suoi = (p for p in esamina(radice)[1] if p.source.path.endswith("conferme.csv"))
    return [(p.code, p.found.replace("\N{NO-BREAK SPACE}", " ")) for p in suoi]


def test_un_testo_confermato_non_e_sospetto(progetto: Path) -> None:
    assert sospetti(progetto) == []
    conferma(progetto, "1.1")
    righe = (progetto / "data/2021/conferme.csv").read_text(encoding="utf-8").splitlines()
    nomi = ["monitoraggio 1.1.a", "consuntivo 1.1.a risultati", "motivo 1.1.a"]
    assert [r.partition(";")[0] for r in righe] == ["testo", *nomi]
    assert all(r.endswith(f";{CHI}") for r in righe[1:])
    assert sospetti(progetto) == []


@pytest.mark.slow
def test_cambiato_il_valore_si_cita_la_frase_con_la_cifra_di_prima_e_di_ora(progetto: Path) -> None:
    conferma(progetto, "1.1.a")
    sostituisci(progetto / "data/2021/consuntivo/sola.csv", "1.1.a;25;", "1.1.a;28;")
    frase = "«Gli incontri sono stati 25, la metà in azienda.»"
    assert sospetti(progetto) == [
        (
            "TESTO-DA-RILEGGERE",
            f"{frase}: il testo parla di 25 incontri, ora sono 28 incontri",
        ),
        ("TESTO-DA-RILEGGERE", "«Se ne attendevano 40.»: le cifre di 1.1.a sono cambiate dopo la conferma"),
    ]
    (uno, _) = (p for p in esamina(progetto)[1] if p.code == "TESTO-DA-RILEGGERE")
    assert CHI in uno.expected
    assert "ciclo conferma 1.1.a --anno 2021" in uno.fix
    conferma(progetto, "1.1.a")
    assert sospetti(progetto) == []


def test_si_cita_la_frase_che_dice_proprio_quel_numero(progetto: Path) -> None:
    scheda = progetto / "data/2021/schede/1.1.yml"
    sostituisci(scheda, "Le visite sono cresciute.", "Le visite sono 125.")
    conferma(progetto, "1.1.a")
    sostituisci(progetto / "data/2021/consuntivo/sola.csv", "1.1.a;25;", "1.1.a;28;")
    assert sospetti(progetto)[0][1].startswith("«Gli incontri sono stati 25, la metà in azienda.»")


def test_cambiato_il_risultato_atteso_lo_dice_il_testo_che_ne_parla(progetto: Path) -> None:
    conferma(progetto, "1.1.a")
    sostituisci(progetto / "data/2021/obiettivi/1.1.yml", "2021': 40", "2021': 50")
    trovato = "«Se ne attendevano 40.»: il testo parla di 40 incontri, ora sono 50 incontri"
    assert ("TESTO-DA-RILEGGERE", trovato) in sospetti(progetto)


def test_un_testo_cambiato_o_tolto_va_confermato_di_nuovo(progetto: Path) -> None:
    conferma(progetto, "1.1.a")
    scheda = progetto / "data/2021/schede/1.1.yml"
    sostituisci(scheda, "la metà in azienda", "quasi tutti in azienda")
    assert sospetti(progetto) == [
        ("TESTO-CAMBIATO", "il testo «consuntivo 1.1.a risultati» è cambiato dopo la conferma")
    ]
    scheda.unlink()
    assert {codice for codice, _ in sospetti(progetto)} == {"TESTO-CAMBIATO"}
    assert len(sospetti(progetto)) == 2


@pytest.mark.slow
def test_un_altra_conferma_lascia_le_altre(progetto: Path) -> None:
    conferma(progetto, "1.1.a")
    prima = (progetto / "data/2021/conferme.csv").read_text(encoding="utf-8")
    conferma(progetto, "1.1.a")
    assert (progetto / "data/2021/conferme.csv").read_text(encoding="utf-8") == prima
    esito = ciclo("conferma", "1.1.b", "--anno", "2021", "--chi", CHI, radice=progetto)
    assert (esito.returncode, "nessun testo commenta «1.1.b»" in esito.stderr) == (1, True)
    assert (progetto / "data/2021/conferme.csv").read_text(encoding="utf-8") == prima


@pytest.mark.slow
def test_con_errori_o_per_prova_non_scrive(progetto: Path) -> None:
    opzioni = ("--anno", "2021", "--chi", CHI)
    assert ciclo("conferma", "1.1.a", *opzioni, "--prova", radice=progetto).returncode == 0
    sostituisci(progetto / "data/2021/consuntivo/sola.csv", "1.1.a;25;", "1.1.a;venti;")
    assert ciclo("conferma", "1.1.a", *opzioni, radice=progetto).returncode == 1
    assert not (progetto / "data/2021/conferme.csv").exists()


@pytest.mark.slow
def test_la_motivazione_di_un_attestazione_si_conferma_con_le_sue_due_cifre(tmp_path: Path) -> None:
    """On the small project: 99,34 computed and 100 attested for the chamber, 99,52 and 97,5 for an area."""
    radice = con_oiv(tmp_path / "p")
    file = radice / "data/2021/oiv.yml"
    sostituisci(file, "La prova è finita in ritardo", "'Dal 99,52 al 97,5: la prova è finita in ritardo'")
    conferma(radice, "ente", "promozione")
    righe = (radice / "data/2021/conferme.csv").read_text(encoding="utf-8").splitlines()
    assert [r.partition(";")[0] for r in righe] == ["testo", "attestazione ente", "attestazione promozione"]
    assert sospetti(radice) == []
    sostituisci(file, "grado: 97.5", "grado: 97.4")
    frase = "«Dal 99,52 al 97,5: la prova è finita in ritardo»"
    assert sospetti(radice) == [("TESTO-DA-RILEGGERE", f"{frase}: il testo parla di 97,5, ora sono 97,4")]
    sostituisci(file, "grado: 97.4", "grado: 97.5")
    # the computed figures of area and chamber move
    sostituisci(radice / "data/2021/consuntivo/promozione.csv", "2021-12-02", "2021-12-03")
    ente = "«Lo scostamento viene da un collaudo chiesto da altri»: le cifre di ente sono cambiate dopo la conferma"
    (della_camera, dell_area) = (detto for _, detto in sospetti(radice))
    assert della_camera == ente
    assert dell_area.startswith(f"{frase}: il testo parla di 99,52, ora sono 99,")
    sostituisci(file, "giudizio: in linea", "giudizio: superiore")
    assert len(sospetti(radice)) == 2
    conferma(radice, "ente", "promozione")
    assert sospetti(radice) == []


@pytest.mark.slow
def test_chi_conferma_i_testi_di_un_obiettivo_non_conferma_quello_dell_oiv(tmp_path: Path) -> None:
    radice = con_oiv(tmp_path / "p")

    def confermati() -> list[str]:
        righe = (radice / "data/2021/conferme.csv").read_text(encoding="utf-8").splitlines()
        return [nome for r in righe if (nome := r.partition(";")[0]).startswith("attestazione")]

    conferma(radice, "2.1.1")
    assert confermati() == []
    conferma(radice, "attestazione 2.1.1")
    assert confermati() == ["attestazione 2.1.1"]
    sostituisci(radice / "data/2021/oiv.yml", "grado: 97.6", "grado: 97.7")
    (uno,) = (p for p in esamina(radice)[1] if p.code == "TESTO-DA-RILEGGERE")
    assert 'ciclo conferma "attestazione 2.1.1" --anno 2021' in uno.fix


def test_le_conferme_stanno_fuori_da_ogni_sigillo_e_dal_pubblico(progetto: Path) -> None:
    prima = impronte(progetto, 2021, Aperti())
    conferma(progetto, "1.1.a")
    assert impronte(progetto, 2021, Aperti()) == prima
    anno = esamina(progetto)[0].anni[2021]
    assert anno.conferme
    approva(progetto, 2021, *Documento)
    anno = esamina(progetto)[0].anni[2021]
    assert not pota_anno(anno, frozenset(Documento)).conferme
