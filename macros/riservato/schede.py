"""Reads the sheets of a private folder: a file a person, or one workbook. All that is wrong with all of them at once.

The project's own readers do the reading, of bytes in memory; of what they find only place and reason are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from macros.model.individuale import AreaDiScheda, SchedaIndividuale
from macros.model.problems import Source
from macros.model.tratti import Gravita
from macros.reading.anno.record import campi, leggi_elenco, leggi_record
from macros.reading.testo.chiavi import Mappa
from macros.reading.testo.files import testo_di
from macros.reading.testo.lettura import Lettura, Located
from macros.reading.testo.nodi import nodi_di
from macros.riservato.avvisi import MOTIVI, AvvisoRiservato, Motivo, numero_scheda
from macros.riservato.cartella import CartellaRiservata
from macros.riservato.fatti import FileRifiutato
from macros.riservato.foglio import nodi_del_foglio

YAML, FOGLIO = (".yml", ".yaml"), ".xlsx"
VUOTE = frozenset({"…", "...", "[…]"})
"""What a model has in the place of a text."""


@dataclass(frozen=True, slots=True)
class SchedeLette:
    """What stands in a private folder."""

    schede: tuple[SchedaIndividuale, ...]
    """Those that could be read, by number."""
    errori: tuple[AvvisoRiservato, ...]
    avvisi: tuple[AvvisoRiservato, ...] = ()
    """What is only told."""


def schede_lette(cartella: CartellaRiservata) -> SchedeLette:
    """Return every sheet of a private folder, and all that is wrong with them.

    Raises: CartellaRifiutata.
    """
    nomi = cartella.nomi()
    file, fogli = [n for n in nomi if _ha(n, *YAML)], [n for n in nomi if _ha(n, FOGLIO)]
    non_letti = [n for n in nomi if n not in {*file, *fogli} and not cartella.e_cartella(n)]
    altri = tuple(AvvisoRiservato(None, None, "", Motivo.NON_LETTO) for _ in non_letti)
    if len(fogli) > 1 or (file and fogli):
        return SchedeLette((), (AvvisoRiservato(None, None, "", Motivo.DUE_MODI),))
    nodi, errori = _dal_foglio(cartella, fogli[0]) if fogli else _dai_file(cartella, file)
    if not (nodi or errori):
        errori.append(AvvisoRiservato(None, None, "", Motivo.VUOTA))
    schede = []
    for numero, (lettura, nodo) in sorted(nodi.items()):
        scheda = _scheda(lettura, nodo, f"{numero:03d}")
        trovati = [p for p in lettura.problemi if p.gravita is Gravita.ERRORE and p.code != "YAML-CHIAVE-MANCANTE"]
        errori += [avviso(numero, p.source, MOTIVI.get(p.code, Motivo.ALTRO)) for p in trovati]
        errori += [avviso(numero, luogo, Motivo.MANCA) for luogo in _mancanti(nodo, SchedaIndividuale)]
        schede += [scheda] if scheda is not None else []
    return SchedeLette(tuple(schede), tuple(errori), altri)


def avviso(numero: int | None, luogo: Source, motivo: Motivo) -> AvvisoRiservato:
    """Return a problem of a place of a sheet; positions in a list are told from 1."""
    chiave = re.sub(r"\[(\d+)\]", lambda trovato: f"[{int(trovato[1]) + 1}]", luogo.key)
    return AvvisoRiservato(numero, luogo.line, chiave, motivo)


def _ha(nome: str, *code: str) -> bool:
    return nome.lower().endswith(code)


Nodi = dict[int, tuple[Lettura, Located]]


def _dai_file(cartella: CartellaRiservata, file: Iterable[str]) -> tuple[Nodi, list[AvvisoRiservato]]:
    nodi: Nodi = {}
    errori: list[AvvisoRiservato] = []
    for nome in file:
        numero = numero_scheda(nome)
        if numero is None:
            errori.append(AvvisoRiservato(None, None, "", Motivo.NOME_FILE))
            continue
        lettura = Lettura(Path())
        try:
            testo = testo_di(lettura, "scheda", cartella.leggi(nome))
        except FileRifiutato as rifiutato:
            errori.append(AvvisoRiservato(numero, None, "", rifiutato.fatto))
            continue
        nodo = None if testo is None else nodi_di(lettura, "scheda", testo)
        if numero in nodi:
            errori.append(AvvisoRiservato(numero, None, "", Motivo.DOPPIO))
        elif nodo is None:
            errori += [avviso(numero, p.source, MOTIVI.get(p.code, Motivo.ALTRO)) for p in lettura.problemi]
        else:
            nodi[numero] = lettura, nodo
    return nodi, errori


def _dal_foglio(cartella: CartellaRiservata, nome: str) -> tuple[Nodi, list[AvvisoRiservato]]:
    try:
        schede, errori = nodi_del_foglio(cartella.leggi(nome))
    except FileRifiutato as rifiutato:
        return {}, [AvvisoRiservato(None, None, "", rifiutato.fatto)]
    return {numero: (Lettura(Path()), nodo) for numero, nodo in schede.items()}, list(errori)


def _scheda(lettura: Lettura, nodo: Located, numero: str) -> SchedaIndividuale | None:
    m = Mappa(lettura, nodo, "una scheda")
    return leggi_record(m, SchedaIndividuale, numero=numero, aree=lambda: _aree(m)) if m.valida else None


def _aree(m: Mappa) -> tuple[AreaDiScheda, ...]:
    """Read one area, which has the whole, or a list of them with their shares."""
    nodo = m.nodo_di("area")
    if nodo is not None and isinstance(nodo.valore, list):
        return leggi_elenco(m, "area", AreaDiScheda, "un'area")
    codice = m.codice("area")
    return (AreaDiScheda(area=codice, quota=Decimal(100), source=m.luogo("area")),) if codice else ()


def _mancanti(nodo: Located, classe: Any) -> Iterator[Source]:  # noqa: ANN401 - any record
    """Yield the places of the required keys that are not written, or hold nothing."""
    if not isinstance(nodo.valore, dict):
        return
    for campo in campi(classe):
        if campo.di_luogo or campo.nome == "numero":
            continue
        dentro = nodo.valore.get(campo.chiave)
        valore = dentro.valore if dentro is not None else None
        if campo.composto:
            di = get_args(campo.tipo)[0] if get_args(campo.tipo) else campo.tipo
            voci = valore if isinstance(valore, list) else [dentro] if dentro is not None else []
            for voce in voci:
                yield from _mancanti(voce, di)
        elif campo.richiesto and (valore is None or (isinstance(valore, str) and valore.strip() in {"", *VUOTE})):
            sopra = nodo.source.key
            luogo = nodo.chiavi.get(campo.chiave, nodo.source)
            yield Source(luogo.path, luogo.line, f"{sopra}.{campo.chiave}" if sopra else campo.chiave)
