"""The house: imports go one way, modules stay small, only `reading` opens data files."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from macros.model.valori import Livello

pytestmark = pytest.mark.xdist_group("architettura")  # one worker reads the house, once for all
RADICE = Path(__file__).resolve().parents[1]
STRATI = [  # a package imports only from lines above its own, or from itself
    {"macros.model"},
    {"macros.firma"},
    {"macros.reading.testo", "macros.reading.git"},
    {"macros.reading.blocco"},
    {"macros.reading.anno", "macros.reading.pagine", "macros.reading.scrivi"},
    {"macros.reading.registro", "macros.reading.schemi"},
    {"macros.reading.nuovo"},
    {"macros.reading"},
    {"macros.engine"},
    {"macros.checks"},
    {"macros.trail"},
    {"macros.vista"},
    {"macros.publish.html"},
    {"macros.publish.contesto", "macros.publish.dati", "macros.publish.disegni", "macros.publish.carta"},
    {"macros.publish.parole"},
    {"macros.publish.confronto", "macros.publish.figure"},
    {"macros.publish.iter", "macros.publish.pacchetto"},
    {"macros.publish.pezzi"},
    {"macros.publish.schede"},
    {"macros.publish.pagine"},
    {"macros.publish"},
    {"macros.ufficio"},
    {"macros.riservato"},
    {"scripts"},
]
RIGHE_MASSIME = 300
MODULI = sorted([*(RADICE / "macros").rglob("*.py"), *(RADICE / "scripts").rglob("*.py")])


def _nome(modulo: Path) -> str:
    return ".".join(modulo.relative_to(RADICE).with_suffix("").parts).removesuffix(".__init__")


NOMI = {_nome(m) for m in MODULI}


def _strato(nome: str) -> int | None:
    for numero, pacchetti in enumerate(STRATI):
        if any(nome == p or nome.startswith(p + ".") for p in pacchetti):
            return numero
    return None


def _strada(nome: str) -> str:
    """Return the sub-package, or the package, that a module stands in."""
    return next((p for pacchetti in STRATI for p in pacchetti if nome == p or nome.startswith(p + ".")), "")


@dataclass(frozen=True)
class Letto:
    """What a module is."""

    righe: int
    a_che_serve: str | None
    importati: set[str]
    nominati: list[str]
    """The classes and the types that it makes."""


@cache
def _letto(modulo: Path) -> Letto:
    testo = modulo.read_text(encoding="utf-8")
    albero = ast.parse(testo)
    nodi = list(ast.walk(albero))
    tipi = (n.targets[0] for n in albero.body if isinstance(n, ast.Assign))
    nominati = [n.name for n in nodi if isinstance(n, ast.ClassDef)]
    nominati += [t.id for t in tipi if isinstance(t, ast.Name) and t.id[0].isupper() and not t.id.isupper()]
    return Letto(len(testo.splitlines()), ast.get_docstring(albero), _importati(nodi), nominati)


def _importati(nodi: list[ast.AST]) -> set[str]:
    nomi = set()
    for nodo in nodi:
        if isinstance(nodo, ast.Import):
            nomi |= {alias.name for alias in nodo.names}
        elif isinstance(nodo, ast.ImportFrom) and nodo.module:
            da_li = {f"{nodo.module}.{alias.name}" for alias in nodo.names}
            nomi |= da_li if da_li <= NOMI else da_li | {nodo.module}
    return nomi


def test_gli_import_vanno_in_un_verso_solo() -> None:
    in_salita = {_nome(m): sopra for m in MODULI if (sopra := _in_salita(m))}
    assert not in_salita


def _in_salita(modulo: Path) -> set[str]:
    """Return what a module imports, though it may not."""
    strato = _strato(_nome(modulo))
    if strato is None:  # macros/__init__.py: the door for MkDocs
        return set()
    altrui = {n for n in _letto(modulo).importati if _strada(n) not in {"", _strada(_nome(modulo))}}
    return {n for n in altrui if (altro := _strato(n)) is not None and altro >= strato}


def test_delle_schede_di_persone_sanno_solo_i_loro_comandi() -> None:
    """Nothing that builds the site, the PDFs, the open data or the checks can reach a private folder."""
    importano = {_nome(m) for m in MODULI if any(map(_di_persone, _letto(m).importati))}
    assert {n for n in importano if not _di_persone(n)} <= {
        "scripts.schede_individuali",
        "scripts.aggrega_premi",
        "scripts.controlla_riservati",
        "scripts.riservati",  # what they share
    }


def _di_persone(nome: str) -> bool:
    return nome == "macros.riservato" or nome.startswith("macros.riservato.")


def test_nessun_giro_di_moduli() -> None:
    """Of two modules one is below the other: where each needs the other, neither can be read by itself."""
    sotto = {_nome(m): _letto(m).importati & NOMI for m in MODULI}
    while liberi := {n for n, altri in sotto.items() if not altri & sotto.keys() - {n}}:
        sotto = {n: altri for n, altri in sotto.items() if n not in liberi}
    assert not sotto


def test_i_moduli_sono_piccoli_e_dicono_a_che_servono() -> None:
    assert not {_nome(m): righe for m in MODULI if (righe := _letto(m).righe) > RIGHE_MASSIME}
    assert not [_nome(m) for m in MODULI if not _letto(m).a_che_serve]


@pytest.mark.parametrize("strato", ["model", "firma", "engine", "checks", "trail"])
def test_il_nucleo_non_apre_file_e_non_guarda_l_orologio(strato: str) -> None:
    vietate = ("open(", ".read_text(", ".read_bytes(", ".write_", ".now(", ".today(", "time.time(", "float(")
    for modulo in (RADICE / "macros" / strato).rglob("*.py"):
        testo = modulo.read_text(encoding="utf-8")
        codice = "\n".join(riga for riga in testo.splitlines() if ">>>" not in riga)
        assert not [parola for parola in vietate if parola in codice], modulo.name


def test_una_sola_mano_legge_i_dati() -> None:
    """Outside `reading` nobody parses YAML of `data/`; the front matter of pages is content."""
    for modulo in MODULI:
        if "yaml" in _letto(modulo).importati:
            assert "reading" in modulo.parts, _nome(modulo)


@pytest.mark.parametrize("radice", ["macros/publish", "scripts/sito"])
def test_un_indirizzo_si_scrive_solo_nel_registro_delle_pagine(radice: str) -> None:
    """Elsewhere no f-string makes one out of pieces: it would stay behind when a page moves."""
    pezzo = re.compile(r"\.(?:html|md)(?:#|$)|^/?(?:obiettivi|responsabili|albero|trasparenza|dati|documenti)/")
    for modulo in (RADICE / radice).rglob("*.py"):
        nodi = list(ast.walk(ast.parse(modulo.read_text(encoding="utf-8"))))
        modelli = {id(n.args[0]) for n in nodi if isinstance(n, ast.Call) and ast.unparse(n.func) == "componi"}
        composti = [n for n in nodi if isinstance(n, ast.JoinedStr) and id(n) not in modelli]
        costanti = [p.value for n in composti for p in n.values if isinstance(p, ast.Constant)]
        assert not list(filter(pezzo.search, costanti)), modulo.name


def test_una_classe_ha_un_nome_che_nessun_altra_ha() -> None:
    """Who reads a name, of a class or of a type, knows which thing it is without looking where it comes from."""
    nomi: Counter[str] = Counter()
    for modulo in MODULI:
        nomi.update(_letto(modulo).nominati)
    assert not [nome for nome, quante in nomi.items() if quante > 1]


def _a_mano(nodo: ast.AST) -> list[ast.expr]:
    """Return what stands where a level would: compared, matched, looked up, first of a pair, key beside another."""
    match nodo:
        case ast.Compare():
            altri = [n.elts if isinstance(n, ast.Tuple | ast.Set | ast.List) else [n] for n in nodo.comparators]
            return [nodo.left, *(n for voci in altri for n in voci)]
        case ast.MatchValue(value=valore):
            return [valore]
        case ast.Subscript(slice=indice):
            return [indice]
        case ast.Tuple(elts=[primo, _]):
            return [primo]
        case ast.Dict(keys=chiavi) if sum(map(_e_un_livello, chiavi)) > 1:
            return [c for c in chiavi if c]
    return []


def _e_un_livello(nodo: ast.AST | None) -> bool:
    return isinstance(nodo, ast.Constant) and nodo.value in list(Livello)


@pytest.mark.parametrize("strato", ["engine", "checks", "trail", "vista", "publish"])
def test_un_livello_si_scrive_solo_nel_suo_elenco(strato: str) -> None:
    """Elsewhere it is a `Livello`: mypy looks after the functions that ask for one, this after pairs and look-ups."""
    for modulo in (RADICE / "macros" / strato).rglob("*.py"):
        nodi = ast.walk(ast.parse(modulo.read_text(encoding="utf-8")))
        trovati = [ast.unparse(n) for n in nodi if any(map(_e_un_livello, _a_mano(n)))]
        assert modulo.parent.name == "dati" or not trovati, modulo.name  # in `dati` they are names of columns


def test_una_sola_mano_avvia_git() -> None:
    comando = re.compile(r"""["']git["'],""")
    avviano = [m for m in MODULI if comando.search(m.read_text(encoding="utf-8"))]
    assert [m.relative_to(RADICE).as_posix() for m in avviano] == ["macros/reading/git/comando.py"]
