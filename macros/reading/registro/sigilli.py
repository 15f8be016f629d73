"""What the acts of a year seal, as its files stand: the one reckoning that rows are written from and checked with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from macros.model.archivio import ATTI, SIGILLI
from macros.model.atti import Atto, approvata_il, tipi_oiv
from macros.model.problems import Documento
from macros.model.registro import COSA, RigaRegistro, Sigillo, nome_testi, nome_validazione, nome_variazione
from macros.model.variazioni import Variazione
from macros.reading.blocco.annulla import Annullamento
from macros.reading.blocco.blocco import Approvati
from macros.reading.blocco.impronta import Canonica, alberi_del_piano, impronta, parti, sha256_di
from macros.reading.registro import canonico, capitoli
from macros.reading.testo.files import leggi_byte
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.nodi import leggi_yaml

Sigillabile = tuple[str, str, str, Variazione | None, dict[str, bytes]]
EX64 = re.compile(r"[0-9a-f]{64}")


def custodito(cartella: Path, sha256: str) -> Path:
    """Return the file that keeps the bytes of a fingerprint, below a year's folder."""
    return cartella / SIGILLI.nome(sha256)


def custodita(lettura: Lettura, cartella: Path, sha256: str) -> dict[str, Canonica] | None:
    """Return the form of a fingerprint, below a year's folder; None where it is not kept, or is not that one."""
    grezzo = leggi_byte(lettura, custodito(cartella, sha256)) if EX64.fullmatch(sha256) else None
    if grezzo is None or sha256_di(grezzo) != sha256:
        return None
    try:
        forma = json.loads(grezzo)
    except (ValueError, RecursionError):
        return None
    return forma if isinstance(forma, dict) else None


def uguali_in(radice: Path) -> Callable[[RigaRegistro, RigaRegistro], bool]:
    """Return what tells whether two rows seal the same variation, though the plan after it is another."""
    lettura = Lettura(radice)

    def uguali(a: RigaRegistro, b: RigaRegistro) -> bool:
        if COSA.fullmatch(a.sigilla) is None:
            return False
        forme = [custodita(lettura, radice / "data" / r.anno, r.impronta) for r in (a, b)]
        record = [forma.get("record") if forma else None for forma in forme]
        return record[0] is not None and record[0] == record[1]

    return uguali


def sigilli(approvati: Approvati) -> tuple[Sigillo, ...]:
    """Return what each act of a year seals, by day; an act that seals nothing has one with no thing.

    Chapters that were corrected later (`testi …`) are sealed by who corrects them: nothing in the files says it.
    """
    atti = sorted(approvati.atti.values(), key=lambda a: (a.data, a.nome))
    return tuple(s for a in atti for s in sigilli_di(approvati, a))


def sigilli_di(approvati: Approvati, atto: Atto, testi: Documento | None = None) -> list[Sigillo]:
    """Return what one act seals; `testi`: the chapters that it corrects too."""
    cose = list(_cose(approvati, atto))
    if testi is not None:
        sha, contenuti = _testi(approvati, testi)
        cose.append((nome_testi(testi), "", sha, None, contenuti))
    nodo = leggi_yaml(approvati.lettura, approvati.lettura.radice / atto.source.path)
    assert nodo is not None  # noqa: S101 - the act was read from it
    suo = canonico.atto(approvati.lettura, nodo, approvati.cartella / ATTI.cartella)
    sha256 = sha256_di(suo)
    return [
        Sigillo(
            anno=approvati.anno,
            atto=atto.nome,
            sigilla=nome,
            impronta=sua,
            impronta_testi=dei_testi,
            sha256_atto=sha256,
            source=variazione.source if variazione else atto.source,
            contenuti={sha256: suo, **contenuti},
        )
        for nome, sua, dei_testi, variazione, contenuti in cose or [("", "", "", None, {})]
    ]


def _cose(approvati: Approvati, atto: Atto) -> Iterator[Sigillabile]:
    for documento in Documento:
        if atto.impronta is not None and approvati.atto(documento) is atto:
            sha, contenuti = _testi(approvati, documento)
            yield documento.value, atto.impronta, sha, None, contenuti
    for v in approvati.variazioni:
        if v.atto_oiv == atto.nome and atto.tipo in tipi_oiv(v):
            yield _variazione(approvati, v, nome_validazione(v), None)
    for v in (*approvati.variazioni, *approvati.errata):
        if v.atto_giunta == atto.nome and approvata_il(v, approvati.atti) is not None:
            yield _variazione(approvati, v, nome_variazione(v), _dopo(approvati, v))


def _testi(approvati: Approvati, documento: Documento) -> tuple[str, dict[str, bytes]]:
    forma = testi_di(approvati, documento)
    if forma is None:
        return "", {}
    sha = sha256_di(forma)
    return sha, {sha: forma}


def testi_di(approvati: Approvati, documento: Documento) -> bytes | None:
    """Return the form of the chapters of a document; None when it has none."""
    cartella = approvati.lettura.radice / "content" / str(approvati.anno) / documento
    return capitoli.forma(approvati.lettura, cartella)


def _variazione(approvati: Approvati, v: Variazione, nome: str, dopo: str | None) -> Sigillabile:
    nodo = leggi_yaml(approvati.lettura, approvati.lettura.radice / v.source.path)
    assert nodo is not None  # noqa: S101 - the variation was read from it
    forma = canonico.variazione(nodo, dopo)
    sha = sha256_di(forma)
    return nome, sha, "", v, {sha: forma}


def _dopo(approvati: Approvati, v: Variazione) -> str:
    """Return the impronta of the plan, or of the document that an errata corrects, without what was approved later."""
    tutte = approvati.errata if v.errata else approvati.variazioni
    poi = [a for a in tutte if a.numero > v.numero and approvata_il(a, approvati.atti) is not None]
    documento = Documento.PIANO
    if v.errata:
        documento = Documento.MONITORAGGIO if v.di_giugno else Documento.RELAZIONE
    alberi = approvati.alberi(documento) if v.errata else alberi_del_piano(approvati.lettura, approvati.cartella)
    tolte = Annullamento(dict(alberi), approvati.lettura.nome(approvati.cartella), documento)
    tolte.togli(approvati.proprie(tolte, poi) if v.errata else poi)
    return impronta(parti(tolte.alberi, documento, approvati.gia))
