"""What is said of a year's open data wherever they are described: title, days, version, licence, addresses."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.luoghi import assoluto, file_dati
from macros.model.pagine import DATI_ANNO

if TYPE_CHECKING:
    from macros.model.ente import Ente
    from macros.vista.vista import Vista

DESCRITTORE = "datapackage.json"
LICENZA = "CC-BY-4.0"
NOME_LICENZA = "Creative Commons Attribuzione 4.0 Internazionale"
TESTO_LICENZA = "https://creativecommons.org/licenses/by/4.0/"
PAROLE_CHIAVE = ("performance", "obiettivi", "indicatori", "risultati", "Camera di commercio")
DIMOSTRATIVI = "I valori sono inventati per dimostrazione e non vanno citati."


def nome_libro(anno: int) -> str:
    """Return the name of the workbook of a year."""
    return f"dati-{anno}.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatiAnno:
    """The open data of a year, as they are described."""

    anno: int
    ente: Ente
    primo: dt.date
    """The day of the first act that the year shows; without acts, the first of the year."""
    ultimo: dt.date
    """The day of the last one."""
    bozza: bool

    @property
    def titolo(self) -> str:
        """What they are called."""
        return f"Ciclo della performance {self.anno}, {self.ente.nome_breve}"

    @property
    def descrizione(self) -> str:
        """What they are, in two or three sentences."""
        detta = (
            f"Obiettivi, indicatori, pesi, regole di calcolo e risultati del ciclo della performance {self.anno}: "
            "le tabelle da cui nascono le pagine e i documenti, che bastano a rifare ogni grado."
        )
        bozza = " Bozza: contiene anche ciò che nessun atto ha ancora approvato." if self.bozza else ""
        return f"{detta}{bozza} {DIMOSTRATIVI}" if self.ente.dimostrativo else f"{detta}{bozza}"

    @property
    def nome(self) -> str:
        """A name that no other body's data have: `ciclo-performance-cciaa_bs-2021`."""
        return f"ciclo-performance-{self.ente.codice_ipa.lower()}-{self.anno}"

    @property
    def versione(self) -> str:
        """The day of the last act, as a version; a draft's comes before it."""
        u = self.ultimo
        return f"{u.year}.{u.month}.{u.day}{'-bozza' if self.bozza else ''}"

    @property
    def pagina(self) -> str:
        """The absolute address of the page of these data; «»: the site has none yet."""
        return assoluto(self.ente.indirizzo_sito, DATI_ANNO.indirizzo(self.anno))

    def file(self, nome: str) -> str:
        """Return the absolute address of a file of theirs."""
        return assoluto(self.ente.indirizzo_sito, file_dati(self.anno, nome))


def dati_di(vista: Vista, anno: int) -> DatiAnno:
    """Return what is said of the open data of a year."""
    giorni = [atto.data for atto in vista.anno(anno).atti.values()] or [dt.date(anno, 1, 1)]
    return DatiAnno(anno=anno, ente=vista.ente, primo=min(giorni), ultimo=max(giorni), bozza=not vista.pubblico)
