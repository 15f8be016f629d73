"""What a macro knows when it is called: the build's view, the page, the year; look-ups and addresses.

Unknown codes become an `MacroError` that names the nearest one. No fragment is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from macros.engine.ciclo import completato
from macros.model.pagine import riconosci
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.publish.html.frammenti import MacroError

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.model.piano import AreaDirigenziale, Indicatore, Obiettivo
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

    # --- the year -----------------------------------------------------------------------

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

    def anno(self, anno: int | None = None) -> Anno:
        """Return the year, without what may not be shown, with the plan that this page is about.

        A document's pages show the plan of its day, the others today's; the page of an objective that
        a variation took away, or of its manager, the last plan that had it. Fonte: DESIGN 5.
        """
        numero = self.numero_anno(anno)
        prima, _, resto = self.pagina.partition("/")
        cartella = resto.partition("/")[0]
        if prima != str(numero):
            return self.vista.anno(numero)
        if cartella in DOCUMENTI:
            return self.vista.anno_di(numero, Documento(cartella))
        trovata = riconosci(self.pagina)
        return self.vista.anno_con(numero, trovata[2]) if trovata and trovata[2] else self.vista.anno(numero)

    def ciclo(self, anno: Anno, periodo: Periodo) -> Ciclo | None:
        """Return the computed year at that date; None: not visible, or nothing surveyed yet.

        What that date's plan did not have and `anno` has is there without a grade.
        """
        ciclo = self.vista.ciclo(anno.anno, periodo)
        if ciclo is None or ciclo.anno.obiettivi is anno.obiettivi:
            return ciclo
        return completato(ciclo, anno)

    def ciclo_con(self, anno: Anno, periodo: Periodo, codice: str) -> Ciclo | None:
        """Return the same where that date's plan had a code; else None."""
        ciclo = self.vista.ciclo(anno.anno, periodo)
        return self.ciclo(anno, periodo) if ciclo is not None and codice in ciclo else None

    def senza_ciclo(self, anno: Anno, periodo: Periodo) -> str:
        """Say why there are no results at that date."""
        if periodo is Periodo.DICEMBRE:
            if not self.vista.visibile(anno.anno, "relazione"):
                return NON_APPROVATA
            if anno.rilevazioni.get(periodo):
                return NON_CALCOLATI
            return "Nessun valore è stato ancora rilevato al 31 dicembre."
        if not self.vista.visibile(anno.anno, "monitoraggio"):
            return NON_COMUNICATO
        return "Nessun valore è stato ancora rilevato al 30 giugno."

    # --- look-ups -----------------------------------------------------------------------

    def obiettivo(self, anno: Anno, codice: str) -> Obiettivo:
        """Return an objective by code."""
        if codice not in anno.obiettivi:
            raise piu_vicino(codice, anno.obiettivi, f"il codice di un obiettivo del {anno.anno}")
        return anno.obiettivi[codice]

    def indicatore(self, anno: Anno, codice: str) -> Indicatore:
        """Return an indicator by code."""
        if codice not in anno.indicatori:
            cosa = f"il codice di un indicatore del {anno.anno}"
            raise piu_vicino(codice, anno.indicatori, cosa)
        return anno.indicatori[codice]

    def area(self, anno: Anno, codice: str) -> AreaDirigenziale:
        """Return a managerial area, or the agency, by code."""
        area = anno.area_dirigenziale(codice)
        if area is None:
            codici = [a.codice for a in anno.letture.con_responsabile]
            cosa = f"il codice di un'area dirigenziale del {anno.anno}"
            raise piu_vicino(codice, codici, cosa)
        return area

    def nome_area(self, anno: Anno, codice: str) -> str:
        """Return the title of a managerial area; the code itself where it is unknown."""
        area = anno.area_dirigenziale(codice)
        return area.titolo if area else codice

    def titolo(self, anno: Anno, codice: str) -> str:
        """Return the title of whatever has that code: objective, indicator, area."""
        titoli = {o.codice: o.titolo for o in anno.obiettivi.values()}
        titoli |= {i.codice: i.titolo for i in anno.indicatori.values()}
        titoli |= {a.codice: a.titolo for a in anno.letture.con_responsabile}
        titoli |= {a.codice: a.titolo for a in anno.letture.aree_strategiche}
        if codice not in titoli:
            raise piu_vicino(codice, titoli, f"un codice del {anno.anno}")
        return titoli[codice]

    # --- addresses ----------------------------------------------------------------------

    def indirizzo(self, percorso: str) -> str:
        """Return the relative address, from this page, of `path#fragment` seen from the root.

        >>> from types import SimpleNamespace
        >>> qui = Contesto(vista=SimpleNamespace(), pagina="2021/obiettivi/2.2.html")
        >>> qui.indirizzo("2021/obiettivi/2.2.html#calcolo-2.2"), qui.indirizzo("dati.html")
        ('#calcolo-2.2', '../../dati.html')
        """
        pagina, cancelletto, ancora = percorso.partition("#")
        if pagina == self.pagina and cancelletto:
            return f"#{ancora}"
        return "../" * self.pagina.count("/") + percorso

    def pagina_obiettivo(self, anno: Anno, codice: str) -> str:
        """Return the address of an objective's page."""
        return self.indirizzo(f"{anno.anno}/obiettivi/{codice}.html")

    def pagina_area(self, anno: Anno, area: str) -> str:
        """Return where the objectives of a strategic area are listed."""
        return self.indirizzo(f"{anno.anno}/obiettivi/index.html#area-{area}")

    def pagina_responsabile(self, anno: Anno, area: str) -> str:
        """Return the address of a manager's page."""
        return self.indirizzo(f"{anno.anno}/responsabili/{area}.html")

    def pagina_albero(self, anno: Anno, lettura: str) -> str:
        """Return the address of one of the two readings, `strategiche` or `dirigenziali`."""
        return self.indirizzo(f"{anno.anno}/albero/aree-{lettura}.html")

    def pagina_documento(self, anno: Anno, documento: str) -> str:
        """Return the address of a document's first page."""
        return self.indirizzo(f"{anno.anno}/{documento}/index.html")

    def pdf_documento(self, anno: Anno, documento: str) -> str:
        """Return the address of a document's PDF; «» when the document has no chapters to print."""
        indice = f"{anno.anno}/{documento}/index.html"
        sorgenti = self.sorgenti()
        if sorgenti and not any(s.indirizzo == indice and s.capitoli for s in sorgenti):
            return ""
        return self.indirizzo(f"documenti/{anno.anno}/{documento}-{anno.anno}.pdf")

    def spiegazione(self, anno: Anno, codice: str, periodo: Periodo) -> str:
        """Return the address of the explanation of a figure.

        Indicators and objectives: the objective's page; managers: their page;
        strategic areas and the chamber: the tree by strategic areas; «»: at that date it was not in the plan.
        """
        ciclo = self.vista.ciclo(anno.anno, periodo)
        if ciclo is not None and codice not in ciclo:
            return ""
        ancora = ancora_calcolo(codice, periodo)
        if codice in anno.indicatori:
            pagina = f"{anno.anno}/obiettivi/{anno.indicatori[codice].obiettivo}.html"
        elif codice in anno.obiettivi:
            pagina = f"{anno.anno}/obiettivi/{codice}.html"
        elif anno.area_dirigenziale(codice):
            pagina = f"{anno.anno}/responsabili/{codice}.html"
        else:
            pagina = f"{anno.anno}/albero/aree-strategiche.html"
        return self.indirizzo(f"{pagina}#{ancora}")


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
