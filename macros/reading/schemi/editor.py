"""The files that make an editor help whoever writes the data: a schema for each kind of file, settings, extensions.

Made of the registry and of the manual alone: the same bytes for the same program, for every year and project.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from macros.model import archivio
from macros.model.ente import Ente
from macros.model.estratti import MappaEstratto
from macros.model.file_anno import FileAnno
from macros.model.piano import Record
from macros.model.trasparenza import Trasparenza
from macros.reading.anno.regole import FORMATO
from macros.reading.schemi.a_parte import A_PARTE, LETTI
from macros.reading.schemi.disegno import ChiaveLetta, LettaAParte, SchemaDiFile
from macros.reading.schemi.manuale import Percorso, SezioneManuale, nudo, sezioni
from macros.reading.schemi.tipi import Schema
from macros.reading.testo.deposito import esiste, leggi

CARTELLA = ".vscode"
SCHEMI = f"{CARTELLA}/schemi"
MANUALE = "content/manuale"
PAGINA, REGOLE = "formato.md", "regole.md"
"""The pages of the manual that explain every key, and every rule of achievement."""
DELLE_REGOLE = "Le regole dell'indicatore"
"""The section of the second one, with a part for each rule."""
TITOLO = "Formato dei dati"
DEL_PROGETTO: dict[str, type[Record]] = {
    "data/ente.yml": Ente,
    "data/trasparenza.yml": Trasparenza,
    "data/mappe/*.yml": MappaEstratto,
}
"""Files that are of no year, by where they lie."""
_FORMATO = ChiaveLetta(lambda *_: {"type": ["integer", "string"], "enum": [FORMATO, str(FORMATO)]}, chiesta=True)
DI_TUTTI = {**A_PARTE, Ente: LettaAParte({"formato": _FORMATO})}
MUTA = SezioneManuale("", "", ())
"""Of a kind of file that the manual does not know yet."""
SETTINGS, EXTENSIONS = f"{CARTELLA}/settings.json", f"{CARTELLA}/extensions.json"
ESTENSIONI: Schema = {"recommendations": ["redhat.vscode-yaml", "mechatroner.rainbow-csv"]}
IMPOSTAZIONI: Schema = {
    "files.encoding": "utf8",
    "files.associations": {"data/**/*.csv": "csv (semicolon)"},
    "yaml.yamlVersion": "1.2",
    "yaml.schemaStore.enable": False,
    "yaml.format.enable": False,
}
"""No schema is asked of the network, and no file is laid out anew: a difference shows only what was changed."""


class ImpostazioniError(Exception):
    """A file of settings that is no JSON object (it may have comments): nothing can be added to it."""


@dataclass(frozen=True, slots=True)
class TipoScritto:
    """A kind of YAML file that an office writes."""

    dove: str
    """From the project's folder, the year a star."""
    schema: Schema

    @property
    def nome(self) -> str:
        """The name of its schema: that of the file, or of its folder."""
        parti = [p for p in self.dove.removesuffix(".yml").split("/")[1:] if p != "*"]
        return f"{SCHEMI}/{'-'.join(parti)}.json"


def tipi_scritti(formato: str, regole: str) -> Iterator[TipoScritto]:
    """Yield every kind of YAML file with its schema, from the text of the two pages."""
    spiegati = sezioni(formato)
    parole = {r.titolo: nudo(r.apertura) for r in sezioni(regole).get(DELLE_REGOLE, MUTA).sotto}
    for dove, classe in DEL_PROGETTO.items():
        disegno = _disegno(spiegati.get(_titolo(dove), MUTA), parole)
        yield TipoScritto(dove, _intero(dove, disegno, disegno.record(classe)))
    for tipo in archivio.ARCHIVIO:
        if tipo.suffisso == ".yml":
            disegno = _disegno(spiegati.get(_titolo(tipo.dove), MUTA), parole)
            yield TipoScritto(f"data/*/{tipo.dove}", _intero(tipo.dove, disegno, _del_tipo(tipo, disegno)))


def _titolo(dove: str) -> str:
    """Return the heading of the section of a kind of file: the star is called as it is in the manual."""
    nomi = {"variazioni/*.yml": "n", "errata/*.yml": "n", "atti/*.yml": "nome", "data/mappe/*.yml": "nome"}
    return dove.replace("*", f"<{nomi.get(dove, 'codice')}>")


def _disegno(sezione: SezioneManuale, regole: Mapping[str, str]) -> SchemaDiFile:
    rimando = f"(Manuale, «{TITOLO}», {sezione.titolo})"

    def spiega(percorso: Percorso) -> str:
        """Return what the manual says of a key, and where."""
        detto = sezione.spiega(percorso)
        return f"{detto} {rimando}" if detto else ""

    def parola(percorso: Percorso, scritta: str) -> str:
        """Return what the manual says of a word of a key."""
        return regole.get(scritta, "") if percorso[-1] == "regola" else sezione.parola(percorso, scritta)

    return SchemaDiFile(spiega, parola, DI_TUTTI)


def _del_tipo(tipo: FileAnno, disegno: SchemaDiFile) -> Schema:
    return disegno.record(tipo.classe) if tipo.classe else LETTI[tipo.dove](disegno)


def _intero(dove: str, disegno: SchemaDiFile, schema: Schema) -> Schema:
    """Return the schema of a whole file."""
    testa = {"$schema": "http://json-schema.org/draft-07/schema#", "title": dove, "description": disegno.spiega(())}
    return testa | schema


def file_editor(programma: Path, prima: Mapping[str, bytes] = MappingProxyType({})) -> dict[str, bytes]:
    """Return the files by path from a project's folder.

    `programma`: the folder of the program, with its manual; `prima`: the files as they are, whose other settings stay.

    Raises: OSError; ImpostazioniError.
    """
    formato, regole = (leggi(programma, programma / MANUALE / pagina).decode() for pagina in (PAGINA, REGOLE))
    tipi = sorted(tipi_scritti(formato, regole), key=lambda t: t.nome)
    nostre = IMPOSTAZIONI | {"yaml.schemas": {f"./{t.nome}": t.dove for t in tipi}}
    file = {
        nome: _con_le_altre(nome, prima.get(nome), che) for nome, che in ((SETTINGS, nostre), (EXTENSIONS, ESTENSIONI))
    }
    file |= {t.nome: t.schema for t in tipi}
    return {nome: (json.dumps(che, ensure_ascii=False, indent=1) + "\n").encode() for nome, che in file.items()}


def da_scrivere(programma: Path, radice: Path) -> dict[Path, bytes]:
    """Return the files that a project does not have, or not as they are now. Raises: OSError; ImpostazioniError."""
    prima = {nome: leggi(radice, radice / nome) for nome in (SETTINGS, EXTENSIONS) if esiste(radice / nome)}
    file = {radice / nome: grezzo for nome, grezzo in file_editor(programma, prima).items()}
    return {f: grezzo for f, grezzo in file.items() if not esiste(f) or leggi(radice, f) != grezzo}


def _con_le_altre(nome: str, prima: bytes | None, nostre: Schema) -> Schema:
    """Return our settings with those that somebody added to the file: other keys, other files, other extensions."""
    try:
        altre = json.loads(prima) if prima is not None else {}
        json.dumps(altre, ensure_ascii=False).encode()  # half a character is JSON, and no text
    except (ValueError, RecursionError):
        altre = None
    if not isinstance(altre, dict):
        raise ImpostazioniError(nome)
    unite = altre | nostre
    for chiave, nostra in nostre.items():
        if isinstance(nostra, dict) and isinstance(altra := altre.get(chiave), dict):
            unite[chiave] = {k: v for k, v in altra.items() if not k.startswith(f"./{SCHEMI}/")} | nostra
        elif isinstance(nostra, list) and isinstance(altra := altre.get(chiave), list):
            unite[chiave] = [*nostra, *(x for x in altra if x not in nostra)]
    return unite
