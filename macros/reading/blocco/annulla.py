"""Takes variations back from the files as read: the plan as it was before them.

Works on located nodes, so that what comes out can be read like any file: a value put
back has its place in the variation that says it. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from macros.model.problems import Documento, Source
from macros.model.variazioni import Cambio, Contenuto, Differenza, Divario, Variazione
from macros.reading.blocco.differenze import leggibile, scendi_forma
from macros.reading.blocco.impronta import Alberi, Canonica, canonica
from macros.reading.blocco.percorsi import (
    Passi,
    contenuto,
    dove,
    nomi_elementi,
    passi,
    per_esteso,
    scendi,
    scritto,
    trova,
)
from macros.reading.testo.lettura import Located

Luogo = tuple[str, Passi]
"""A file and the steps inside it."""
Coppia = tuple[Variazione, Cambio]
CATENA_MASSIMA = 8
"""Changes of one place whose right order is looked for."""


@dataclass(slots=True)
class Annullamento:
    """The files without some variations, and what did not fit on the way."""

    alberi: Alberi
    cartella: str
    documento: Documento
    differenze: list[Differenza] = field(default_factory=list)
    toccati: dict[Luogo, Coppia] = field(default_factory=dict)
    """Place → the earliest variation taken back there."""
    ignoti: list[Cambio] = field(default_factory=list)

    def togli(self, variazioni: Sequence[Variazione]) -> None:
        """Take back approved variations, the last one first."""
        fila = [(v, cambio) for v in reversed(variazioni) for cambio in _a_ritroso(v)]
        for variazione, cambio in self._in_fila(fila):
            luogo = self.luogo(variazione, cambio)
            if luogo is not None:
                self._confronta(variazione, cambio, luogo)
                self._rimetti(cambio, luogo)
                self.toccati[luogo] = (variazione, cambio)

    def _in_fila(self, fila: list[Coppia]) -> list[Coppia]:
        """Put the changes of one place in the order in which a value follows the other, when only the order is wrong.

        That is one mistake, and is told once.
        """
        posti: dict[Luogo, list[int]] = {}
        for numero, (_, cambio) in enumerate(fila):
            luogo = self._trovato(cambio)
            if luogo is not None and cambio.da is not None and cambio.a is not None:
                posti.setdefault(luogo, []).append(numero)
        for luogo, quali in posti.items():
            scritta = [fila[n] for n in quali]
            catena = _catena(scritta, forma_di(scendi(self.alberi.get(luogo[0]), luogo[1]), luogo), luogo)
            if catena is None or catena == scritta:
                continue
            variazione, cambio = scritta[-1]
            giusta: Contenuto = tuple({"da": c.da, "a": c.a, "nome": v.nome} for v, c in reversed(catena))
            self.segnala(Divario.SCAMBIATI, variazione, cambio, cambio.luogo_da, giusta, None)
            for n, coppia in zip(quali, catena, strict=True):
                fila[n] = coppia
        return fila

    def registrato(self, file: str, scelti: Passi) -> Coppia | None:
        """Return the earliest change recorded at a place, above it or below."""
        for (suo, passi_suoi), coppia in self.toccati.items():
            comuni = min(len(passi_suoi), len(scelti))
            if suo == file and passi_suoi[:comuni] == scelti[:comuni]:
                return coppia
        return None

    def luogo(self, variazione: Variazione, cambio: Cambio) -> Luogo | None:
        """Return where a change is; None, and a difference, when there is no such place."""
        luogo = self._trovato(cambio)
        if luogo is None:
            self.ignoti.append(cambio)
            self.segnala(Divario.IGNOTO, variazione, cambio, cambio.source, None, None)
        return luogo

    def _trovato(self, cambio: Cambio) -> Luogo | None:
        scelti = passi(cambio.campo)
        trovato = trova(self.alberi, self.cartella, per_esteso(cambio.dove, self.alberi, self.cartella))
        if trovato is not None and scelti is not None:
            file, tutti = trovato[0], trovato[1] + scelti
            nodo = scendi(self.alberi.get(file), tutti)
            sopra = scendi(self.alberi.get(file), tutti[:-1])
            nuovo = cambio.da is None or cambio.a is None
            if nodo is not None or not tutti or (nuovo and sopra is not None):
                return file, tutti
        return None

    def _confronta(self, variazione: Variazione, cambio: Cambio, luogo: Luogo) -> None:
        """Note where the files do not end with what the variation says."""
        nodo = scendi(self.alberi.get(luogo[0]), luogo[1])
        presente = forma_di(nodo, luogo)
        if presente == forma(cambio.a, luogo):
            return
        if luogo in self.toccati:
            dopo, suo = self.toccati[luogo]
            self.segnala(Divario.DA_DIVERSO, dopo, suo, suo.luogo_da, cambio.a, suo.da)
        else:
            applicata = presente != forma(cambio.da, luogo)
            genere = Divario.CAMBIATO if applicata else Divario.NON_APPLICATA
            self.segnala(genere, variazione, cambio, dove_sta(self.alberi, luogo), cambio.a, contenuto(nodo))

    def togli_proposte(self, proposte: Iterable[Variazione], prima: Alberi, approvate: Mapping[str, Canonica]) -> None:
        """Find the changes of variations not approved that the files already carry, and take them back.

        `prima`: the files as they are. `approvate`: canonical form of what was approved, when it is known.
        """
        for variazione in proposte:
            for cambio in variazione.cambi:
                luogo = self.luogo(variazione, cambio)
                if luogo is None or luogo in self.toccati:
                    continue
                nodo = scendi(prima.get(luogo[0]), luogo[1])
                presente = forma_di(nodo, luogo)
                gia_cosi = luogo[0] in approvate and scendi_forma(approvate[luogo[0]], luogo[1]) == presente
                if presente == forma(cambio.a, luogo) and not gia_cosi:
                    sorgente = dove_sta(prima, luogo)
                    self.segnala(Divario.NON_APPROVATA, variazione, cambio, sorgente, cambio.da, cambio.a)
                    self._rimetti(cambio, luogo)
                elif presente != forma(cambio.da, luogo) and (gia_cosi or not approvate):
                    self.segnala(Divario.DA_DIVERSO, variazione, cambio, cambio.luogo_da, contenuto(nodo), cambio.da)

    def _rimetti(self, cambio: Cambio, luogo: Luogo) -> None:
        file, tutti = luogo
        attuale = self.alberi.get(file)
        nuovo = None if cambio.da is None else collocato(cambio.da, cambio.luogo_da)
        rimesso = nuovo if not tutti else _messo(attuale or Located({}, Source(file)), tutti, nuovo, cambio.posto)
        self.alberi = {nome: nodo for nome, nodo in self.alberi.items() if nome != file}
        if rimesso is not None:
            self.alberi = dict(sorted({**self.alberi, file: rimesso}.items()))

    def segnala(
        self,
        genere: Divario,
        variazione: Variazione,
        cambio: Cambio,
        source: Source,
        approvato: Contenuto,
        presente: Contenuto,
    ) -> None:
        """Note a difference that a variation explains."""
        self.differenze.append(
            Differenza(
                documento=self.documento,
                genere=genere,
                dove=cambio.dove,
                campo=cambio.campo,
                approvato=approvato,
                presente=presente,
                source=source,
                variazione=variazione.nome,
            )
        )

    def differenza(
        self, file: str, scelti: Passi, prima: Canonica | None, dopo: Canonica | None, *, ordine: bool
    ) -> Differenza:
        """Return a difference that no recorded change explains; `ordine`: only the order of a list changed."""
        record, resto = dove(self.cartella, file, scelti)
        genere = Divario.ORDINE if ordine else Divario.CAMBIATO
        if not ordine and isinstance(prima if dopo is None else dopo, dict) and (prima is None or dopo is None):
            genere = Divario.AGGIUNTO if prima is None else Divario.TOLTO
        return Differenza(
            documento=self.documento,
            genere=genere,
            dove=record,
            campo=scritto(self.alberi.get(file), scelti, len(resto)),
            approvato=leggibile(prima),
            presente=leggibile(dopo),
            source=dove_sta(self.alberi, (file, scelti)),
        )


def _catena(coppie: list[Coppia], valore: Canonica | None, luogo: Luogo) -> list[Coppia] | None:
    """Return the changes of a place so that each starts where the next in time, the one before it here, ends.

    None when there is no such order. `valore`: what stands there after all of them.
    """
    if len(coppie) > CATENA_MASSIMA:
        return None
    if not coppie:
        return []
    for n, (variazione, cambio) in enumerate(coppie):
        if forma(cambio.a, luogo) == valore:
            resto = _catena(coppie[:n] + coppie[n + 1 :], forma(cambio.da, luogo), luogo)
            if resto is not None:
                return [(variazione, cambio), *resto]
    return None


def _a_ritroso(variazione: Variazione) -> list[Cambio]:
    """Return the changes of a variation as they are taken back: what was added goes, what was taken away returns.

    Items of a list return in the order of their places there, so that each finds its own.
    """
    tolti = [c for c in variazione.cambi if c.a is None and c.posto is not None]
    altri = [c for c in reversed(variazione.cambi) if c not in tolti]
    aggiunti = [c for c in altri if c.da is None]
    return [*aggiunti, *sorted(tolti, key=lambda c: c.posto or 0), *(c for c in altri if c not in aggiunti)]


def forma(valore: Contenuto, luogo: Luogo) -> Canonica | None:
    """Return the canonical form of what a change says of a place; None: that nothing is there."""
    return None if valore is None else forma_di(collocato(valore, Source(luogo[0])), luogo)


def forma_di(nodo: Located | None, luogo: Luogo) -> Canonica | None:
    """Return the canonical form of what stands at a place."""
    return None if nodo is None else canonica(nodo, luogo[1][-1] if luogo[1] else "")


def collocato(valore: Contenuto, source: Source) -> Located:
    """Return a node for a content, all of it at one place."""
    if isinstance(valore, Mapping):
        figli = {chiave: collocato(sotto, source) for chiave, sotto in valore.items()}
        return Located(figli, source, chiavi=dict.fromkeys(figli, source))
    if isinstance(valore, tuple):
        return Located([collocato(sotto, source) for sotto in valore], source)
    return Located(valore or None, source, virgolette=True)


def dove_sta(alberi: Alberi, luogo: Luogo) -> Source:
    """Return the place of a node, or of the nearest one above it."""
    file, tutti = luogo
    for quanti in range(len(tutti), -1, -1):
        nodo = scendi(alberi.get(file), tutti[:quanti])
        if nodo is not None:
            return nodo.source
    return Source(file)


def _messo(nodo: Located, scelti: Passi, nuovo: Located | None, posto: int | None) -> Located:
    """Return a node with what stands some steps below replaced, added or (None) taken away."""
    passo, resto = scelti[0], scelti[1:]
    if isinstance(nodo.valore, list):
        nomi_qui = nomi_elementi(nodo.valore)
        elementi = list(nodo.valore)
        if passo in nomi_qui:
            quale = nomi_qui.index(passo)
            dentro = _messo(elementi[quale], resto, nuovo, posto) if resto else nuovo
            elementi[quale : quale + 1] = [] if dentro is None else [dentro]
        elif nuovo is not None and not resto:
            elementi.insert(len(elementi) if posto is None else max(posto - 1, 0), nuovo)
        return Located(elementi, nodo.source)
    figli = dict(nodo.valore) if isinstance(nodo.valore, dict) else {}
    if resto:
        sotto: Located | None = _messo(figli.get(passo, Located({}, nodo.source)), resto, nuovo, posto)
    else:
        sotto = nuovo
    figli.pop(passo, None) if sotto is None else figli.update({passo: sotto})
    chiavi = {**nodo.chiavi, **({} if sotto is None else {passo: nodo.chiavi.get(passo, sotto.source)})}
    return Located(figli, nodo.source, chiavi={c: s for c, s in chiavi.items() if c in figli})
