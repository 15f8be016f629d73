"""Reads an objective file: its forms' fields, its linked indicators, its resources."""

from __future__ import annotations

from pathlib import Path

from macros.model.piano import Collegato, Obiettivo, Risorsa
from macros.model.valori import Rilevanza, Tipo, TipoRisorsa
from macros.reading.anno.indicatori import leggi_indicatore
from macros.reading.testo.chiavi import Mappa, leggi
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.nodi import leggi_yaml
from macros.reading.testo.scalari import legge_anno, legge_numero


def leggi_obiettivo(lettura: Lettura, file: Path, anno: int, triennio: tuple[int, ...]) -> Obiettivo | None:
    """Read one objective; None when code, kind or title is missing."""
    nodo = leggi_yaml(lettura, file)
    if nodo is None:
        return None
    m = Mappa(lettura, nodo, "un obiettivo")
    if not m.valida:
        return None
    codice, tipo = m.codice("codice", richiesta=True), m.scelta("tipo", Tipo, richiesta=True)
    titolo = m.testo("titolo", richiesta=True)
    superiore = m.codice("obiettivo_strategico", richiesta=tipo is Tipo.OPERATIVO)
    if tipo in {Tipo.STRATEGICO, Tipo.AZIENDA_SPECIALE} and superiore is not None:
        lettura.segnala(
            m.luogo("obiettivo_strategico"),
            "OBI-RIFERIMENTO",
            f"obiettivo_strategico «{superiore}» su un obiettivo {tipo}",
            "la chiave vuota (null): solo un obiettivo operativo ne ha uno sopra di sé",
            "scrivere obiettivo_strategico: null, o correggere «tipo»",
        )
        return None  # of which kind it is decides how targets and weights are read
    testi = {
        chiave: m.testo(chiave)
        for chiave in ("etichetta", "bilancio", "descrizione", "azioni", "sintesi", "impegno_richiesto")
    }
    rilevanza, finanziato = m.scelta("rilevanza", Rilevanza), m.booleano("progetto_finanziato")
    aree, uffici = m.testi("aree_coinvolte"), m.testi("uffici")
    continua = m.codici("continua_da")
    indicatori = tuple(
        indicatore
        for gruppo in m.gruppi("indicatori", "un indicatore")
        if codice and tipo and (indicatore := leggi_indicatore(gruppo, codice, tipo, anno, triennio)) is not None
    )
    collegati = tuple(_collegati(m))
    risorse = tuple(_risorsa(gruppo) for gruppo in m.gruppi("risorse", "una risorsa"))
    m.chiudi()
    if codice is None or tipo is None or titolo is None:
        return None
    return Obiettivo(
        source=m.luogo("codice"),
        luoghi=m.luoghi(),
        codice=codice,
        tipo=tipo,
        titolo=titolo,
        obiettivo_strategico=superiore if tipo is Tipo.OPERATIVO else None,
        continua_da=continua,
        rilevanza=rilevanza,
        progetto_finanziato=finanziato,
        aree_coinvolte=aree,
        uffici=uffici,
        indicatori=indicatori,
        collegati=collegati,
        risorse=risorse,
        **testi,
    )


def _collegati(m: Mappa) -> list[Collegato]:
    collegati = []
    for gruppo in m.gruppi("collegati", "un indicatore collegato"):
        indicatore, peso = gruppo.codice("indicatore", richiesta=True), gruppo.numero("peso")
        gruppo.chiudi()
        if indicatore:
            collegati.append(Collegato(indicatore, peso, gruppo.source, gruppo.luogo("peso")))
    return collegati


def _risorsa(m: Mappa) -> Risorsa:
    importi = {}
    gruppo = m.mappa("importi")
    if gruppo:
        for chiave, nodo in gruppo.libere():
            anno = leggi(gruppo.lettura, type(nodo)(chiave, gruppo.luogo(chiave)), legge_anno)
            importo = leggi(gruppo.lettura, nodo, legge_numero)
            if anno is not None and importo is not None:
                importi[anno] = importo
    risorsa = Risorsa(
        conto=m.testo("conto"),
        linea=m.testo("linea"),
        punto=m.testo("punto"),
        progetto=m.testo("progetto"),
        tipo=m.scelta("tipo", TipoRisorsa),
        budget=m.numero("budget"),
        importi=importi,
        source=m.source,
    )
    m.chiudi()
    return risorsa
