"""The files of a new year, from those of the year before: what each kind and each key says that it leaves.

Gives bytes by path and what is left to decide, and writes nothing. Keys keep order, comments and quotes; a CSV keeps
its columns: between the two years only what had to change is different.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any, get_args, get_origin

import yaml

from macros.model import archivio
from macros.model.file_anno import FileAnno
from macros.model.formato import data_breve
from macros.model.nuovo_anno import NUOVO, NelNuovo, Resta, un_anno_dopo
from macros.model.regole import REGOLE
from macros.model.scadenze import nel_ciclo_dopo
from macros.reading.anno.record import ChiaveRecord, campi
from macros.reading.scrivi.modifica import testo_di
from macros.reading.scrivi.modifica_csv import ridotto
from macros.reading.scrivi.ritocchi import Dove, Ritocchi, coppie
from macros.reading.testo.deposito import leggi
from macros.reading.testo.files import file_di
from macros.reading.testo.scalari import ANNO, Rifiuto, legge_data

ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
GIORNO = re.compile(rf"{ISO.pattern}|\d{{1,2}}/\d{{1,2}}/\d{{4}}")
RIVEDERE, SCRIVERE = "da rivedere", "da scrivere"


@dataclass(frozen=True, slots=True, kw_only=True)
class DaDecidere:
    """What the office has to look at in a file of the new year."""

    file: str
    """From the project folder."""
    che: str
    """The key, and what is to be done with it; what has the same is told together."""
    di: str = ""
    """The record that it is of; empty: the file."""


@dataclass(slots=True)
class AnnoNuovo:
    """A year that is being prepared from the one before."""

    radice: Path
    da: int
    finali: Mapping[str, str]
    """Indicator of the year before → its final number, as it is typed; those that have one."""
    file: dict[Path, bytes] = field(default_factory=dict)
    decisioni: list[DaDecidere] = field(default_factory=list)

    @property
    def anno(self) -> int:
        """The new year."""
        return self.da + 1

    def prepara(self) -> None:
        """Prepare every file of every kind. Raises: ModificaImpossibileError; RifiutatoError; OSError."""
        for tipo in archivio.ARCHIVIO:
            for file in file_di(self.radice / "data" / str(self.da), tipo):
                self._file(tipo, file)

    def _file(self, tipo: FileAnno, file: Path) -> None:
        eredita = tipo.nuovo_anno
        assert eredita is not None  # noqa: S101 - a test asks it of every kind
        nuovo = self.radice / "data" / str(self.anno) / file.relative_to(self.radice / "data" / str(self.da))
        nome = nuovo.relative_to(self.radice).as_posix()
        if eredita.poi:
            self.decisioni.append(DaDecidere(file=nome, che=eredita.poi))
        if eredita.resta is Resta.NIENTE:
            return
        grezzo = leggi(self.radice, file)
        if eredita.resta is not Resta.TUTTO:
            tenute = (*tipo.chiave, *eredita.colonne) if eredita.resta is Resta.RIGHE else ()
            self.file[nuovo] = ridotto(grezzo, tipo.colonne, tenute)
            return
        ritocchi = Ritocchi(file.relative_to(self.radice).as_posix(), grezzo)
        record = eredita.record or tipo.classe
        if record is not None and ritocchi.radice is not None:
            Travaso(self, nome, ritocchi).gruppo(ritocchi.radice, record, (), "")
        self.file[nuovo] = ritocchi.fatti()
        if righe_vecchie := _nominano(testo_di(self.file[nuovo])[1], self.da):
            self.decisioni.append(DaDecidere(file=nome, che=f"nomina ancora il {self.da} alla riga", di=righe_vecchie))


def _nominano(testo: str, anno: int) -> str:
    """Return the lines of a text that name a year, told one after another."""
    righe = [str(n) for n, riga in enumerate(testo.splitlines(), 1) if re.search(rf"\b{anno}\b", riga)]
    return ", ".join(righe)


@dataclass(frozen=True, slots=True)
class Travaso:
    """One file on its way to the new year."""

    nuovo: AnnoNuovo
    nome: str
    ritocchi: Ritocchi

    def gruppo(self, nodo: yaml.Node, classe: Any, dove: Dove, di: str) -> None:  # noqa: ANN401 - any class with fields
        """Do with each key of a record what its field says, and go on with the records below.

        `di`: the code of the record above.
        """
        scritte = coppie(nodo)
        if not scritte:
            return
        if "codice" in scritte:
            suo = str(scritte["codice"][1].value)
            di = suo if suo.startswith(di) else f"{di} {suo}"
        via: set[str] = set()
        for c in campi(classe):
            come = c.extra.get(NUOVO)
            if come is NelNuovo.RIPARTE:
                self._partenza(scritte, dove, di)
            elif come is NelNuovo.CONTINUA:
                self._continua(nodo, dove)
            elif c.chiave not in scritte:
                continue
            elif come is not None:
                via.update(self._chiave(NelNuovo(come), c.chiave, scritte[c.chiave][1], (*dove, c.chiave), di))
            elif c.composto and not c.di_luogo:
                self._sotto(c, scritte[c.chiave][1], (*dove, c.chiave), di)
        if via:
            assert isinstance(nodo, yaml.MappingNode)  # noqa: S101 - it has keys
            self.ritocchi.togli(nodo, dove, via)

    def _sotto(self, c: ChiaveRecord, nodo: yaml.Node, dove: Dove, di: str) -> None:
        classe = get_args(c.tipo)[0] if get_origin(c.tipo) is tuple else c.tipo
        if not is_dataclass(classe):
            return
        if isinstance(nodo, yaml.SequenceNode):
            for posto, elemento in enumerate(nodo.value):
                self.gruppo(elemento, classe, (*dove, posto), di)
        else:
            self.gruppo(nodo, classe, dove, di)

    def _decidi(self, chiave: str, che: str, di: str) -> None:
        if che:
            self.nuovo.decisioni.append(DaDecidere(file=self.nome, che=f"{chiave}: {che}", di=di))

    def _chiave(self, come: NelNuovo, chiave: str, nodo: yaml.Node, dove: Dove, di: str) -> Collection[str]:
        """Do with a key what its field says; returns it where it goes away."""
        if come is NelNuovo.TOGLIE:
            return {chiave}
        if come is NelNuovo.RISCRIVE:
            self._decidi(chiave, f"{SCRIVERE} (era del {self.nuovo.da})", di)
            return {chiave}
        if come in {NelNuovo.SCORRE, NelNuovo.RESTANO}:
            return {chiave} if self._scorre(come, chiave, nodo, dove, di) else ()
        if come in {NelNuovo.SPOSTA, NelNuovo.SCADE}:
            scade = partial(nel_ciclo_dopo, di, anno=self.nuovo.da)
            self._giorno(nodo, dove, scade if come is NelNuovo.SCADE else un_anno_dopo)
        if come is not NelNuovo.SCADE:
            self._decidi(chiave, RIVEDERE, di)
        return ()

    def _giorno(self, nodo: yaml.Node, dove: Dove, dopo: Callable[[dt.date], dt.date]) -> bool:
        """Put a day in the new year, written as it was; False: it is none."""
        if not isinstance(nodo, yaml.ScalarNode) or not GIORNO.fullmatch(nodo.value):
            return False
        try:
            giorno = dopo(legge_data(nodo.value))
        except Rifiuto:
            return False
        self.ritocchi.valore(nodo, dove, giorno.isoformat() if ISO.fullmatch(nodo.value) else data_breve(giorno))
        return True

    def _scorre(self, come: NelNuovo, chiave: str, nodo: yaml.Node, dove: Dove, di: str) -> bool:
        """Move years on by one; True where nothing of them is left."""
        if isinstance(nodo, yaml.SequenceNode):
            for posto, elemento in enumerate(nodo.value):
                self.ritocchi.valore(elemento, (*dove, posto), str(int(elemento.value) + 1))
            return False
        if not isinstance(nodo, yaml.MappingNode):
            return False
        scritte = coppie(nodo)
        anni = sorted(k for k in scritte if ANNO.fullmatch(k))
        altre = [k for k in scritte if k not in anni]
        via = {k for k in anni if int(k) <= self.nuovo.da}
        da_fare = [f"{' e '.join(altre)} {RIVEDERE}"] if altre else []
        for k in altre:
            self._giorno(scritte[k][1], (*dove, k), un_anno_dopo)
        if anni and come is NelNuovo.SCORRE and via != set(anni):
            da_fare.append(f"{int(anni[-1]) + 1} {SCRIVERE}")
        elif anni and come is NelNuovo.SCORRE:
            via.discard(anni[-1])
            da_fare.append(self._ultimo(nodo, dove, anni[-1]))
        elif anni and via == set(anni):
            da_fare.append(f"{self.nuovo.anno} {SCRIVERE}")
        self._decidi(chiave, "; ".join(da_fare), di)
        if via and len(via) < len(scritte):
            self.ritocchi.togli(nodo, dove, via)
        return len(via) == len(scritte)

    def _ultimo(self, nodo: yaml.MappingNode, dove: Dove, anno: str) -> str:
        """Let the last that was planned stand for the new year until somebody looks; returns what is to be done."""
        nuovo = str(self.nuovo.anno)
        self.ritocchi.chiave(nodo, dove, anno, nuovo)
        self._giorno(coppie(nodo)[anno][1], (*dove, nuovo), un_anno_dopo)
        return f"{nuovo} {RIVEDERE} (è quello del {anno})"

    def _continua(self, nodo: yaml.Node, dove: Dove) -> None:
        """Say that a record continues the one of its code."""
        scritte = coppie(nodo)
        suo = str(scritte["codice"][1].value) if "codice" in scritte else ""
        if not suo:
            return
        if "continua_da" in scritte:
            self.ritocchi.valore(scritte["continua_da"][1], (*dove, "continua_da"), suo, codice=True)
        elif isinstance(nodo, yaml.MappingNode):
            self.ritocchi.aggiungi(nodo, dove, "codice", "continua_da", suo)

    def _partenza(self, scritte: Mapping[str, tuple[yaml.Node, yaml.Node]], dove: Dove, di: str) -> None:
        """Let a rule start from the final value of the year before; where there is none yet, say so."""
        nome, suo = (str(scritte[k][1].value) if k in scritte else "" for k in ("regola", "codice"))
        chiave = REGOLE[nome].partenza if nome in REGOLE else ""
        if chiave not in scritte:
            return
        if suo in self.nuovo.finali:
            self.ritocchi.valore(scritte[chiave][1], (*dove, chiave), self.nuovo.finali[suo])
        else:
            self._decidi(chiave, f"{RIVEDERE} (il valore finale del {self.nuovo.da} non c'è ancora)", di)
