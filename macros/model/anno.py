"""Records of what a year reports, and the year and the project as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from macros.model.atti import (
    COPRE,
    DECIDONO,
    RILEVATI,
    Atto,
    approvata_il,
    giorno_del_piano,
    stato_variazione,
    ultimo_atto,
)
from macros.model.budget import RigaBilancio, RigaBudget
from macros.model.conferme import Conferma
from macros.model.contesto import AltroEnte, Esterno
from macros.model.ente import Ente
from macros.model.evidenze import Evidenza
from macros.model.file_anno import FileAnno
from macros.model.fondi import RisorsePremiali
from macros.model.genere import RigaGenere
from macros.model.oiv import EsitoValidazione, Oiv
from macros.model.piani import AltriPiani
from macros.model.piano import Albero, AreaDirigenziale, AreaStrategica, Indicatore, Obiettivo, Smvp
from macros.model.piao import Piao
from macros.model.premi import Premi
from macros.model.problems import Documento, Source
from macros.model.registro import Irregolarita, Registro
from macros.model.rilevati import Misura, Rilevazione
from macros.model.scadenze import Calendario
from macros.model.schede import Scheda
from macros.model.trasparenza import Trasparenza
from macros.model.valori import Periodo, Tipo, TipoAtto
from macros.model.variazioni import APERTI, Differenza, StatoVariazione, Variazione


@dataclass(frozen=True, slots=True, kw_only=True)
class Piano:
    """The plan as it was in force on a day."""

    smvp: Smvp | None
    albero: Albero | None
    obiettivi: Mapping[str, Obiettivo]
    risorse: RisorsePremiali | None
    """What it declares for chapter 5; None: nothing."""
    altri_piani: AltriPiani | None
    piao: Piao | None
    """What the PIAO adds to it; None: the year has no PIAO."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anno:
    """All that is known of one year, as read. Parts that could not be read are missing."""

    anno: int
    cartella: str
    """Path of the year's folder from the project folder (`data/2021`)."""
    smvp: Smvp | None
    albero: Albero | None
    obiettivi: Mapping[str, Obiettivo]
    """By code, in the order of the tree, then those that the tree does not list."""
    rilevazioni: Mapping[Periodo, Mapping[str, Rilevazione]]
    misure: Mapping[str, Misura] | None
    """None: there is no `misure.csv` yet."""
    fasi: Mapping[tuple[str, str], dt.date | None]
    """(indicator, milestone) → day it was reached."""
    luoghi_fasi: Mapping[tuple[str, str], Source]
    schede: Mapping[str, Scheda]
    atti: Mapping[str, Atto]
    variazioni: tuple[Variazione, ...] = ()
    """Changes of the plan, by number."""
    errata: tuple[Variazione, ...] = ()
    """Corrections of what was published, by number."""
    altri_piani: AltriPiani | None = None
    """The plans that this one serves, and what serves each of their items; None: it names none."""
    piao: Piao | None = None
    """What the PIAO adds to the Piano; None: the year has none."""
    budget: Mapping[str, RigaBudget] = field(default_factory=dict)
    """By account, line, objective, area and side."""
    bilancio: Mapping[str, RigaBilancio] = field(default_factory=dict)
    """By the same; outside every seal."""
    confronti: Mapping[str, AltroEnte] = field(default_factory=dict)
    esterni: Mapping[str, Esterno] = field(default_factory=dict)
    genere: Mapping[str, RigaGenere] = field(default_factory=dict)
    """By table and what its row counts."""
    evidenze: Mapping[str, Evidenza] = field(default_factory=dict)
    """By indicator and document, as written."""
    risorse: RisorsePremiali | None = None
    """Funds and what their shares are reckoned on; None: not declared."""
    oiv: Oiv | None = None
    """What the OIV says at the end of the year; None: nothing yet."""
    premi: Premi | None = None
    """What is published of its premi, in aggregate; None: not yet."""
    scadenze: Calendario | None = None
    """Its own deadlines; None: those of every year."""
    da_validare: str | None = None
    """Impronta of the Relazione without the OIV's own file; None: the OIV did not say which data it saw."""
    piani: Mapping[Documento, Piano] = field(default_factory=dict)
    """The plan that a document shows, where a variation was approved after its day; else it is the one above."""
    differenze: tuple[Differenza, ...] = ()
    """Where the files are not what was approved, once variations and corrections are taken back."""
    irregolarita: tuple[Irregolarita, ...] = ()
    """Where the files are not what the register says."""
    conferme: Mapping[str, Conferma] = field(default_factory=dict)
    """By text; outside every seal."""
    perduti: frozenset[str] = frozenset()
    """Codes that stand in a refused file or record: something is there, so they are not «unknown»."""
    indicatori: Mapping[str, Indicatore] = field(init=False)
    """Every indicator by code, in the order of its objective."""

    def __post_init__(self) -> None:
        tutti = {i.codice: i for o in self.obiettivi.values() for i in o.indicatori}
        object.__setattr__(self, "indicatori", tutti)

    def file(self, tipo: FileAnno, codice: str = "") -> str:
        """Return the path of a file of the year, from the project folder."""
        return f"{self.cartella}/{tipo.nome(codice)}"

    def al(self, periodo: Periodo) -> Anno:
        """Return the year with the plan in force at a survey date. Fonte: DESIGN 5, «The plan at a date»."""
        return self._con_piano(RILEVATI[periodo])

    def di(self, documento: Documento) -> Anno:
        """Return the year as a document shows it: the plan of its day, and nothing that was decided on it later.

        Fonte: DESIGN 5, «The plan at a date».
        """
        approvazione = self.approvazione(documento)
        giorno = giorno_del_piano(self.anno, documento, approvazione)
        if giorno is None:
            return self
        tenute = tuple(v for v in self.variazioni if (quando := self.approvata_il(v)) and quando <= giorno)
        dopo = {nome for v in self.variazioni if v not in tenute for nome in v.nomi_atti}
        if approvazione is not None:
            suoi = [a for a in self.atti.values() if a.documento == documento and a.tipo in DECIDONO]
            dopo |= {a.nome for a in suoi if a.data > approvazione.data}
        dopo -= {nome for v in tenute for nome in v.nomi_atti}
        if tenute == self.variazioni and not dopo & self.atti.keys():
            return self._con_piano(documento)
        atti = {nome: a for nome, a in self.atti.items() if nome not in dopo}
        return replace(self._con_piano(documento), atti=atti, variazioni=tenute)

    def _con_piano(self, documento: Documento) -> Anno:
        piano = self.piani.get(documento)
        if piano is None:
            return self
        del_giorno = {f.name: getattr(piano, f.name) for f in fields(piano)}
        return replace(self, **del_giorno, piani={})

    def approvata_il(self, variazione: Variazione) -> dt.date | None:
        """Return the day a variation, or a correction, was approved; None: it is not."""
        return approvata_il(variazione, self.atti)

    def perduto(self, codice: str) -> bool:
        """True when a code, or the objective an indicator's code begins with, stands in what was refused."""
        return codice in self.perduti or codice.rpartition(".")[0] in self.perduti

    def stato(self, variazione: Variazione) -> StatoVariazione:
        """Return how far a variation has come."""
        return stato_variazione(variazione, self.atti)

    @property
    def proposte_aperte(self) -> tuple[Variazione, ...]:
        """The variations that are neither approved nor ended."""
        return tuple(v for v in self.variazioni if self.stato(v) in APERTI)

    def ultimo_atto(self, tipo: TipoAtto, documento: str) -> Atto | None:
        """Return the latest act of a kind on a document; the acts of its variations are others."""
        return ultimo_atto(self.atti, (*self.variazioni, *self.errata), tipo, documento)

    def approvazione(self, documento: Documento) -> Atto | None:
        """Return the act that approves a document, whatever else it needs to become public."""
        return self.ultimo_atto(COPRE[documento][-1], documento)

    @property
    def non_valida(self) -> bool:
        """True when the OIV decided that the Relazione is not valid: no act covers it. Fonte: RECORDS 3."""
        detta = self.oiv.validazione if self.oiv else None
        return detta is not None and detta.esito is EsitoValidazione.NON_VALIDA

    @property
    def variati(self) -> tuple[Documento, ...]:
        """The documents that the acts of a variation may be on: where the PIAO absorbs the Piano, its section too."""
        assorbito = self.piao is not None and self.piao.assorbe
        return (Documento.PIANO, Documento.PIAO) if assorbito else (Documento.PIANO,)

    def atti_errata(self, documento: Documento) -> tuple[Atto, ...]:
        """Return the acts that corrected an approved document."""
        citati = {v.atto_giunta for v in self.errata if self.approvata_il(v)}
        return tuple(a for a in self.atti.values() if a.nome in citati and a.documento == documento)

    def aperto(self, documento: Documento) -> bool:
        """True until a document is approved: a new requirement binds it only until then. Fonte: RECORDS 0."""
        return self.approvazione(documento) is None

    @property
    def regole(self) -> Smvp:
        """The year's rules; a bug when they could not be read and one computes all the same."""
        if self.smvp is None:
            msg = f"{self.anno}: smvp.yml was not read"
            raise ValueError(msg)
        return self.smvp

    @property
    def letture(self) -> Albero:
        """The year's tree; a bug when it could not be read and one computes all the same."""
        if self.albero is None:
            msg = f"{self.anno}: albero.yml was not read"
            raise ValueError(msg)
        return self.albero

    def __contains__(self, codice: str) -> bool:
        """True for the code of an objective, an indicator or a manager of the plan."""
        return codice in self.obiettivi or codice in self.indicatori or self.area_dirigenziale(codice) is not None

    def area_dirigenziale(self, codice: str) -> AreaDirigenziale | None:
        """Return the managerial area (or the agency) with that code."""
        if self.albero is None:
            return None
        return next((a for a in self.albero.con_responsabile if a.codice == codice), None)

    def nome_area(self, codice: str) -> str:
        """Return the title of a managerial area; the code itself where it is unknown."""
        area = self.area_dirigenziale(codice)
        return area.titolo if area else codice

    def area_strategica_di(self, codice: str) -> AreaStrategica | None:
        """Return the strategic area that lists an objective."""
        if self.albero is None:
            return None
        return next((a for a in self.albero.aree_strategiche if any(v.codice == codice for v in a.obiettivi)), None)

    def responsabili_di(self, codice: str) -> tuple[AreaDirigenziale, ...]:
        """Return the managerial areas (or the agency) that list an objective, in print order."""
        if self.albero is None:
            return ()
        return tuple(a for a in self.albero.con_responsabile if any(v.codice == codice for v in a.obiettivi))

    def area_che_risponde(self, indicatore: Indicatore) -> str:
        """Return the code of the area whose survey files carry the indicator («» when unknown)."""
        obiettivo = self.obiettivi[indicatore.obiettivo]
        if obiettivo.tipo is Tipo.AZIENDA_SPECIALE and self.albero and self.albero.azienda_speciale:
            return self.albero.azienda_speciale.codice
        return indicatore.area_dirigenziale or ""

    def in_cui_conta(self, codice: str) -> tuple[Obiettivo, ...]:
        """Return the objectives in which an indicator counts: its own, then those that link it."""
        suoi = [o for o in self.obiettivi.values() if any(codice == suo for suo, _ in o.membri)]
        return tuple(sorted(suoi, key=lambda o: o.codice != self.indicatori[codice].obiettivo))

    def operativi_di(self, codice: str) -> tuple[Obiettivo, ...]:
        """Return the operational objectives of a strategic one."""
        return tuple(o for o in self.obiettivi.values() if o.obiettivo_strategico == codice)

    def rilevazione(self, codice: str, periodo: Periodo) -> Rilevazione | None:
        """Return the survey row of an indicator at a date."""
        return self.rilevazioni.get(periodo, {}).get(codice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progetto:
    """The whole record: the body, its years, its section of Amministrazione trasparente."""

    ente: Ente | None
    anni: Mapping[int, Anno]
    """Ascending."""
    trasparenza: Trasparenza | None
    """None: there is no such file, or it cannot be read."""
    registro: Registro
    """What was approved, act by act; empty where there is none."""
    irregolarita: tuple[Irregolarita, ...] = ()
    """What is wrong with the register by itself."""
