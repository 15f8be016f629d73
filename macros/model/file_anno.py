"""What a kind of file of a year is: the entry of the registry (`archivio`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from macros.model.nuovo_anno import Eredita
from macros.model.piano import Record
from macros.model.problems import Documento
from macros.model.valori import Periodo


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnno:
    """A kind of file of a year: where it lies, what it becomes, what seals it, from when it is public."""

    dove: str
    """Path below the year's folder; a star is any name, of a file for each record or (CSV) for each area."""
    campi: tuple[str, ...] = ()
    """Fields of `Anno` that come of it; none: it is the program's."""
    classe: type[Record] | None = None
    """The record that its keys, or cells, are read into, by its annotations; None: it has a reader of its own."""
    detto: str = ""
    """What one of its records is called in messages (`un atto`)."""
    record: str = ""
    """What comes before a code in the place of a change (`misura pratiche`); empty: no variation touches it."""
    colonne: tuple[str, ...] = ()
    """Of a CSV."""
    chiave: tuple[str, ...] = ()
    """Of a CSV: the columns that name a row."""
    periodo: Periodo | None = None
    """Of a survey file: its date."""
    copre: tuple[Documento, ...] = ()
    """The documents whose impronta covers it; every one covers the plan of its day too."""
    ramo_di_giugno: str = ""
    """The only key that the Monitoraggio covers."""
    colonne_di_dicembre: tuple[str, ...] = ()
    """Columns that the Monitoraggio does not cover."""
    giorno: str = ""
    """Column with a day: the Monitoraggio covers the rows up to its date."""
    nell_iter_di: tuple[Documento, ...] | None = None
    """The documents whose way its changes belong to; None: those that cover it."""
    pubblico_da: Documento | None = None
    """The document that makes it public, or one after it; None: none does."""
    allegati: str = ""
    """Folder, below the year's, of the documents that it names."""
    indispensabile: bool = False
    facoltativo: Documento | None = None
    """The document that a year has only where it has this file; None: it is no document's own."""
    nuovo_anno: Eredita | None = None
    """What a new year has of it; None: nobody has said it, and a test asks."""

    @property
    def del_piano(self) -> bool:
        """True for what variations change: the plan's files, and what the PIAO adds to them."""
        return not {Documento.PIANO, Documento.PIAO}.isdisjoint(self.copre)

    def presente(self, anno: object) -> bool:
        """True where an `Anno` has something of it."""
        return any(getattr(anno, campo) for campo in self.campi)

    @property
    def cartella(self) -> str:
        """Its folder, below the year's one; empty: that one."""
        return self.dove.rpartition("/")[0]

    @property
    def suffisso(self) -> str:
        """How its name ends, with the dot."""
        return PurePosixPath(self.dove).suffix

    @property
    def molti(self) -> bool:
        """True where there is a file for each record, or area."""
        return "*" in self.dove

    @property
    def prefisso(self) -> str:
        """What the paths of its files begin with, below the year's folder: the folder with its slash, or the file."""
        return self.dove.partition("*")[0]

    @property
    def iter(self) -> tuple[Documento, ...]:
        """The documents in whose «Iter e versioni» its changes are listed."""
        return self.copre if self.nell_iter_di is None else self.nell_iter_di

    def sotto(self, documento: Documento) -> bool:
        """True for what the impronta of a document covers: its own files, and the plan of its day."""
        return documento in self.copre or Documento.PIANO in self.copre

    def nome(self, codice: str) -> str:
        """Return the path of the file of a code, below the year's folder.

        >>> FileAnno(dove="obiettivi/*.yml").nome("2.2"), FileAnno(dove="smvp.yml").nome("")
        ('obiettivi/2.2.yml', 'smvp.yml')
        """
        return self.dove.replace("*", codice)

    def riga(self, **celle: str) -> str:
        """Return a row of a CSV as a message tells it, to be copied: these cells, the others empty.

        Only for cells that every file of the kind has in the same place: old ones end otherwise.

        >>> FileAnno(dove="fasi.csv", colonne=("indicatore", "fase", "raggiunta_il")).riga(indicatore="1.1.a")
        '1.1.a;;'
        """
        return ";".join(celle.get(colonna, "") for colonna in self.colonne)

    def e_di(self, nome: str) -> bool:
        """True for a path, below the year's folder, of a file of this kind; the ending in capitals too."""
        cartella, _, ultimo = nome.rpartition("/")
        return nome == self.dove or (
            self.molti and cartella == self.cartella and ultimo.lower().endswith(self.suffisso)
        )
