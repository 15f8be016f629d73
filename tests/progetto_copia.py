"""Projects in a temporary folder, for tests that change their data: a copy of the real one, and a small one."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from macros.model.archivio import EVIDENZE
from macros.model.stampe import STAMPE
from macros.reading.progetto import apri_approvati
from macros.reading.registro.accoda import NIENTE, Chiesto, accodati
from macros.reading.registro.forma import leggi_registro
from macros.reading.testo.files import cartelle_anno
from macros.reading.testo.lettura import Lettura
from tests.pronto import ciclo_pronto

RADICE = Path(__file__).resolve().parents[1]
MINI = RADICE / "tests" / "dati" / "mini"
CAPITOLI = {
    "index.md": "# La performance\n\n{{ cruscotto() }}\n",
    "mappa.md": "# Mappa del sito\n\n{{ mappa_sito() }}\n",
    "dati.md": "# Dati aperti\n\n{{ file_da_scaricare() }}\n",
    "2021/piano/strategici.md": '# Strategici\n\n{{ schede_programmazione(tipo="strategico") }}\n',
    "2021/piano/operativi.md": '# Operativi\n\n{{ schede_programmazione(tipo="operativo") }}\n',
    "2021/piano/speciale.md": '# Azienda Speciale\n\n{{ schede_programmazione(tipo="azienda_speciale") }}\n',
    "2021/monitoraggio/sintesi.md": '# La sintesi\n\n{{ riepilogo_aree_strategiche(periodo="30-06") }}\n',
    "2021/monitoraggio/anagrafica.md": '# Anagrafica\n\n{{ schede_monitoraggio("anagrafica") }}\n',
    "2021/monitoraggio/promozione.md": '# Promozione\n\n{{ schede_monitoraggio("promozione") }}\n',
    "2021/relazione/premessa.md": "# La premessa\n\nLa Camera ha ottenuto {{ grado() }} su 100.\n",
    "2021/relazione/risultati.md": (
        "# I risultati\n\n{{ riepilogo_aree_strategiche() }}\n\n"
        '{{ schede_consuntivo(tipo="operativo") }}\n\n{{ esclusi_dalla_media() }}\n'
    ),
}
"""The pages of the small project: a chapter or two of each document."""
_ANNO = re.compile(r"\b20(?:19|2[0-4])\b")
"""The years around 2021: those of laws stay as they are."""
_CODICE = re.compile(r'^( *(?:- )?)codice: ("[^"\n]+")$', re.MULTILINE)
"""Of an objective, and of its indicators; of those that a variation adds or takes away too."""
_COL_PIANO = ("obiettivi", "variazioni")
"""The folders of a year that say them."""
_FATTI: set[Path] = set()
"""The projects that are there to be copied."""


def copia_di(nome: str, fai: Callable[[Path], object], cartella: Path) -> Path:
    """Write in the folder of a test a project that other tests want too: it is made once in a run, and copied.

    Args:
        nome: what it is, in one word: another one has another.
        fai: makes it in a folder that is not there yet.
        cartella: below the folder of the test.
    """
    modello = cartella.parents[1] / "modelli" / nome / cartella.name
    if modello not in _FATTI:
        modello.parent.mkdir(parents=True)
        fai(modello)
        _FATTI.add(modello)
    return Path(shutil.copytree(modello, cartella, symlinks=True))


def sblocca(dati: Path) -> None:
    """Take snapshots and imprints away from a copy of the data, for tests that change what was approved."""
    (dati / "registro.csv").unlink(missing_ok=True)
    for istantanee in dati.glob("*/approvati"):
        shutil.rmtree(istantanee)
    for file in (*dati.glob("*/atti/*.yml"), *dati.glob("*/oiv.yml")):
        righe = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(r for r in righe if not r.lstrip().startswith("impronta:")), encoding="utf-8")


def senza_semestre(dati: Path, colonne: tuple[str, ...] = ()) -> None:
    """Make a copy of the data like years communicated before bands, causes and remedies were asked.

    `colonne`: of those of causes and remedies, the ones that are there all the same, empty.
    """
    for file in dati.glob("*/monitoraggio/*.csv"):
        testa, *righe = (riga.split(";") for riga in file.read_text(encoding="utf-8").splitlines())
        tenute = [n for n, colonna in enumerate(testa) if colonna not in {"causa", "intervento", "entro"}]
        scritte = [[riga[n] for n in tenute] + [""] * len(colonne) for riga in righe]
        tutte = [[testa[n] for n in tenute] + [*colonne], *scritte]
        file.write_text("\n".join(map(";".join, tutte)) + "\n", encoding="utf-8")
    for smvp in dati.glob("*/smvp.yml"):
        righe = smvp.read_text(encoding="utf-8").splitlines(keepends=True)
        smvp.write_text("".join(r for r in righe if not r.startswith("semestre:")), encoding="utf-8")


def registra_atti(radice: Path, chiesto: Chiesto = NIENTE) -> None:
    """Add to the register the acts that have no row, as the commands do, whatever is wrong with them."""
    anni = [apri_approvati(radice, anno) for anno in cartelle_anno(radice)]
    chiesto = replace(chiesto, inizia=True)
    for nome, grezzo in accodati(anni, leggi_registro(Lettura(radice)), chiesto).file.items():
        (radice / nome).parent.mkdir(parents=True, exist_ok=True)
        (radice / nome).unlink(missing_ok=True)  # it may be a link to a file of others
        (radice / nome).write_bytes(grezzo)


def del_2021(cartella: str, nomi: list[str]) -> list[str]:
    """Say which years `copytree` leaves out: a test that changes 2021 at will is not about what continues it."""
    return [n for n in nomi if n.isdigit() and n != "2021"] if Path(cartella).name in {"data", "content"} else []


def copia_progetto(cartella: Path) -> Path:
    """Copy data and content of 2021 (unlocked), and settings; the code and the theme are the repository's own."""
    for nome in ("data", "content"):
        shutil.copytree(RADICE / nome, cartella / nome, ignore=del_2021)
    sblocca(cartella / "data")
    con_il_programma(cartella)
    return cartella


def progetto_piccolo(cartella: Path) -> Path:
    """Write the mini project with a few chapters: a site in two seconds, three short PDFs in a few more."""
    shutil.copytree(MINI, cartella)
    for nome, testo in CAPITOLI.items():
        pagina = cartella / "content" / nome
        pagina.parent.mkdir(parents=True, exist_ok=True)
        pagina.write_text(testo, encoding="utf-8")
    for documento in ("piano", "monitoraggio", "relazione"):
        indice = cartella / "content" / "2021" / documento / "index.md"
        capitoli = [p.name for p in sorted(indice.parent.glob("*.md"))]
        righe = "".join(f"  - {nome}\n" for nome in capitoli)
        testata = f"---\ndocumento: {documento}\ncapitoli:\n{righe}---\n"
        indice.write_text(f"{testata}\n# {documento.title()}\n\nI capitoli.\n", encoding="utf-8")
    con_il_programma(cartella)
    return cartella


def stampati(radice: Path, anno: int) -> list[str]:
    """Return the names of what is printed of a year with all its data: a sheet where it has what to tell."""
    oiv = radice / "data" / str(anno) / "oiv.yml"
    estratto = oiv.is_file() and "campione:" in oiv.read_text(encoding="utf-8")
    dichiarati = (radice / "data" / str(anno) / "risorse.yml").is_file()
    integrato = (radice / "data" / str(anno) / "piao.yml").is_file()
    solo_se = {"campione": estratto, "certificazione": dichiarati, "piao": integrato}
    return [nome for nome in STAMPE if solo_se.get(nome, True)]


def file_stampati(nomi: list[str], anno: int) -> set[str]:
    """Return the names of the files of what is printed: PDF and HTML of each, of a sheet the picture too."""
    immagini = {f"{nome}-{anno}.png" for nome in nomi if STAMPE[nome].immagine}
    return {f"{nome}-{anno}.{tipo}" for nome in nomi for tipo in ("pdf", "html")} | immagini


def dimentica(radice: Path) -> None:
    """Let a project forget what was built: the next build is made even where nothing changed."""
    shutil.rmtree(radice / ".cache/ciclo/costruzioni", ignore_errors=True)


def con_il_programma(cartella: Path) -> None:
    """The repository's own settings, code and theme."""
    shutil.copy(RADICE / "mkdocs.yml", cartella)
    for nome in ("theme", "scripts", "macros"):
        (cartella / nome).symlink_to(RADICE / nome, target_is_directory=True)


def aggiungi_anni(progetto: Path, quanti: int) -> None:
    """Repeat 2021, data and chapters, until the project has that many years, each continuing the one before.

    The years that were after 2021 go away.
    """
    for veri in [c for nome in ("data", "content") for c in (progetto / nome).glob("20[0-9][0-9]") if c.name > "2021"]:
        shutil.rmtree(veri)
    for dopo in range(1, quanti):
        for cartella in ("data", "content"):
            origine = progetto / cartella / "2021"
            for file in sorted(f for f in origine.rglob("*") if f.is_file()):
                nuovo = progetto / cartella / str(2021 + dopo) / _sposta(file.relative_to(origine).as_posix(), dopo)
                nuovo.parent.mkdir(parents=True, exist_ok=True)
                if file.parent == progetto / "data" / "2021" / EVIDENZE.allegati:
                    shutil.copy(file, nuovo)  # each is the one of its fingerprint
                    continue
                testo = _sposta(file.read_text(encoding="utf-8"), dopo)
                if file.parent in {progetto / "data" / "2021" / nome for nome in _COL_PIANO}:
                    testo = _CODICE.sub(_continuato, testo)
                nuovo.write_text(testo, encoding="utf-8")


def spostato_di(progetto: Path, anni: int) -> Path:
    """Move the years of a project on by some: its 2021 is another year. Returns the project."""
    for file in [f for nome in ("data", "content") for f in sorted((progetto / nome).rglob("*")) if f.is_file()]:
        nuovo = progetto / _sposta(file.relative_to(progetto).as_posix(), anni)
        nuovo.parent.mkdir(parents=True, exist_ok=True)
        if file.parent.name == EVIDENZE.allegati:
            file.rename(nuovo)  # each is the one of its fingerprint
        else:
            testo = _sposta(file.read_text(encoding="utf-8"), anni)
            file.unlink()
            nuovo.write_text(testo, encoding="utf-8")
    for nome in ("data", "content"):
        shutil.rmtree(progetto / nome / "2021")
    return progetto


def _sposta(testo: str, anni: int) -> str:
    return _ANNO.sub(lambda m: str(int(m[0]) + anni), testo)


def _continuato(codice: re.Match[str]) -> str:
    rientro = " " * len(codice[1])
    return f"{codice[0]}\n{rientro}continua_da: {codice[2]}"


def ciclo(
    *argomenti: str, radice: Path = RADICE, secondi: int = 900, **ambiente: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line as an office does, in a process of its own."""
    return ciclo_pronto([*argomenti, "--radice", str(radice)], {**os.environ, "PYTHONUTF8": "1", **ambiente}, secondi)


def impronte(cartella: Path) -> dict[str, str]:
    """Return path → SHA-256 of every file below a folder."""
    return {
        file.relative_to(cartella).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(cartella.rglob("*"))
        if file.is_file()
    }


def sostituisci(file: Path, cerca: str, metti: str) -> None:
    """Replace a text that must be there exactly once."""
    testo = file.read_text(encoding="utf-8")
    assert testo.count(cerca) == 1, f"{file}: «{cerca}» {testo.count(cerca)} times"
    file.write_text(testo.replace(cerca, metti), encoding="utf-8")
