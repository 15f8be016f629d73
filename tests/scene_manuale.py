"""The scenes of the manual: the project that each page supposes, what somebody does there before its commands.

A new page with commands is an entry of `SCENE`, unless the demonstration as it is will do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from macros.ufficio.compilabile import DA_COMPILARE
from tests.manuale import AMBIENTE, MANUALE, Terminale, scrivi_esempio
from tests.progetto_copia import RADICE, copia_progetto, progetto_piccolo, sostituisci, spostato_di
from tests.strumenti.persone import persone, scrivi_yml
from tests.strumenti.tracce import Mondo
from tests.test_anno_ufficio import scrivi_il_piano


def git(cartella: Path, *argomenti: str) -> str:
    fatto = subprocess.run(
        ["git", "-C", str(cartella), *argomenti],
        env={**os.environ, **AMBIENTE},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return fatto.stdout


def deposito(radice: Path, *etichette: str) -> Path:
    """A project becomes a repository with its branch, the tags of approved documents and somewhere to push."""
    nostri = "/.venv\n/site*\n/.cache\n/build\n/moduli\n/macros\n/scripts\n/theme\n/tests\n"
    (radice / ".gitignore").write_text(nostri, encoding="utf-8")
    if not (radice / "tests").exists():
        (radice / "tests").symlink_to(RADICE / "tests", target_is_directory=True)
    lontano = radice.parent / "lontano.git"
    git(radice.parent, "init", "-q", "--bare", str(lontano))
    git(radice, "init", "-q", "-b", "main")
    git(radice, "add", "-A")
    git(radice, "commit", "-qm", "I dati")
    git(radice, "remote", "add", "origin", str(lontano))
    for etichetta in etichette:
        git(radice, "tag", etichetta)
    return radice


def dimostrazione(cartella: Path) -> Path:
    """The demonstration as it is: 2021 approved to its end, 2022 in the autumn."""
    for nome in ("data", "content"):
        shutil.copytree(RADICE / nome, cartella / nome)
    shutil.copy(RADICE / "mkdocs.yml", cartella)
    for nome in ("theme", "scripts", "macros"):
        (cartella / nome).symlink_to(RADICE / nome, target_is_directory=True)
    return deposito(cartella, "piano-2021", "relazione-2021")


@dataclass(frozen=True, slots=True)
class Scena:
    """How a page is played. What is said of a command is under some of its words."""

    progetto: Callable[[Path], Path] = dimostrazione
    prima: Mapping[str, Callable[[Terminale], None]] = field(default_factory=dict)
    """What somebody does before it."""
    esiti: Mapping[str, int] = field(default_factory=dict)
    """The code that it ends with, where it tells a difference or what is missing."""
    dice: Mapping[str, str] = field(default_factory=dict)
    """What its answer says, as the page promises in words; a word in capitals stands for what it stands for."""


def approva_il_piano(t: Terminale) -> None:
    t.scrivi(".venv/bin/ciclo proponi piano --anno 2021 --senza-pdf")
    comando = ".venv/bin/ciclo approva piano --anno 2021 --organo Giunta --atto 'delibera 5' --data 2021-01-28"
    t.scrivi(f"{comando} --impronta CIFRE --senza-pdf")
    git(t.cartella, "add", "-A")
    git(t.cartella, "commit", "-qm", "Il Piano è approvato")
    git(t.cartella, "tag", "piano-2021")


def piano_del_2021(cartella: Path) -> Path:
    """January 2021: the OIV has validated the Piano, and nothing was approved yet."""
    anno = copia_progetto(cartella) / "data/2021"
    for dopo in ("variazioni", "monitoraggio", "consuntivo", "evidenze"):
        shutil.rmtree(anno / dopo)
    for documento in ("monitoraggio", "relazione"):
        shutil.rmtree(cartella / "content/2021" / documento)
    fuori = ("misure.csv", "fasi.csv", "evidenze.csv", "premi.yml", "oiv.yml", "scadenze.yml")
    for file in (*(anno / f for f in fuori), *(a for a in anno.glob("atti/*") if a.name > "2021-01-28")):
        file.unlink()
    sostituisci(anno / "smvp.yml", "delibera: 81\n  data: 2021-07-29", "delibera: 126\n  data: 2019-12-19")
    return deposito(cartella)


def piccolo(cartella: Path) -> Path:
    return deposito(progetto_piccolo(cartella))


def con_il_2023(t: Terminale) -> None:
    t.scrivi(".venv/bin/ciclo anno-nuovo 2023")


def senza_scadenze(t: Terminale) -> None:
    con_il_2023(t)
    (t.cartella / "data/2023/scadenze.yml").unlink()


def dopo_il_piano_2023(cartella: Path) -> Path:
    return deposito(spostato_di(progetto_piccolo(cartella), 1))


def il_piano_e_il_suo_piao(t: Terminale) -> None:
    """January 2023: the Piano is approved, and what the PIAO adds to it is written."""
    con_il_2023(t)
    scrivi_il_piano(t)
    t.scrivi(
        '.venv/bin/ciclo atto --anno 2023 --tipo validazione_oiv --organo OIV --atto "verbale 1" --data 24/01/2023 '
        '--oggetto "Validazione" --documento piano'
    )
    t.scrivi(".venv/bin/ciclo proponi piano --anno 2023 --senza-pdf")
    t.scrivi(
        '.venv/bin/ciclo approva piano --anno 2023 --organo Giunta --atto "delibera 6" --data 26/01/2023 '
        "--impronta CIFRE"
    )
    piao = {
        "dipendenti": 118,
        "soglia": 50,
        "struttura": {"valore_pubblico": "2.1", "performance": "2.2", "pari_opportunita": "2.3", "individuale": "2.4"},
        "obiettivi": {c: {"destinatari": "Imprese", "dimensione_piao": "efficienza"} for c in OBIETTIVI},
    }
    (t.cartella / "data/2023/piao.yml").write_text(yaml.safe_dump(piao, allow_unicode=True), encoding="utf-8")


OBIETTIVI = ("1.1", "1.1.1", "2.1", "2.1.1", "AS.1")


def estrazione(t: Terminale) -> None:
    """The map that the page gives, and some rows of another system."""
    pagina = (MANUALE / "estrazioni.md").read_text(encoding="utf-8")
    mappa = pagina.split("```yaml\n")[1].split("```")[0]
    (t.cartella / "data/mappe").mkdir()
    (t.cartella / "data/mappe/pratiche.yml").write_text(mappa, encoding="utf-8")
    righe = "Data chiusura;Stato;Giorni\n02/03/2022;Evasa;3\n04/05/2022;Chiusa;9\n05/05/2022;Respinta;1\n"
    (t.cartella / "pratiche.csv").write_text(righe, encoding="utf-8")


def con_un_errore(t: Terminale) -> None:
    scrivi_esempio(t.cartella, VALORE, segno="%")


def con_un_valore(t: Terminale) -> None:
    scrivi_esempio(t.cartella, VALORE)


VALORE = (MANUALE / "cambiare-un-dato.md").read_text(encoding="utf-8")
"""Where the manual shows a value at the end of 2022."""


def compilato(t: Terminale) -> None:
    """Two cells of a form are filled in, those that the page shows."""
    file = t.cartella / "moduli/modulo-2022-31-12-anagrafica.xlsx"
    libro = load_workbook(file)
    for foglio, codice, titolo, valore in (
        ("Valori", ("2.1.b",), "Valore al 31/12", "18"),
        ("Fasi", ("2.3.1.a", "f3"), "Raggiunta il", "04/10/2022"),
    ):
        righe = libro[foglio]
        colonna = next(c.column for c in righe[1] if str(c.value).removesuffix(DA_COMPILARE) == titolo)
        riga = next(r for r in righe.iter_rows() if tuple(c.value for c in r[: len(codice)]) == codice)
        riga[colonna - 1].value = valore
    libro.save(file)


def un_modulo_di_prima(t: Terminale) -> None:
    shutil.copy(t.cartella / "moduli/modulo-2022-31-12-anagrafica.xlsx", t.cartella / "vecchio.xlsx")


def due_rami(t: Terminale) -> None:
    """Two branches record an act each; they are being merged."""
    atto = ".venv/bin/ciclo atto --anno 2022 --tipo parere_oiv --organo OIV --documento smvp"
    git(t.cartella, "checkout", "-q", "-b", "altro")
    for ramo, numero, giorno in (("altro", 21, "18/10/2022"), ("main", 22, "19/10/2022")):
        git(t.cartella, "checkout", "-q", ramo)
        t.scrivi(f'{atto} --atto "verbale {numero}" --data {giorno} --oggetto "Parere {numero}"')
        git(t.cartella, "add", "-A")
        git(t.cartella, "commit", "-qm", f"Parere {numero}")
    with pytest.raises(subprocess.CalledProcessError):
        git(t.cartella, "merge", "-q", "altro")


def la_testa(t: Terminale) -> None:
    t.parole["CIFRE"] = (t.cartella / "data/registro.csv").read_text("utf-8").strip().splitlines()[-1].split(";")[-1]


def costruita(t: Terminale) -> None:
    t.scrivi(".venv/bin/ciclo costruisci --senza-pdf")


def una_copia(t: Terminale) -> None:
    for nome in ("data", "content"):
        shutil.copytree(t.cartella / nome, t.cartella / "copia" / nome)


def persone_del_2021(cartella: Path) -> Path:
    """A closed year, with what its individual sheets need."""
    mondo = Mondo.nuovo(cartella.parent / "mondo")
    return Path(shutil.copytree(mondo.progetto, cartella, symlinks=True))


def schede(t: Terminale) -> None:
    for file in (t.casa / "schede-2021").iterdir():
        file.unlink()
    scrivi_yml(t.casa / "schede-2021", persone(30))


COPIA = "data/2021/approvati/piano-2021.pdf"


def copia_perduta(t: Terminale) -> None:
    """The Piano is approved, and its copy, which git has, is no more in its folder."""
    approva_il_piano(t)
    (t.cartella / COPIA).write_bytes(b"%PDF")
    git(t.cartella, "add", "-A")
    git(t.cartella, "commit", "-qm", "La copia")
    (t.cartella / COPIA).unlink()


def mai_tenuta(t: Terminale) -> None:
    """The Piano was approved before copies were kept."""
    git(t.cartella, "rm", "-q", COPIA)
    git(t.cartella, "commit", "-qm", "Senza la copia")


def qualcosa_da_registrare(t: Terminale) -> None:
    """Git has not everything, and no package of before is there."""
    shutil.rmtree(t.cartella / "build", ignore_errors=True)
    with (t.cartella / "appunti.txt").open("a", encoding="utf-8") as appunti:
        appunti.write("Altro.\n")


SCENE: Mapping[str, Scena] = {
    "anno-nuovo": Scena(esiti={"git diff --no-index": 1, "anno 2023 --completo": 1}),
    "approvazioni": Scena(
        piano_del_2021,
        prima={"git restore": copia_perduta, "archivia piano": mai_tenuta},
        dice={
            "--variazione 1": "variazione 1",
            "sha256sum": "CIFRE",
            "grep": "CIFRE",
            "verifica --impronta": "i dati hanno questa impronta",
        },
    ),
    "bozza-e-pubblico": Scena(piccolo),
    "cambiare-un-dato": Scena(
        prima={"verifica --anno 2022 --area": con_un_errore, "calcola --anno 2022": con_un_valore},
        esiti={"verifica --anno 2022 --area": 1},
        dice={"spiega 2.2.1.e": "43,2 / 45 × 100"},
    ),
    "consegnare": Scena(prima={"git add": qualcosa_da_registrare}),
    "confronti": Scena(
        prima={"confronta main": con_un_valore, "./copia": una_copia}, dice={"confronta main": "2.2.1.e"}
    ),
    "estrazioni": Scena(
        prima={"importa-misure": estrazione}, dice={"importa-misure": "pratiche_entro_5gg al 31 dicembre"}
    ),
    "moduli-da-compilare": Scena(prima={"--da vecchio.xlsx": un_modulo_di_prima, "anagrafica.xlsx --prova": compilato}),
    "piao": Scena(dopo_il_piano_2023, prima={"proponi piao": il_piano_e_il_suo_piao}),
    "registro": Scena(prima={"registro --accoda": due_rami, "--testa": la_testa}, dice={"--testa": "ed è l'ultima"}),
    "regole": Scena(prima={"rifare_i_conti": costruita}, dice={"rifare_i_conti": "Tornano tutte."}),
    "scadenze": Scena(prima={"scadenze --scrivi": senza_scadenze}),
    "schede-individuali": Scena(persone_del_2021, prima={"--momento assegnazione": schede}),
    "valutazione": Scena(persone_del_2021, prima={"--momento assegnazione": schede}),
}
"""Those of the other pages need nothing but the demonstration."""
