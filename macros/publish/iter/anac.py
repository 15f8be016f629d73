"""The files of art. 31 that ANAC asks for: a table and a JSON of the OIV's acts that are on line.

Each is rebuilt from the acts: of every day on which something was published there is a dated file with what was on
line by then, so that those of before never change; a copy of the last has a name of its own. Fonte: delibera ANAC
481/2025; RECORDS 13.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.atti import DELL_OIV, Atto
from macros.model.luoghi import SENZA_INDIRIZZO, assoluto, file_anac, file_documenti, nome_pdf
from macros.model.pagine import DOCUMENTO, OBBLIGO, TRASPARENZA
from macros.model.pagine_oiv import VALIDAZIONE
from macros.model.pubblicati import con_il_dossier, pubblicati
from macros.model.stampe import STAMPE
from macros.model.trasparenza import CosaAnac, Obbligo, SchemaAnac, SezioneTrasparenza, TipoAnac, Trasparenza
from macros.publish.contesto.contesto import ha_di_che_dire
from macros.publish.dati.risultati import Json, in_csv, in_json

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.vista.vista import Vista

ULTIMO = "latest"
"""In the name of the copy of the last file."""
SEPARATORE = ";"
SENZA_SCHEMA = "la loro forma non è dichiarata"
SENZA_ATTI = "nessun atto dell'OIV risulta pubblicato a un indirizzo"
SENZA_CODICE = "il codice fiscale della Camera non è dichiarato"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceAnac:
    """An act of the OIV that is on line."""

    giorno: dt.date
    """The day it was published."""
    tipo: TipoAnac
    titolo: str
    indirizzo: str
    """Absolute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnac:
    """A file for ANAC."""

    indirizzo: str
    """From the root of the site."""
    schema: str
    ultimo: bool
    contenuto: bytes

    @property
    def nome(self) -> str:
        """Its name, without the folders."""
        return self.indirizzo.rpartition("/")[2]


def voci_anac(vista: Vista) -> tuple[VoceAnac, ...]:
    """Return the OIV's acts that are on line at an address, of all years, in the order they were published."""
    schema = vista.trasparenza.anac if vista.trasparenza else None
    if schema is None or not vista.ente.indirizzo_sito:
        return ()
    trovate = [v for n in vista.anni for v in _di_un_anno(vista, vista.anno(n), schema)]
    return tuple(sorted(trovate, key=lambda v: v.giorno))


def _di_un_anno(vista: Vista, anno: Anno, schema: SchemaAnac) -> Iterator[VoceAnac]:
    for atto, giorno in pubblicati(anno):
        tipo, indirizzo = schema.tipo(atto), _indirizzo(vista, anno, atto)
        if atto.tipo in DELL_OIV and tipo is not None and indirizzo:
            yield VoceAnac(giorno=giorno, tipo=tipo, titolo=tipo.titolo or atto.oggetto, indirizzo=indirizzo)


def _indirizzo(vista: Vista, anno: Anno, atto: Atto) -> str:
    """Return where an act is read: the dossier on this site, else where the act says; «» when nowhere."""
    if not con_il_dossier(atto) or not VALIDAZIONE.quando(vista, anno.anno):
        return atto.albo or ""
    stampato = ha_di_che_dire(vista, anno.anno, STAMPE["validazione"])
    pdf = file_documenti(anno.anno, nome_pdf(anno.anno, "validazione"))
    return assoluto(vista.ente.indirizzo_sito, pdf if stampato else VALIDAZIONE.indirizzo(anno.anno))


def mancano(vista: Vista) -> tuple[str, ...]:
    """Say why no file for ANAC is made, or not all; empty when they are all there."""
    if vista.trasparenza is None or vista.trasparenza.anac is None:
        return (SENZA_SCHEMA,)
    if not vista.ente.indirizzo_sito:
        return (SENZA_INDIRIZZO,)
    senza_atti = () if voci_anac(vista) else (SENZA_ATTI,)
    return (*senza_atti, *(() if vista.ente.codice_fiscale else (SENZA_CODICE,)))


def dati_anac(vista: Vista) -> tuple[FileAnac, ...]:
    """Return the files for ANAC: of each schema the copy of the last, then the dated ones from the last back."""
    voci, schema = voci_anac(vista), vista.trasparenza.anac if vista.trasparenza else None
    if schema is None or not voci:
        return ()
    giorni = sorted({v.giorno for v in voci})
    trovati: list[FileAnac] = []
    for nome, tipo in ((schema.tabella.schema, "csv"), (schema.json.schema, "json")):
        if tipo == "json" and not vista.ente.codice_fiscale:
            continue
        datati = []
        for giorno in reversed(giorni):
            in_linea = [v for v in voci if v.giorno <= giorno]
            grezzo = _tabella(schema, in_linea) if tipo == "csv" else _json(vista, schema, in_linea)
            datati.append((f"{giorni[0]:%Y%m%d}-{giorno:%Y%m%d}", grezzo))
        trovati += [
            FileAnac(
                indirizzo=file_anac(f"{nome}-{quando}.{tipo}", dimostrativo=vista.ente.dimostrativo),
                schema=nome,
                ultimo=quando == ULTIMO,
                contenuto=grezzo,
            )
            for quando, grezzo in ((ULTIMO, datati[0][1]), *datati)
        ]
    return tuple(trovati)


def _tabella(schema: SchemaAnac, voci: Iterable[VoceAnac]) -> bytes:
    colonne = [(c.nome, c.contiene) for c in schema.tabella.colonne]
    righe = ({CosaAnac.TIPO: v.titolo, CosaAnac.DATA: data(v.giorno), CosaAnac.DOCUMENTO: v.indirizzo} for v in voci)
    scritte = ({nome: riga[cosa] for nome, cosa in colonne} for riga in righe)
    return in_csv((nome for nome, _ in colonne), scritte, SEPARATORE).encode()


def _json(vista: Vista, schema: SchemaAnac, voci: list[VoceAnac]) -> bytes:
    """Return the latest act of each kind, under the head that says whose they are and when they changed."""
    chiavi, ente = schema.json.chiavi, vista.ente
    ultimi = {v.tipo.chiave: v for v in voci}
    atti: dict[str, Json] = {
        tipo.chiave: {chiavi.data: data(v.giorno), chiavi.documento: v.indirizzo}
        for tipo in schema.tipi
        if (v := ultimi.get(tipo.chiave))
    }
    testa: dict[str, Json] = {
        chiavi.amministrazione: {chiavi.codice_fiscale: ente.codice_fiscale, chiavi.denominazione: ente.nome},
        chiavi.prima_pubblicazione: data(voci[0].giorno),
        chiavi.ultima_modifica: data(voci[-1].giorno),
    }
    return in_json({chiavi.intestazione: testa, chiavi.atti: atti}).encode() + b"\n"


def data(giorno: dt.date) -> str:
    """Write a day as ANAC wants it: GG/MM/AAAA."""
    return f"{giorno:%d/%m/%Y}"


def pagine_in_mappa(vista: Vista, trasparenza: Trasparenza) -> Iterator[tuple[str, str]]:
    """Yield the keys of the map of the links, each with the address of its page."""
    if trasparenza.mappa is not None:
        yield trasparenza.mappa.radice, TRASPARENZA.indirizzo()
    for voce in trasparenza.voci:
        if voce.mappa:
            yield voce.mappa, _del_documento(vista, voce) or indirizzo_voce(voce.codice)


def _del_documento(vista: Vista, voce: SezioneTrasparenza | Obbligo) -> str:
    """Return the page of the document that an item names, of the last year that shows one; «»: none."""
    documento = voce.documento if isinstance(voce, Obbligo) else None
    anni = [n for n in vista.anni if documento and vista.visibile(n, documento)]
    return DOCUMENTO[documento].indirizzo(anni[-1]) if documento and anni else ""


def indirizzo_voce(codice: str) -> str:
    """Return the address of the page of an item, or of a section."""
    return OBBLIGO.indirizzo(codice=codice.replace(".", "-"))


def senza_mappa(vista: Vista) -> str:
    """Say why the map of the links is not made; «»: it is."""
    if vista.trasparenza is None or vista.trasparenza.mappa is None:
        return SENZA_SCHEMA
    return "" if vista.ente.indirizzo_sito else SENZA_INDIRIZZO


def mappa_collegamenti(vista: Vista, esistono: Iterable[str]) -> bytes | None:
    """Return the map of the links; None: no schema, or no address of the site.

    `esistono`: the addresses of the pages that there are.
    """
    trasparenza, presenti = vista.trasparenza, set(esistono)
    mappa = trasparenza.mappa if trasparenza else None
    if trasparenza is None or mappa is None or senza_mappa(vista):
        return None
    collegamenti: dict[str, Json] = {
        chiave: assoluto(vista.ente.indirizzo_sito, indirizzo)
        for chiave, indirizzo in pagine_in_mappa(vista, trasparenza)
        if indirizzo in presenti
    }
    contenuto: dict[str, Json] = {mappa.categoria: collegamenti}
    if mappa.chiave_data and mappa.data:
        contenuto[mappa.chiave_data] = data(mappa.data)
    return in_json(contenuto).encode() + b"\n"
