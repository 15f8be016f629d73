"""The lock: the files without their recorded changes must be what was approved.

An act that quotes an impronta locks its document. Beside it `approvati/<documento>.json` holds the very
bytes that the impronta is of, so that every old value is known and anyone can check with `sha256sum`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from macros.model.archivio import ATTI, ISTANTANEA, OIV, file_anno
from macros.model.atti import COPRE, Atto, approvata_il, atti_di, giorno_del_piano, ultimo_atto
from macros.model.problems import Documento, Source
from macros.model.tratti import Tratto
from macros.model.variazioni import Cambio, Differenza, Divario, Variazione
from macros.reading.blocco.annulla import Annullamento, forma
from macros.reading.blocco.differenze import divergenze, leggibile, per_nome, posto_di
from macros.reading.blocco.impronta import (
    Alberi,
    Canonica,
    alberi_del_piano,
    alberi_rilevati,
    da_byte,
    impronta,
    in_byte,
    parti,
    sha256_di,
)
from macros.reading.blocco.percorsi import Passi
from macros.reading.testo.deposito import esiste
from macros.reading.testo.files import leggi_byte
from macros.reading.testo.lettura import Lettura, Located


@dataclass(slots=True)
class Approvati:
    """A year's acts and recorded changes, and the files that they speak of."""

    lettura: Lettura
    cartella: Path
    anno: int
    atti: Mapping[str, Atto]
    variazioni: Sequence[Variazione]
    errata: Sequence[Variazione]
    _nome: str = field(init=False)
    gia: dict[int, tuple[Located, Canonica | None]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._nome = self.lettura.nome(self.cartella)

    def atto(self, documento: Documento) -> Atto | None:
        """Return the act that approves a document."""
        return ultimo_atto(self.atti, (*self.variazioni, *self.errata), COPRE[documento][-1], documento)

    def giorno_del_piano(self, documento: Documento) -> dt.date | None:
        """Return the day whose plan a document shows; None: the plan as it stands. Fonte: DESIGN 5."""
        return giorno_del_piano(self.anno, documento, self.atto(documento))

    def dopo(self, giorno: dt.date | None, variazioni: Sequence[Variazione]) -> list[Variazione]:
        """Return the approved variations whose act is later than a day."""
        if giorno is None:
            return []
        return [v for v in variazioni if (quando := approvata_il(v, self.atti)) and quando > giorno]

    def piano(self, giorno: dt.date | None) -> Annullamento:
        """Return the plan of a day; None: as it stands."""
        tolte = Annullamento(alberi_del_piano(self.lettura, self.cartella), self._nome, Documento.PIANO)
        tolte.togli(self.dopo(giorno, self.variazioni))
        return tolte

    def alberi(self, documento: Documento, giorno: dt.date | None = None) -> Alberi:
        """Return the files that a document is made of, with the plan of its day; `giorno`: where no act gives it."""
        rilevati = alberi_rilevati(self.lettura, self.cartella, documento)
        return {**self.piano(self.giorno_del_piano(documento) or giorno).alberi, **rilevati}

    def parti(self, documento: Documento, giorno: dt.date | None = None) -> dict[str, Canonica | None]:
        """Return the canonical form of what a document's approval covers: what its impronta is of.

        `giorno`: of the act that is going to approve it, which may be before a variation.
        """
        return parti(self.alberi(documento, giorno), documento, self.gia)

    def da_validare(self) -> str:
        """Return the impronta of the Relazione without the OIV's own file: the data it sees, once approved those."""
        atto, file = self.atto(Documento.RELAZIONE), self.istantanea(Documento.RELAZIONE)
        grezzo = leggi_byte(self.lettura, file) if atto and atto.impronta else None
        tutte = (da_byte(grezzo) if grezzo else None) or self.parti(Documento.RELAZIONE)
        return impronta({nome: p for nome, p in tutte.items() if file_anno(nome) is not OIV})

    def istantanea(self, documento: Documento) -> Path:
        """Return the file of a document's snapshot."""
        return self.cartella / ISTANTANEA[documento].dove

    def cambiato_da(self, documento: Documento, cercata: str) -> tuple[Differenza, ...] | None:
        """Return what changed since a document had an impronta; None where the history of git does not have it."""
        from macros.reading.blocco.recupero import dalla_storia

        base = dalla_storia(self.lettura.radice, self._nome, cercata, self._impronta_in, documento)
        if base is None:
            return None
        return tuple(self._differenze(Annullamento(self.alberi(documento), self._nome, documento), base, documento))

    def confronta_rilevato(self, gia: Sequence[Differenza]) -> tuple[Differenza, ...]:
        """Return where values, texts and variations are not what was approved; `gia`: what is told of the plan."""
        integrato, di_giugno, finali = (tuple(self._rilevato(d)) for d in Documento if d is not Documento.PIANO)
        interi = {d.percorso for d in finali if d.genere in {Divario.AGGIUNTO, Divario.TOLTO}}
        trovate = list(gia)
        giugno = [d for d in di_giugno if d.percorso not in interi]  # the Relazione has whole rows
        for parte in (integrato, giugno, finali):
            note = {d.percorso for d in trovate}
            trovate += [d for d in parte if d.percorso not in note]
        return tuple(trovate)

    def confronta_piano(self) -> tuple[Differenza, ...]:
        """Return where the plan without its variations is not what was approved.

        Snapshots and acts that disagree are problems of the reading.
        """
        return tuple(self._piano())

    def _piano(self) -> Iterator[Differenza]:
        documento, atto = Documento.PIANO, self.atto(Documento.PIANO)
        if not self.variazioni and (atto is None or atto.impronta is None):
            self._base(atto, documento, {})
            return
        prima = alberi_del_piano(self.lettura, self.cartella)
        giorno = atto.data if atto else dt.date.min
        tolte = Annullamento(dict(prima), self._nome, documento)
        approvate = self.dopo(giorno, self.variazioni)
        tolte.togli(approvate)
        base = self._base(atto, documento, tolte.alberi)
        tolte.togli_proposte([v for v in self.variazioni if v not in approvate], prima, base or {})
        yield from self._differenze(tolte, base, documento)

    def _rilevato(self, documento: Documento) -> Iterator[Differenza]:
        atto = self.atto(documento)
        if atto is None or atto.impronta is None:
            self._base(atto, documento, {})
            return
        prima = self.alberi(documento)
        tolte = Annullamento(dict(prima), self._nome, documento)
        approvate = self.dopo(atto.data, self.errata)
        tolte.togli(self.proprie(tolte, approvate))
        base = self._base(atto, documento, tolte.alberi)
        attese = [e for e in self.errata if e not in approvate and not self._gia_dentro(e, documento)]
        tolte.togli_proposte(self.proprie(tolte, attese), prima, base or {})
        yield from self._differenze(tolte, base, documento)

    def _gia_dentro(self, e: Variazione, documento: Documento) -> bool:
        """True for an approved errata of June, which the Relazione was approved with."""
        return documento is Documento.RELAZIONE and e.di_giugno and approvata_il(e, self.atti) is not None

    def proprie(self, tolte: Annullamento, errata: Sequence[Variazione]) -> list[Variazione]:
        """Return errata without what only the Relazione holds; what is nowhere stays, to be told."""
        if tolte.documento is Documento.RELAZIONE or not errata:
            return list(errata)
        qui = Annullamento(tolte.alberi, self._nome, tolte.documento)
        tutto = Annullamento(self.alberi(Documento.RELAZIONE), self._nome, Documento.RELAZIONE)
        return [
            replace(v, cambi=tuple(c for c in v.cambi if qui.luogo(v, c) is not None or tutto.luogo(v, c) is None))
            for v in errata
        ]

    def _base(self, atto: Atto | None, documento: Documento, alberi: Alberi) -> dict[str, Canonica] | None:
        """Return what was approved, by file; None when nobody locked it, or it cannot be trusted (told)."""
        file = self.istantanea(documento)
        if atto is None or atto.impronta is None:
            if esiste(file):
                self._senza_impronta(documento)
            return None
        grezzo = leggi_byte(self.lettura, file)
        if grezzo is None:
            return self._senza_istantanea(atto, documento, alberi)
        scritta = sha256_di(grezzo)
        propria = parti(alberi, documento, self.gia)
        if scritta == atto.impronta and in_byte(propria) == grezzo:
            return {nome: p for nome, p in propria.items() if p is not None}
        if scritta != atto.impronta:
            alterata = impronta(propria) == atto.impronta
            self.lettura.segnala(
                Source(self.lettura.nome(file)) if alterata else atto.dove("impronta"),
                "BLOCCO-IMPRONTA",
                f"un'istantanea di {documento} con impronta {scritta[:12]}… e un atto con {atto.impronta[:12]}…",
                f"la stessa impronta nell'atto e in {self.lettura.nome(file)}",
                "rimettere l'istantanea come fu registrata: qualcuno l'ha modificata"
                if alterata
                else "ricopiare l'impronta dall'atto della Giunta, e rimettere l'istantanea come fu registrata",
            )
            return None
        letto = da_byte(grezzo)
        if letto is None:
            self.lettura.segnala(
                Source(self.lettura.nome(file)),
                "BLOCCO-IMPRONTA",
                f"un'istantanea di {documento} che non è nella forma di un'istantanea",
                "i dati approvati, come li scrive ciclo approva",
                "rimettere l'istantanea come fu registrata, e l'impronta dell'atto della Giunta",
            )
        return letto

    def _senza_impronta(self, documento: Documento) -> None:
        """Report a snapshot that no act answers for: someone took the impronta, or the act, away."""
        atti = f"{self._nome}/{ATTI.prefisso}"
        non_letti = (p for p in self.lettura.problemi if p.source.path.startswith(atti))
        if any(p.code == "ATTO-IMPRONTA" or p.ha(Tratto.NON_LETTO) for p in non_letti):
            return  # it is there, and does not read: told
        file = self.istantanea(documento)
        scritta = sha256_di(leggi_byte(self.lettura, file) or b"")
        altri = atti_di(self.atti, (*self.variazioni, *self.errata), COPRE[documento][-1], documento)
        solo = altri[0] if len(altri) == 1 else None
        rimedio = "rimettere l'atto che approva il documento"
        if altri:
            quale = "questo" if solo else f"uno di questi ({', '.join(a.nome for a in altri)})"
            rimedio += f" o, se è {quale}, la sua impronta: {scritta}"
        self.lettura.segnala(
            solo.source if solo else Source(self.lettura.nome(file)),
            "BLOCCO-IMPRONTA",
            f"un'istantanea di {documento} e nessun atto con la sua impronta",
            "l'impronta nell'atto che approva il documento",
            rimedio,
        )

    def _senza_istantanea(self, atto: Atto, documento: Documento, alberi: Alberi) -> dict[str, Canonica] | None:
        """Without a snapshot the fingerprints are compared; where they differ, the history of git may tell."""
        from macros.reading.blocco.recupero import dalla_storia  # git and archives: only when a snapshot was lost

        propria = parti(alberi, documento, self.gia)
        if impronta(propria) == atto.impronta or self._illeggibili():
            return {nome: p for nome, p in propria.items() if p is not None}
        trovata = dalla_storia(self.lettura.radice, self._nome, atto.impronta or "", self._impronta_in, documento)
        if trovata is not None:
            return trovata
        self.lettura.segnala(
            atto.dove("impronta"),
            "BLOCCO-SENZA-ISTANTANEA",
            f"dati di {documento} con impronta {impronta(propria)[:12]}…, senza istantanea che dica che cosa cambia",
            f"i dati approvati, con impronta {(atto.impronta or '')[:12]}…",
            f"rimettere {self._nome}/{ISTANTANEA[documento].dove} da una copia di quando fu approvato, "
            "e rifare il controllo: dirà che cosa è cambiato",
        )
        return None

    def _impronta_in(self, radice: Path, documento: Documento) -> dict[str, Canonica]:
        """Return what a document was made of in another copy of the project, as the files stand there."""
        lettura = Lettura(radice)
        cartella = radice / self._nome
        alberi = alberi_del_piano(lettura, cartella) | alberi_rilevati(lettura, cartella, documento)
        return {nome: p for nome, p in parti(alberi, documento).items() if p is not None}

    def _illeggibili(self) -> set[str]:
        return {p.source.path for p in self.lettura.problemi if p.ha(Tratto.NON_LETTO)}

    def _differenze(
        self, tolte: Annullamento, base: Mapping[str, Canonica] | None, documento: Documento
    ) -> Iterator[Differenza]:
        """Yield what does not fit in the recorded changes, then what no recorded change explains."""
        partenze = set()
        if base is not None:
            oggi = parti(tolte.alberi, documento, self.gia)
            saltati = self._illeggibili()
            for file in dict.fromkeys([*base, *oggi]):
                if file in saltati or base.get(file) == oggi.get(file):
                    continue
                tipo = file_anno(file) if documento is Documento.MONITORAGGIO else None
                ramo = (tipo.ramo_di_giugno,) if tipo and tipo.ramo_di_giugno else ()
                for scelti, prima, dopo, ordine in divergenze(*per_nome(file, base.get(file), oggi.get(file))):
                    pieni = ramo + scelti
                    registrato = tolte.registrato(file, pieni)
                    if registrato is not None:
                        if registrato[1].percorso not in partenze:
                            partenze.add(registrato[1].percorso)
                            yield self._partenza(registrato, prima, documento)
                    elif not self._spiegata(tolte, pieni, prima, dopo):
                        una = tolte.differenza(file, pieni, prima, dopo, ordine=ordine)
                        tolta = una.genere is Divario.TOLTO
                        yield replace(una, posto=posto_di(base.get(file), scelti)) if tolta else una
        yield from tolte.differenze

    def _spiegata(self, tolte: Annullamento, scelti: Passi, prima: Canonica | None, dopo: Canonica | None) -> bool:
        """True for a change that a variation records under a name that is not there (told)."""
        luogo = ("", scelti)
        return any(forma(c.da, luogo) == prima and forma(c.a, luogo) == dopo for c in tolte.ignoti)

    def _partenza(
        self, registrato: tuple[Variazione, Cambio], prima: Canonica | None, documento: Documento
    ) -> Differenza:
        variazione, cambio = registrato
        return Differenza(
            documento=documento,
            genere=Divario.DA_DIVERSO,
            dove=cambio.dove,
            campo=cambio.campo,
            approvato=leggibile(prima),
            presente=cambio.da,
            source=cambio.luogo_da,
            variazione=variazione.nome,
        )
