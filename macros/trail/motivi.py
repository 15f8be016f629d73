"""Why a year changed: the approved variation, or correction, behind each change, with its reason and its acts.

A change and a variation name one place in two ways; here each path of a variation becomes the names of the
changes that it can make. What no variation says has no reason: nothing is guessed from values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from macros.engine.formula import nomi
from macros.model.anno import Anno
from macros.model.archivio import PIANI, RILEVAZIONI, file_del_record
from macros.model.citazioni import in_parole
from macros.model.registro import nome_variazione
from macros.model.rilevati import AL
from macros.model.valori import Livello, Periodo
from macros.model.variazioni import Cambio, Variazione
from macros.reading.blocco.percorsi import passi
from macros.trail.cambiamenti import Cambiamento, Genere
from macros.trail.mondo import Chiave
from macros.trail.voci import ANNO, PIANO

PRESENZA = frozenset({Genere.AGGIUNTO, Genere.CONCLUSO, Genere.DIVISO, Genere.UNITO, Genere.RICOMPOSTO})
"""Changes of what is in the plan at all."""
PESO = ("peso",)
GRUPPI = {"aree_strategiche": Livello.AREA_STRATEGICA, "aree_dirigenziali": Livello.AREA_DIRIGENZIALE}
DATE = {tipo.record: periodo for periodo, tipo in RILEVAZIONI.items()}
COLONNE = {colonna: periodo for periodo, colonna in AL.items()}


@dataclass(frozen=True, slots=True)
class Posto:
    """What a path of a variation is called among the changes."""

    livello: str
    codice: str
    """Empty: all those of the level."""
    passi: tuple[str, ...] = ()
    """Empty: the thing itself, with all that it holds."""
    gruppo: Chiave | None = None
    """Of a weight: the group it is in; None: in the chamber."""

    def copre(self, c: Cambiamento) -> bool:
        """True for a change at this place, above it or below."""
        if c.livello != self.livello or self.codice not in {"", c.codice_prima, c.codice_dopo, c.chiave[1]}:
            return False
        if not self.passi:
            return True
        if c.genere in PRESENZA or self.gruppo != c.campo.gruppo:
            return c.genere in PRESENZA and self.gruppo is not None
        comuni = min(len(self.passi), len(c.campo.percorso))
        return self.passi[:comuni] == c.campo.percorso[:comuni]


def con_motivi(cambiamenti: Iterable[Cambiamento], prima: Anno, dopo: Anno) -> tuple[Cambiamento, ...]:
    """Return the changes, those that a variation made with number, reason and acts. Of two years none has any."""
    intervenute = intervenute_fra(prima, dopo)
    posti = [(v, tuple(p for c in v.cambi for p in posti_di(c, prima, dopo))) for v in intervenute]
    return tuple(_con_motivo(c, posti, dopo) for c in cambiamenti)


def intervenute_fra(prima: Anno, dopo: Anno) -> tuple[Variazione, ...]:
    """Return the variations and corrections that are approved in B and were not in A; none between two years."""
    if prima.anno != dopo.anno:
        return ()
    gia = {v.chiave for v in _approvate(prima)}
    return tuple(v for v in _approvate(dopo) if v.chiave not in gia)


def _approvate(anno: Anno) -> Iterator[Variazione]:
    return (v for v in (*anno.variazioni, *anno.errata) if anno.approvata_il(v))


def _con_motivo(c: Cambiamento, posti: list[tuple[Variazione, tuple[Posto, ...]]], dopo: Anno) -> Cambiamento:
    sue = [] if c.genere is Genere.GRADO else [v for v, suoi in posti if any(p.copre(c) for p in suoi)]
    if not sue:
        return c
    motivo = "; ".join(f"{nome_variazione(v)}: {v.motivo.rstrip('.')}" for v in sue)
    return replace(c, motivo=motivo, atto="; ".join(atti_di(v, dopo) for v in sue))


def atti_di(variazione: Variazione, anno: Anno) -> str:
    """Return the acts of a variation in words, the one that validates it first; «» when it has none."""
    atti = (anno.atti.get(nome) for nome in variazione.nomi_atti)
    return "; ".join(in_parole(a) for a in atti if a)


def posti_di(cambio: Cambio, prima: Anno, dopo: Anno) -> Iterator[Posto]:
    """Yield what a change of a variation is called among the changes from A to B."""
    genere, _, codice = cambio.dove.partition(" ")
    scelti = passi(cambio.campo) or ()
    if genere == "smvp":
        predefinito = scelti[:2] == ("arrotondamento", "predefinito")
        yield Posto("smvp", "smvp", ("arrotondamento",) if predefinito else scelti)
    elif genere == "risorse":
        yield Posto("risorse", "risorse", scelti)
    elif genere == "albero":
        yield from _dell_albero(scelti, dopo)
    elif genere == Livello.OBIETTIVO:
        yield from _dell_obiettivo(codice, scelti, prima, dopo)
    elif genere == Livello.INDICATORE:
        yield _dell_indicatore(codice, scelti, prima, dopo)
    elif genere == "scheda":
        yield Posto(Livello.OBIETTIVO, codice, scelti)
    elif genere == PIANI.record:
        uno = scelti[:1] == ("piani",) and len(scelti) > 1
        yield Posto(PIANO, scelti[1], scelti[2:]) if uno else Posto(PIANO, "")
        yield Posto(*ANNO, ("altri_piani", *scelti))
    elif (tipo := file_del_record(genere)) and tipo.classe and not tipo.molti:
        yield Posto(genere, codice, scelti) if codice else Posto(*ANNO, (tipo.campi[0], *scelti))
    else:
        yield from _del_rilevato(genere, codice, scelti, prima, dopo)


def _del_rilevato(genere: str, codice: str, scelti: tuple[str, ...], prima: Anno, dopo: Anno) -> Iterator[Posto]:
    """Yield the values that a row of a survey, a milestone or a measure stands behind."""
    if genere in DATE:
        campo = ("valore",) if scelti[:1] in {("valore",), ("assenza",)} else scelti
        tipo = RILEVAZIONI[DATE[genere]]
        celle = [campo] if campo else [(c,) for c in tipo.colonne if c not in tipo.chiave]
        yield from (Posto(Livello.INDICATORE, codice, (*cella, str(DATE[genere]))) for cella in celle)
    elif genere == "fase":
        yield Posto(Livello.INDICATORE, codice.partition(" ")[0], ("valore",))
    elif genere == "evidenza" or (genere == "misura" and scelti and scelti[0] not in COLONNE):
        yield Posto(genere, codice, scelti)
    elif genere == "misura":
        date = [COLONNE[scelti[0]]] if scelti else list(Periodo)
        for i in {**prima.indicatori, **dopo.indicatori}.values():
            if i.formula and codice in nomi(i.formula):
                yield from (Posto(Livello.INDICATORE, i.codice, ("valore", str(data))) for data in date)


def _dell_albero(scelti: tuple[str, ...], dopo: Anno) -> Iterator[Posto]:
    speciale = dopo.letture.azienda_speciale
    if scelti[:1] == (Livello.AZIENDA_SPECIALE,) and speciale:
        livello, codice, resto = Livello.AZIENDA_SPECIALE, speciale.codice, scelti[1:]
    elif len(scelti) > 1 and scelti[0] in GRUPPI:
        livello, codice, resto = GRUPPI[scelti[0]], scelti[1], scelti[2:]
    else:
        yield Posto("albero", "albero", scelti)
        return
    if resto[:1] == ("obiettivi",):
        yield Posto(Livello.OBIETTIVO, resto[1] if len(resto) > 1 else "", PESO, (livello, codice))
    else:
        yield Posto(livello, codice, resto)


def _dell_obiettivo(codice: str, scelti: tuple[str, ...], prima: Anno, dopo: Anno) -> Iterator[Posto]:
    if scelti[:1] == ("indicatori",) and len(scelti) > 1:
        yield _dell_indicatore(scelti[1], scelti[2:], prima, dopo)
    elif scelti[:1] == ("collegati",):
        yield Posto(Livello.INDICATORE, scelti[1] if len(scelti) > 1 else "", PESO, (Livello.OBIETTIVO, codice))
    else:
        yield Posto(Livello.OBIETTIVO, codice, scelti)


def _dell_indicatore(codice: str, scelti: tuple[str, ...], prima: Anno, dopo: Anno) -> Posto:
    """A year of its own means 31 December for a target, the weight in force for a weight."""
    dell_anno = len(scelti) > 1 and scelti[1] == str(dopo.anno)
    if scelti[:1] == ("target",) and dell_anno:
        scelti = ("target", str(Periodo.DICEMBRE), *scelti[2:])
    elif scelti == ("peso",) or (scelti[:1] == ("peso",) and dell_anno):
        trovato = dopo.indicatori.get(codice) or prima.indicatori.get(codice)
        return Posto(Livello.INDICATORE, codice, PESO, (Livello.OBIETTIVO, trovato.obiettivo) if trovato else None)
    return Posto(Livello.INDICATORE, codice, scelti)
