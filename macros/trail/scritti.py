"""How what a key holds is printed, in Italian, and compared: without the places where it was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType

from macros.model import formato
from macros.model.impostazioni import Arrotondamento, Banda
from macros.model.piano import Fase, Indicatore, Penalita, Risorsa
from macros.model.problems import Source
from macros.model.regole import REGOLE
from macros.model.valori import Intervallo
from macros.trail.campi import LUOGHI, altri

VUOTO = "vuoto"
UGUALE = "uguale per tutti"
FUORI = "non elencato"
SOLO_MACCHINE = frozenset({"impronta"})
"""Keys that no reader asks for."""


def nudo(contenuto: object) -> object:
    """Return what a key holds without its places, to compare it; it can be hashed.

    The written end of a band says nothing more than the next start. Blanks of a text do not count.
    """
    if isinstance(contenuto, str) and not isinstance(contenuto, Enum):
        return " ".join(contenuto.split())
    if is_dataclass(contenuto) and not isinstance(contenuto, type):
        fuori = {"luoghi", "a"} if isinstance(contenuto, Banda) else {"luoghi"}
        valori = ((f.name, getattr(contenuto, f.name)) for f in fields(contenuto) if f.name not in fuori)
        return tuple((nome, nudo(v)) for nome, v in valori if not isinstance(v, Source))
    if isinstance(contenuto, Mapping):
        return frozenset((chiave, nudo(v)) for chiave, v in contenuto.items())
    if isinstance(contenuto, tuple):
        return tuple(nudo(v) for v in contenuto)
    return contenuto


def diversi(prima: object, dopo: object) -> bool:
    """True when two keys do not hold the same, whatever the places."""
    return prima != dopo and nudo(prima) != nudo(dopo)


def scritto(  # noqa: PLR0911 - one line a kind
    contenuto: object, unita: str = "", nomi: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Write what a key holds; a text that is one of `nomi` is written as a reader calls it (`Mondo.detti`).

    >>> from macros.model.impostazioni import Componente, Profilo
    >>> scritto({Profilo.POSIZIONE_ORGANIZZATIVA: {Componente.ENTE: Decimal(20), Componente.AREA: Decimal(40)}})
    'posizione organizzativa (ente: 20; area: 40)'
    >>> scritto(None), scritto(()), scritto(("Ufficio Bandi", "Sportello")), scritto(True)
    ('vuoto', 'vuoto', 'Ufficio Bandi; Sportello', 'sì')
    >>> scritto({"atto_oiv": "2021-05-03-oiv"}, nomi={"2021-05-03-oiv": "OIV, verbale 4 del 3 maggio 2021"})
    'atto oiv: OIV, verbale 4 del 3 maggio 2021'
    """
    match contenuto:
        case None | () | "":
            return VUOTO
        case Enum():
            return str(contenuto.value).replace("_", " ")
        case str():
            return nomi.get(contenuto, contenuto)
        case bool() | dt.date() | Intervallo() | Decimal() | Fraction():
            return formato.valore(contenuto, unita)
        case tuple():
            return "; ".join(scritto(parte, nomi=nomi) for parte in contenuto)
        case Mapping():
            chiavi = (scritto(c) if isinstance(c, Enum) else nomi.get(c, c.replace("_", " ")) for c in contenuto)
            coppie = zip(chiavi, contenuto.values(), strict=True)
            parti = ((c, scritto(p, nomi=nomi), isinstance(p, Mapping)) for c, p in coppie)
            return "; ".join(f"{c} ({p})" if gruppo else f"{c}: {p}" for c, p, gruppo in parti) or VUOTO
    if not is_dataclass(contenuto):
        return str(contenuto)
    detto = _record(contenuto)
    muti = LUOGHI | SOLO_MACCHINE
    tutti = {
        f.name: v for f in fields(contenuto) if f.name not in muti and (v := getattr(contenuto, f.name)) is not None
    }
    altro = altri(contenuto) if detto else tutti
    return "; ".join(filter(None, (detto, scritto(altro, nomi=nomi) if altro else "")))


def scritto_di(i: Indicatore, valore: object, nomi: Mapping[str, str] = MappingProxyType({})) -> str:
    """Write a value or a target of an indicator, a number with its unit."""
    return scritto(valore, i.unita_misura if REGOLE[i.regola].numerica else "", nomi)


def _record(contenuto: object) -> str:  # noqa: PLR0911 - one line a kind
    """Write one of the small records of the plan, as far as it is known; «» of one that has no words of its own."""
    match contenuto:
        case Banda(da, _, esito):
            return f"da {formato.leggibile(da)}: {scritto(esito)}"
        case Fase(_, titolo, entro, quota):
            return f"{titolo}, {formato.leggibile(quota)} entro {formato.con_articolo('il', entro)}"
        case Penalita(punti_al_giorno=Decimal() as punti):
            return f"{formato.leggibile(punti)} punti al giorno"
        case Penalita(punti_per_unita=Decimal() as punti):
            return f"{formato.leggibile(punti)} punti per unità"
        case Penalita(fasce=fasce):
            return "; ".join(f"dal giorno {f.dal_giorno}: {formato.leggibile(f.grado)}" for f in fasce)
        case Arrotondamento(decimali, modo, riporto):
            portato = "esatto" if riporto is None else str(riporto)
            return f"decimali {decimali}, modo {modo}, riporto {portato}"
        case Risorsa():
            nome = " ".join(p for p in (contenuto.conto, contenuto.linea, contenuto.punto, contenuto.progetto) if p)
            importi = ", ".join(f"{anno}: {formato.euro(euro)}" for anno, euro in contenuto.importi.items())
            preventivo = "" if contenuto.budget is None else f", budget {formato.euro(contenuto.budget)}"
            tipo = f" ({contenuto.tipo})" if contenuto.tipo else ""
            return f"{nome or 'risorsa'}{tipo}{preventivo}" + (f", {importi}" if importi else "")
    return ""
