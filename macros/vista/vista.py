"""What one build may show: the project, its computed cycles, and what acts cover.

In a public build a year is pruned before anything is computed: what no act covers is
not there, so that no page, table or file can leak it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from macros.checks.esame import esamina
from macros.engine.ciclo import Cicli, bloccanti, calcola, completato
from macros.engine.misura import rilevato_qualcosa
from macros.engine.result import Ciclo
from macros.model.anno import Anno, Progetto
from macros.model.atti import Atto
from macros.model.dei_documenti import FACOLTATIVI
from macros.model.ente import Ente
from macros.model.file_anno import FileAnno
from macros.model.oiv import Oiv
from macros.model.piano import Obiettivo
from macros.model.problems import DataError, Documento, Problem, errori
from macros.model.registro import Registro
from macros.model.trasparenza import Trasparenza
from macros.model.valori import Periodo, TipoAtto
from macros.reading.git.iter_git import Storia, leggi_storia
from macros.reading.progetto import impronte as impronte_di
from macros.reading.testo.lettura import Aperti, Lettura
from macros.trail.approvati import con_approvati
from macros.vista.ascolto import Ascolto, Letto, Orecchio, ParteLetta
from macros.vista.potatura import approvazione, pota, pota_anno
from macros.vista.storici import con_storici

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Vista:
    """The state of the record as one build shows it."""

    radice: Path
    progetto: Progetto
    """Pruned when `pubblico`."""
    pubblico: bool
    cicli: Mapping[tuple[int, Periodo], Ciclo]
    problemi: tuple[Problem, ...]
    """What is da completare and what is only an avviso; there are no errors here."""
    impronte: Mapping[tuple[int, Documento], str]
    """Fingerprint of what the approval of each document covers, 64 hex digits."""
    anni_di: Mapping[tuple[int, Documento], Anno] = field(default_factory=dict)
    """The year as a document shows it, where that is not the year as it stands today."""
    storia: Callable[[], Storia] = Storia
    """The history of git, read once, when a page asks for it."""
    aperti: Aperti = field(repr=False, compare=False, default_factory=Aperti)
    """What was opened of the project: states of the past are read from the same files."""
    ascolto: Ascolto = field(repr=False, compare=False, default_factory=Ascolto)

    def segna(self, *letti: Letto) -> None:
        """Note what was read."""
        self.ascolto.segna(*letti)

    def una_volta(self, chiave: Hashable, fai: Callable[[], T], fino: int | None = None) -> T:
        """Return what was made of this view under that name, or make it: several pages and files take the same.

        `fino`: the last year that who asks takes of it; None: all that it was made of.
        """
        return self.ascolto.una_volta(chiave, fai, fino)

    def distillato(self, anno: int, nome: str, fai: Callable[[], T]) -> T:
        """Return the same; who asks depends on what came out, and not on all of the year that it was made of."""
        return self.ascolto.distillato(anno, nome, fai)

    def in_ascolto(self) -> Vista:
        """Return a view of which is heard which surveyed record and which figure of a year is read."""
        orecchio = Orecchio(Ascolto())
        anni = {n: orecchio.anno(anno) for n, anno in self.progetto.anni.items()}
        return replace(
            self,
            progetto=replace(self.progetto, anni=anni),
            cicli={chiave: orecchio.ciclo(ciclo) for chiave, ciclo in self.cicli.items()},
            anni_di={chiave: orecchio.anno(anno) for chiave, anno in self.anni_di.items()},
            ascolto=orecchio.ascolto,
        )

    def lettura(self, anno: int) -> Lettura:
        """Return a new reading of the files of a year, as this view has read them."""
        self.segna(Letto(ParteLetta.FILE, anno))
        return Lettura(self.radice, aperti=self.aperti)

    @property
    def registro(self) -> Registro:
        """The register of the acts."""
        self.segna(Letto(ParteLetta.REGISTRO))
        return self.progetto.registro

    @property
    def trasparenza(self) -> Trasparenza | None:
        """The section Amministrazione trasparente; None: `trasparenza.yml` is missing."""
        return self.progetto.trasparenza

    def obiettivi(self, anno: int) -> Mapping[str, Obiettivo]:
        """Return the objectives of a year as planned today."""
        self.segna(Letto(ParteLetta.OBIETTIVI, anno))
        return self.progetto.anni[anno].obiettivi

    def impronta(self, anno: int, documento: Documento) -> str:
        """Return the fingerprint of what the approval of a document covers, 64 hex digits."""
        self.segna(Letto(ParteLetta.IMPRONTA, anno, documento))
        return self.impronte[anno, documento]

    def problemi_di(self, anno: int) -> tuple[Problem, ...]:
        """Return what is da completare in the files of a year, and what is only an avviso."""
        self.segna(Letto(ParteLetta.PROBLEMI, anno))
        return tuple(p for p in self.problemi if p.source.path.startswith(f"data/{anno}/"))

    def storia_letta(self) -> Storia:
        """Return the history of git."""
        self.segna(Letto(ParteLetta.STORIA))
        return self.storia()

    def tutti(self) -> tuple[Mapping[tuple[int, Periodo], Ciclo], Mapping[int, Anno]]:
        """Return every result and every year."""
        self.segna(*(Letto(ParteLetta.ANNO, n) for n in self.anni))
        return self.cicli, self.progetto.anni

    @property
    def ente(self) -> Ente:
        """The chamber."""
        assert self.progetto.ente is not None  # noqa: S101 - `carica_vista` refuses a project without it
        return self.progetto.ente

    @property
    def anni(self) -> tuple[int, ...]:
        """The years that may be shown, ascending."""
        self.segna(Letto(ParteLetta.ANNI))
        return tuple(self.progetto.anni)

    def anno(self, anno: int) -> Anno:
        """Return a year, pruned."""
        self.segna(Letto(ParteLetta.ANNO, anno))
        return self.progetto.anni[anno]

    def anno_di(self, anno: int, documento: Documento) -> Anno:
        """Return a year as a document shows it, with the plan of its day."""
        self.segna(Letto(ParteLetta.ANNO, anno))
        return self.anni_di.get((anno, documento)) or self.anno(anno)

    def anno_con(self, anno: int, codice: str) -> Anno:
        """Return a year with the last of its plans that has an objective, an indicator or a manager of that code."""
        viste = (self.anno(anno), *(self.anno_di(anno, d) for d in reversed(Documento)))
        return next((a for a in viste if codice in a), viste[0])

    def ciclo(self, anno: int, periodo: Periodo) -> Ciclo | None:
        """Return a year at a date; None when it may not be shown or nothing was surveyed yet."""
        self.segna(Letto(ParteLetta.ANNO, anno))
        return self.cicli.get((anno, periodo))

    def ciclo_per(self, anno: Anno, periodo: Periodo) -> Ciclo | None:
        """Return the same; what that date's plan did not have and `anno` has is there without a grade."""
        ciclo = self.ciclo(anno.anno, periodo)
        return ciclo if ciclo is None or ciclo.anno.obiettivi is anno.obiettivi else completato(ciclo, anno)

    def ciclo_con(self, anno: Anno, periodo: Periodo, codice: str) -> Ciclo | None:
        """Return that where the plan of the date had a code; else None."""
        ciclo = self.ciclo(anno.anno, periodo)
        return self.ciclo_per(anno, periodo) if ciclo is not None and codice in ciclo else None

    def atto(self, anno: int, documento: Documento | str) -> Atto | None:
        """Return the act that covers a document; None when any of those it needs is missing."""
        self.segna(Letto(ParteLetta.ANNI), Letto(ParteLetta.ATTI, anno))
        return approvazione(self.progetto.anni[anno], Documento(documento)) if anno in self.progetto.anni else None

    def visibile(self, anno: int, documento: Documento | str) -> bool:
        """True when this build shows a document: in a draft when the year has it, in public when acts cover it."""
        if (suo := FACOLTATIVI.get(documento)) and not self.ha(anno, suo):
            return False
        return anno in self.anni and (not self.pubblico or self.atto(anno, documento) is not None)

    def oiv(self, anno: int) -> Oiv | None:
        """Return what the OIV says of a year, as far as this build shows it."""
        self.segna(Letto(ParteLetta.ANNI), Letto(ParteLetta.ANNO, anno))
        return self.progetto.anni[anno].oiv if anno in self.progetto.anni else None

    def ha(self, anno: int, tipo: FileAnno) -> bool:
        """True when this build shows something of a kind of file of a year."""
        return anno in self.anni and tipo.presente(self.anno(anno))

    def ha_figura(self, anno: int) -> bool:
        """True when this build shows the chamber's year-end figure: approved, or of enough to be told first."""
        ciclo = self.ciclo(anno, Periodo.DICEMBRE)
        if ciclo is None or ciclo.ente.stampato is None:
            return False
        return not ciclo.ancora_poco or self.atto(anno, Documento.RELAZIONE) is not None

    def ha_atto(self, anno: int, tipo: TipoAtto) -> bool:
        """True when this build shows an act of a kind of a year."""
        return anno in self.anni and any(a.tipo is tipo for a in self.anno(anno).atti.values())

    def potato(self, anno: Anno) -> Anno:
        """Return another state of a year that may be shown, without what this build may not show."""
        if not self.pubblico:
            return anno
        return pota_anno(anno, frozenset(d for d in Documento if self.visibile(anno.anno, d)))

    def data(self, anno: int, documento: Documento | str) -> dt.date:
        """Return the day a document bears: that of its act, else 1 January of its year."""
        return atto.data if (atto := self.atto(anno, documento)) else dt.date(anno, 1, 1)

    @property
    def anno_guida(self) -> int | None:
        """The year that the pages outside the years speak of: the last one closed, else the last; None: no year."""
        return max([n for n in self.anni if self.atto(n, Documento.RELAZIONE)] or self.anni, default=None)

    def storici_ereditati(self, anno: int) -> dict[str, dict[str, str]]:
        """Return the historic references that a year inherits and does not write: file → indicator → text."""
        ereditati: dict[str, dict[str, str]] = {}
        for i in self.anno(anno).indicatori.values():
            if i.storico and "storico" not in i.luoghi:
                ereditati.setdefault(i.source.path, {})[i.codice] = i.storico
        return ereditati

    @property
    def data_sito(self) -> dt.date:
        """The day the site bears: that of its latest document act, else 1 January of the latest year."""
        return max((self.data(n, d) for n in self.anni for d in Documento), default=dt.date(1970, 1, 1))


def carica_vista(
    radice: Path,
    *,
    pubblico: bool = False,
    storia: Callable[[], Storia] | None = None,
    aperti: Aperti | None = None,
) -> Vista:
    """Read, check, prune and compute.

    Args:
        radice: the project folder.
        pubblico: True leaves out what no act covers.
        storia: gives the history of git, when a page asks for it; None: that of the project folder.
        aperti: what was opened of the project so far.

    Raises: DataError with every error of every file; in public also with what is da completare
        of a document that acts cover.
    """
    aperti = aperti or Aperti()
    calcolati: dict[int, Cicli] = {}
    progetto, problemi = esamina(radice, aperti=aperti, calcolati=calcolati)
    esaminati = progetto.anni
    gravi = list(errori(problemi))
    if pubblico:
        gravi += incompleti(progetto, problemi)
    if gravi or progetto.ente is None:
        raise DataError(gravi or problemi)
    if pubblico:
        progetto = pota(progetto)
    cicli: dict[tuple[int, Periodo], Ciclo] = {}
    anni: dict[int, Anno] = {}
    for numero, letto in progetto.anni.items():
        prima = anni.get(numero - 1)
        approvato = prima is not None and approvazione(prima, Documento.RELAZIONE) is not None
        anno = anni[numero] = con_storici(letto, cicli.get((numero - 1, Periodo.DICEMBRE)) if approvato else None)
        calcolo = calcolati[numero] if anno is esaminati[numero] else partial(calcola, anno)  # pruned, or it inherits
        for periodo in Periodo:
            if rilevato_qualcosa(anno, periodo):
                ciclo = con_approvati(Lettura(radice, aperti=aperti), calcolo(periodo))
                if not bloccanti(ciclo):
                    cicli[numero, periodo] = ciclo
    impronte = {(n, d): valore for n in progetto.anni for d, valore in _impronte(radice, n, aperti).items()}
    anni_di = {(n, d): suo for n, anno in anni.items() for d in Documento if (suo := anno.di(d)) is not anno}
    leggi = cache(storia or partial(leggi_storia, radice))
    return Vista(radice, replace(progetto, anni=anni), pubblico, cicli, problemi, impronte, anni_di, leggi, aperti)


def _impronte(radice: Path, anno: int, aperti: Aperti) -> dict[Documento, str]:
    """Return the fingerprints of a year, which follow from its files."""
    if aperti.puliti.prima is None:
        return impronte_di(radice, anno, aperti)
    letti = aperti.impronte(radice, f"data/{anno}")
    fai = partial(impronte_di, radice, anno, aperti)
    dette = aperti.puliti.valori(lambda: {str(d): i for d, i in fai().items()}, "impronte", letti)
    return {Documento(d): impronta for d, impronta in dette.items()}


def incompleti(progetto: Progetto, problemi: tuple[Problem, ...]) -> list[Problem]:
    """What is missing from the documents that acts already cover."""
    coperti = {
        (anno.cartella + "/", documento)
        for anno in progetto.anni.values()
        for documento in Documento
        if approvazione(anno, documento) is not None
    }
    return [
        p for p in problemi if p.documento and any(p.documento == d and p.source.path.startswith(c) for c, d in coperti)
    ]
