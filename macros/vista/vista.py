"""What one build may show: the project, its computed cycles, and what acts cover.

In a public build a year is pruned before anything is computed: what no act covers is
not there, so that no page, table or file can leak it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, cast

from macros.checks.esame import esamina
from macros.engine.ciclo import bloccanti, calcola, completato
from macros.engine.misura import rilevato_qualcosa
from macros.engine.result import Ciclo
from macros.model.anno import Anno, Progetto, Scheda
from macros.model.archivio import campi_pubblici
from macros.model.atti import COPRE, Atto
from macros.model.piano import Ente
from macros.model.problems import DataError, Documento, Problem, errori
from macros.model.valori import Periodo
from macros.model.variazioni import Variazione
from macros.reading.git.iter_git import Storia, leggi_storia
from macros.reading.progetto import impronte as impronte_di
from macros.reading.testo.lettura import Aperti, Lettura
from macros.vista.storici import con_storici

T = TypeVar("T")
IDENTITA = ("anno", "cartella", "piani")
"""Fields of a year that are no file's, and stay in public: its names, and its plan as it was on other days."""


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
    _fatti: dict[Hashable, object] = field(init=False, repr=False, compare=False, default_factory=dict)

    def una_volta(self, chiave: Hashable, fai: Callable[[], T]) -> T:
        """Return what was made of this view under that name, or make it: several pages and files take the same."""
        if chiave not in self._fatti:
            self._fatti[chiave] = fai()
        return cast("T", self._fatti[chiave])

    def lettura(self) -> Lettura:
        """Return a new reading of the files that this view was read from."""
        return Lettura(self.radice, aperti=self.aperti)

    @property
    def ente(self) -> Ente:
        """The chamber."""
        assert self.progetto.ente is not None  # noqa: S101 - `carica_vista` refuses a project without it
        return self.progetto.ente

    @property
    def anni(self) -> tuple[int, ...]:
        """The years that may be shown, ascending."""
        return tuple(self.progetto.anni)

    def anno(self, anno: int) -> Anno:
        """Return a year, pruned."""
        return self.progetto.anni[anno]

    def anno_di(self, anno: int, documento: Documento) -> Anno:
        """Return a year as a document shows it, with the plan of its day."""
        return self.anni_di.get((anno, documento)) or self.anno(anno)

    def anno_con(self, anno: int, codice: str) -> Anno:
        """Return a year with the last of its plans that has an objective, or a manager, of that code."""
        viste = (self.anno(anno), *(self.anno_di(anno, d) for d in reversed(Documento)))
        trovate = (a for a in viste if codice in a.obiettivi or a.area_dirigenziale(codice))
        return next(trovate, viste[0])

    def ciclo(self, anno: int, periodo: Periodo) -> Ciclo | None:
        """Return a year at a date; None when it may not be shown or nothing was surveyed yet."""
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
        return _approvazione(self.progetto.anni[anno], Documento(documento)) if anno in self.progetto.anni else None

    def visibile(self, anno: int, documento: Documento | str) -> bool:
        """True when this build shows a document: always in a draft, when acts cover it in public."""
        return anno in self.progetto.anni and (not self.pubblico or self.atto(anno, documento) is not None)

    def potato(self, anno: Anno) -> Anno:
        """Return another state of a year that may be shown, without what this build may not show."""
        if not self.pubblico:
            return anno
        return _pota_anno(anno, frozenset(d for d in Documento if self.visibile(anno.anno, d)))

    def data(self, anno: int, documento: Documento | str) -> dt.date:
        """Return the day a document bears: that of its act, else 1 January of its year."""
        atto = self.atto(anno, documento)
        return atto.data if atto else dt.date(anno, 1, 1)

    @property
    def anno_guida(self) -> int | None:
        """The year that the pages outside the years speak of: the last one closed, else the last; None: no year."""
        chiusi = [n for n in self.anni if self.atto(n, Documento.RELAZIONE)]
        return max(chiusi or self.anni, default=None)

    def storici_ereditati(self, anno: int) -> dict[str, dict[str, str]]:
        """Return the historic references that a year inherits and does not write: file → indicator → text."""
        ereditati: dict[str, dict[str, str]] = {}
        for i in self.progetto.anni[anno].indicatori.values():
            if i.storico and "storico" not in i.luoghi:
                ereditati.setdefault(i.source.path, {})[i.codice] = i.storico
        return ereditati

    @property
    def data_sito(self) -> dt.date:
        """The day the site bears: that of its latest document act, else 1 January of the latest year."""
        date = [self.data(anno, documento) for anno in self.anni for documento in Documento]
        return max(date, default=dt.date(1970, 1, 1))


def carica_vista(radice: Path, *, pubblico: bool = False, storia: Callable[[], Storia] | None = None) -> Vista:
    """Read, check, prune and compute.

    Args:
        radice: the project folder.
        pubblico: True leaves out what no act covers.
        storia: gives the history of git, when a page asks for it; None: that of the project folder.

    Raises: DataError with every error of every file; in public also with what is da completare
        of a document that acts cover.
    """
    aperti = Aperti()
    progetto, problemi = esamina(radice, aperti=aperti)
    gravi = list(errori(problemi))
    if pubblico:
        gravi += _incompleti(progetto, problemi)
    if gravi or progetto.ente is None:
        raise DataError(gravi or problemi)
    if pubblico:
        progetto = _pota(progetto)
    cicli: dict[tuple[int, Periodo], Ciclo] = {}
    anni: dict[int, Anno] = {}
    for numero, letto in progetto.anni.items():
        prima = anni.get(numero - 1)
        approvato = prima is not None and _approvazione(prima, Documento.RELAZIONE) is not None
        anno = anni[numero] = con_storici(letto, cicli.get((numero - 1, Periodo.DICEMBRE)) if approvato else None)
        for periodo in Periodo:
            if rilevato_qualcosa(anno, periodo):
                ciclo = calcola(anno, periodo)
                if not bloccanti(ciclo):
                    cicli[numero, periodo] = ciclo
    impronte = {(n, d): valore for n in progetto.anni for d, valore in impronte_di(radice, n, aperti).items()}
    anni_di = {(n, d): suo for n, anno in anni.items() for d in Documento if (suo := anno.di(d)) is not anno}
    leggi = cache(storia or partial(leggi_storia, radice))
    return Vista(radice, replace(progetto, anni=anni), pubblico, cicli, problemi, impronte, anni_di, leggi, aperti)


def _approvazione(anno: Anno, documento: Documento) -> Atto | None:
    atti = [anno.ultimo_atto(tipo, documento) for tipo in COPRE[documento]]
    return atti[-1] if all(atti) else None


def _incompleti(progetto: Progetto, problemi: tuple[Problem, ...]) -> list[Problem]:
    """What is missing from the documents that acts already cover."""
    coperti = {
        (anno.cartella + "/", documento)
        for anno in progetto.anni.values()
        for documento in Documento
        if _approvazione(anno, documento) is not None
    }
    return [
        p for p in problemi if p.documento and any(p.documento == d and p.source.path.startswith(c) for c, d in coperti)
    ]


def _pota(progetto: Progetto) -> Progetto:
    """Keep only what acts cover. Fonte: DESIGN 5, «Two builds»."""
    anni = {}
    for numero, anno in progetto.anni.items():
        pubblici = frozenset(d for d in Documento if _approvazione(anno, d) is not None)
        if Documento.PIANO in pubblici:
            anni[numero] = _pota_anno(anno, pubblici)
    return replace(progetto, anni=anni)


def _pota_anno(anno: Anno, pubblici: frozenset[Documento]) -> Anno:
    """Keep of a year what the documents that acts cover tell; of its acts, those that are about them.

    A field that no kind of file makes public (`macros/model/archivio.py`) is emptied.
    """
    dicembre = Documento.RELAZIONE in pubblici
    giugno = dicembre or Documento.MONITORAGGIO in pubblici
    tenuti = {Periodo.GIUGNO: giugno, Periodo.DICEMBRE: dicembre}
    ultimo = Periodo.DICEMBRE if dicembre else Periodo.GIUGNO if giugno else None
    fasi = {
        chiave: giorno
        for chiave, giorno in anno.fasi.items()
        if ultimo and giorno is not None and giorno <= ultimo.data(anno.anno)
    }
    misure = anno.misure and {
        nome: replace(m, valori={p: m.valori.get(p) if tenuti[p] else None for p in Periodo})
        for nome, m in anno.misure.items()
    }
    variazioni = tuple(
        v for v in anno.variazioni if anno.approvata_il(v) or (giugno and v.proposta_da == Documento.MONITORAGGIO)
    )
    errata = tuple(v for v in anno.errata if anno.approvata_il(v) and (dicembre or (giugno and v.di_giugno)))
    rilevazioni = {p: righe if tenuti[p] else {} for p, righe in anno.rilevazioni.items()}
    detti = _citati(*variazioni, *errata) | {r.atto for righe in rilevazioni.values() for r in righe.values()}
    taciuti = _citati(*anno.variazioni, *anno.errata) - detti
    taciuti |= {r.atto for righe in anno.rilevazioni.values() for r in righe.values()} - detti
    coprono = {a.nome for d in pubblici for tipo in COPRE[d] if (a := anno.ultimo_atto(tipo, d))}
    ultimo_giorno = max(a.data for d in pubblici if (a := anno.approvazione(d)))
    in_parte: dict[str, Any] = {
        "atti": {
            n: a
            for n, a in anno.atti.items()
            if n in coprono or (n not in taciuti and (n in detti or _pubblico(a, pubblici, ultimo_giorno)))
        },
        "rilevazioni": rilevazioni,
        "misure": misure,
        "fasi": fasi,
        "variazioni": variazioni,
        "errata": errata,
        "schede": {c: _pota_scheda(s, giugno=giugno, dicembre=dicembre) for c, s in anno.schede.items()},
    }
    noti = {*IDENTITA, *campi_pubblici(pubblici), *in_parte}
    svuotati: dict[str, Any] = {
        c: _vuoto(getattr(anno, c)) for f in fields(anno) if f.init and (c := f.name) not in noti
    }
    return replace(anno, **svuotati, **in_parte)


def _vuoto(valore: object) -> object:
    """Return what stands in a field of which nothing may be said."""
    return type(valore)() if isinstance(valore, dict | tuple | frozenset) else None


def _pubblico(atto: Atto, pubblici: frozenset[Documento], ultimo_giorno: dt.date) -> bool:
    """True for an act on a public document or on the Sistema; on no document, once one that came after it is public.

    Fonte: TRUST 4; what an act is called and numbered tells of a document as much as the document.
    """
    if atto.documento is None:
        return atto.albo is not None or atto.data <= ultimo_giorno
    return atto.documento in {*pubblici, "smvp"}


def _citati(*variazioni: Variazione) -> set[str | None]:
    """Return the names of the acts that variations quote."""
    return {nome for v in variazioni for nome in (v.atto_oiv, v.atto_giunta)}


def _pota_scheda(scheda: Scheda, *, giugno: bool, dicembre: bool) -> Scheda:
    return replace(
        scheda,
        monitoraggio=scheda.monitoraggio if giugno else {},
        azioni=scheda.azioni if dicembre else {},
        consuntivo=scheda.consuntivo if dicembre else {},
    )
