"""What a macro knows when it is called: the build's view, the page, the year; look-ups and addresses.

Unknown codes become an `MacroError` that names the nearest one. No fragment is made here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from macros.model.atti import PERIODO_DI
from macros.model.formato import con_articolo
from macros.model.luoghi import file_documenti, nome_html, nome_pdf
from macros.model.precedenze import atto_che_vale
from macros.model.problems import Documento
from macros.model.riconosciute import riconosci
from macros.model.stampe import STAMPE, Stampa
from macros.model.valori import Periodo
from macros.publish.html.frammenti import MacroError

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.atti import Atto
    from macros.vista.vista import Vista

NON_APPROVATA = "Relazione non ancora approvata: i risultati al 31 dicembre non sono pubblicati."
NON_COMUNICATO = "Monitoraggio non ancora comunicato alla Giunta: i dati al 30 giugno non sono pubblicati."
NON_CALCOLATI = "Risultati non calcolati: per il metodo dell'anno nessun valore può mancare, e qualcuno manca ancora."
DOCUMENTI = tuple(Documento)


def piu_vicino(scritto: str, ammessi: Iterable[str], cosa: str) -> MacroError:
    """Return the error for a word that is not among the allowed ones.

    >>> str(piu_vicino("2.22", ["2.2", "3.1"], "il codice di un obiettivo"))
    '«2.22» non è il codice di un obiettivo. Forse si voleva «2.2»'
    """
    vicini = get_close_matches(str(scritto), list(ammessi), n=1, cutoff=0.4)
    forse = f". Forse si voleva «{vicini[0]}»" if vicini else ""
    return MacroError(f"«{scritto}» non è {cosa}{forse}")


@dataclass(frozen=True, slots=True)
class Sorgente:
    """A page of the site as it is written, before anything is made of it."""

    indirizzo: str
    """From the root of the site."""
    titolo: str
    capitoli: tuple[str, ...]
    """Of a document's index: its chapters, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contesto:
    """The build's view seen from one page."""

    vista: Vista
    pagina: str
    """Address of the page from the root of the site (`2021/relazione/sintesi.html`)."""
    sorgenti: Callable[[], tuple[Sorgente, ...]] = tuple
    """Every page of the site."""
    sigle: Mapping[str, str] = field(default_factory=dict)
    """Abbreviation → what it means."""

    def numero_anno(self, anno: int | None = None) -> int:
        """Return the year asked for, else that of the page's path, else the one the site leads with."""
        anni = self.vista.anni
        if anno is None:
            prima = self.pagina.partition("/")[0]
            anno = int(prima) if prima.isdigit() and int(prima) in anni else None
        if anno is None:
            anno = self.vista.anno_guida
            if anno is None:
                msg = "nessun anno è pubblicato"
                raise MacroError(msg)
            return anno
        if anno not in anni:
            elenco = ", ".join(map(str, anni)) or "nessuno"
            msg = f"l'anno {anno} non c'è. Anni presenti: {elenco}"
            raise MacroError(msg)
        return anno

    @property
    def capitolo_di(self) -> Documento | None:
        """The document that the page is a chapter of; None: of none."""
        _, _, resto = self.pagina.partition("/")
        cartella = resto.partition("/")[0]
        return Documento(cartella) if cartella in DOCUMENTI else None

    @property
    def documento(self) -> Documento | None:
        """The document that the page is a chapter of, or that its kind shows; None: none."""
        if suo := self.capitolo_di:
            return suo
        trovata = riconosci(self.pagina)
        return trovata[0].documento if trovata else None

    def anno(self, anno: int | None = None) -> Anno:
        """Return the year, without what may not be shown, with the plan that this page is about.

        A document's pages show the plan of its day, the others today's; the page of an objective that
        a variation took away, or of its manager, the last plan that had it. Fonte: DESIGN 5.
        """
        numero = self.numero_anno(anno)
        if self.pagina.partition("/")[0] != str(numero):
            return self.vista.anno(numero)
        if self.documento:
            return self.vista.anno_di(numero, self.documento)
        trovata = riconosci(self.pagina)
        return self.vista.anno_con(numero, trovata[2]) if trovata and trovata[2] else self.vista.anno(numero)

    def se_esiste(self, indirizzo: str) -> str:
        """Return the address of a page; «» when the site does not have it."""
        return indirizzo if any(s.indirizzo == indirizzo for s in self.sorgenti()) else ""

    def html_documento(self, anno: Anno, nome: str) -> str:
        """Return the address of a document as one HTML file; «» when there is nothing to print in it."""
        return file_documenti(anno.anno, nome_html(anno.anno, nome)) if self.pdf_documento(anno, nome) else ""

    def pdf_documento(self, anno: Anno, nome: str) -> str:
        """Return the address of a printed document; «» when there is nothing to print in it."""
        stampa, sorgenti = STAMPE[nome], self.sorgenti()
        indice = stampa.pagina.indirizzo(anno.anno)
        if stampa.una_pagina:
            scritto = ha_di_che_dire(self.vista, anno.anno, stampa)
        else:
            scritto = not sorgenti or any(s.indirizzo == indice and s.capitoli for s in sorgenti)
        return file_documenti(anno.anno, nome_pdf(anno.anno, nome)) if scritto else ""


def ha_di_che_dire(vista: Vista, anno: int, stampa: Stampa) -> bool:
    """True when a document of one page has figures to tell, or a decision of the OIV on them; of a plan, its own."""
    if stampa.documento not in PERIODO_DI:
        return stampa.mostrata(vista, anno)
    detto = stampa.documento is Documento.RELAZIONE and vista.oiv(anno) is not None
    return detto or vista.ciclo(anno, PERIODO_DI[stampa.documento]) is not None


def atto_di(vista: Vista, anno: int, stampa: Stampa) -> Atto | None:
    """Return the act of a printed document; None: it is a draft, or is not complete."""
    if stampa.estratta is not None:
        return None
    if stampa.atto is None:
        return vista.atto(anno, stampa.documento)
    return atto_che_vale(vista.anno_di(anno, stampa.documento), stampa.atto, stampa.documento)


def estratta_il(vista: Vista, anno: int, stampa: Stampa) -> dt.date | None:
    """Return the day of a document that no act is of; None: an act is due."""
    return stampa.estratta(vista.anno_di(anno, stampa.documento)) if stampa.estratta else None


def senza_atto(vista: Vista, anno: int, stampa: Stampa) -> str:
    """Say what a document that no act is of is; «»: an act is due."""
    giorno = estratta_il(vista, anno, stampa)
    return f"Estratto {con_articolo('il', giorno)}" if giorno else stampa.senza_atto


def senza_ciclo(vista: Vista, anno: Anno, periodo: Periodo) -> str:
    """Say why there are no results at that date."""
    if periodo is Periodo.DICEMBRE:
        if not vista.visibile(anno.anno, "relazione"):
            return NON_APPROVATA
        if anno.rilevazioni.get(periodo):
            return NON_CALCOLATI
        return "Nessun valore è stato ancora rilevato al 31 dicembre."
    if not vista.visibile(anno.anno, "monitoraggio"):
        return NON_COMUNICATO
    return "Nessun valore è stato ancora rilevato al 30 giugno."


def ancora_calcolo(codice: str, periodo: Periodo) -> str:
    """Return the id of an explanation.

    >>> ancora_calcolo("2.2.a", Periodo.DICEMBRE), ancora_calcolo("2.2.a", Periodo.GIUGNO)
    ('calcolo-2.2.a', 'calcolo-2.2.a-30-06')
    """
    return f"calcolo-{codice}" + ("" if periodo is Periodo.DICEMBRE else f"-{periodo}")


def periodo_da(scritto: str) -> Periodo:
    """Return the survey date written in a macro call."""
    try:
        return Periodo(scritto)
    except ValueError:
        ammessi = [p.value for p in Periodo]
        raise piu_vicino(scritto, ammessi, 'una data di rilevazione ("30-06" o "31-12")') from None
