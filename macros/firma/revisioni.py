"""Our PDF, and what was appended to it: every byte of it accounted for, revision by revision.

Two programs that open one file may see two documents, where one follows the index and the other looks for objects.
So an appended revision is read both ways at once: it holds nothing but objects, and its index names these, each where
it is, and nothing else; only then is there one thing to see. Fonte: ISO 32000-1, 7.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from macros.firma.esito import NonDimostrabileError, Ragione
from macros.firma.flussi import PostoPdf, decodificato, posti_nel_flusso, voci_del_flusso, voci_della_tavola
from macros.firma.oggetti import Dizionario, Flusso, NomePdf, RiferimentoPdf, ValorePdf, leggi_valore, salta

CODA_MASSIMA = 8 * 2**20
"""Bytes appended to ours: a signature with all that its validity needs takes some hundred thousand."""
SCIOLTI_MASSIMI = 32 * 2**20
"""Bytes that all the streams read of what was appended may become."""
REVISIONI_MASSIME = 100
OGGETTI_MASSIMI = 50_000
_OGGETTO = re.compile(rb"(\d{1,10})[\x00\t\n\x0c\r ]+(\d{1,5})[\x00\t\n\x0c\r ]+obj")
_FLUSSO = re.compile(rb"stream(?:\r\n|\n)")
_FINE_FLUSSO = re.compile(rb"(?:\r\n|\n|\r)?endstream")
_FINE = re.compile(rb"startxref[\x00\t\n\x0c\r ]+(\d{1,15})[\x00\t\n\x0c\r ]+%%EOF")
_VUOTI = re.compile(rb"[\x00\t\n\x0c\r ]*")


@dataclass(frozen=True, slots=True)
class OggettoPdf:
    """An object, and where it stands."""

    valore: ValorePdf
    inizio: int
    fine: int
    """Both 0 inside a stream of objects."""


@dataclass(slots=True)
class RevisionePdf:
    """What one save appended."""

    oggetti: dict[int, OggettoPdf] = field(default_factory=dict)
    chiusura: Dizionario = field(default_factory=dict)
    """Its trailer."""
    indice: int = 0
    """Where its index stands."""
    fine: int = 0
    """After its last word."""
    confine: int = 0
    """After the blanks that follow it."""


class NostroPdf:
    """Our file, looked up object by object. It is trusted: nothing in it is weighed."""

    def __init__(self, byte: bytes) -> None:
        """Read the index. Raises: NonDimostrabileError: it has none that can be read."""
        self.byte = byte
        finali = list(_FINE.finditer(byte, max(0, len(byte) - 1024)))
        if not finali:
            raise NonDimostrabileError(Ragione.NON_RICONOSCIUTO)
        self.ultimo = int(finali[-1][1])
        self.indice: dict[int, PostoPdf] = {}
        self.chiusura: Dizionario = {}
        self._flussi: dict[int, tuple[bytes, dict[int, int]]] = {}
        self._trovati: dict[int, ValorePdf] = {}
        visti: set[int] = set()
        posto: ValorePdf = self.ultimo
        while isinstance(posto, int) and posto not in visti:
            visti.add(posto)
            voci, chiusura = self._sezione(posto)
            self.indice = voci | self.indice
            self.chiusura = self.chiusura or chiusura
            posto = chiusura.get("Prev")
        self.oltre = max(self.indice, default=0) + 1
        """The first number that is not ours."""

    def _sezione(self, posto: int) -> tuple[dict[int, PostoPdf], Dizionario]:
        if self.byte.startswith(b"xref", posto):
            voci, fine = voci_della_tavola(self.byte, posto + 4)
            chiusura, _ = leggi_valore(self.byte, self.byte.find(b"trailer", fine) + 7)
            return voci, chiusura if isinstance(chiusura, dict) else {}
        flusso = self._nel_file(posto)
        if not isinstance(flusso, Flusso):
            raise NonDimostrabileError(Ragione.NON_RICONOSCIUTO)
        return dict(voci_del_flusso(flusso)), flusso.voci

    def _nel_file(self, posto: int) -> ValorePdf:
        testata = _OGGETTO.match(self.byte, posto)
        if testata is None:
            raise NonDimostrabileError(Ragione.NON_RICONOSCIUTO)
        valore, dopo = leggi_valore(self.byte, testata.end())
        flusso = _FLUSSO.match(self.byte, salta(self.byte, dopo))
        if flusso is None or not isinstance(valore, dict):
            return valore
        lunga = valore.get("Length")
        lunga = self.trova(lunga.numero) if isinstance(lunga, RiferimentoPdf) else lunga
        return Flusso(valore, self.byte[flusso.end() : flusso.end() + (lunga if isinstance(lunga, int) else 0)])

    def trova(self, numero: int) -> ValorePdf:
        """Return an object; None: there is none. Raises: NonDimostrabileError."""
        if numero not in self._trovati:
            self._trovati[numero] = self._cerca(numero)
        return self._trovati[numero]

    def _cerca(self, numero: int) -> ValorePdf:
        tipo, dove, _ = self.indice.get(numero, (0, 0, 0))
        if tipo == 1:
            return self._nel_file(dove)
        if tipo != 2:
            return None
        if dove not in self._flussi:
            flusso = self.trova(dove) if self.indice.get(dove, (0,))[0] == 1 else None
            if not isinstance(flusso, Flusso):
                raise NonDimostrabileError(Ragione.NON_RICONOSCIUTO)
            sciolto = decodificato(flusso)
            self._flussi[dove] = sciolto, dict(posti_nel_flusso(flusso, sciolto))
        sciolto, posti = self._flussi[dove]
        return leggi_valore(sciolto, posti[numero])[0] if numero in posti else None


def leggi_coda(nostro: NostroPdf, byte: bytes) -> list[RevisionePdf]:
    """Read the revisions that follow our bytes in a file. Raises: NonDimostrabileError."""
    if len(byte) - len(nostro.byte) > CODA_MASSIMA:
        raise NonDimostrabileError(Ragione.TROPPO_GRANDE)
    revisioni: list[RevisionePdf] = []
    in_vigore, prima = dict(nostro.indice), nostro.ultimo
    posto, resto = _dopo_i_vuoti(byte, len(nostro.byte)), SCIOLTI_MASSIMI
    while posto < len(byte):
        lettore = _Coda(byte, posto, resto)
        revisione = lettore.leggi(nostro, prima)
        lettore.confronta(in_vigore)
        revisioni.append(revisione)
        if len(revisioni) > REVISIONI_MASSIME:
            raise NonDimostrabileError(Ragione.TROPPO_GRANDE)
        prima, posto, resto = revisione.indice, revisione.confine, lettore.resto
    return revisioni


def _dopo_i_vuoti(byte: bytes, posto: int) -> int:
    """Return the place after some blanks. Not after comments: at the end of a file they may name another index."""
    vuoti = _VUOTI.match(byte, posto)
    return vuoti.end() if vuoti else posto


class _Coda:
    """One appended revision, as it is read."""

    def __init__(self, byte: bytes, posto: int, resto: int) -> None:
        self.byte, self.posto, self.resto = byte, posto, resto
        self.revisione = RevisionePdf()
        self.tavole: dict[int, tuple[dict[int, PostoPdf], Dizionario]] = {}
        self.posti: dict[int, PostoPdf] = {}
        """The entry that each object should have."""
        self.voci: dict[int, PostoPdf] = {}

    def leggi(self, nostro: NostroPdf, prima: int) -> RevisionePdf:
        """Read up to the end of the revision. Raises: NonDimostrabileError."""
        self.posto = salta(self.byte, self.posto)
        while not (fine := _FINE.match(self.byte, self.posto)):
            if testata := _OGGETTO.match(self.byte, self.posto):
                self._oggetto(testata)
            elif self.byte.startswith(b"xref", self.posto):
                self._tavola()
            else:
                raise self._illeggibile()
            self.posto = salta(self.byte, self.posto)
        revisione = self.revisione
        revisione.indice, revisione.fine = int(fine[1]), fine.end()
        revisione.confine = _dopo_i_vuoti(self.byte, fine.end())
        self._scegli_indice(nostro, prima)
        return revisione

    def _illeggibile(self) -> NonDimostrabileError:
        return NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, f"byte {self.posto}")

    def _oggetto(self, testata: re.Match[bytes]) -> None:
        numero, generazione = int(testata[1]), int(testata[2])
        if generazione:  # ours have none: who asks for the first one would not find it any more
            raise NonDimostrabileError(Ragione.INDICE_FALSO, str(numero))
        valore, dopo = leggi_valore(self.byte, testata.end())
        dopo = salta(self.byte, dopo)
        if flusso := _FLUSSO.match(self.byte, dopo):
            if not isinstance(valore, dict):
                raise self._illeggibile()
            valore, dopo = self._flusso(valore, flusso.end())
        if not self.byte.startswith(b"endobj", dopo):
            raise self._illeggibile()
        self._metti(numero, (1, testata.start(), generazione), OggettoPdf(valore, testata.start(), dopo))
        self.posto = dopo + 6
        if isinstance(valore, Flusso) and valore.voci.get("Type") == NomePdf("XRef"):
            voci: dict[int, PostoPdf] = {}
            for chi, voce in voci_del_flusso(valore, self.resto):
                self.resto -= 1
                if chi in voci or self.resto < 0:
                    raise self._illeggibile()
                voci[chi] = voce
            self.tavole[testata.start()] = voci, valore.voci
            self.posti.pop(numero)  # an index need not name itself
            self.voci[numero] = (1, testata.start(), generazione)
        elif isinstance(valore, Flusso) and valore.voci.get("Type") == NomePdf("ObjStm"):
            self._interni(numero, valore)

    def _flusso(self, voci: Dizionario, inizio: int) -> tuple[Flusso, int]:
        lunga = voci.get("Length")
        if isinstance(lunga, RiferimentoPdf):  # written after it: the end is looked for, and the number has to agree
            lunga = self._lunghezza_scritta_dopo(lunga, inizio)
        if not isinstance(lunga, int) or not 0 <= lunga <= len(self.byte) - inizio:
            raise self._illeggibile()
        fine = _FINE_FLUSSO.match(self.byte, inizio + lunga)
        if fine is None:
            raise self._illeggibile()
        return Flusso(voci, self.byte[inizio : inizio + lunga]), salta(self.byte, fine.end())

    def _lunghezza_scritta_dopo(self, rimando: RiferimentoPdf, inizio: int) -> ValorePdf:
        gia = self.revisione.oggetti.get(rimando.numero)
        if gia is not None:
            return gia.valore
        scritta = re.compile(rb"[\r\n ]%d %d obj\s+(\d{1,8})\s+endobj" % (rimando.numero, rimando.generazione))
        trovata = scritta.search(self.byte, inizio)
        if trovata is None:
            return None
        self.resto -= trovata.end() - inizio  # what is looked through is counted too
        if self.resto < 0:
            raise NonDimostrabileError(Ragione.TROPPO_GRANDE)
        return int(trovata[1])

    def _interni(self, flusso: int, valore: Flusso) -> None:
        sciolto = decodificato(valore, self.resto)
        self.resto -= len(sciolto)
        for posto, (numero, dove) in enumerate(posti_nel_flusso(valore, sciolto)):
            interno = leggi_valore(sciolto, dove)[0]
            self._metti(numero, (2, flusso, posto), OggettoPdf(interno, 0, 0))

    def _metti(self, numero: int, voce: PostoPdf, oggetto: OggettoPdf) -> None:
        if numero in self.revisione.oggetti:
            raise NonDimostrabileError(Ragione.INDICE_FALSO, str(numero))
        if len(self.revisione.oggetti) >= OGGETTI_MASSIMI:
            raise NonDimostrabileError(Ragione.TROPPO_GRANDE)
        self.revisione.oggetti[numero] = oggetto
        self.posti[numero] = voce

    def _tavola(self) -> None:
        inizio = self.posto
        voci, dopo = voci_della_tavola(self.byte, inizio + 4)
        dopo = salta(self.byte, dopo)
        if not self.byte.startswith(b"trailer", dopo):
            raise self._illeggibile()
        chiusura, self.posto = leggi_valore(self.byte, dopo + 7)
        if not isinstance(chiusura, dict):
            raise self._illeggibile()
        self.tavole[inizio] = voci, chiusura

    def _scegli_indice(self, nostro: NostroPdf, prima: int) -> None:
        """Take the index that the revision names, and of one in two parts the other too (7.5.8.4)."""
        if self.revisione.indice not in self.tavole:
            raise NonDimostrabileError(Ragione.INDICE_FALSO, "startxref")
        voci, chiusura = self.tavole.pop(self.revisione.indice)
        altra = chiusura.get("XRefStm")
        if altra is not None:
            if not isinstance(altra, int) or altra not in self.tavole:
                raise NonDimostrabileError(Ragione.INDICE_FALSO, "XRefStm")
            nascoste, sua = self.tavole.pop(altra)
            contrarie = any(voci.get(n, (0,))[0] and voci[n] != v for n, v in nascoste.items())
            if contrarie or sua.get("Prev", prima) != prima:
                raise NonDimostrabileError(Ragione.INDICE_FALSO, "XRefStm")
            voci = voci | nascoste
        if self.tavole or chiusura.get("Prev") != prima:
            raise NonDimostrabileError(Ragione.INDICE_FALSO, "Prev")
        if chiusura.get("Root") != nostro.chiusura.get("Root") or "Encrypt" in chiusura:
            raise NonDimostrabileError(Ragione.INDICE_FALSO, "Root")
        misura = chiusura.get("Size")
        if not isinstance(misura, int) or misura <= max(self.revisione.oggetti, default=0) or misura < nostro.oltre:
            raise NonDimostrabileError(Ragione.INDICE_FALSO, "Size")
        self.posti |= {n: v for n, v in self.voci.items() if n in voci}
        self.voci = voci
        self.revisione.chiusura = chiusura

    def confronta(self, in_vigore: dict[int, PostoPdf]) -> None:
        """Hold the index against what there is, and bring it into force. Raises: NonDimostrabileError."""
        for numero, voce in self.voci.items():
            atteso = self.posti.get(numero, in_vigore.get(numero))
            libero = voce[0] == 0 and (atteso is None or atteso[0] == 0)
            if voce != atteso and not libero:
                raise NonDimostrabileError(Ragione.INDICE_FALSO, str(numero))
        if mancano := self.posti.keys() - self.voci.keys():
            raise NonDimostrabileError(Ragione.INDICE_FALSO, str(min(mancano)))
        in_vigore.update(self.posti)
