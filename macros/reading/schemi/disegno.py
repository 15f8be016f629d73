"""The schema of a record, from its annotations and `field(metadata=…)`: what `leggi_record` takes, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_args, get_origin

from macros.reading.anno.modi import MODI
from macros.reading.anno.record import ChiaveRecord, campi
from macros.reading.schemi.manuale import Percorso
from macros.reading.schemi.tipi import NUMERO, TESTI, TESTO, TIPI, Schema, anche_vuoto, fra, non_vuoto


@dataclass(frozen=True, slots=True)
class ChiaveLetta:
    """A field that its reader reads in its own way."""

    schema: Callable[[SchemaDiFile, Percorso], Schema]
    chiesta: bool = False


@dataclass(frozen=True, slots=True)
class LettaAParte:
    """What the reader of a record reads in its own way."""

    chiavi: Mapping[str, ChiaveLetta | None]
    """By field; None: it is no key."""
    inoltre: Callable[[], Mapping[str, Schema]] = dict
    """Keys that no field has."""
    quando: Callable[[], list[Schema]] = list
    """What some keys ask of others."""


@dataclass(frozen=True, slots=True)
class SchemaDiFile:
    """Writes the schemas of a kind of file, with the words of the manual."""

    spiega: Callable[[Percorso], str]
    parola: Callable[[Percorso, str], str]
    a_parte: Mapping[type, LettaAParte]

    def chiave(self, percorso: Percorso, schema: Schema) -> Schema:
        """Return the schema of a key with its title and what the manual says of it."""
        detto = self.spiega(percorso)
        testa = {"title": percorso[-1].replace("_", " ")} | ({"description": detto} if detto else {})
        parole = [self.parola(percorso, str(p)) for p in schema.get("enum", ()) if p is not None]
        return testa | schema | ({"markdownEnumDescriptions": parole} if any(parole) else {})

    def gruppo(self, percorso: Percorso, chiavi: Mapping[str, Schema], chieste: Iterable[str] = ()) -> Schema:
        """Return a mapping with these keys and no other; those that are not asked for may be empty."""
        chieste = list(chieste)
        proprieta = {
            nome: self.chiave((*percorso, nome), schema if nome in chieste else anche_vuoto(schema))
            for nome, schema in chiavi.items()
        }
        base: Schema = {"type": ["object"], "properties": proprieta, "additionalProperties": False}
        return base | ({"required": chieste} if chieste else {})

    def elenco(self, di: Schema, *, almeno: int = 0) -> Schema:
        """Return a list."""
        return {"type": ["array"], "items": di} | ({"minItems": almeno} if almeno else {})

    def bande(self, percorso: Percorso, esito: str, *, almeno: int = 0) -> Schema:
        """Return half-open bands, as `leggi_bande` reads them."""
        tipo = NUMERO if esito == "grado" else non_vuoto(TESTO)
        banda = self.gruppo(percorso, {"da": NUMERO, "a": NUMERO, esito: tipo}, ("da", esito))
        return self.elenco(banda, almeno=almeno)

    def record(self, classe: Any, percorso: Percorso = (), *, facoltative: Iterable[str] = ()) -> Schema:  # noqa: ANN401 - any class with fields
        """Return the schema of a record. `facoltative`: keys that are not asked for here."""
        a_parte = self.a_parte.get(classe, LettaAParte({}))
        gruppi: dict[str, tuple[dict[str, Schema], list[str]]] = {"": ({}, [])}
        for c in campi(classe):
            letta = a_parte.chiavi.get(c.nome, ...)
            if c.di_luogo or "dal_file" in c.extra or letta is None:
                continue
            dove = c.extra.get("dentro", "")
            chiavi, chieste = gruppi.setdefault(dove, ({}, []))
            if dove and dove not in gruppi[""][0]:
                gruppi[""][0][dove] = {}
            suo = (*percorso, *filter(None, (dove, c.chiave)))
            chiesta = c.chiesta
            if isinstance(letta, ChiaveLetta):
                schema, chiesta = letta.schema(self, suo), letta.chiesta
            else:
                schema = self._campo(c, suo)
            if chiesta and c.chiave not in facoltative:
                chieste.append(c.chiave)
                if dove and dove not in gruppi[""][1]:
                    gruppi[""][1].append(dove)
            chiavi[c.chiave] = anche_vuoto(schema) if chiesta == "scritto" else non_vuoto(schema) if chiesta else schema
        proprie, chieste = gruppi.pop("")
        proprie |= a_parte.inoltre()
        for dove, (chiavi, sue) in gruppi.items():
            proprie[dove] = self.gruppo((*percorso, dove), chiavi, sue)
        quando = a_parte.quando()
        return self.gruppo(percorso, proprie, chieste) | ({"allOf": quando} if quando else {})

    def _campo(self, c: ChiaveRecord, percorso: Percorso) -> Schema:
        """Return what a field may hold, asked in the order in which its reader asks."""
        come = c.extra.get("come", c.tipo)
        if c.parole is not None:
            return fra(c.parole)
        if come in MODI or not c.composto:
            return TIPI[come]
        if c.per_codice:
            di = get_args(c.tipo)[1]
            return {"type": ["object"], "additionalProperties": self._di_un_codice(di, percorso)}
        if get_origin(c.tipo) is not tuple:
            return self.record(c.tipo, percorso)
        di = get_args(c.tipo)[0]
        if isinstance(di, type(StrEnum)):
            return self.elenco(anche_vuoto(fra(di)))
        return self.elenco(self.record(di, percorso)) if c.extra.get("detto") else TESTI

    def _di_un_codice(self, di: Any, percorso: Percorso) -> Schema:  # noqa: ANN401 - a text, or any class with fields
        return anche_vuoto(TESTO) if di is str else self.record(di, percorso)
