"""The catalogue and the code name the same problems, in good Italian."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click

from macros.model.catalogo import ARGOMENTI, CATALOGO
from macros.model.comando import PROGRAMMA
from macros.model.tratti import Gravita
from scripts.ciclo import gruppo

RADICE = Path(__file__).resolve().parent.parent
MODULI = [m for d in ("model/regole", "reading", "checks", "engine") for m in (RADICE / "macros" / d).rglob("*.py")]
CASI = sorted((RADICE / "tests/casi").glob("*.yml"))
CODICE = re.compile(r'"([A-Z]{3,}(?:-[A-Z]+)+)"')
AREE = {codice.split("-")[0] for codice in CATALOGO}


def codici_nel_programma() -> set[str]:
    """Every code written as a text of its own in the modules that raise problems."""
    trovati: set[str] = set()
    for modulo in MODULI:
        trovati |= set(CODICE.findall(modulo.read_text(encoding="utf-8")))
    return {codice for codice in trovati if codice.split("-")[0] in AREE}


def test_ogni_codice_sollevato_e_nel_catalogo():
    assert codici_nel_programma() - set(CATALOGO) == set()


def test_ogni_codice_del_catalogo_e_sollevato():
    assert set(CATALOGO) - codici_nel_programma() == set()


def test_i_codici_hanno_una_forma_sola_una_frase_e_un_rimedio():
    assert [c for c in CATALOGO if not re.fullmatch(r"[A-Z]+(-[A-Z]+)+", c)] == []
    frasi = {c: voce.spiegazione for c, voce in CATALOGO.items()}
    assert [c for c, f in frasi.items() if not (f[0].isupper() or f[0] == "«") or not f.endswith(".")] == []
    rimedi = {c: voce.rimedio for c, voce in CATALOGO.items()}
    assert [c for c, r in rimedi.items() if not r or r.endswith(".") or r[:1].isupper()] == []


def test_un_codice_sta_nel_modulo_della_sua_famiglia():
    """One row in one place: no family stands in two modules, so no code does."""
    famiglie = [{codice.split("-")[0] for codice in modulo.RIGHE} for modulo in ARGOMENTI]
    assert sum(map(len, famiglie)) == len(AREE)


def test_i_codici_sono_in_ordine():
    """In each severity the codes are sorted, so that the manual's table reads like an index."""
    for gravita in Gravita:
        codici = [codice for codice, voce in CATALOGO.items() if voce.gravita is gravita]
        assert codici == sorted(codici)


def test_ogni_controllo_dice_i_suoi_codici():
    """The docstring of each check names what it raises, or at least its family."""
    for modulo in MODULI:
        testo = modulo.read_text(encoding="utf-8")
        for nome, prima_riga in re.findall(r'def (check_\w+)\(.*?\) -> Iterator\[Problem\]:\n    """(.*)', testo):
            if nome != "check_testi":
                assert re.search(r"[A-Z]{3,}-[A-Z…]+", prima_riga), f"{modulo.name}: {nome}"


def test_la_gravita_di_ogni_codice_e_decisa():
    """Fonte: DESIGN 3, «Three severities». To move a code is a decision: it changes what an office may publish."""
    per_gravita = {g: {c for c, voce in CATALOGO.items() if voce.gravita is g} for g in Gravita}
    assert per_gravita[Gravita.DA_COMPLETARE] == {
        "COMPLETA-ATTESTAZIONE",
        "COMPLETA-CAMPO",
        "COMPLETA-ESITO",
        "COMPLETA-EVIDENZA",
        "COMPLETA-FONDI",
        "COMPLETA-IMPOSTAZIONE",
        "COMPLETA-INTERVENTO",
        "COMPLETA-MISURA",
        "COMPLETA-MOTIVO",
        "COMPLETA-TESTO",
        "COMPLETA-VALORE",
        "ESCLUSIONE-PROPOSTA",
        "PIANI-AREA-SENZA-INDICATORI",
        "PIANI-INDICATORE-SENZA-FONTE",
        "PIANI-STRATEGICO-SLEGATO",
    }
    assert per_gravita[Gravita.AVVISO] == {
        "ALBERO-TRIENNIO-FERMO",
        "ATTO-DATI-MANCANTE",
        "ATTO-OIV-ANTICIPO",
        "ATTO-RIGUARDA",
        "ATTO-SENZA-ALBO",
        "ATTO-SENZA-IMPRONTA",
        "BUDGET-RISORSE",
        "CONTINUA-NESSUNO",
        "EVIDENZA-CUSTODE",
        "EVIDENZA-VERIFICA",
        "FILE-IGNORATO",
        "IND-BASE-FERMA",
        "IND-BASE-ZERO",
        "IND-CHIAVE-INUTILE",
        "IND-SENZA-DIMENSIONE",
        "IND-STORICO-FERMO",
        "IND-TARGET-GIUGNO",
        "MISURA-FONTE-DATA",
        "OBI-NESSUNA-LETTURA",
        "OBI-UNA-LETTURA",
        "OIV-CAMPIONE-ALTRO",
        "OIV-DISTANZA",
        "PIAO-SENZA-RISPOSTA",
        "PROSA-DATA-CICLO",
        "PROSA-ELISIONE",
        "PROSA-FONTE-DOPO",
        "PROSA-MIGLIAIA",
        "PROSA-PERSONA",
        "REGISTRO-PARZIALE",
        "REGISTRO-RIFATTO",
        "REGISTRO-TARDIVO",
        "RIL-VALORE-ARROTONDATO",
        "RISORSE-IMPORTI-FERMI",
        "SMVP-DOPO-CHIUSO",
        "SMVP-SCHEDA-PREVALENZA",
        "TESTO-CAMBIATO",
        "TESTO-DA-RILEGGERE",
        "VALORE-INSOLITO",
        "VAR-SENZA-ESITO",
        "YAML-CODICE-VIRGOLETTE",
    }


def test_un_comando_di_un_messaggio_si_copia_com_e():
    """Whole commands, between «»: the program has them, with those arguments and options; the rest they ask."""
    scritti = " ".join(" ".join(f.read_text(encoding="utf-8").split()) for f in CASI)
    comandi = set(re.findall(rf"«{re.escape(PROGRAMMA)} ([^»]+)»", scritti))
    assert len(comandi) > 10
    for scritto in comandi:
        nome, *argomenti = shlex.split(scritto)
        comando = gruppo.get_command(click.Context(gruppo), nome)
        assert comando is not None, scritto
        comando.make_context(nome, [*argomenti, "--radice", str(RADICE)])
