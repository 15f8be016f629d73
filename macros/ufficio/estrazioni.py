"""An extract that comes in, and the rows of `misure.csv` that it gives."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from macros.model.archivio import MISURE
from macros.model.estratti import Codifica, MappaEstratto
from macros.model.rilevati import AL, ESTRAZIONE_AL, SHA256_AL
from macros.model.valori import Periodo
from macros.reading.scrivi.modifica_csv import con_celle, in_csv, numero_in_csv
from macros.reading.testo.scalari import Rifiuto, legge_numero, vicina
from macros.reading.testo.tabelle import separatore
from macros.ufficio.celle import FoglioLetto
from macros.ufficio.estratto import ContoMisura, foglio_csv
from macros.ufficio.fogli import fogli
from macros.ufficio.libro import LibroError, LibroGrandeError

CelleScritte = Mapping[str, str]


class EstrazioneRifiutata(Exception):  # noqa: N818 - a refusal of data, not a bug
    """An extract that cannot be read at all; says why, in Italian."""


@dataclass(frozen=True, slots=True)
class Provenienza:
    """Where some figures come from."""

    mappa: MappaEstratto
    sha256: str
    """Of the bytes of the extract."""
    giorno: dt.date | None
    """On which it was made; None: as it was written with the same file, else today."""
    oggi: dt.date

    def celle(self, conto: ContoMisura, periodo: Periodo, di_oggi: CelleScritte) -> dict[str, str]:
        """Return what a measure's row has to hold, without what it holds already; a source that it has stays.

        Args:
            conto: the measure.
            periodo: the survey date.
            di_oggi: the cells of the row, as typed; none, where there is no such row.
        """
        stesso = di_oggi.get(SHA256_AL[periodo]) == self.sha256
        scritto = di_oggi.get(ESTRAZIONE_AL[periodo], "") if stesso else ""
        giorno = self.giorno.isoformat() if self.giorno else scritto or self.oggi.isoformat()
        celle = {
            "misura": conto.misura,
            AL[periodo]: f"{conto.valore:f}".replace(".", ","),
            "fonte": di_oggi.get("fonte") or self.mappa.fonte,
            "fonte_tipo": di_oggi.get("fonte_tipo") or self.mappa.fonte_tipo or "",
            ESTRAZIONE_AL[periodo]: giorno,
            SHA256_AL[periodo]: self.sha256,
        }
        if numero_scritto(di_oggi.get(AL[periodo], "")) == conto.valore:
            del celle[AL[periodo]]
        return {colonna: valore for colonna, valore in celle.items() if di_oggi.get(colonna, "") != valore}


def numero_scritto(testo: str) -> Decimal | None:
    """Return the number of a cell; None: it is empty, or holds none."""
    try:
        return legge_numero(testo)
    except Rifiuto:
        return None


def foglio_dell_estratto(nome: str, grezzo: bytes, mappa: MappaEstratto) -> FoglioLetto:
    """Return the sheet that an extract is, or has. Raises: EstrazioneRifiutata."""
    if grezzo.startswith(b"PK"):
        return _del_libro(nome, grezzo, mappa)
    codifica = (mappa.codifica or Codifica.UTF_8).value
    try:
        return foglio_csv(nome, grezzo.decode("utf-8-sig" if codifica == Codifica.UTF_8 else codifica))
    except UnicodeDecodeError:
        msg = f"«{nome}» non è un testo {codifica}: scrivere nella mappa la sua codifica, o salvarlo come CSV UTF-8"
    except csv.Error:
        msg = f"«{nome}» non si legge come CSV: ha virgolette doppie aperte e mai chiuse, o nel mezzo di una cella"
    raise EstrazioneRifiutata(msg)


def _del_libro(nome: str, grezzo: bytes, mappa: MappaEstratto) -> FoglioLetto:
    try:
        letti = fogli(grezzo)
    except LibroGrandeError:
        msg = f"«{nome}» è troppo grande per un foglio di calcolo: estrarlo come CSV"
        raise EstrazioneRifiutata(msg) from None
    except LibroError:
        msg = f"«{nome}» non si apre come XLSX né come ODS: salvarlo di nuovo, o estrarlo come CSV"
        raise EstrazioneRifiutata(msg) from None
    scelti = [f for f in letti if f.nome == mappa.foglio] if mappa.foglio else [f for f in letti if f.celle]
    if len(scelti) == 1:
        return scelti[0]
    nomi = [f.nome for f in letti]
    msg = (
        f"«{nome}» non ha un foglio «{mappa.foglio}»: {vicina(mappa.foglio, nomi)}"
        if mappa.foglio
        else f"«{nome}» ha {len(scelti)} fogli con dei dati: scrivere nella mappa quale, foglio: {nomi[0]}"
    )
    raise EstrazioneRifiutata(msg)


def con_misure(grezzo: bytes | None, nuove: Iterable[tuple[str, CelleScritte]], presenti: Iterable[str]) -> bytes:
    """Return `misure.csv` with the cells of some measures, everything else as typed.

    Args:
        grezzo: the file; None: there is none yet.
        nuove: name of a measure → the cells that change.
        presenti: the measures that have a row.

    Raises: ModificaImpossibileError.
    """
    grezzo, presenti = grezzo or in_csv(MISURE.colonne, ()), set(presenti)
    divisore = separatore(grezzo.decode("utf-8-sig"))
    for nome, trovate in nuove:
        celle = {c: numero_in_csv(v, divisore) if c in AL.values() else v for c, v in trovate.items()}
        grezzo = con_celle(grezzo, {"misura": nome}, celle, nuova=nome not in presenti)
    return grezzo
