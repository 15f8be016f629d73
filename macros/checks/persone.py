"""The look-out for personal data: every text and file of the record, with its place.

How such data are written is in `personali`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.checks import personali
from macros.model.archivio import ISTANTANEE
from macros.model.ente import Ente
from macros.model.problems import Problem, Source
from macros.reading.pagine.scritti import Scritto, in_testo, scritti
from macros.reading.testo.files import NASCOSTI, cartelle_anno
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import ANNO

CARTELLE = ("data", "content")
CONTATTI = (
    "pec",
    "ufficio_responsabile",
    "indirizzo_sito",
    "dichiarazione_accessibilita",
    "privacy",
    "note_legali",
)
"""Keys of `ente.yml` that say how to reach an office."""
_SITO = re.compile(r"https?://(?:www\.)?([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_FIRMA = re.compile(r"TINIT-\Z", re.IGNORECASE)
"""Before the code of who signed, in the certificate of a signed document: it is there by law."""
_DI_UFFICIO = (
    "toglierlo; se è di un ufficio, scriverlo fra i contatti di data/ente.yml (pec, ufficio_responsabile): "
    "di lì vale ovunque"
)
_STORIA = (
    "toglierlo: la storia di git è pubblica, e le persone compaiono per ruolo; "
    "se il file è già stato registrato, avvisare chi cura il deposito"
)


@dataclass(frozen=True, slots=True)
class Specie:
    """A kind of personal datum: its code, how it is found, and what is said of it without saying it."""

    codice: str
    cerca: Callable[[str], Iterator[personali.DatoPersonale]]
    trovato: str
    """After the first characters of the datum."""
    lettere: int
    """How many of those are said."""
    atteso: str
    rimedio: str
    anche_chiusi: bool = True
    """False: it is not looked for in what is no text of ours, where an office's letterhead has it."""
    unito: bool = False
    """True: it is found whatever divides its characters."""
    fuori_dai_segni: bool = False
    """True: it is not looked for inside a tag, where there are coordinates."""

    def problema(self, luogo: Source, dato: str) -> Problem:
        """Return the problem; the datum itself is in none of its words."""
        return Problem(luogo, self.codice, f"«{dato[: self.lettere]}…», {self.trovato}", self.atteso, self.rimedio)


CODICE_FISCALE = Specie(
    "TESTO-CODICE-FISCALE",
    personali.codici_fiscali,
    "che ha la forma di un codice fiscale",
    3,
    "nessun dato personale",
    _STORIA,
    unito=True,
)
GENERI = (
    CODICE_FISCALE,
    Specie("TESTO-IBAN", personali.iban, "che ha la forma di un IBAN", 2, "nessun conto corrente", _STORIA, unito=True),
    Specie(
        "TESTO-POSTA",
        personali.indirizzi,
        "un indirizzo di posta elettronica",
        1,
        "soltanto gli indirizzi degli uffici",
        _DI_UFFICIO,
        anche_chiusi=False,
    ),
    Specie(
        "TESTO-TELEFONO",
        personali.telefoni,
        "un numero di telefono",
        2,
        "soltanto i numeri degli uffici",
        _DI_UFFICIO,
        anche_chiusi=False,
        fuori_dai_segni=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Contatti:
    """What reaches an office, and may be written everywhere."""

    indirizzi: frozenset[str]
    domini: frozenset[str]
    telefoni: frozenset[str]

    def noto(self, dato: str) -> bool:
        """True for a number that is among those, for an address that is or that has their domain."""
        dominio = dato.partition("@")[2]
        return dato in self.indirizzi | self.telefoni or any(f".{dominio}".endswith(f".{d}") for d in self.domini)


def contatti(ente: Ente | None) -> Contatti:
    """Return the contacts that `ente.yml` declares. The domain of who gives addresses to anybody is not one of ours."""
    suoi = [*(getattr(ente, chiave) for chiave in CONTATTI), *(d.pec for d in ente.destinatari)] if ente else []
    scritti_li = [personali.leggibile(scritto or "") for scritto in suoi]
    indirizzi = frozenset(t.dato for testo in scritti_li for t in personali.indirizzi(testo))
    siti = {m[1].lower() for testo in scritti_li for m in _SITO.finditer(testo)}
    domini = {re.sub(r"\A(?:pec|cert)\.(?=.*\.)", "", i.partition("@")[2]) for i in indirizzi} | siti
    telefoni = frozenset(t.dato for testo in scritti_li for t in personali.telefoni(testo))
    return Contatti(indirizzi, frozenset(domini - personali.GESTORI), telefoni)


def check_persone(lettura: Lettura, ente: Ente | None, anno: int | None = None) -> Iterator[Problem]:
    """TESTO-CODICE-FISCALE, -IBAN, -POSTA, -TELEFONO, PROSA-PERSONA: of one year, or of all, with what is of none."""
    noti = contatti(ente)
    chi = [sorted(noti.indirizzi), sorted(noti.domini), sorted(noti.telefoni)]
    altri = {str(a) for a in cartelle_anno(lettura.radice) if anno is not None and a != anno}
    for cartella in CARTELLE:
        visti: set[tuple[str, str]] = set()
        for file in lettura.sotto(cartella).file:
            parti = file.relative_to(lettura.radice / cartella).parts
            if parti[0] in altri or ISTANTANEE in parti[1:-1] or any(p.startswith(NASCOSTI) for p in parti):
                continue  # snapshots repeat what was scanned, and are never edited
            nome = lettura.nome(file)
            yield from _di_un_nome(nome, file.stem, noti, visti)
            trovati = _di_un_file(lettura, file, noti, del_ciclo=ANNO.fullmatch(parti[0]) is not None)
            testo = in_testo(lettura, file)
            yield from lettura.aperti.puliti.guarda(trovati, "persone", nome, testo, chi) if testo else trovati


def _di_un_nome(nome: str, corto: str, noti: Contatti, visti: set[tuple[str, str]]) -> Iterator[Problem]:
    """Look at the name of a file and of its folders: each datum once, at the first file that has it."""
    if esatto := personali.CODICE_FISCALE.search(corto):
        visti.add((CODICE_FISCALE.codice, _unito(esatto[0])))
        yield CODICE_FISCALE.problema(Source(nome), esatto[0])
    yield from _dati(Source(nome), Scritto(1, nome), personali.letture(nome), GENERI, noti, visti)


def _di_un_file(lettura: Lettura, file: Path, noti: Contatti, *, del_ciclo: bool) -> Iterator[Problem]:
    """Look at what a file holds: line by line, then as it is read."""
    visti: set[tuple[str, str]] = set()
    nome, testo = lettura.nome(file), in_testo(lettura, file)
    righe = testo.split("\n") if testo and personali.CODICE_FISCALE.search(testo) else []
    for numero, riga in enumerate(righe, start=1):
        if esatto := personali.CODICE_FISCALE.search(riga):
            visti.add((CODICE_FISCALE.codice, _unito(esatto[0])))
            yield CODICE_FISCALE.problema(Source(nome, numero), esatto[0])
    uniti = testo is None or personali.forse_uniti(testo)
    generi = [genere for genere in GENERI if uniti or not genere.unito]
    letti = [(scritto, personali.letture(scritto.testo)) for scritto in scritti(lettura, file, testo)]
    if testo is not None:  # most texts have nothing: they are looked through together first
        insieme = "\0".join(letto for _, letture in letti for letto in letture)
        generi = [genere for genere in generi if genere.unito or any(genere.cerca(insieme))]
        del_ciclo = del_ciclo and any(personali.delicate(insieme))
    for scritto, letture in letti if generi or del_ciclo else ():
        yield from _dati(Source(nome), scritto, letture, generi, noti, visti)
        if del_ciclo and not scritto.chiuso:
            yield from _delicate(Source(nome), scritto, letture[-1])


def _dati(
    file: Source,
    scritto: Scritto,
    letture: Sequence[str],
    generi: Sequence[Specie],
    noti: Contatti,
    visti: set[tuple[str, str]],
) -> Iterator[Problem]:
    for letto in letture:
        for genere in generi:
            if (scritto.chiuso and not genere.anche_chiusi) or (genere.fuori_dai_segni and letto is not letture[-1]):
                continue
            for trovato in genere.cerca(letto):
                if scritto.chiuso and (
                    not trovato.fitto or _FIRMA.search(letto[max(0, trovato.posto - 6) : trovato.posto])
                ):
                    continue
                if (genere.codice, trovato.dato) not in visti and not noti.noto(trovato.dato):
                    visti.add((genere.codice, trovato.dato))
                    yield genere.problema(_luogo(file, scritto, letto, trovato.posto), trovato.dato)


def _delicate(file: Source, scritto: Scritto, letto: str) -> Iterator[Problem]:
    for trovato in personali.delicate(letto):
        yield Problem(
            _luogo(file, scritto, letto, trovato.posto),
            "PROSA-PERSONA",
            f"«{trovato.dato}», che può far riconoscere la salute o la condotta di una persona",
            "una causa detta per l'ufficio, non per chi ci lavora",
            "scrivere per esempio «il personale si è ridotto»: dove si è in pochi, chi legge sa di chi si parla",
        )


def _luogo(file: Source, scritto: Scritto, letto: str, posto: int) -> Source:
    return Source(file.path, scritto.riga + (letto.count("\n", 0, posto) if scritto.righe else 0))


def _unito(codice: str) -> str:
    return codice.replace(" ", "").upper()
