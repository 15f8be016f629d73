"""The structure tree of a PDF as plain nodes: read from pydyf's objects, changed, written back.

Each node knows the HTML element it comes from, which the file itself does not say: WeasyPrint makes
a new element of each piece of a box broken over lines or pages, and only the origin tells two pieces
of one paragraph from two paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pydyf

Oggetto = Any
"""A pydyf object; the library ships no types."""


class Marca(NamedTuple):
    """A run of content on a page."""

    pagina: int
    """Place of the page in the document, from 0."""
    numero: int
    """MCID on that page."""


class RimandoPdf(NamedTuple):
    """A link's area on a page (an object reference)."""

    riferimento: bytes


class Origine(NamedTuple):
    """Where an element comes from."""

    elemento: Any
    """Of the HTML, an ElementTree one; None: of none."""
    nome: str
    """Its tag, with the pseudo-element if any: `a`, `a::after`."""


_NESSUNA = Origine(None, "")


@dataclass(slots=True, eq=False)
class Elemento:
    """A structure element."""

    tipo: str
    """As in the file, with the bar: `/P`."""
    figli: list[Elemento | Marca | RimandoPdf]
    origine: Origine = _NESSUNA
    attributi: dict[str, Any] = field(default_factory=dict)
    """Attributes of the table cell or of the figure (`A`)."""
    id: str = ""
    """Its name inside the file; empty: it needs none."""
    oggetto: Oggetto = None
    """What it was read from; None: it is new."""

    @property
    def elementi(self) -> list[Elemento]:
        """The children that are elements."""
        return [f for f in self.figli if isinstance(f, Elemento)]

    def discendenti(self) -> Iterator[Elemento]:
        """Itself and every element inside, parents first."""
        yield self
        for figlio in self.elementi:
            yield from figlio.discendenti()

    def marche(self) -> Iterator[Marca]:
        """The content inside, in reading order."""
        for figlio in self.figli:
            if isinstance(figlio, Marca):
                yield figlio
            elif isinstance(figlio, Elemento):
                yield from figlio.marche()


@contextmanager
def registra_origini() -> Iterator[dict[int, Origine]]:
    """While WeasyPrint writes, note which HTML element each structure element is made from, by object number."""
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.pdf import tags

    costruisci = tags._build_box_tree  # noqa: SLF001 - WeasyPrint says it nowhere else; its version is pinned
    origini: dict[int, Origine] = {}

    def annota(box: Any, *resto: Any) -> Iterator[Oggetto]:  # noqa: ANN401 - WeasyPrint has no types
        vero = box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001 - as below
        for elemento in costruisci(box, *resto):
            if vero.element is not None:
                origini.setdefault(elemento.number, Origine(vero.element, vero.element_tag))
            yield elemento

    tags._build_box_tree = annota  # noqa: SLF001 - the same
    try:
        yield origini
    finally:
        tags._build_box_tree = costruisci  # noqa: SLF001 - the same


class AlberoPdf:
    """The tree of a PDF about to be written."""

    def __init__(self, pdf: Oggetto, origini: dict[int, Origine]) -> None:
        self._pdf = pdf
        self._oggetti = pdf.objects
        self._radice = self._oggetto(pdf.catalog["StructTreeRoot"])
        self._pagine: dict[int, Oggetto] = {o["StructParents"]: o for o in self._oggetti if _di_tipo(o, "/Page")}
        self._posto = {o.reference: n for n, o in self._pagine.items()}
        self._origini = origini
        (documento,) = self._radice["K"]
        self.documento = self._leggi(self._oggetto(documento))

    def _oggetto(self, riferimento: bytes) -> Oggetto:
        return self._oggetti[int(riferimento.split()[0])]

    def _leggi(self, oggetto: Oggetto) -> Elemento:
        figli: list[Elemento | Marca | RimandoPdf] = []
        for figlio in oggetto["K"]:
            if isinstance(figlio, int):
                figli.append(Marca(self._posto[oggetto["Pg"]], figlio))
            elif (riferito := self._oggetto(figlio))["Type"] == "/OBJR":
                figli.append(RimandoPdf(figlio))
            else:
                figli.append(self._leggi(riferito))
        return Elemento(
            oggetto["S"],
            figli,
            self._origini.get(oggetto.number, _NESSUNA),
            dict(oggetto.get("A", {})),
            oggetto=oggetto,
        )

    def scrivi(self, decorativi: frozenset[Marca]) -> None:
        """Put the tree back into the PDF; content that has no element any more becomes an artifact.

        Args:
            decorativi: the content that is decoration; any other left out repeats the page's furniture.
        """
        for elemento in self.documento.discendenti():
            if elemento.oggetto is None:
                elemento.oggetto = pydyf.Dictionary({"Type": "/StructElem"})
                self._pdf.add_object(elemento.oggetto)
        proprietari: dict[Marca | bytes, bytes] = {}
        self._scrivi(self.documento, self._radice.reference, proprietari)
        vivi = {e.oggetto.number for e in self.documento.discendenti()}
        libero = self._oggetti[0]
        for n, oggetto in enumerate(self._oggetti):
            if _di_tipo(oggetto, "/StructElem") and n not in vivi:
                self._oggetti[n] = libero  # marked free itself, pydyf would count it among the compressed ones
        self._scrivi_nomi()
        self._scrivi_proprietari(proprietari, decorativi)

    def _scrivi(self, elemento: Elemento, padre: bytes, proprietari: dict[Marca | bytes, bytes]) -> None:
        oggetto = elemento.oggetto
        oggetto["S"], oggetto["P"] = elemento.tipo, padre
        pagina = next((m.pagina for m in elemento.marche()), None)
        if pagina is not None:
            oggetto["Pg"] = self._pagine[pagina].reference
        for chiave, valore in (("A", pydyf.Dictionary(elemento.attributi)), ("ID", pydyf.String(elemento.id))):
            oggetto.pop(chiave, None)
            if elemento.attributi if chiave == "A" else elemento.id:
                oggetto[chiave] = valore
        contenuto = pydyf.Array()
        for figlio in elemento.figli:
            if isinstance(figlio, Elemento):
                self._scrivi(figlio, oggetto.reference, proprietari)
                contenuto.append(figlio.oggetto.reference)
            elif isinstance(figlio, RimandoPdf):
                proprietari[self._oggetto(figlio.riferimento)["Obj"]] = oggetto.reference
                contenuto.append(figlio.riferimento)
            else:
                proprietari[figlio] = oggetto.reference
                altrove = {"Type": "/MCR", "Pg": self._pagine[figlio.pagina].reference, "MCID": figlio.numero}
                contenuto.append(figlio.numero if figlio.pagina == pagina else pydyf.Dictionary(altrove))
        oggetto["K"] = contenuto

    def _scrivi_nomi(self) -> None:
        """Say which element each name means: a name without it cannot be found by readers."""
        nomi = pydyf.Array()
        for elemento in sorted((e for e in self.documento.discendenti() if e.id), key=lambda e: e.id):
            nomi += [pydyf.String(elemento.id), elemento.oggetto.reference]
        if nomi:
            indice = pydyf.Dictionary({"Names": nomi})
            self._pdf.add_object(indice)
            self._radice["IDTree"] = indice.reference

    def _scrivi_proprietari(self, proprietari: dict[Marca | bytes, bytes], decorativi: frozenset[Marca]) -> None:
        numeri = self._oggetto(self._radice["ParentTree"])["Nums"]
        posti = dict(zip(numeri[0::2], range(1, len(numeri), 2), strict=True))
        for numero, pagina in self._pagine.items():
            marche = [Marca(numero, n) for n in range(len(numeri[posti[numero]]))]
            numeri[posti[numero]] = pydyf.Array(proprietari.get(m, "null") for m in marche)
            orfane = {m.numero: "/Layout" if m in decorativi else "/Pagination" for m in marche if m not in proprietari}
            operazioni = self._oggetto(pagina["Contents"]).stream if orfane else []
            for n, operazione in enumerate(operazioni):
                if isinstance(operazione, dict) and operazione.get("MCID") in orfane:
                    operazioni[n - 1] = "/Artifact"
                    operazioni[n] = pydyf.Dictionary({"Type": orfane[operazione["MCID"]]})
        for area in self._oggetti:
            if _di_tipo(area, "/Annot") and area.reference in proprietari:
                numeri[posti[area["StructParent"]]] = proprietari[area.reference]


def _di_tipo(oggetto: Oggetto, tipo: str) -> bool:
    return isinstance(oggetto, dict) and oggetto.get("Type") == tipo
