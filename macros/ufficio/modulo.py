"""What a form is: the sheets of an area at a date, what each cell holds and whether the office fills it in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from macros.model.anno import Anno
from macros.model.ente import Ente
from macros.model.file_anno import FileAnno
from macros.model.problems import Documento
from macros.model.scadenze import Scadenza
from macros.model.valori import Periodo
from macros.reading.blocco.impronta import sha256_di

VERSIONE = "1"
"""Of what the hidden sheet says; another one is another program's."""


class GenereCasella(Enum):
    """What an office writes in a cell."""

    NUMERO = auto()
    GIORNO = auto()
    GIORNO_O_NO = auto()
    SI_NO = auto()
    SCELTA = auto()
    TESTO = auto()


@dataclass(frozen=True, slots=True)
class LuogoCasella:
    """Where the data hold what a cell says."""

    tipo: FileAnno
    file: str
    """Path from the project folder."""
    chiave: tuple[str, ...]
    """Of a CSV: the cells that name the row. Of a YAML file: the keys that lead there, but for the last."""
    campo: str
    """The column, or the last key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Casella:
    """A cell of a form that stands for something in the data."""

    luogo: LuogoCasella
    genere: GenereCasella
    testo: str
    """What the data hold, as the cell shows it; empty: nothing."""
    parole: tuple[str, ...] = ()
    """The words that it may hold; none: any."""
    unita: str = ""
    chiuso: Documento | None = None
    """The approved document that says it; None: the office may write it."""
    altrove: str = ""
    """Where what it says is written instead; empty: it is written here."""

    @property
    def mostrato(self) -> str:
        """What its cell shows."""
        return self.altrove or self.testo

    @property
    def aperta(self) -> bool:
        """True where the office writes."""
        return self.chiuso is None and not self.altrove


@dataclass(frozen=True, slots=True)
class TipoFoglio:
    """A kind of sheet of a form: the titles of its columns, and what it asks."""

    nome: str
    chiavi: tuple[str, ...]
    """Titles of the columns that name a row."""
    mostrate: tuple[str, ...]
    """Titles of those that are only read."""
    fisse: tuple[str, ...]
    """Of those, what must be as when the form was made."""
    chiede: str
    """What the office does there, in a sentence."""
    nuove: int = 0
    """Empty rows, where the office writes the names too."""


VALORI = TipoFoglio(
    "Valori",
    ("Codice",),
    ("Titolo", "Unità", "Risultato atteso", "Ultimo valore"),
    ("Risultato atteso",),
    "una riga per indicatore: il valore alla data del modulo o, se manca, l'assenza e il suo motivo",
)
MISURE = TipoFoglio(
    "Misure",
    ("Misura",),
    ("Serve a", "Ultimo valore"),
    (),
    "i dati elementari da cui il programma calcola gli indicatori con una formula",
)
FASI = TipoFoglio(
    "Fasi",
    ("Codice", "Fase"),
    ("Titolo", "Da raggiungere entro", "Quota"),
    ("Da raggiungere entro", "Quota"),
    "il giorno in cui ogni fase è stata raggiunta, oppure no: detto di tutte quelle dovute, l'indicatore è misurato",
)
TESTI = TipoFoglio(
    "Testi",
    ("Codice", "Testo richiesto"),
    ("Titolo",),
    (),
    "i testi delle schede; un paragrafo nuovo dopo una riga vuota",
)
EVIDENZE = TipoFoglio(
    "Evidenze",
    ("Codice", "Documento"),
    (),
    (),
    "i documenti che provano i valori finali; un documento nuovo va in una riga vuota, con il codice dell'indicatore",
    nuove=20,
)


@dataclass(frozen=True, slots=True)
class RigaModulo:
    """A row of a sheet."""

    chiave: tuple[str, ...]
    mostrate: tuple[str, ...]
    caselle: tuple[Casella, ...]


@dataclass(frozen=True, slots=True)
class FoglioModulo:
    """A sheet of a form. `titoli`: of the columns where the office writes."""

    tipo: TipoFoglio
    titoli: tuple[str, ...]
    righe: tuple[RigaModulo, ...]
    vuota: tuple[Casella, ...] = ()
    """Cells of an empty row; none: it has none."""
    codici: tuple[str, ...] = ()
    """What an empty row may be about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Modulo:
    """A form: what an area reports of a year at a date."""

    ente: Ente
    anno: Anno
    periodo: Periodo
    area: str
    termine: Scadenza | None
    """By when it is given back; None: the year has no day for it."""
    fogli: tuple[FoglioModulo, ...]

    @property
    def nome(self) -> str:
        """What its file is called, without the ending."""
        return f"modulo-{self.anno.anno}-{self.periodo}-{self.area}"

    @property
    def da_compilare(self) -> bool:
        """True where the office may still write something."""
        caselle = (c for f in self.fogli for r in f.righe for c in r.caselle)
        return any(c.aperta for c in caselle)


RigaBase = tuple[tuple[str, ...], tuple[str, ...]]
"""What must stay of a row, and the texts of its cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentitaModulo:
    """What the hidden sheet says: whose form it is, and which data it was made from."""

    ente: str
    anno: int
    periodo: Periodo
    area: str
    basi: Mapping[str, Mapping[tuple[str, ...], RigaBase]]
    """Sheet → names of a row → what it held."""

    def in_json(self) -> str:
        """Return it as text, the same for the same data."""
        fogli = {
            nome: [[list(chiave), list(fisse), list(testi)] for chiave, (fisse, testi) in righe.items()]
            for nome, righe in self.basi.items()
        }
        voci = {"ente": self.ente, "anno": self.anno, "periodo": self.periodo, "area": self.area, "fogli": fogli}
        return json.dumps(voci, separators=(",", ":"))

    @property
    def impronta(self) -> str:
        """Return the fingerprint of the data that the form was made from."""
        return sha256_di(self.in_json().encode())


def identita(modulo: Modulo) -> IdentitaModulo:
    """Return what the hidden sheet of a form says."""
    return IdentitaModulo(
        ente=modulo.ente.codice_ipa,
        anno=modulo.anno.anno,
        periodo=modulo.periodo,
        area=modulo.area,
        basi={
            f.tipo.nome: {r.chiave: (fisse(f.tipo, r), tuple(c.testo for c in r.caselle)) for r in f.righe}
            for f in modulo.fogli
        },
    )


def fisse(tipo: TipoFoglio, riga: RigaModulo) -> tuple[str, ...]:
    """Return what must stay of a row."""
    mostrate = dict(zip(tipo.mostrate, riga.mostrate, strict=True))
    return tuple(mostrate[titolo] for titolo in tipo.fisse)


def identita_dal_testo(testo: str) -> IdentitaModulo | None:
    """Return what the text of a hidden sheet says; None: it is not one of ours."""
    try:
        voci = json.loads(testo)
        basi = {
            str(nome): {tuple(map(str, k)): (tuple(map(str, f)), tuple(map(str, t))) for k, f, t in righe}
            for nome, righe in voci["fogli"].items()
        }
        return IdentitaModulo(
            ente=str(voci["ente"]),
            anno=int(voci["anno"]),
            periodo=Periodo(voci["periodo"]),
            area=str(voci["area"]),
            basi=basi,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
