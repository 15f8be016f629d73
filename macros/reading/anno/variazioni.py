"""Reads `variazioni/<n>.yml` (changes of the plan) and `errata/<n>.yml` (corrections of what was published)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from macros.model.archivio import ERRATA
from macros.model.file_anno import FileAnno
from macros.model.problems import Source
from macros.model.variazioni import Cambio, Contenuto, EsitoVariazione, Variazione
from macros.reading.anno.record import leggi_record
from macros.reading.blocco.impronta import canonica
from macros.reading.blocco.percorsi import contenuto
from macros.reading.testo.chiavi import Mappa
from macros.reading.testo.files import file_di
from macros.reading.testo.lettura import Lettura, Located
from macros.reading.testo.nodi import leggi_yaml
from macros.reading.testo.scalari import legge_data


def leggi_variazioni(lettura: Lettura, cartella: Path, tipo: FileAnno) -> tuple[Variazione, ...]:
    """Read the variations, or the errata, by number."""
    lette = [_variazione(lettura, file, errata=tipo is ERRATA) for file in file_di(cartella, tipo)]
    return tuple(sorted((v for v in lette if v is not None), key=lambda v: v.numero))


def _variazione(lettura: Lettura, file: Path, *, errata: bool) -> Variazione | None:
    nodo = leggi_yaml(lettura, file)
    if not re.fullmatch(r"[1-9]\d{0,3}", file.stem, re.ASCII):
        lettura.segnala(
            Source(lettura.nome(file)),
            "VAR-NOME",
            f"il file «{file.name}»",
            "un numero progressivo per nome: 1.yml, 2.yml e così via",
            "rinominare il file con il primo numero libero",
        )
        return None
    if nodo is None:
        return None
    m = Mappa(lettura, nodo, "un'errata" if errata else "una variazione")
    if not m.valida:
        return None
    motivo = m.testo("motivo", richiesta=True)
    proposta = None if errata else m.mappa("proposta")
    chi = proposta.testo("da", richiesta=True) if proposta else None
    quando = proposta.letto("data", legge_data) if proposta else None
    perche = proposta.testo("motivo") if proposta else None
    if proposta:
        proposta.chiudi()
    oiv = None if errata else m.testo("atto_oiv")
    giunta = m.testo("atto", richiesta=True) if errata else m.testo("atto_giunta")
    chiuso = None if errata else m.mappa("esito")
    esito = leggi_record(chiuso, EsitoVariazione) if chiuso else None
    cambi = (*_cambi(m), *_interi(m, "aggiunge"), *_interi(m, "toglie"))
    m.chiudi()
    if not cambi and not any(m.scritta(chiave) for chiave in ("cambi", "aggiunge", "toglie")):
        lettura.segnala(
            m.source, "VAR-VUOTA", "nessun cambio", "almeno un cambio", "scrivere che cosa cambia in «cambi»"
        )
    return Variazione(
        source=m.source,
        luoghi=m.luoghi(),
        numero=int(file.stem),
        errata=errata,
        motivo=motivo or "",
        proposta_da=chi,
        proposta_il=quando,
        proposta_motivo=perche,
        atto_oiv=oiv,
        atto_giunta=giunta,
        cambi=cambi,
        esito=esito,
    )


def _cambi(m: Mappa) -> Iterator[Cambio]:
    for g in m.gruppi("cambi", "un cambio"):
        dove, campo = g.testo("dove", richiesta=True), g.testo("campo", richiesta=True)
        da, a = g.nodo_di("da"), g.nodo_di("a")
        if not g.scritta("da"):
            g.manca("da")
        if not g.scritta("a"):
            g.manca("a")
        g.chiudi()
        if dove is None or campo is None:
            continue
        if g.scritta("da") and g.scritta("a") and _uguali(da, a, campo):
            m.lettura.segnala(
                g.source,
                "VAR-VUOTA",
                f"un cambio di {dove}, «{campo}», che finisce con il valore da cui parte",
                "due valori diversi in «da» e «a»",
                "correggere «a», o togliere il cambio",
            )
            continue
        yield Cambio(
            dove=dove,
            campo=campo,
            da=contenuto(da),
            a=contenuto(a),
            posto=None,
            source=g.source,
            luogo_da=g.luogo("da"),
            luogo_a=g.luogo("a"),
        )


def _uguali(da: Located | None, a: Located | None, campo: str) -> bool:
    chiave = re.split(r"[.\[\]]", campo)[-1]
    return (da and canonica(da, chiave)) == (a and canonica(a, chiave))


def _interi(m: Mappa, chiave: str) -> Iterator[Cambio]:
    """Whole records: an objective, an indicator, an entry of the tree, with all that it holds."""
    for g in m.gruppi(chiave, f"un record che la variazione {chiave}"):
        dove, campo = g.testo("dove", richiesta=True), g.testo("campo") or ""
        posto = g.intero("posto") if chiave == "toglie" else None
        scheda = g.nodo_di("scheda")
        if scheda is None:
            g.manca("scheda")
        g.chiudi()
        if dove is None or scheda is None:
            continue
        intero: Contenuto = contenuto(scheda)
        luogo = g.luogo("scheda")
        yield Cambio(
            dove=dove,
            campo=campo,
            da=intero if chiave == "toglie" else None,
            a=intero if chiave == "aggiunge" else None,
            posto=posto,
            source=g.source,
            luogo_da=luogo,
            luogo_a=luogo,
        )
