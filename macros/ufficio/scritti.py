"""What the data hold at each place that a form asks about, as typed, and which approved document says it already."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from macros.model.anno import Anno
from macros.model.archivio import EVIDENZE, FASI, MISURE, RILEVAZIONI, SCHEDE
from macros.model.file_anno import FileAnno
from macros.model.formato import data_breve
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.reading.testo.files import file_di
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import Rifiuto, legge_data, legge_numero, legge_si_no, unica
from macros.reading.testo.tabelle import leggi_csv
from macros.ufficio.modulo import Casella, GenereCasella, LuogoCasella

CARATTERI = 32_767
"""A cell of a spreadsheet holds no more."""
TABELLE = (*RILEVAZIONI.values(), MISURE, FASI, EVIDENZE)


@dataclass(slots=True)
class Scritti:
    """The rows of a year's tables, and the texts of its sheets, by place."""

    lettura: Lettura
    anno: Anno
    righe: dict[tuple[FileAnno, tuple[str, ...]], tuple[str, dict[str, str]]] = field(init=False, default_factory=dict)
    """Kind of file and names of a row → its file, and its cells; of two rows the first."""

    def __post_init__(self) -> None:
        cartella = self.lettura.radice / self.anno.cartella
        for tipo in TABELLE:
            for file in file_di(cartella, tipo):
                for riga in leggi_csv(self.lettura, file, tipo.colonne, tipo.chiave):
                    chiave = tuple(riga.celle[c] for c in tipo.chiave)
                    self.righe.setdefault((tipo, chiave), (self.lettura.nome(file), dict(riga.celle)))

    def casella(  # noqa: PLR0913 - a cell is that many things
        self,
        tipo: FileAnno,
        chiave: tuple[str, ...],
        campo: str,
        genere: GenereCasella,
        *,
        di: str = "",
        parole: tuple[str, ...] = (),
        unita: str = "",
        altrove: str = "",
    ) -> Casella:
        """Return the cell of a place. `di`: the code that names its file, where the data have no such row yet."""
        file, testo = (
            self._della_scheda(chiave, campo, di) if tipo is SCHEDE else self._della_riga(tipo, chiave, campo, di)
        )
        if len(testo) > CARATTERI:
            testo, altrove = "", f"troppo lungo per una cella: si cambia in {file}"
        return Casella(
            luogo=LuogoCasella(tipo, file, chiave, campo),
            genere=genere,
            testo=mostrato(genere, testo),
            parole=parole,
            unita=unita,
            chiuso=self._chiude(tipo, chiave, campo, testo),
            altrove=altrove,
        )

    def riga(self, tipo: FileAnno, chiave: tuple[str, ...]) -> dict[str, str]:
        """Return the cells of a row; none: it is not there."""
        return self.righe.get((tipo, chiave), ("", {}))[1]

    def _della_riga(self, tipo: FileAnno, chiave: tuple[str, ...], campo: str, di: str) -> tuple[str, str]:
        file, celle = self.righe.get((tipo, chiave), (self.anno.file(tipo, di), {}))
        return file, celle.get(campo, "")

    def _della_scheda(self, passi: tuple[str, ...], campo: str, di: str) -> tuple[str, str]:
        scheda, file = self.anno.schede.get(di), self.anno.file(SCHEDE, di)
        if scheda is None:
            return file, ""
        match passi:
            case ("monitoraggio", "indicatori"):
                return file, scheda.monitoraggio.get(campo, "")
            case ("consuntivo", "azioni"):
                return file, scheda.azioni.get(campo, "")
        testi = scheda.consuntivo.get(passi[-1])
        return file, (getattr(testi, campo) or "") if testi else ""

    def _chiude(self, tipo: FileAnno, chiave: tuple[str, ...], campo: str, testo: str) -> Documento | None:
        """Return the document whose approval holds what stands at a place; None: it may change. Fonte: DESIGN 5."""
        if Documento.RELAZIONE in tipo.copre and self._bloccato(Documento.RELAZIONE):
            return Documento.RELAZIONE
        di_giugno = (
            campo not in tipo.colonne_di_dicembre
            and (not tipo.ramo_di_giugno or chiave[0] == tipo.ramo_di_giugno)
            and (not tipo.giorno or _entro_giugno(testo, self.anno.anno))
        )
        if di_giugno and Documento.MONITORAGGIO in tipo.copre and self._bloccato(Documento.MONITORAGGIO):
            return Documento.MONITORAGGIO
        return None

    def _bloccato(self, documento: Documento) -> bool:
        atto = self.anno.approvazione(documento)
        return atto is not None and atto.impronta is not None


def _entro_giugno(testo: str, anno: int) -> bool:
    try:
        return legge_data(testo) <= Periodo.GIUGNO.data(anno)
    except Rifiuto:
        return False


def mostrato(genere: GenereCasella, testo: str) -> str:
    """Return what the data hold as an Italian spreadsheet shows it: decimal commas, days in figures.

    >>> mostrato(GenereCasella.NUMERO, "82.50"), mostrato(GenereCasella.GIORNO, "2021-06-30")
    ('82,50', '30/06/2021')
    """
    valore = compreso(genere, testo)
    if isinstance(valore, dt.date):
        return data_breve(valore)
    return testo.replace(".", ",") if genere is GenereCasella.NUMERO else testo


def compreso(genere: GenereCasella, testo: str) -> object:
    """Return what a text says, so that two spellings of one thing are the same; the text itself where it is none.

    >>> compreso(GenereCasella.NUMERO, "82,50"), compreso(GenereCasella.SI_NO, "Sì"), compreso(GenereCasella.NUMERO, "")
    (Decimal('82.50'), True, '')
    """
    legge = {
        GenereCasella.NUMERO: legge_numero,
        GenereCasella.GIORNO: legge_data,
        GenereCasella.SI_NO: legge_si_no,
    }.get(GenereCasella.GIORNO if genere is GenereCasella.GIORNO_O_NO else genere, unica)
    try:
        return legge(testo)
    except Rifiuto:
        return unica(testo).lower() if genere is GenereCasella.GIORNO_O_NO else unica(testo)
