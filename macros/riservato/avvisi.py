"""A problem of a private file: number of the sheet, line, a key of the format, a reason of a closed list.

Nothing that was read can be said: a reason is an enum, and of a key only those parts stay that are words of the
format or positions in a list. What the project's readers find, with values in it, becomes one of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from enum import StrEnum
from typing import get_args

from macros.model.formato import quanti
from macros.model.individuale import SchedaIndividuale
from macros.reading.anno.record import campi
from macros.riservato.fatti import FattoFile


def _chiavi(classe: type) -> Iterator[str]:
    """Yield the keys of a record, and of those inside it."""
    for campo in campi(classe):
        if not campo.di_luogo:
            yield campo.chiave
            for tipo in (campo.tipo, *get_args(campo.tipo)):
                if isinstance(tipo, type) and is_dataclass(tipo):
                    yield from _chiavi(tipo)


CHIAVI = frozenset(_chiavi(SchedaIndividuale)) - {"numero"}
"""Every key of a sheet: the words that a message may say. Its number is that of its file."""
NUMERATA = re.compile(r"\A(?:scheda|riga)-([0-9]{1,6})\.[a-z]{2,4}\Z", re.ASCII)
PEZZO = re.compile(r"([a-z_]+)((?:\[[0-9]{1,4}\])*)", re.ASCII)


class Motivo(StrEnum):
    """What is wrong, and what is expected; the same words whatever was found."""

    SINTASSI = "non si legge come YAML: rientri di soli spazi, due punti seguiti da uno spazio, virgolette chiuse"
    CODIFICA = "il testo non è in codifica UTF-8, o contiene caratteri di controllo: salvarlo di nuovo come UTF-8"
    CONFLITTO = "ci sono i segni di una fusione non finita: tenere una delle due versioni"
    CHIAVE_IGNOTA = "una chiave che il formato non conosce: toglierla o correggerla"
    CHIAVE_DOPPIA = "una chiave scritta due volte: tenerne una"
    MANCA = "manca: scriverla"
    TIPO = "non ha la forma che il formato chiede (testo, elenco o gruppo di chiavi)"
    NUMERO = "serve un numero in cifre"
    FUORI = "il numero è fuori dai limiti ammessi"
    DATA = "serve un giorno, come 2022-04-02"
    SCELTA = "la parola non è fra quelle ammesse"
    SOMMA = "i pesi o le quote non sommano a 100"
    DOPPIO = "lo stesso elemento compare due volte"
    OBIETTIVO = "il codice non è di un obiettivo dell'anno"
    AREA = "il codice non è di un'area dirigenziale dell'anno"
    COLONNE = "le colonne non sono quelle del formato"
    FOGLIO = "la cella contiene un errore o una formula: scrivere il valore"
    SENZA_GRADO = "l'obiettivo o l'area non ha al 31 dicembre il grado che la scheda usa"
    PROFILO = "smvp.yml non dà quote a questo profilo: aggiungerlo in valutazione_individuale.profili"
    FATTORI = "i fattori di una Posizione Organizzativa sono i quattro del Sistema (4.2.2), ciascuno una volta"
    INUTILE = "non conta: il profilo non ha una quota per questa componente"
    GIORNO = "il giorno non viene dopo la fine dell'anno valutato, o il ricorso viene prima del riesame"
    FASCIA = "la valutazione finale sta sotto la prima fascia di smvp.yml"
    CARATTERE = "un segno che i caratteri della stampa non hanno: scrivere una parola o un segno comune"
    STAMPA = "la scheda non si stampa: accorciare i testi più lunghi, e togliere i segni insoliti"
    VUOTA = "non ha nessuna scheda: serve un file scheda-001.yml per persona, o un foglio di calcolo .xlsx"
    NOME_FILE = "un file YAML che non si chiama scheda-001.yml: rinominarlo, o toglierlo dalla cartella"
    NON_LETTO = "un file che nessuno legge: le schede sono file .yml, o un foglio di calcolo .xlsx"
    DUE_MODI = "ha le schede in file .yml e in un foglio di calcolo, o in più fogli: tenere un modo solo"
    NON_FOGLIO = "non si apre come .xlsx: salvarlo di nuovo"
    FOGLI = "ha un foglio che il formato non conosce, o gli manca il foglio «schede»"
    SENZA_SCHEDA = "la riga non ha un numero, o nessuna riga del foglio «schede» ha il suo"
    CODICE_NUMERO = "un codice scritto come numero o data: dare alla cella il formato «Testo» e riscriverlo"
    PREVALENZA = "il risultato dell'area non è la quota maggiore (D.Lgs. 150/2009, art. 9)"
    ALTRO = "non è come il formato chiede: confrontarla con il manuale"


DELLA_CARTELLA, DEL_FOGLIO = "la cartella", "il foglio di calcolo"
DOVE: Mapping[Motivo | FattoFile, str] = {
    Motivo.VUOTA: DELLA_CARTELLA,
    Motivo.DUE_MODI: DELLA_CARTELLA,
    Motivo.NON_FOGLIO: DEL_FOGLIO,
    Motivo.FOGLI: DEL_FOGLIO,
    Motivo.COLONNE: DEL_FOGLIO,
    Motivo.SENZA_SCHEDA: DEL_FOGLIO,
}
"""Of what is of no sheet: where it is."""
MOTIVI = {
    "YAML-SINTASSI": Motivo.SINTASSI,
    "YAML-CIRCOLARE": Motivo.SINTASSI,
    "YAML-CHIAVE-IGNOTA": Motivo.CHIAVE_IGNOTA,
    "YAML-CHIAVE-DOPPIA": Motivo.CHIAVE_DOPPIA,
    "YAML-CHIAVE-MANCANTE": Motivo.MANCA,
    "TESTO-SEGNAPOSTO": Motivo.MANCA,
    "FILE-CODIFICA": Motivo.CODIFICA,
    "FILE-CONFLITTO": Motivo.CONFLITTO,
    "VALORE-TIPO": Motivo.TIPO,
    "VALORE-NUMERO": Motivo.NUMERO,
    "VALORE-MIGLIAIA": Motivo.NUMERO,
    "VALORE-DATA": Motivo.DATA,
    "VALORE-SCELTA": Motivo.SCELTA,
    "VALORE-SI-NO": Motivo.SCELTA,
    "FOGLIO-ERRORE": Motivo.FOGLIO,
    "OBI-PESI-SOMMA": Motivo.SOMMA,
    "OBI-PESO-FUORI": Motivo.FUORI,
    "OBI-IGNOTO": Motivo.OBIETTIVO,
    "CSV-SINTASSI": Motivo.COLONNE,
    "CSV-COLONNE": Motivo.COLONNE,
    "CSV-COLONNA-IGNOTA": Motivo.COLONNE,
    "CSV-COLONNA-DOPPIA": Motivo.COLONNE,
    "CSV-COLONNA-MANCANTE": Motivo.COLONNE,
}
"""Code of a problem → its reason; any other is ALTRO."""


@dataclass(frozen=True, slots=True)
class AvvisoRiservato:
    """A problem of a private file, with nothing of what the file holds."""

    scheda: int | None
    """Number of the sheet, or of the row of a workbook; None: of the folder, or of a file without a number."""
    riga: int | None
    """Line of the sheet's file; None: of the whole."""
    chiave: str
    """As `obiettivi[1].peso`; only words of the format are kept. Empty: of the whole sheet."""
    motivo: Motivo | FattoFile

    def __post_init__(self) -> None:
        object.__setattr__(self, "chiave", chiave_nota(self.chiave))

    def __str__(self) -> str:
        """Say where it is, and what is wrong, in Italian.

        >>> str(AvvisoRiservato(7, 12, "conoscenze[2].punti", Motivo.NUMERO))
        'scheda 007, riga 12, conoscenze[2].punti: serve un numero in cifre'
        """
        dove = [
            DOVE.get(self.motivo, "un file senza numero") if self.scheda is None else f"scheda {self.scheda:03d}",
            *([f"riga {self.riga}"] if self.riga else ()),
            *([self.chiave] if self.chiave else ()),
        ]
        return f"{', '.join(dove)}: {self.motivo.value}"


def chiave_nota(chiave: str) -> str:
    """Return the beginning of a key that is made of words of the format and positions alone.

    >>> chiave_nota("obiettivi[1].peso"), chiave_nota("premio.Zorgaulo"), chiave_nota("Zorgaulo")
    ('obiettivi[1].peso', 'premio', '')
    """
    note: list[str] = []
    for pezzo in chiave.split("."):
        letto = PEZZO.fullmatch(pezzo)
        if letto is None or letto[1] not in CHIAVI:
            break
        note.append(pezzo)
    return ".".join(note)


def numero_scheda(nome: str) -> int | None:
    """Return the number in the name of a sheet's file; None when it has another name.

    >>> numero_scheda("scheda-017.yml"), numero_scheda("Zorgaulo.yml")
    (17, None)
    """
    letto = NUMERATA.fullmatch(nome)
    return int(letto[1]) if letto else None


def riassunto_riservato(avvisi: Iterable[AvvisoRiservato]) -> str:
    """Say how many problems there are, in how many sheets; of what is of no sheet, that it is in the folder.

    >>> riassunto_riservato([AvvisoRiservato(None, None, "", Motivo.VUOTA)]).replace(chr(160), " ")
    '1 problema nella cartella.'
    """
    tutti = tuple(avvisi)
    schede = len({a.scheda for a in tutti if a.scheda is not None})
    dove = f"in {quanti(schede, 'scheda', 'schede')}" if schede else "nella cartella"
    return f"{quanti(len(tutti), 'problema', 'problemi')} {dove}."
