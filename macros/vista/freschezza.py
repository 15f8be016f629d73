"""What a view reads now against what one before it read: while a part is the same, so is what was made of it.

The digest of a part is of its value, or of the files that it follows from; of a year whose files are the same nothing
more is asked.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from macros.model.anno import Anno
from macros.model.archivio import ATTI, ERRATA, OBIETTIVI, VARIAZIONI
from macros.model.problems import Documento
from macros.reading.blocco.impronta import sha256_di
from macros.vista.ascolto import DI_VOCI, Letto, ParteLetta

if TYPE_CHECKING:
    from macros.vista.vista import Vista

DI_ATTI = tuple(tipo.cartella for tipo in (ATTI, VARIAZIONI, ERRATA))
"""Folders of a year that say what was approved, and by which act."""
SEGUONO = frozenset({ParteLetta.ANNO, ParteLetta.VOCI, ParteLetta.IMPRONTA, ParteLetta.OBIETTIVI, ParteLetta.ATTI})
"""Parts of a year that its files decide, with what it inherits."""


class Ricordo(NamedTuple):
    """What a view before this one read."""

    digesti: Mapping[str, str]
    """Each part, as `scritto` → its digest."""
    fatti: Mapping[str, list[str]]
    """Each thing that was made of a year → the parts that it was made of."""
    valori: Mapping[str, Any]
    """Some of them → themselves, as what JSON holds."""


@dataclass(slots=True)
class Freschezza:
    """Tells which parts of a view are as they were."""

    vista: Vista
    """Of a draft; ente.yml and trasparenza.yml are parts of none."""
    pagine: Callable[[], object]
    """Gives titles and chapters of every page."""
    rifai: Callable[[Letto], object]
    """Makes what was made of a year under a name."""
    rileggi: Mapping[str, Callable[[Any], object]]
    """Names under which records are kept themselves, as their fields → how they are read back."""
    prima: Ricordo
    _uguali: dict[str, bool] = field(default_factory=dict)
    _digesti: dict[str, str] = field(default_factory=dict)

    def uguale(self, parte: str) -> bool:
        """True for a part, as `scritto`, that is as it was."""
        if parte in self._uguali:
            return self._uguali[parte]
        letto, era = _letto(parte), self.prima.digesti.get(parte)
        if era is None:
            return False
        intero = scritto(Letto(ParteLetta.FILE, letto.anno))
        self._uguali[parte] = (
            (letto.parte in SEGUONO and self.uguale(intero))
            or (letto.parte is ParteLetta.FATTO and all(map(self.uguale, self.prima.fatti[parte])))
            or self._digesto(parte, letto) == era
        )
        return self._uguali[parte]

    def ricordo(self, parti: Iterable[str]) -> Ricordo:
        """Return what is read now, for the view after this one: some parts, and all that they ask for."""
        altre = {*parti, *(scritto(Letto(ParteLetta.FILE, anno)) for anno in self.vista.progetto.anni)}
        digesti: dict[str, str] = {}
        fatti: dict[str, list[str]] = {}
        valori: dict[str, Any] = {}
        while altre:
            parte = altre.pop()
            letto = _letto(parte)
            digesti[parte] = self.prima.digesti[parte] if self.uguale(parte) else self._digesto(parte, letto)
            if letto.parte is ParteLetta.FATTO:
                fatto = self.vista.ascolto.fatto_di(letto)
                fatti[parte] = self.prima.fatti[parte] if fatto is None else sorted(map(scritto, fatto[1]))
                altre |= set(fatti[parte]) - digesti.keys()
                if letto.quale in self.rileggi:
                    valori[parte] = self.prima.valori[parte] if fatto is None else _campi(fatto[0])
        return Ricordo(digesti, fatti, valori)

    def di_prima(self, letto: Letto) -> tuple[object, set[Letto]] | None:
        """Return what was made of a year under a name, and of what, if all that is as it was and it was kept."""
        parte = scritto(letto)
        if parte not in self.prima.valori or not all(map(self.uguale, self.prima.fatti[parte])):
            return None
        return self.rileggi[letto.quale](self.prima.valori[parte]), set(map(_letto, self.prima.fatti[parte]))

    def _digesto(self, parte: str, letto: Letto) -> str:
        if parte not in self._digesti:
            self._digesti[parte] = sha256_di(json.dumps(self._valore(letto)).encode())
        return self._digesti[parte]

    def _valore(self, letto: Letto) -> object:
        """Return what a part is, as what JSON holds."""
        che: object
        match letto.parte:
            case ParteLetta.ANNI:
                che = list(self.vista.progetto.anni)
            case ParteLetta.FATTO:
                che = repr(self.rifai(letto)) if letto.anno in self.vista.progetto.anni else None
            case ParteLetta.PROBLEMI:
                che = list(map(repr, self.vista.problemi_di(letto.anno)))
            case ParteLetta.REGISTRO:
                che = list(map(repr, self.vista.progetto.registro.righe))
            case ParteLetta.STORIA:
                storia = self.vista.storia()
                che = [repr(replace(storia, sospesi=frozenset())), sorted(storia.sospesi)]
            case ParteLetta.PAGINE:
                che = repr(self.pagine())
            case _:
                che = self._dell_anno(letto.parte, letto.anno, letto.quale)
        return che

    def _dell_anno(self, parte: ParteLetta, anno: int, quale: str) -> object:
        che: object = None
        match parte:
            case ParteLetta.FILE:
                irregolarita = self.vista.progetto.anni[anno].irregolarita if anno in self.vista.progetto.anni else ()
                che = [self._file(anno), self._eredita(anno), repr(irregolarita)]
            case ParteLetta.ANNO:
                che = self._anno(anno)
            case ParteLetta.VOCI:
                nome, barra, chiave = quale.partition("/")
                voci = self.vista.ascolto.voci.get(Letto(parte, anno, nome), {})
                che = repr(voci.get(chiave)) if barra else [(k, repr(v)) for k, v in voci.items()]
            case ParteLetta.IMPRONTA:
                che = self.vista.impronte.get((anno, Documento(quale)))
            case ParteLetta.OBIETTIVI:
                che = [self._file(anno, OBIETTIVI.cartella), self._eredita(anno)]
            case ParteLetta.ATTI:
                che = [self._file(anno, nome) for nome in DI_ATTI]
        return che

    def _anno(self, anno: int) -> object:
        """Return a year without what is heard one by one, and at which dates there are results."""
        suo = self.vista.progetto.anni.get(anno)
        if suo is None:
            return None
        valori = (getattr(suo, f.name) for f in fields(Anno) if f.init and f.name not in DI_VOCI)
        return [
            [sorted(v) if isinstance(v, frozenset) else repr(v) for v in valori],
            [(p, sorted(c.aggiunti)) for (n, p), c in self.vista.cicli.items() if n == anno],
        ]

    def _file(self, anno: int, sotto: str = "") -> list[tuple[str, str]]:
        """Return what the files of a year, or of a folder in it, held when the view was read."""
        return self.vista.aperti.impronte(self.vista.radice, f"data/{anno}/{sotto}".rstrip("/"))

    def _eredita(self, anno: int) -> object:
        return self.vista.storici_ereditati(anno) if anno in self.vista.progetto.anni else None


def _campi(fatto: Any) -> object:  # noqa: ANN401 - records of any kind
    return [{nome: str(v) if isinstance(v, dt.date) else v for nome, v in asdict(record).items()} for record in fatto]


def scritto(letto: Letto) -> str:
    """Return a part that was read as text."""
    return f"{letto.parte} {letto.anno} {letto.quale}"


def _letto(parte: str) -> Letto:
    nome, anno, quale = parte.split(" ", 2)
    return Letto(ParteLetta(nome), int(anno), quale)
