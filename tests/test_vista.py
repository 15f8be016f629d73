"""What a build may show: acts, pruning, and the historic references a year inherits."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from macros.model.problems import DataError
from macros.model.valori import Periodo
from macros.vista.vista import carica_vista

MINI = Path(__file__).parent / "dati" / "mini"
ATTI = {
    "piano": ("approvazione_giunta",),
    "piao": ("approvazione_giunta",),
    "monitoraggio": ("comunicazione_giunta",),
    "relazione": ("validazione_oiv", "approvazione_giunta"),
}


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    copia = shutil.copytree(MINI, tmp_path / "progetto")
    for atto in (copia / "data" / "2021" / "atti").glob("*.yml"):
        if "documento:" in atto.read_text(encoding="utf-8"):
            atto.unlink()
    return copia


def approva(progetto: Path, anno: int, *documenti: str) -> None:
    for documento in documenti:
        for tipo in ATTI[documento]:
            atto = progetto / "data" / str(anno) / "atti" / f"{anno}-{tipo}-{documento}.yml"
            atto.parent.mkdir(exist_ok=True)
            atto.write_text(
                f"tipo: {tipo}\norgano: Giunta\nnumero: delibera 1\ndata: {anno + 1}-02-01\noggetto: Approvazione\n"
                f"documento: {documento}\n",
                encoding="utf-8",
            )


def anno_dopo(progetto: Path) -> None:
    """Grow 2022 from 2021: dates a year later, every code continued, no historic reference, no values."""
    prima, dopo = progetto / "data" / "2021", progetto / "data" / "2022"
    for file in [prima / "smvp.yml", prima / "albero.yml", *prima.glob("obiettivi/*.yml")]:
        testo = re.sub(r"\b20(\d\d)\b", lambda a: f"20{int(a[1]) + 1}", file.read_text(encoding="utf-8"))
        if file.parent.name == "obiettivi":
            testo = re.sub(r"(?m)^( *)(- )?storico: .*\n", "", testo)
            testo = re.sub(
                r'(?m)^(?:  - |)codice: ("?)([\w.-]+)\1$',
                lambda c: c[0] + "\n" + ("    " if c[0].startswith(" ") else "") + f'continua_da: "{c[2]}"',
                testo,
            )
        nuovo = dopo / file.relative_to(prima)
        nuovo.parent.mkdir(parents=True, exist_ok=True)
        nuovo.write_text(testo, encoding="utf-8")


@pytest.mark.slow
def test_lo_storico_viene_dal_consuntivo_approvato(progetto: Path) -> None:
    anno_dopo(progetto)
    assert all(i.storico is None for i in carica_vista(progetto).anno(2022).indicatori.values())
    approva(progetto, 2021, "piano", "monitoraggio", "relazione")
    vista = carica_vista(progetto)
    storici = {c: i.storico for c, i in vista.anno(2022).indicatori.items()}
    finale = vista.ciclo(2021, Periodo.DICEMBRE)
    assert finale is not None
    misurati = [v for v in finale.indicatori.values() if v.valore is not None]
    assert len(misurati) > 10
    assert all(storici[v.indicatore.codice] for v in misurati)
    assert storici["AS.1.a"] == "61"
    scritto = progetto / "data" / "2022" / "obiettivi" / "AS.1.yml"
    scritto.write_text(
        scritto.read_text(encoding="utf-8").replace("    regola:", '    storico: "12,5"\n    regola:', 1),
        encoding="utf-8",
    )
    assert carica_vista(progetto).anno(2022).indicatori["AS.1.a"].storico == "12,5"


@pytest.mark.parametrize(
    ("atti", "giugno", "dicembre"),
    [
        pytest.param((), None, None, id="nessun atto: l'anno non c'è"),
        pytest.param(("piano",), False, False, id="solo il Piano: nessun risultato"),
        pytest.param(("piano", "monitoraggio"), True, False, id="anche il Monitoraggio: solo giugno"),
        pytest.param(("piano", "monitoraggio", "relazione"), True, True, id="tutto"),
    ],
)
def test_in_pubblico_c_e_solo_cio_che_gli_atti_coprono(progetto: Path, atti, giugno, dicembre) -> None:
    approva(progetto, 2021, *atti)
    vista = carica_vista(progetto, pubblico=True)
    if giugno is None:
        assert vista.anni == ()
        return
    assert (vista.ciclo(2021, Periodo.GIUGNO) is not None) is giugno
    assert (vista.ciclo(2021, Periodo.DICEMBRE) is not None) is dicembre
    anno = vista.anno(2021)
    assert bool(anno.rilevazioni[Periodo.DICEMBRE]) is dicembre
    assert any(s.consuntivo or s.azioni for s in anno.schede.values()) is dicembre
    assert any(s.monitoraggio for s in anno.schede.values()) is giugno
    assert any(m.valori[Periodo.DICEMBRE] is not None for m in (anno.misure or {}).values()) is dicembre
    assert {g for g in anno.fasi.values() if g and g > Periodo.GIUGNO.data(2021)} == set() or dicembre


def test_la_relazione_chiede_validazione_e_approvazione(progetto: Path) -> None:
    approva(progetto, 2021, "piano", "monitoraggio", "relazione")
    (progetto / "data" / "2021" / "atti" / "2021-validazione_oiv-relazione.yml").unlink()
    assert not carica_vista(progetto, pubblico=True).visibile(2021, "relazione")
    assert carica_vista(progetto).visibile(2021, "relazione"), "the draft shows everything"


def test_un_errore_ferma_tutto(progetto: Path) -> None:
    (progetto / "data" / "2021" / "smvp.yml").unlink()
    with pytest.raises(DataError, match="FILE-MANCANTE"):
        carica_vista(progetto)


ATTI_DELL_ANNO = {
    "zq-smvp": ("parere_oiv", "smvp", "2021-01-10", ""),
    "zq-organigramma": ("ordine_servizio", "", "2021-01-11", ""),
    "zq-validato": ("validazione_oiv", "piano", "2021-01-20", ""),
    "zq-dati-giugno": ("validazione_dati", "monitoraggio", "2021-07-09", ""),
    "zq-ordine": ("ordine_servizio", "", "2022-02-15", ""),
    "zq-all-albo": ("ordine_servizio", "", "2022-02-15", "albo: https://albo.example/1\n"),
    "zq-escluso": ("esclusione", "", "2021-10-12", 'riguarda: "1.1.a"\n'),
    "zq-dati-dicembre": ("validazione_dati", "relazione", "2022-01-17", ""),
}


@pytest.mark.parametrize(
    ("documenti", "taciuti"),
    [
        pytest.param(("piano",), {"zq-dati-giugno", "zq-dati-dicembre", "zq-ordine"}, id="solo il Piano"),
        pytest.param(("piano", "monitoraggio"), {"zq-dati-dicembre", "zq-ordine"}, id="anche il Monitoraggio"),
        pytest.param(("piano", "monitoraggio", "relazione"), {"zq-ordine"}, id="tutto"),
    ],
)
def test_in_pubblico_un_atto_si_nomina_con_il_suo_documento(progetto: Path, documenti, taciuti) -> None:
    """Number, subject, file and protocol tell of a document as much as its values."""
    cartella = progetto / "data" / "2021" / "atti"
    for n, (nome, (tipo, documento, giorno, altro)) in enumerate(ATTI_DELL_ANNO.items()):
        riga = f"documento: {documento}\n" if documento else ""
        (cartella / f"{nome}.yml").write_text(
            f"tipo: {tipo}\norgano: Ufficio\nnumero: n. {n}\ndata: {giorno}\noggetto: Oggetto\n{riga}{altro}",
            encoding="utf-8",
        )
    approva(progetto, 2021, *documenti)
    vista = carica_vista(progetto, pubblico=True)
    detti = {n for n in vista.anno(2021).atti if n.startswith("zq-")}
    assert detti == set(ATTI_DELL_ANNO) - taciuti
    assert set(ATTI_DELL_ANNO) <= set(carica_vista(progetto).anno(2021).atti), "the draft names them all"


def test_un_atto_citato_solo_da_una_riga_che_non_si_mostra_si_tace(progetto: Path) -> None:
    """The exclusion that the 31/12 values quote is of October: the Relazione tells it."""
    citato = "2021-10-12-oiv-esclusione-missione"
    approva(progetto, 2021, "piano", "monitoraggio")
    assert citato not in carica_vista(progetto, pubblico=True).anno(2021).atti
    approva(progetto, 2021, "relazione")
    assert citato in carica_vista(progetto, pubblico=True).anno(2021).atti
