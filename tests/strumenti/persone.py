"""Invented persons for the tests of the individual sheets: their names exist nowhere, so a trace of them is found.

`persone(numero, seme, anno)` makes plain dictionaries, as a YAML file of the private folder holds them, of all three
profiles and valid for that year; `scrivi_yml` and `scrivi_foglio` write the folder that the commands read.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml

Scheda = Mapping[str, Any]
LISTE = ("obiettivi", "conoscenze", "attivita", "attitudini", "comportamenti", "differenziazione", "ulteriori")
FATTORI = (
    "Autonomia decisionale",
    "Realizzazione obiettivi",
    "Qualità dell'apporto personale",
    "Comportamento organizzativo",
)
SILLABE = ("zor", "gau", "vlu", "qui", "xer", "fna", "dro", "kyl", "mbu", "tsa")


@dataclass(frozen=True, slots=True)
class AnnoDiProva:
    """What a sheet may name of a year."""

    aree: Sequence[str]
    """Codes of its managerial areas."""
    obiettivi: Sequence[str]
    """Codes of objectives that have a grade at the end of the year."""
    responsabili: Mapping[str, str]
    """Area → who answers for it."""


MINI = AnnoDiProva(
    aree=("anagrafica", "promozione"),
    obiettivi=("1.1.1", "2.1.1", "2.1"),
    responsabili={"anagrafica": "Conservatore del Registro delle Imprese", "promozione": "Dirigente Area Promozione"},
)
"""The small project's."""

IMPOSTAZIONI = """\
  formula: punti / massimo * peso
  figura: calcolata
  profili:
    dirigente: {ente: 20, area: 50, comportamenti: 15, differenziazione: 5, ulteriori: 10}
    posizione_organizzativa: {ente: 20, area: 40, comportamenti: 40}
    personale: {obiettivi: 40, competenze: 60}
"""
"""What `valutazione_individuale` of a year's smvp.yml must hold beside its bands."""


def nome(numero: int, seme: int = 0) -> str:
    """Return the name of an invented person, like «Zorgaulo Prova-017»."""
    sorte = random.Random(f"{seme}:{numero}")  # noqa: S311 - invented persons, no secret
    return "".join(sorte.choices(SILLABE, k=4)).capitalize() + f"lo Prova-{numero:03d}"


def persone(numero: int, seme: int = 0, anno: AnnoDiProva = MINI) -> tuple[Scheda, ...]:
    """Return so many invented persons: a manager for each area, a few Posizioni Organizzative, the others staff.

    The same number and seed give the same persons. Of the first five each profile has at least one.
    """
    sorti = [(n, random.Random(f"{seme}/{n}")) for n in range(1, numero + 1)]  # noqa: S311 - as above
    return tuple(_persona(n, sorte, nome(n, seme), anno) for n, sorte in sorti)


def _persona(n: int, sorte: random.Random, nome: str, anno: AnnoDiProva) -> Scheda:
    area = anno.aree[n % len(anno.aree)]
    if n <= len(anno.aree):
        profilo, valutatore = "dirigente", "Segretario Generale"
    elif n <= len(anno.aree) + 2 or n % 10 == 0:
        profilo, valutatore = "posizione_organizzativa", "Segretario Generale"
    else:
        profilo, valutatore = "personale", anno.responsabili[area]
    stanziato = sorte.randrange(90_000, 900_000)
    comuni = {
        "profilo": profilo,
        "nome": nome,
        "categoria": {"dirigente": "Dirigente", "posizione_organizzativa": "D"}.get(profilo, sorte.choice("BCD")),
        "ufficio": f"Ufficio inventato {sorte.randrange(1, 9)}",
        "area": area
        if n % 7 or len(anno.aree) == 1
        else [{"area": a, "quota": q} for a, q in zip(anno.aree, (60, 40), strict=False)],
        "valutatore": valutatore,
    }
    coda = {
        "punti_critici": f"Criticità inventata di {nome}.",
        "potenzialita": f"Potenzialità inventata di {nome}.",
        "formazione": f"Formazione inventata per {nome}.",
        "premio": {"stanziato": _euro(stanziato), "distribuito": _euro(stanziato * sorte.randrange(60, 101) // 100)},
    }
    return {**comuni, **_liste(profilo, sorte, anno), **coda}


def _liste(profilo: str, sorte: random.Random, anno: AnnoDiProva) -> dict[str, Any]:
    if profilo == "personale":
        codici = sorte.sample(list(anno.obiettivi), 2)
        pesi = [sorte.randrange(1, 10) * 10]
        return {
            "obiettivi": [{"codice": c, "peso": p} for c, p in zip(codici, [*pesi, 100 - pesi[0]], strict=True)],
            "conoscenze": [_competenza(sorte, "Normativa", 30)],
            "attivita": [_competenza(sorte, "Istruttoria", 25), _competenza(sorte, "Sportello", 15)],
            "attitudini": [_competenza(sorte, "Ascolto", 30)],
        }
    if profilo == "posizione_organizzativa":
        return {"comportamenti": [_fattore(sorte, f, 25) for f in FATTORI]}
    return {
        "comportamenti": [_fattore(sorte, "Contributo alla performance", 60), _fattore(sorte, "Guida", 40)],
        "differenziazione": [_fattore(sorte, "Differenziazione dei giudizi", 100)],
        "ulteriori": [
            {"titolo": "Efficienza", "valore": sorte.randrange(600, 1001) / 10, "peso": 70, "fonte": "Unioncamere"},
            {"titolo": "Tempi di pagamento", "valore": sorte.randrange(50, 101), "peso": 30, "fonte": "Unioncamere"},
        ],
    }


def _competenza(sorte: random.Random, che_cosa: str, peso: int) -> dict[str, Any]:
    richiesta = {"richiesta": f"{che_cosa} richiesta", "dimostrata": f"{che_cosa} dimostrata"}
    return {**richiesta, "massimo": 10, "punti": sorte.randrange(4, 11), "peso": peso}


def _fattore(sorte: random.Random, fattore: str, peso: int) -> dict[str, Any]:
    return {"fattore": fattore, "massimo": 10, "punti": sorte.randrange(4, 11), "peso": peso}


def _euro(centesimi: int) -> str:
    return f"{centesimi // 100}.{centesimi % 100:02d}"


def scrivi_yml(cartella: Path, schede: Iterable[Scheda]) -> Path:
    """Write a private folder with a file for each person, and its rights; return it."""
    cartella.mkdir(mode=0o700, parents=True, exist_ok=True)
    cartella.chmod(0o700)
    for n, scheda in enumerate(schede, start=1):
        file = cartella / f"scheda-{n:03d}.yml"
        file.write_text(yaml.safe_dump(dict(scheda), allow_unicode=True, sort_keys=False), encoding="utf-8")
        file.chmod(0o600)
    return cartella


def scrivi_foglio(cartella: Path, schede: Iterable[Scheda], nome: str = "schede.xlsx") -> Path:
    """Write a private folder with one workbook of all the persons, and its rights; return it."""
    from openpyxl import Workbook

    cartella.mkdir(mode=0o700, parents=True, exist_ok=True)
    cartella.chmod(0o700)
    libro = Workbook()
    libro.remove(libro.active)
    for titolo, righe in fogli(schede).items():
        foglio = libro.create_sheet(titolo)
        colonne = list(dict.fromkeys(c for riga in righe for c in riga))
        foglio.append(colonne)
        for riga in righe:
            foglio.append([riga.get(c) for c in colonne])
    grezzo = BytesIO()
    libro.save(grezzo)
    file = cartella / nome
    file.write_bytes(grezzo.getvalue())
    file.chmod(0o600)
    return cartella


def fogli(schede: Iterable[Scheda]) -> dict[str, list[dict[str, Any]]]:
    """Return the sheets of a workbook and their rows: one row a person, and one for each item of a list."""
    tutti: dict[str, list[dict[str, Any]]] = {"schede": [], "area": [], **{lista: [] for lista in LISTE}}
    for n, scheda in enumerate(schede, start=1):
        numero = f"{n:03d}"
        riga: dict[str, Any] = {"numero": numero}
        for chiave, valore in scheda.items():
            if isinstance(valore, list):
                tutti[chiave] += [{"numero": numero, **voce} for voce in valore]
            elif chiave == "premio":
                riga |= {f"premio.{k}": float(v) for k, v in valore.items()}
            elif chiave == "conciliazione":
                for istanza, detta in valore.items():
                    riga |= {f"conciliazione.{istanza}.{k}": v for k, v in (detta or {}).items()}
            else:
                riga[chiave] = valore
        tutti["schede"].append(riga)
    return {titolo: righe for titolo, righe in tutti.items() if righe}
