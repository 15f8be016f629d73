"""The whole comment of a proposal, as an office reads it: one example for each thing that a proposal can be.

With RISCRIVI_ATTESI=1 the examples are written anew: read the difference before keeping it.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from macros.model.valori import Livello
from macros.trail.cambiamenti import Cambiamento, Campo, Genere
from macros.trail.file_mossi import capitoli_mossi
from macros.trail.portata import DI, TESTI, PortataCambio, portata
from scripts.ciclo import main
from scripts.confronta import Lato, _scritto, _versioni
from scripts.forgia.affissione import MISTA, SEGNO
from scripts.forgia.commento import con_avviso
from tests.progetto_copia import MINI, sostituisci
from tests.test_casi import approva

ATTESI = Path(__file__).parent / "dati" / "confronto"
DATI = "data/2021"
CONSUNTIVO = f"{DATI}/consuntivo/promozione.csv"
PAGINA = "---\ntitle: Premessa\n---\n\n# Premessa\n\nLa Camera ha ottenuto {{ grado() }} su 100 nel 2021.\n"


def senza_dicembre(radice: Path) -> None:
    """Take the year back to July."""
    shutil.rmtree(radice / DATI / "consuntivo")
    for file, colonna in (("misure.csv", 2), ("fasi.csv", 2)):
        testa, *righe = (r.split(";") for r in (radice / DATI / file).read_text(encoding="utf-8").splitlines())
        tenute = [[*r[:colonna], "", *r[colonna + 1 :]] if file == "misure.csv" else r for r in righe]
        tenute = [r for r in tenute if file == "misure.csv" or r[1] == "f1"]
        (radice / DATI / file).write_text("\n".join(map(";".join, [testa, *tenute])) + "\n", encoding="utf-8")


def un_valore(_prima: Path, dopo: Path) -> None:
    sostituisci(dopo / CONSUNTIVO, "1.1.a;321;;;;", "1.1.a;304;;esogena;Due bandi rinviati;")


def un_valore_bloccato(prima: Path, dopo: Path) -> None:
    for radice in (prima, dopo):
        for documento in ("piano", "monitoraggio", "relazione"):
            approva(radice, documento)
    sostituisci(dopo / CONSUNTIVO, "1.1.a;321;", "1.1.a;304;")
    sostituisci(dopo / DATI / "obiettivi/1.1.yml", "Contributi alle imprese del territorio", "Contributi alle imprese")


def primi_valori(prima: Path, dopo: Path) -> None:
    for radice in (prima, dopo):
        senza_dicembre(radice)
    (dopo / DATI / "consuntivo").mkdir()
    shutil.copy(MINI / DATI / "consuntivo/anagrafica.csv", dopo / DATI / "consuntivo")


def un_anno_nuovo(_prima: Path, dopo: Path) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["anno-nuovo", "2022", "--radice", str(dopo)])


def un_atto(_prima: Path, dopo: Path) -> None:
    approva(dopo, "piano")


def solo_testi(prima: Path, dopo: Path) -> None:
    for radice, testo in ((prima, PAGINA), (dopo, PAGINA.replace("ha ottenuto", "ottiene"))):
        (radice / "content/2021/relazione").mkdir(parents=True)
        (radice / "content/2021/relazione/premessa.md").write_text(testo, encoding="utf-8")
    sostituisci(dopo / DATI / "obiettivi/1.1.yml", "Contributi alle imprese del territorio", "Contributi alle imprese")


def altri_file(_prima: Path, dopo: Path) -> None:
    """What is not compared key by key is named all the same."""
    sostituisci(dopo / "data/ente.yml", "dimostrativo: true", "dimostrativo: false")
    sostituisci(dopo / DATI / "smvp.yml", "non_rilevati:", "# una nota\nnon_rilevati:")


SCENE = (un_valore, un_valore_bloccato, primi_valori, un_anno_nuovo, un_atto, solo_testi, altri_file)


def commento(cartella: Path, scena) -> str:
    """Return the comment of a proposal: from the small project to what a scene makes of it."""
    prima, dopo = cartella / "prima", cartella / "dopo"
    for radice in (prima, dopo):
        shutil.copytree(MINI, radice)
    scena(prima, dopo)
    with ExitStack() as pila:
        lati = [Lato("main", None, prima), Lato("proposta", None, dopo)]
        sezioni, note, proposta = _versioni(pila, dopo, lati, None, in_commento=True)
        return _scritto("markdown", sezioni, note, proposta, tutto=False).rstrip("\n") + "\n"


@pytest.mark.parametrize("scena", SCENE, ids=lambda s: s.__name__)
def test_il_commento_si_legge_come_nell_esempio(tmp_path, scena):
    scritto = commento(tmp_path, scena)
    atteso = ATTESI / f"commento-{scena.__name__}.md"
    if os.environ.get("RISCRIVI_ATTESI"):
        atteso.write_text(scritto, encoding="utf-8")
    assert scritto == atteso.read_text(encoding="utf-8")
    for riga in (r for r in scritto.splitlines() if r.startswith("| **")):
        assert not re.match(r"\| \*\*[\d.]+(?:\.[a-z])?\*\*", riga), f"a code in the place of a title: {riga}"


def test_cifre_e_programma_insieme_si_dicono_prima_di_tutto(tmp_path):
    scritto = con_avviso(commento(tmp_path, un_valore), [CONSUNTIVO, "macros/engine/grado.py"])
    assert scritto.startswith(f"{SEGNO}\n\n{MISTA}\n\n**Proposta sostanziale**")
    assert con_avviso(scritto, [CONSUNTIVO, "README.md"]) == scritto


def test_anche_a_schermo_un_valore_bloccato_si_confronta_e_una_nota_lo_dice(tmp_path):
    prima, dopo = tmp_path / "prima", tmp_path / "dopo"
    for radice in (prima, dopo):
        shutil.copytree(MINI, radice)
    un_valore_bloccato(prima, dopo)
    with ExitStack() as pila:
        lati = [Lato("main", None, prima), Lato("proposta", None, dopo)]
        sezioni, note, proposta = _versioni(pila, dopo, lati, None, in_commento=False)
    detto = _scritto("testo", sezioni, note, proposta, tutto=False)
    assert "ciò che un atto ha approvato è cambiato senza un atto: 2021" in detto
    assert "valore al 31 dicembre: 321" in detto.replace("\u00a0", " ")


def test_un_anno_tolto_e_sostanziale(tmp_path):
    scritto = commento(tmp_path, lambda prima, dopo: un_anno_nuovo(dopo, prima))
    assert "**Proposta sostanziale**: 1 modifica sostanziale." in scritto.replace("\u00a0", " ")
    assert "## 2022: un anno che non c'è più" in scritto


# ------------------------------------------------------------------ of substance, or of form


def cambiamento(genere: Genere, livello: str, *passi: str, prima: str = "Uno", dopo: str = "Due") -> Cambiamento:
    return Cambiamento(
        genere=genere, chiave=(livello, "x"), codice_prima="x", codice_dopo="x", titolo="X", campo=Campo(passi),
        prima=prima, dopo=dopo, scritto_prima=prima, scritto_dopo=dopo, luogo_prima=None, luogo_dopo=None,
    )  # fmt: skip


def test_ogni_genere_di_cambiamento_ha_la_sua_portata():
    assert DI.keys() == set(Genere)
    formali = {g for g, p in DI.items() if p is PortataCambio.FORMALE}
    assert formali == {Genere.TITOLO, Genere.TESTO}


@pytest.mark.parametrize(
    ("livello", "passi", "atteso"),
    [
        (Livello.OBIETTIVO, ("sintesi",), PortataCambio.FORMALE),
        (Livello.OBIETTIVO, ("consuntivo", "indicatori", "x", "risultati"), PortataCambio.FORMALE),
        (Livello.OBIETTIVO, ("azioni",), PortataCambio.SOSTANZIALE),
        (Livello.INDICATORE, ("descrizione",), PortataCambio.SOSTANZIALE),
        (Livello.INDICATORE, ("causa",), PortataCambio.SOSTANZIALE),
        (Livello.INDICATORE, ("entro",), PortataCambio.SOSTANZIALE),
        ("smvp", ("sistema", "delibera"), PortataCambio.SOSTANZIALE),
        ("mai visto", ("testo",), PortataCambio.SOSTANZIALE),
    ],
)
def test_un_testo_e_formale_soltanto_se_racconta(livello, passi, atteso):
    assert portata(cambiamento(Genere.TESTO, livello, *passi)) is atteso


def test_un_testo_in_cui_cambia_un_numero_e_sostanziale():
    due = {"prima": "Pratiche entro 5 giorni", "dopo": "Pratiche entro 10 giorni"}
    assert portata(cambiamento(Genere.TITOLO, Livello.INDICATORE, "titolo", **due)) is PortataCambio.SOSTANZIALE
    due["dopo"] = "Le pratiche entro 5 giorni"
    assert portata(cambiamento(Genere.TITOLO, Livello.INDICATORE, "titolo", **due)) is PortataCambio.FORMALE
    assert TESTI


def test_un_capitolo_e_formale_se_cambiano_soltanto_parole():
    def di(dopo: str | None) -> PortataCambio:
        (mosso,) = capitoli_mossi({"a.md": PAGINA}, {"a.md": dopo} if dopo is not None else {})
        return mosso.portata

    assert di(PAGINA.replace("ha ottenuto", "ottiene")) is PortataCambio.FORMALE
    assert di(PAGINA.replace("su 100", "su 120")) is PortataCambio.SOSTANZIALE
    assert di(PAGINA.replace("grado()", 'grado("1")')) is PortataCambio.SOSTANZIALE
    assert di(None) is PortataCambio.SOSTANZIALE
    assert capitoli_mossi({"a.md": PAGINA}, {"a.md": PAGINA}) == ()
