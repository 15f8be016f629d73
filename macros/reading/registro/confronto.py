"""Register against files: what was sealed and is not so any more, what should be sealed and is not."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from macros.model.archivio import ATTI, ERRATA, VARIAZIONI
from macros.model.formato import data_breve
from macros.model.problems import Documento, Source
from macros.model.registro import (
    COSA,
    VALIDA,
    Irregolare,
    Irregolarita,
    Registro,
    RigaRegistro,
    Sigillo,
    nome_testi,
    nome_validazione,
    nome_variazione,
    rettificabili,
)
from macros.model.tratti import Tratto
from macros.model.valori import TipoAtto
from macros.model.variazioni import Differenza, Variazione
from macros.reading.blocco.blocco import Approvati
from macros.reading.blocco.differenze import divergenze, leggibile
from macros.reading.blocco.impronta import Canonica
from macros.reading.blocco.percorsi import scendi, scritto
from macros.reading.registro import canonico, capitoli
from macros.reading.registro.sigilli import custodita, custodito
from macros.reading.registro.testi import irregolarita_testi
from macros.reading.testo.deposito import esiste
from macros.reading.testo.nodi import leggi_yaml


class Riscontro:
    """The register against one year."""

    def __init__(
        self,
        approvati: Approvati,
        registro: Registro,
        sigilli: Sequence[Sigillo],
        differenze: Sequence[Differenza],
    ) -> None:
        """Compare; `differenze`: what the lock tells already of the same year."""
        self.approvati = approvati
        self.sigilli = sigilli
        self.righe = registro.di(approvati.anno)
        self.differenze = differenze
        self.per_atto: dict[str, list[RigaRegistro]] = defaultdict(list)
        for riga in self.righe:
            self.per_atto[riga.atto].append(riga)
        self.cambiate: set[str] = set()
        """Things told as changed."""

    def irregolarita(self) -> Iterator[Irregolarita]:
        """Yield all that does not fit, acts first."""
        for nome, righe in self.per_atto.items():
            yield from self._atto(nome, righe)
        yield from self._senza_riga()
        yield from self._ripetute()
        for riga in self.righe:
            yield from self._sigillata(riga)
        yield from self._dopo()
        yield from irregolarita_testi(self.approvati, self.righe, self.sigilli)
        yield from self._ordine()
        yield from self._tardivi()
        yield from self._custoditi()

    def _source(self, atto: str) -> Source:
        return Source(f"{self.approvati.lettura.nome(self.approvati.cartella)}/{ATTI.nome(atto)}")

    def _detta(self, che: Irregolare, riga: RigaRegistro, source: Source, **fatti: object) -> Irregolarita:
        return Irregolarita(
            che=che,
            source=source,
            anno=riga.anno,
            atto=riga.atto,
            sigilla=riga.sigilla,
            riga=riga.riga,
            **fatti,  # type: ignore[arg-type]  # the fields of the record
        )

    def _forma(self, sha256: str) -> dict[str, Canonica] | None:
        return custodita(self.approvati.lettura, self.approvati.cartella, sha256)

    def _atto(self, nome: str, righe: list[RigaRegistro]) -> Iterator[Irregolarita]:
        """ATTO_TOLTO, ATTO_CAMBIATO, RETTIFICA, and a second thing sealed later by the same act."""
        suoi = [s for s in self.sigilli if s.atto == nome]
        if not suoi:
            if not esiste(self.approvati.cartella / ATTI.nome(nome)):  # what does not read is told
                yield self._detta(Irregolare.ATTO_TOLTO, righe[-1], self._source(nome))
            return
        for riga in righe:
            if riga.motivo and (riga.sigilla or riga.impronta or riga.impronta_testi):  # a rettifica seals nothing new
                yield self._detta(Irregolare.RETTIFICA, riga, riga.source, campo="sigilla", dopo=riga.sigilla)
        for prima, dopo in itertools.pairwise(righe):
            if prima.sha256_atto != dopo.sha256_atto:
                yield from self._rettificata(prima, dopo)
            if prima.sigilla and dopo.sigilla and int(dopo.riga) != int(prima.riga) + 1:
                yield self._detta(Irregolare.NON_SIGILLATA, dopo, dopo.source, nota=prima.sigilla, prima=prima.riga)
        ultima = righe[-1]
        if ultima.sha256_atto == suoi[0].sha256_atto:
            return
        atto = self.approvati.atti[nome]
        oggi = json.loads(suoi[0].contenuti[suoi[0].sha256_atto])
        sigillato = self._forma(ultima.sha256_atto)
        cambi = list(divergenze(sigillato, oggi))
        for passi, prima_, dopo_, _ in cambi if cambi and cambi[0][0] else [((), None, None, False)]:
            campo = ".".join(passi)
            yield self._detta(
                Irregolare.ATTO_CAMBIATO, ultima, atto.dove(campo), campo=campo, prima=leggibile(prima_),
                dopo=leggibile(dopo_), nota=str((sigillato or {}).get("tipo", "")),
            )  # fmt: skip

    def _rettificata(self, prima: RigaRegistro, dopo: RigaRegistro) -> Iterator[Irregolarita]:
        """Between two rows of an act only what a rettifica may touch is different, or what it gets: impronta, copy."""
        forme = self._forma(prima.sha256_atto), self._forma(dopo.sha256_atto)
        if forme[0] is None or forme[1] is None:
            return
        ammesse = rettificabili(str(forme[0].get("tipo"))) if dopo.motivo else frozenset[str]()
        aggiunte = {"copia"} if dopo.motivo else {"impronta", "copia"}
        ammesse |= {"firmato"} if dopo.motivo else set()  # who signs after others sends it back again
        for passi, era, ora, _ in divergenze(*forme):
            if passi[0] not in ammesse and not (era is None and passi[0] in aggiunte):
                yield self._detta(
                    Irregolare.RETTIFICA, dopo, dopo.source, campo=passi[0], prima=leggibile(era), dopo=leggibile(ora)
                )

    def _senza_riga(self) -> Iterator[Irregolarita]:
        """ATTO_SENZA_RIGA, DUE_VOLTE, NON_SIGILLATA: what acts seal as the files stand, and no row says."""
        chi = {r.sigilla: r for r in self.righe if r.sigilla}
        note = {(r.atto, r.sigilla) for r in self.righe}
        uguali = {(r.atto, r.impronta) for r in self.righe if r.sigilla and r.impronta}
        detti = set()
        for s in self.sigilli:
            if (s.atto, s.sigilla) in note or (not s.sigilla and s.atto in self.per_atto):
                continue
            if s.sigilla.startswith(VALIDA) and (
                (s.atto, s.impronta) in uguali or any(a.sigilla == s.sigilla.removeprefix(VALIDA) for a in self.sigilli)
            ):
                continue  # the same variation under another number, or one whose approval tells
            fatti = {"anno": str(s.anno), "atto": s.atto, "sigilla": s.sigilla, "source": s.source}
            if (altra := chi.get(s.sigilla)) is not None:
                yield Irregolarita(che=Irregolare.DUE_VOLTE, prima=altra.riga, nota=altra.atto, **fatti)  # type: ignore[arg-type]  # of any field
            elif s.atto in self.per_atto:
                suoi = ", ".join(r.sigilla for r in self.per_atto[s.atto] if r.sigilla)
                riga = self.per_atto[s.atto][-1].riga
                yield Irregolarita(che=Irregolare.NON_SIGILLATA, riga=riga, nota=suoi, **fatti)  # type: ignore[arg-type]  # of any field
            elif s.atto not in detti:
                detti.add(s.atto)
                yield Irregolarita(
                    che=Irregolare.ATTO_SENZA_RIGA, source=self._source(s.atto), anno=str(s.anno), atto=s.atto,
                    sigilla=s.sigilla,
                )  # fmt: skip

    def _ripetute(self) -> Iterator[Irregolarita]:
        """DUE_VOLTE, NON_SIGILLATA: one thing in two rows, chapters corrected by what is no errata of theirs."""
        viste: dict[tuple[str, str], RigaRegistro] = {}
        testi = {nome_testi(d): d.value for d in Documento}
        for riga in self.righe:
            if not riga.sigilla:
                continue
            documento = testi.get(riga.sigilla)
            prima = viste.setdefault((riga.sigilla, riga.atto if documento else ""), riga)
            if prima is not riga:
                yield self._detta(Irregolare.DUE_VOLTE, riga, riga.source, nota=prima.atto, prima=prima.riga)
            atto = self.approvati.atti.get(riga.atto)
            altro = atto and any(r.atto == riga.atto and COSA.fullmatch(r.sigilla) for r in self.righe)
            insieme = self.per_atto[riga.atto][0] is riga  # chapters are corrected with their act
            if (
                documento
                and atto
                and (altro or not insieme or (atto.tipo, atto.documento) != (TipoAtto.ERRATA, documento))
            ):
                yield self._detta(Irregolare.NON_SIGILLATA, riga, riga.source, nota=f"{atto.tipo}")

    def _sigillata(self, riga: RigaRegistro) -> Iterator[Irregolarita]:
        """CAMBIATA: the record of a variation or errata that a row seals."""
        a = self.approvati
        nomi = {nome(v): v for v in (*a.variazioni, *a.errata) for nome in (nome_variazione, nome_validazione)}
        v, cosa = nomi.get(riga.sigilla), COSA.fullmatch(riga.sigilla)
        if riga.sigilla in {"", *Documento, *map(nome_testi, Documento)}:
            return
        if cosa is None:
            yield self._detta(Irregolare.FORMA, riga, riga.source)
            return
        poi = next((r for r in self.righe if riga.sigilla == VALIDA + r.sigilla), None)
        if v is None and poi is not None:
            return  # the row of the approval tells
        if v is None:
            file = a.cartella / (ERRATA if cosa["che"] == "errata" else VARIAZIONI).nome(cosa["numero"])
            rinumerata = any(s.atto == riga.atto and s.impronta == riga.impronta for s in self.sigilli)
            if not rinumerata and not esiste(file):  # what does not read is told
                self.cambiate.add(riga.sigilla)
                yield self._detta(Irregolare.CAMBIATA, riga, Source(a.lettura.nome(file)), campo="file")
            return
        if riga.atto not in v.nomi_atti and riga.atto in a.atti:
            self.cambiate.add(riga.sigilla)
            yield self._detta(
                Irregolare.CAMBIATA, riga, v.source, campo="atti", prima=riga.atto, dopo=", ".join(v.nomi_atti)
            )
            return
        if not any(s.atto == riga.atto and s.impronta == riga.impronta for s in self.sigilli):
            yield from self._riscritta(riga, v, poi)

    def _riscritta(self, riga: RigaRegistro, v: Variazione, poi: RigaRegistro | None) -> Iterator[Irregolarita]:
        """CAMBIATA, value by value: `poi` is the row that approved what this one validates."""
        a = self.approvati
        nodo = leggi_yaml(a.lettura, a.lettura.radice / v.source.path)
        assert nodo is not None  # noqa: S101 - the variation was read from it
        oggi = json.loads(canonico.variazione(nodo, None))["record"]
        era = (self._forma(riga.impronta) or {}).get("record")
        if poi is not None and era == (self._forma(poi.impronta) or {}).get("record"):
            return  # what was approved is what was validated; its own row tells what it is now
        for passi, prima, dopo, _ in divergenze(era, oggi) if era is not None else [((), None, None, False)]:
            self.cambiate.add(riga.sigilla)
            luogo = scendi(nodo, passi)
            yield self._detta(
                Irregolare.CAMBIATA, riga, luogo.source if luogo else v.source, campo=scritto(nodo, passi) or "",
                prima=leggibile(prima), dopo=leggibile(dopo),
            )  # fmt: skip

    def _dopo(self) -> Iterator[Irregolarita]:
        """What a variation changed is not what it was after it, and neither the lock nor a changed record says why."""
        if self.differenze or self.cambiate:
            return
        impronte = {s.impronta for s in self.sigilli}
        for riga in self.righe:
            sola = riga.sigilla.startswith(("variazione ", "errata ")) and riga.impronta not in impronte
            if sola and any(s.sigilla == riga.sigilla for s in self.sigilli):
                suo = next(s for s in self.sigilli if s.sigilla == riga.sigilla)
                yield self._detta(Irregolare.CAMBIATA, riga, suo.source, campo="dopo")
                return

    def _ordine(self) -> Iterator[Irregolarita]:
        """ORDINE: documents in the order of the cycle, variations and errata after what they change."""
        visti: dict[str, str] = {}
        sigillate = {r.sigilla for r in self.righe}
        giugno = {nome_variazione(e) for e in self.approvati.errata if e.di_giugno}
        for riga in self.righe:
            base = riga.sigilla.rpartition(" ")[0]
            servono = Documento(riga.sigilla).presuppone if riga.sigilla in set(Documento) else ()
            if base in {"variazione", "validazione variazione"}:
                servono = (Documento.PIANO,)
            elif base == "errata":
                servono = (Documento.MONITORAGGIO if riga.sigilla in giugno else Documento.RELAZIONE,)
            for serve in servono:
                if serve in sigillate and serve not in visti:
                    yield self._detta(Irregolare.ORDINE, riga, riga.source, nota=serve)
            visti[riga.sigilla] = riga.riga

    def _tardivi(self) -> Iterator[Irregolarita]:
        """TARDIVO: acts that a document's cover names, registered after its approval with a day before it."""
        atti = self.approvati.atti
        for documento in Documento:
            approvato = next((r for r in self.righe if r.sigilla == documento), None)
            approva = atti.get(approvato.atto) if approvato else None
            if approvato is None or approva is None:
                continue
            elenchi = capitoli.atti_elencati(self._forma(approvato.impronta_testi))
            for nome, righe in self.per_atto.items():
                atto = atti.get(nome)
                dopo = atto and int(righe[0].riga) > int(approvato.riga) and atto.data <= approva.data
                if atto and dopo and ("" in elenchi or atto.documento in {documento, *elenchi}):
                    yield self._detta(
                        Irregolare.TARDIVO, righe[0], atto.source, nota=documento, prima=data_breve(atto.data),
                        dopo=data_breve(approva.data),
                    )  # fmt: skip

    def _custoditi(self) -> Iterator[Irregolarita]:
        """SIGILLO: copies of what was sealed are not there, or are others; once a year."""
        a = self.approvati
        anno = a.lettura.nome(a.cartella) + "/"
        bloccati = any(p.ha(Tratto.DEL_BLOCCO) and p.source.path.startswith(anno) for p in a.lettura.problemi)
        mancano: dict[str, RigaRegistro] = {}
        for riga in self.righe:
            documento = riga.sigilla in set(Documento)
            for sha in (riga.sha256_atto, "" if documento else riga.impronta, riga.impronta_testi):
                if sha and self._forma(sha) is None:
                    mancano.setdefault(a.lettura.nome(custodito(a.cartella, sha)), riga)
            if documento and not bloccati and not esiste(istantanea := a.istantanea(Documento(riga.sigilla))):
                mancano.setdefault(a.lettura.nome(istantanea), riga)  # else the lock tells more
        if mancano:
            nome, riga = next(iter(mancano.items()))
            yield self._detta(Irregolare.SIGILLO, riga, riga.source, nota=nome, dopo=str(len(mancano)))
