"""What a workbook that came back changes in the data, cell by cell, and what of it is refused.

Of each cell three texts are known: what the form was made with, what it says now, what the data say now. An empty
cell changes nothing, one that is as it was neither; where the form and the data both changed, only a person may choose.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from macros.model.archivio import FASI, SCHEDE
from macros.model.comando import comando
from macros.model.formato import data_breve
from macros.reading.blocco.percorsi import campo as percorso
from macros.reading.testo.scalari import CODICE_DA_FOGLIO, spoglia, unica
from macros.ufficio.celle import CellaLetta, GenereCella
from macros.ufficio.costruzione import nuova_prova
from macros.ufficio.letture import PercheRifiutata, letta
from macros.ufficio.modulo import (
    Casella,
    FoglioModulo,
    GenereCasella,
    IdentitaModulo,
    LuogoCasella,
    Modulo,
    RigaBase,
    RigaModulo,
    fisse,
)
from macros.ufficio.riconosciuti import TabellaLetta
from macros.ufficio.rifiuti import Rifiutata
from macros.ufficio.scritti import compreso

VUOTO = "vuoto"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModificaUfficio:
    """A cell whose content goes into the data."""

    casella: Casella
    """With what the data say now."""
    nuovo: str
    foglio: str
    cella: tuple[int, int]
    voce: str
    """What it is about, in words: code and title."""
    titolo: str
    """The title of its column."""
    detto: str = ""
    """What is said in the place of an empty content."""

    def __str__(self) -> str:
        unita = f" {self.casella.unita}" if self.casella.unita else ""
        prima, dopo = (_detto(t, self.casella.genere) for t in (self.casella.testo, self.nuovo))
        return f"{self.voce}, {self.titolo}: {prima} → {self.detto or f'{dopo}{unita}'}"


def _detto(testo: str, genere: GenereCasella) -> str:
    valore = compreso(genere, testo)
    return data_breve(valore) if isinstance(valore, dt.date) else testo or VUOTO


@dataclass(frozen=True, slots=True)
class _Riga:
    """A row that came back, beside what it was and what it is now."""

    foglio: FoglioModulo
    tabella: TabellaLetta
    numero: int
    celle: Mapping[str, CellaLetta]
    ora: RigaModulo
    base: RigaBase | None
    """None: the form had no such row."""

    def luogo(self, titolo: str) -> tuple[int, int]:
        return self.numero, self.tabella.colonne[titolo]

    def rifiuta(self, titolo: str, trovato: str, atteso: str, rimedio: str) -> Rifiutata:
        return Rifiutata(self.tabella.foglio.nome, self.luogo(titolo), trovato, atteso, rimedio)


def confronta_modulo(
    modulo: Modulo, altri: Sequence[Modulo], base: IdentitaModulo, tabelle: Mapping[str, TabellaLetta]
) -> tuple[list[ModificaUfficio], list[Rifiutata]]:
    """Return what a workbook changes, and what is refused of it.

    Args:
        modulo: the form as the data would give it now.
        altri: those of the other areas, to tell whose a row is.
        base: what the workbook says that it was made from.
        tabelle: its sheets, as found.
    """
    esiti = [
        esito
        for foglio in modulo.fogli
        if (tabella := tabelle.get(foglio.tipo.nome))
        for esito in _del_foglio(foglio, tabella, altri, base)
    ]
    return [e for e in esiti if isinstance(e, ModificaUfficio)], [e for e in esiti if isinstance(e, Rifiutata)]


def _del_foglio(
    foglio: FoglioModulo, tabella: TabellaLetta, altri: Sequence[Modulo], base: IdentitaModulo
) -> Iterator[ModificaUfficio | Rifiutata]:
    ora = {r.chiave: r for r in foglio.righe}
    di_prima = base.basi.get(foglio.tipo.nome, {})
    viste: dict[tuple[str, ...], int] = {}
    for numero, celle in tabella.righe():
        chiave = tuple(unica(spoglia(celle[t].testo)) if t in celle else "" for t in foglio.tipo.chiavi)
        luogo, riga = (numero, tabella.colonne[foglio.tipo.chiavi[0]]), ora.get(chiave)
        if not any(t in celle for t in foglio.titoli):  # nothing that anybody filled in
            if riga is not None:
                yield from _fisse_cambiate(_Riga(foglio, tabella, numero, celle, riga, di_prima.get(chiave)))
            elif foglio.vuota and any(chiave):
                yield Rifiutata(tabella.foglio.nome, luogo, *_senza_altro(foglio, chiave))
            continue
        if chiave in viste:
            detta = " ".join(chiave)
            yield Rifiutata(
                tabella.foglio.nome, luogo, f"«{detta}» due volte (l'altra è alla riga {viste[chiave]})",
                "ogni riga una volta sola", "tenerne una",
            )  # fmt: skip
            continue
        viste[chiave] = numero
        if riga is None and foglio.vuota and all(chiave) and chiave[0] in foglio.codici:
            riga = nuova_prova(foglio, chiave)
        if riga is None:
            yield Rifiutata(tabella.foglio.nome, luogo, *_ignota(foglio, chiave, celle, altri, chiave in di_prima))
            continue
        yield from _della_riga(_Riga(foglio, tabella, numero, celle, riga, di_prima.get(chiave)))


def _senza_altro(foglio: FoglioModulo, chiave: tuple[str, ...]) -> tuple[str, str, str]:
    """Return what is wrong with a new row that only has a name: found, expected, repair."""
    detta, titoli = " ".join(c for c in chiave if c), ", ".join(foglio.titoli)
    return f"«{detta}», una riga nuova senza altro", titoli, "compilare la riga, o vuotarla"


def _ignota(
    foglio: FoglioModulo,
    chiave: tuple[str, ...],
    celle: Mapping[str, CellaLetta],
    altri: Sequence[Modulo],
    era_chiesta: bool,  # noqa: FBT001 - said by who calls
) -> tuple[str, str, str]:
    """Return why nothing may be written in a row: found, expected, repair."""
    nome, detta = foglio.tipo.chiavi[0].lower(), " ".join(c for c in chiave if c)
    genere = celle[foglio.tipo.chiavi[0]].genere if foglio.tipo.chiavi[0] in celle else GenereCella.TESTO
    if not all(chiave):
        vuota = next(t for t, c in zip(foglio.tipo.chiavi, chiave, strict=True) if not c)
        return f"una riga senza «{vuota}»", "il nome della riga", f"scrivere «{vuota}», o vuotare la riga"
    if genere is not GenereCella.TESTO or CODICE_DA_FOGLIO.fullmatch(chiave[0]):
        return f"«{detta}», un {nome} che il foglio di calcolo ha cambiato", f"il {nome} com'era", "riscriverlo"
    suoi = [
        m
        for m in altri
        for f in m.fogli
        if f.tipo is foglio.tipo and (chiave in {r.chiave for r in f.righe} or chiave[0] in f.codici)
    ]
    if suoi:
        area = suoi[0].anno.nome_area(suoi[0].area)
        return (
            f"«{detta}», una riga di {area}",
            "le righe di questa area",
            "toglierla, e scriverla nel modulo di quell'area",
        )
    if era_chiesta:
        return f"«{detta}», che nei dati non è più chiesto", "una riga del modulo di oggi", "rifare il modulo"
    return (
        f"«{detta}», che nei dati non c'è",
        f"un {nome} del modulo",
        f"riscrivere il {nome} com'era, o togliere la riga",
    )


def _della_riga(riga: _Riga) -> Iterator[ModificaUfficio | Rifiutata]:
    prime = riga.base[1] if riga.base else ("",) * len(riga.ora.caselle)
    if len(prime) != len(riga.ora.caselle):
        prime = ("",) * len(riga.ora.caselle)
    toccate = []
    for titolo, casella, prima in zip(riga.foglio.titoli, riga.ora.caselle, prime, strict=True):
        if titolo in riga.celle:
            della_casella = _fuori_posto if casella.altrove else _della_casella
            toccate.append(della_casella(riga, titolo, casella, prima))
    esiti = [e for e in toccate if e is not None]
    yield from _fisse_cambiate(riga, scritta=bool(esiti))
    yield from esiti


def _fisse_cambiate(riga: _Riga, *, scritta: bool = False) -> Iterator[Rifiutata]:
    """Yield what must stay of a row and did not: in the workbook, or in the data since the form was made."""
    tipo = riga.foglio.tipo
    ora = fisse(tipo, riga.ora)
    prima = riga.base[0] if riga.base and len(riga.base[0]) == len(ora) else ora
    for titolo, era, adesso in zip(tipo.fisse, prima, ora, strict=True):
        if titolo not in riga.celle:
            continue
        letto = unica(riga.celle[titolo].testo)
        if _senza_punti(letto) != _senza_punti(era):
            yield riga.rifiuta(
                titolo, f"«{titolo}» cambiato: «{letto}»", f"«{era}», come nel modulo",
                "rimetterlo com'era: il Piano si cambia con una variazione (ciclo varia)",
            )  # fmt: skip
        elif scritta and adesso != era:
            yield riga.rifiuta(
                titolo, f"un modulo fatto quando «{titolo}» era «{era}»", f"«{adesso}», come nei dati di oggi",
                "rifare il modulo con ciclo modulo, e ricopiare i dati",
            )  # fmt: skip


def _senza_punti(testo: str) -> str:
    return "".join(testo.replace(".", "").split())


def _della_casella(riga: _Riga, titolo: str, casella: Casella, prima: str) -> ModificaUfficio | Rifiutata | None:
    """Return what a cell changes, or why it may not; None: nothing."""
    cella = riga.celle[titolo]
    if cella.genere is GenereCella.TESTO and unica(cella.testo) == unica(prima):
        return None  # as it was, right or wrong
    scritto = letta(casella, cella)
    if isinstance(scritto, PercheRifiutata):
        return riga.rifiuta(titolo, scritto.trovato, scritto.atteso, scritto.rimedio)
    valore, era, ora = (compreso(casella.genere, t) for t in (scritto, prima, casella.testo))
    if valore in (era, ora) or not scritto or _non_raggiunta(casella, scritto):
        return None
    detto = _detto(scritto, casella.genere)
    if casella.chiuso is not None:
        documento = f"{casella.chiuso.capitalize()} {casella.luogo.file.split('/')[1]}"
        return riga.rifiuta(
            titolo, f"«{detto}» al posto di «{casella.testo or VUOTO}»",
            f"ciò che è approvato con {documento}", comando_errata(casella.luogo, scritto),
        )  # fmt: skip
    if ora != era:
        return riga.rifiuta(
            titolo, f"«{detto}», e intanto nei dati «{casella.testo or VUOTO}»",
            f"il valore che il modulo aveva, «{prima or VUOTO}»: è cambiato in tutti e due",
            f"decidere quale vale; se è quello dei dati, scrivere qui {casella.testo or 'niente'}",
        )  # fmt: skip
    voce = " ".join((*riga.ora.chiave[:2], *riga.ora.mostrate[:1]))
    return ModificaUfficio(
        casella=casella,
        nuovo=scritto,
        foglio=riga.tabella.foglio.nome,
        cella=riga.luogo(titolo),
        voce=voce,
        titolo=titolo,
    )


def _non_raggiunta(casella: Casella, scritto: str) -> bool:
    """True for a milestone that has no day and is said to have none."""
    return casella.luogo.tipo is FASI and scritto == "no" and not casella.testo


def _fuori_posto(riga: _Riga, titolo: str, casella: Casella, _prima: str) -> Rifiutata | None:
    """Return why what was written where another sheet is asked is not taken; None: the cell is as the form made it."""
    scritto = unica(riga.celle[titolo].testo)
    if scritto in {unica(casella.altrove), unica(casella.testo)}:
        return None
    return riga.rifiuta(titolo, f"«{scritto}»", f"niente: {casella.altrove}", "scrivere il dato là, e vuotare la cella")


def comando_errata(luogo: LuogoCasella, valore: str) -> str:
    r"""Return the command that corrects an approved value, to be copied.

    >>> from macros.model.archivio import FASI
    >>> comando_errata(LuogoCasella(FASI, "data/2021/fasi.csv", ("1.1.a", "f1"), "raggiunta_il"), "2021-03-01")
    '«.venv/bin/ciclo errata "fase 1.1.a f1" raggiunta_il 2021-03-01 --anno 2021», che chiede motivo e atto'
    """
    parti = luogo.file.split("/")
    if luogo.tipo is SCHEDE:
        dove = f"{SCHEDE.record} {parti[-1].removesuffix('.yml')}"
        campo = percorso((*luogo.chiave, luogo.campo), (False,) * (len(luogo.chiave) + 1))
    else:
        dove, campo = " ".join((luogo.tipo.record, *luogo.chiave)), luogo.campo
    return f"«{comando('errata', dove, campo, valore, anno=parti[1])}», che chiede motivo e atto"
