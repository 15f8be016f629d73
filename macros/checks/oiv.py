"""What the OIV says at the end of a year: of which figures, with which act, on which data, and what is still due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from macros.engine.attestazioni import PIENO, Attestata, attestate
from macros.engine.ciclo import Cicli
from macros.engine.misura import rilevato_qualcosa
from macros.model.anno import Anno
from macros.model.archivio import ATTI, OIV
from macros.model.formato import decimale, leggibile, stampato
from macros.model.oiv import Attestazione, Oiv
from macros.model.piano import Record
from macros.model.problems import Documento, Problem, Source
from macros.model.valori import Livello, Periodo, TipoAtto
from macros.reading.testo.scalari import vicina


def _detto(anno: Anno) -> Oiv | None:
    """Return what the OIV says, of a year whose plan can be known."""
    return anno.oiv if anno.albero is not None else None


def _livelli(anno: Anno) -> dict[str, Livello]:
    """Return the codes of what may be attested, each with its level."""
    dicembre = anno.al(Periodo.DICEMBRE)
    livelli: dict[str, Livello] = dict.fromkeys(dicembre.obiettivi, Livello.OBIETTIVO)
    for livello, area in dicembre.letture.gruppi() if dicembre.albero else ():
        if livello is not Livello.AREA_STRATEGICA:
            livelli[area.codice] = livello
    return {Livello.ENTE: Livello.ENTE, **livelli}


def check_figure(anno: Anno) -> Iterator[Problem]:
    """OIV-FIGURA, OIV-GRADO: an attestation is of a figure that may be attested, and between 0 and 100."""
    oiv = _detto(anno)
    livelli = _livelli(anno) if oiv else {}
    for a in oiv.attestazioni if oiv else ():
        if a.di not in livelli:
            if not anno.perduto(a.di):
                yield Problem(
                    a.dove("di"),
                    "OIV-FIGURA",
                    f"un'attestazione di «{a.di}»",
                    "ente, il codice di un'area dirigenziale, dell'Azienda Speciale o di un obiettivo",
                    vicina(a.di, tuple(livelli)),
                )
            continue
        yield from _grado(anno, a, livelli[a.di])


def _grado(anno: Anno, a: Attestazione, livello: Livello) -> Iterator[Problem]:
    decimali = anno.smvp.arrotondamento[livello].decimali if anno.smvp else 0
    scritti = len(decimale(a.grado).partition(".")[2])
    if not 0 <= a.grado <= PIENO or (anno.smvp and scritti > decimali):
        yield Problem(
            a.dove("grado"),
            "OIV-GRADO",
            f"{leggibile(a.grado)} attestato per «{a.di}»",
            f"un grado da 0 a 100, con al più {decimali} decimali, quanti se ne stampano a quel livello",
            "ricopiare il grado dall'atto dell'OIV",
        )


def check_doppi(anno: Anno) -> Iterator[Problem]:
    """OIV-DOPPIO: one attestation a figure, one outcome a criterion, an indicator drawn once."""
    if anno.oiv is None:
        return
    yield from _doppi("la figura", "attestazioni", [(a.di, a.dove("di")) for a in anno.oiv.attestazioni])
    validazione, campione = anno.oiv.validazione, anno.oiv.campione
    if validazione:
        yield from _doppi("il criterio", "criteri", [(c.lettera, c.dove("lettera")) for c in validazione.criteri])
    if campione:
        luogo = campione.dove("indicatori")
        yield from _doppi("l'indicatore", "campione", [(codice, luogo) for codice in campione.indicatori])


def _doppi(che: str, dove: str, scritti: Iterable[tuple[str, Source]]) -> Iterator[Problem]:
    visti: dict[str, Source] = {}
    for nome, luogo in scritti:
        if nome in visti:
            prima = f" (l'altra è in {visti[nome]})" if visti[nome] != luogo else ""
            yield Problem(
                luogo,
                "OIV-DOPPIO",
                f"{che} «{nome}» due volte in «{dove}»{prima}",
                "ogni cosa una volta sola",
                "tenere quella giusta e togliere l'altra",
            )
        visti.setdefault(nome, luogo)


def check_atti_oiv(anno: Anno) -> Iterator[Problem]:
    """OIV-ATTO: what the OIV says stands in an act of its own on the Relazione, and that act is recorded."""
    if anno.oiv is None:
        return
    detti: list[tuple[str, Record]] = [(a.atto, a) for a in anno.oiv.attestazioni]
    if anno.oiv.validazione:
        detti.append((anno.oiv.validazione.atto, anno.oiv.validazione))
    buoni = [
        a.nome for a in anno.atti.values() if a.tipo is TipoAtto.VALIDAZIONE_OIV and a.documento == Documento.RELAZIONE
    ]
    for nome, record in detti:
        if nome in buoni or nome in anno.perduti:
            continue
        atto = anno.atti.get(nome)
        trovato = f"l'atto «{nome}», " + (
            f"di tipo {atto.tipo}, documento {atto.documento or 'nessuno'}" if atto else "che non ha un file"
        )
        atteso = f"il nome di un file di {anno.cartella}/{ATTI.cartella}, senza .yml: validazione_oiv della Relazione"
        rimedio = vicina(nome, buoni) if buoni else "registrare l'atto dell'OIV con ciclo atto"
        yield Problem(record.dove("atto"), "OIV-ATTO", trovato, atteso, rimedio)


def check_dati_visti(anno: Anno) -> Iterator[Problem]:
    """OIV-DATI-CAMBIATI: the Relazione is approved on the data that the OIV validated."""
    detta = anno.oiv.validazione if anno.oiv else None
    if detta is None or anno.da_validare is None or detta.impronta in {None, anno.da_validare}:
        return
    yield Problem(
        detta.dove("impronta"),
        "OIV-DATI-CAMBIATI",
        f"una validazione di dati con impronta {(detta.impronta or '')[:12]}…, e dati con {anno.da_validare[:12]}…",
        f"i dati che l'OIV ha validato, con la loro impronta: {anno.da_validare}",
        "chiedere all'OIV una nuova validazione, e scriverne l'atto e l'impronta (la dice ciclo proponi relazione); "
        "se i dati sono cambiati per sbaglio, rimetterli com'erano",
    )


def check_non_valida(anno: Anno) -> Iterator[Problem]:
    """OIV-NON-VALIDA: what the OIV declared not valid, the Giunta does not approve afterwards. Fonte: RECORDS 3."""
    detta, approvazione = anno.oiv.validazione if anno.oiv else None, anno.approvazione(Documento.RELAZIONE)
    atto = anno.atti.get(detta.atto) if detta else None
    if detta is None or approvazione is None or not anno.non_valida or (atto and approvazione.data < atto.data):
        return
    yield Problem(
        detta.dove("esito"),
        "OIV-NON-VALIDA",
        f"una Relazione non valida, e l'atto che la approva ({approvazione.organo}, {approvazione.numero})",
        "nessuna approvazione finché l'OIV non la valida",
        "correggere i dati e chiedere all'OIV una nuova validazione; se l'atto è stato scritto per sbaglio, toglierlo",
    )


def check_indicatori(anno: Anno) -> Iterator[Problem]:
    """OIV-INDICATORE: sample and inspections are of indicators of the year."""
    oiv = _detto(anno)
    if oiv is None:
        return
    noti = anno.al(Periodo.DICEMBRE).indicatori
    scritti = [(v.indicatore, v.dove("indicatore")) for v in oiv.verifiche]
    if oiv.campione:
        scritti += [(codice, oiv.campione.dove("indicatori")) for codice in oiv.campione.indicatori]
    for codice, luogo in scritti:
        if codice not in noti and not anno.perduto(codice):
            yield Problem(
                luogo,
                "OIV-INDICATORE",
                f"l'indicatore «{codice}»",
                "il codice di un indicatore dell'anno",
                vicina(codice, tuple(noti)),
            )


def check_attestate(anno: Anno, cicli: Cicli) -> Iterator[Problem]:
    """OIV-SENZA-GRADO, OIV-DISTANZA (avviso), COMPLETA-ATTESTAZIONE: beside the computed figures of 31/12.

    What is due is asked once the OIV's act is recorded, since it stands there (until then the act is what is missing),
    and of a Relazione that is not approved yet. Fonte: SMVP 3, 3.2.1.
    """
    espresso = anno.oiv is not None and anno.oiv.espresso
    detto = espresso or anno.ultimo_atto(TipoAtto.VALIDAZIONE_OIV, Documento.RELAZIONE) is not None
    aperta = detto and anno.aperto(Documento.RELAZIONE) and rilevato_qualcosa(anno, Periodo.DICEMBRE)
    if anno.oiv is None and not aperta:
        return
    figure = attestate(cicli(Periodo.DICEMBRE))
    for a in anno.oiv.attestazioni if anno.oiv else ():
        if a.di not in figure:
            yield Problem(
                a.dove("di"),
                "OIV-SENZA-GRADO",
                f"un'attestazione di «{a.di}», che al 31 dicembre non ha un grado",
                "un'attestazione di ciò che ha un grado calcolato",
                "scrivere i valori rilevati, o togliere l'attestazione",
            )
    for figura in figure.values():
        yield from _distanza(anno, figura)
        if aperta and anno.regole.prima_oiv:
            yield from _dovute(anno, figura)
    if aperta and anno.aperto(Documento.PIANO):  # it stands in the Piano: an approved one is not asked
        yield from _tolleranza(anno, figure.values())


def _tolleranza(anno: Anno, figure: Iterable[Attestata]) -> Iterator[Problem]:
    if anno.regole.tolleranza is None and any(f.differenza for f in figure):
        luogo = anno.regole.dove("attestazione.tolleranza")
        trovato = "nessuna tolleranza dichiarata, e gradi attestati diversi dai calcolati"
        yield _manca(luogo, trovato, "scrivere quanti punti si dicono lievi, come «attestazione: {tolleranza: 5}»")


def _distanza(anno: Anno, figura: Attestata) -> Iterator[Problem]:
    tolleranza, differenza, a = anno.regole.tolleranza, figura.differenza, figura.attestazione
    if a is not None and tolleranza is not None and differenza is not None and abs(differenza) > tolleranza:
        yield Problem(
            a.dove("grado"),
            "OIV-DISTANZA",
            f"per «{figura.codice}» {stampato(a.grado)} attestato e {stampato(figura.calcolato)} calcolato: "
            f"{leggibile(abs(differenza))} punti di distanza",
            f"al più {leggibile(tolleranza)} punti, quanti il Sistema dell'anno ne dichiara lievi",
            "nulla, se l'atto dell'OIV dice così e la motivazione lo spiega; altrimenti correggere il grado",
        )


def _dovute(anno: Anno, figura: Attestata) -> Iterator[Problem]:
    """Yield what is still due of a figure: attestation, judgement on the chamber, reason of a difference."""
    a = figura.attestazione
    if a is None:
        if figura.dovuta:
            luogo = Source(anno.file(OIV), 1, figura.codice)
            trovato = f"nessun grado attestato per «{figura.codice}», {stampato(figura.calcolato)} calcolato"
            yield _manca(luogo, trovato, "scrivere in «attestazioni» il grado che l'OIV attesta, con il suo atto")
        return
    if a.giudizio is None and figura.livello is Livello.ENTE:
        parole = "inferiore, in linea o superiore"
        yield _manca(a.dove("giudizio"), "nessun giudizio sulla Camera", f"scrivere «giudizio»: {parole}")
    if a.motivazione is None and figura.differenza != Decimal(0):
        trovato = f"nessuna motivazione per «{figura.codice}»: {stampato(a.grado)} attestato, "
        trovato += f"{stampato(figura.calcolato)} calcolato"
        yield _manca(a.dove("motivazione"), trovato, "scrivere «motivazione», dall'atto dell'OIV")


def _manca(luogo: Source, trovato: str, rimedio: str) -> Problem:
    atteso = "ciò che l'OIV dice dei risultati, perché la Relazione lo stampa accanto a ciò che è calcolato"
    return Problem(luogo, "COMPLETA-ATTESTAZIONE", trovato, atteso, rimedio, "", Documento.RELAZIONE)


CHECKS = (check_figure, check_doppi, check_atti_oiv, check_dati_visti, check_non_valida, check_indicatori)
"""Checks that need no figures; `check_attestate` runs only on a year without errors."""
