"""What a public build leaves of a year: what no act covers is not there."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import Any

from macros.model.anno import Anno, Progetto
from macros.model.atti import COPRE, DELL_OIV, Atto
from macros.model.dei_documenti import campi_pubblici
from macros.model.evidenze import mostrabili, verifiche_mostrabili
from macros.model.oiv import Oiv
from macros.model.problems import Documento
from macros.model.pubblicati import pubblicati
from macros.model.schede import Scheda
from macros.model.valori import Periodo
from macros.model.variazioni import SISTEMA, Variazione

IDENTITA = ("anno", "cartella", "piani")
"""Fields of a year that are no file's, and stay in public: its names, and its plan as it was on other days."""


def approvazione(anno: Anno, documento: Documento) -> Atto | None:
    """Return the act that covers a document of a year; None when any of those it needs is missing, or refuses it."""
    atti = [anno.ultimo_atto(tipo, documento) for tipo in COPRE[documento]]
    negata = documento is Documento.RELAZIONE and anno.non_valida
    return atti[-1] if all(atti) and not negata else None


def pota(progetto: Progetto) -> Progetto:
    """Keep only what acts cover. Fonte: DESIGN 5, «Two builds»."""
    anni = {}
    for numero, anno in progetto.anni.items():
        pubblici = frozenset(d for d in Documento if approvazione(anno, d) is not None)
        if Documento.PIANO in pubblici:
            anni[numero] = pota_anno(anno, pubblici)
    return replace(progetto, anni=anni)


def pota_anno(anno: Anno, pubblici: frozenset[Documento]) -> Anno:
    """Keep of a year what the documents that acts cover tell; of its acts, those that are about them.

    A field that no kind of file makes public (`macros/model/archivio.py`) is emptied.
    """
    dicembre = Documento.RELAZIONE in pubblici
    giugno = dicembre or Documento.MONITORAGGIO in pubblici
    tenuti = {Periodo.GIUGNO: giugno, Periodo.DICEMBRE: dicembre}
    ultimo = Periodo.DICEMBRE if dicembre else Periodo.GIUGNO if giugno else None
    fasi = {
        chiave: giorno
        for chiave, giorno in anno.fasi.items()
        if ultimo and giorno is not None and giorno <= ultimo.data(anno.anno)
    }
    misure = anno.misure and {
        nome: replace(
            m,
            valori={p: m.valori.get(p) if tenuti[p] else None for p in Periodo},
            estrazioni={p: giorno for p, giorno in m.estrazioni.items() if tenuti[p]},
            sha256={p: impronta for p, impronta in m.sha256.items() if tenuti[p]},
        )
        for nome, m in anno.misure.items()
    }
    variazioni = tuple(
        v
        for v in anno.variazioni
        if anno.approvata_il(v) or (giugno and v.proposta_da == Documento.MONITORAGGIO) or (dicembre and v.esito)
    )
    errata = tuple(v for v in anno.errata if anno.approvata_il(v) and (dicembre or (giugno and v.di_giugno)))
    rilevazioni = {p: righe if tenuti[p] else {} for p, righe in anno.rilevazioni.items()}
    detti = _citati(*variazioni, *errata) | {r.atto for righe in rilevazioni.values() for r in righe.values()}
    taciuti = _citati(*anno.variazioni, *anno.errata) - detti
    taciuti |= {r.atto for righe in anno.rilevazioni.values() for r in righe.values()} - detti
    coprono = {a.nome for d in pubblici for tipo in COPRE[d] if (a := anno.ultimo_atto(tipo, d))}
    oiv = _pota_oiv(anno, dicembre=dicembre)
    coprono |= {oiv.validazione.atto} if oiv and oiv.validazione else set()
    ultimo_giorno = max(a.data for d in pubblici if (a := anno.approvazione(d)))
    mostrati = {
        n
        for n, a in anno.atti.items()
        if n in coprono or (n not in taciuti and (n in detti or _pubblico(a, pubblici, ultimo_giorno)))
    }
    # What the OIV decided and somebody put on line by name is public, whatever it is about; what goes on line with a
    # document is as the document; what puts it there is as they are.
    nominati = {n for a in anno.atti.values() for n in a.pubblica}
    in_linea = {
        a.nome
        for a, _ in pubblicati(anno)
        if a.tipo in DELL_OIV and a.albo is not None and (a.nome in nominati or a.documento in pubblici)
    }
    mostrati |= in_linea
    mostrati |= {n for n, a in anno.atti.items() if a.documento is None and a.pubblica and mostrati >= {*a.pubblica}}
    # Without the variation that quotes it, it would be read as the act of the whole document.
    atti = {n: replace(a, documento=None) if n in taciuti else a for n, a in anno.atti.items() if n in mostrati}
    in_parte: dict[str, Any] = {
        "atti": atti,
        "rilevazioni": rilevazioni,
        "oiv": oiv,
        "misure": misure,
        "fasi": fasi,
        "variazioni": variazioni,
        "errata": errata,
        "evidenze": mostrabili(anno.evidenze) if dicembre else {},
        "schede": {c: _pota_scheda(s, giugno=giugno, dicembre=dicembre) for c, s in anno.schede.items()},
    }
    if Documento.PIAO not in pubblici:  # nor in the plan of another day
        in_parte["piani"] = {d: replace(p, piao=None) for d, p in anno.piani.items()}
    noti = {*IDENTITA, *campi_pubblici(pubblici), *in_parte}
    svuotati: dict[str, Any] = {
        c: _vuoto(getattr(anno, c)) for f in fields(anno) if f.init and (c := f.name) not in noti
    }
    return replace(anno, **svuotati, **in_parte)


def _pota_oiv(anno: Anno, *, dicembre: bool) -> Oiv | None:
    """Return what the OIV says of results that may be shown; else, where it is so, that the Relazione is not valid.

    That decision is published with no figure of hers. Fonte: RECORDS 3, 5.
    """
    detto = anno.oiv
    if detto is None or not (dicembre or (detto.validazione and anno.non_valida)):
        return None
    return Oiv(
        source=detto.source,
        luoghi=detto.luoghi,
        organo=detto.organo,
        attestazioni=detto.attestazioni if dicembre else (),
        validazione=detto.validazione,
        campione=detto.campione if dicembre else None,
        verifiche=verifiche_mostrabili(detto.verifiche, anno.evidenze) if dicembre else (),
    )


def _vuoto(valore: object) -> object:
    """Return what stands in a field of which nothing may be said."""
    return type(valore)() if isinstance(valore, dict | tuple | frozenset) else None


def _pubblico(atto: Atto, pubblici: frozenset[Documento], ultimo_giorno: dt.date) -> bool:
    """True for an act on a public document or on the Sistema; on no document, once one that came after it is public.

    Fonte: TRUST 4; what an act is called and numbered tells of a document as much as the document.
    """
    if atto.documento is None:
        return atto.albo is not None or atto.data <= ultimo_giorno
    return atto.documento in {*pubblici, SISTEMA}


def _citati(*variazioni: Variazione) -> set[str | None]:
    """Return the names of the acts that variations quote."""
    return {nome for v in variazioni for nome in v.nomi_atti}


def _pota_scheda(scheda: Scheda, *, giugno: bool, dicembre: bool) -> Scheda:
    return replace(
        scheda,
        monitoraggio=scheda.monitoraggio if giugno else {},
        azioni=scheda.azioni if dicembre else {},
        consuntivo=scheda.consuntivo if dicembre else {},
    )
