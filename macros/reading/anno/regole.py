"""Reads `ente.yml`, `trasparenza.yml` and the year's `smvp.yml`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from macros.model.ente import Ente
from macros.model.impostazioni import Arrotondamento, Banda, Componente, Profilo, Quote
from macros.model.piano import Smvp
from macros.model.problems import Source
from macros.model.trasparenza import Trasparenza
from macros.model.tratti import Tratto
from macros.model.valori import Livello, Modo
from macros.reading.anno.record import leggi_record
from macros.reading.testo.chiavi import Mappa
from macros.reading.testo.deposito import esiste
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.nodi import leggi_yaml, una_volta
from macros.reading.testo.scalari import Rifiuto, legge_intero

FORMATO = 1
ESATTO = "esatto"
DECIMALI_MASSIMI = 10


def apri(lettura: Lettura, file: Path, nome: str) -> Mappa | None:
    """Return the top mapping of a required YAML file; None and a problem when missing or unreadable."""
    if not esiste(file):
        lettura.segnala(
            Source(lettura.nome(file)),
            "FILE-MANCANTE",
            "nessun file con questo nome",
            f"il file {lettura.nome(file)}",
            "crearlo copiando quello di un altro anno, o controllare il nome",
        )
        return None
    nodo = leggi_yaml(lettura, file)
    if nodo is None:
        return None
    mappa = Mappa(lettura, nodo, nome)
    return mappa if mappa.valida else None


def leggi_ente(lettura: Lettura) -> Ente | None:
    """Read `data/ente.yml`; None when a required key is missing."""
    m = apri(lettura, lettura.radice / "data" / "ente.yml", "ente.yml")
    if m is None:
        return None
    formato = m.intero("formato", richiesta=True)
    if formato not in {None, FORMATO}:
        lettura.segnala(
            m.luogo("formato"),
            "ENTE-FORMATO",
            f"formato {formato}",
            f"formato {FORMATO}",
            "usare la versione del programma che conosce questo formato",
        )
    return leggi_record(m, Ente, formato=formato)


def leggi_trasparenza(lettura: Lettura) -> Trasparenza | None:
    """Read `data/trasparenza.yml`, which may be missing."""
    file = lettura.radice / "data" / "trasparenza.yml"
    m = apri(lettura, file, "trasparenza.yml") if esiste(file) else None
    return leggi_record(m, Trasparenza) if m is not None else None


def leggi_smvp(lettura: Lettura, file: Path) -> Smvp | None:
    """Read the year's settings; None when a required one is missing or refused."""
    m = apri(lettura, file, "smvp.yml")
    return una_volta(lettura, m.nodo, Smvp, lambda: _smvp(m)) if m is not None else None


def _smvp(m: Mappa) -> Smvp | None:
    lettura = m.lettura
    prima = len(lettura.problemi)

    def fasce() -> tuple[Banda, ...]:
        """Read the levels of who works there, which may be left out."""
        gruppo = m.sotto("valutazione_individuale")
        return leggi_bande(gruppo, "fasce", "livello") if gruppo else ()

    letto = leggi_record(
        m,
        Smvp,
        arrotondamento=lambda: _arrotondamento(m),
        stati=lambda: leggi_bande(m, "stati", "stato", richiesta=True) or None,
        fasce_individuali=fasce,
        profili_individuali=lambda: _profili(m),
    )
    m.non_vuoto("stati")
    grado, mancano = m.sotto("grado"), {"YAML-CHIAVE-MANCANTE", "FOGLIO-ERRORE"}
    tetti = grado is not None and grado.scritta("tetto_indicatore") and grado.scritta("tetto_obiettivo")
    rotti = [p for p in lettura.problemi[prima:] if p.ha(Tratto.DEL_VALORE) or p.code in mancano]
    return letto if tetti and not rotti else None


def _profili(m: Mappa) -> dict[Profilo, Quote] | None:
    """Read the shares of each profile; None where none is written."""
    gruppo = m.sotto("valutazione_individuale")
    profili = gruppo.mappa("profili") if gruppo else None
    if profili is None:
        return None
    lette: dict[Profilo, Quote] = {}
    for profilo in Profilo:
        if quote := profili.mappa(profilo):
            numeri = {c: numero for c in Componente if (numero := quote.numero(c)) is not None}
            quote.chiudi()
            lette[profilo] = numeri
    profili.chiudi()
    return lette


def leggi_bande(mappa: Mappa, chiave: str, esito: str, *, richiesta: bool = False) -> tuple[Banda, ...]:
    """Read half-open bands `{da, <esito>}`, with an optional `a`; order and gaps are checked later."""
    bande = []
    for gruppo in mappa.gruppi(chiave, f"una fascia di «{chiave}»", richiesta=richiesta):
        da, a = gruppo.numero("da", richiesta=True), gruppo.numero("a")
        leggi_esito = gruppo.numero if esito == "grado" else gruppo.testo
        valore: str | Decimal | None = leggi_esito(esito, richiesta=True)
        gruppo.chiudi()
        if da is not None and valore is not None:
            bande.append(Banda(da, a, valore, gruppo.source))
    return tuple(bande)


def _arrotondamento(m: Mappa) -> dict[Livello, Arrotondamento] | None:
    gruppo = m.mappa("arrotondamento", richiesta=True)
    if gruppo is None:
        return None
    predefinito = gruppo.mappa("predefinito", richiesta=True)
    base = _livello(predefinito, None, tutto=True) if predefinito else None
    livelli: dict[Livello, Arrotondamento] = {}
    for nome in Livello:
        proprio = gruppo.mappa(nome)
        letto = _livello(proprio, base, tutto=False) if proprio else base
        if letto is not None:
            livelli[nome] = letto
    gruppo.chiudi()
    return livelli if base is not None else None


def _livello(gruppo: Mappa, base: Arrotondamento | None, *, tutto: bool) -> Arrotondamento | None:
    """Read a level; `tutto`: the one that gives the others their defaults, all of whose keys are required."""
    decimali, modo = gruppo.intero("decimali", richiesta=tutto), gruppo.scelta("modo", Modo, richiesta=tutto)
    riporto = gruppo.letto("riporto", _riporto, richiesta=tutto)
    gruppo.chiudi()
    for chiave, numero in (("decimali", decimali), ("riporto", riporto)):
        if numero is not None and numero > DECIMALI_MASSIMI:
            gruppo.lettura.segnala(
                gruppo.luogo(chiave),
                "VALORE-NUMERO",
                f"{numero} decimali",
                f"da 0 a {DECIMALI_MASSIMI} decimali",
                "scrivere quanti decimali si stampano, di solito 2",
            )
            return base
    if base is None:
        if decimali is None or modo is None or riporto is None:
            return None
        return Arrotondamento(decimali, modo, None if riporto < 0 else riporto)
    nuovo = base.riporto if riporto is None else (None if riporto < 0 else riporto)
    return Arrotondamento(base.decimali if decimali is None else decimali, modo or base.modo, nuovo)


def _riporto(testo: str) -> int:
    """Decimals handed upwards; −1 stands for `esatto`."""
    if testo == ESATTO:
        return -1
    try:
        return legge_intero(testo)
    except Rifiuto:
        raise Rifiuto(
            "VALORE-SCELTA",
            testo,
            "esatto, oppure il numero dei decimali",
            "scrivere esatto, oppure un numero come 2",
        ) from None
