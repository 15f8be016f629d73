"""What each rule asks of an indicator beside its target, and what the caps ask of the year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from macros.engine.ciclo import tetto_in_vigore
from macros.engine.formula import FormulaNonValida, nomi
from macros.model.anno import Anno
from macros.model.formato import data_breve, leggibile
from macros.model.problems import Problem
from macros.model.valori import Regola
from macros.reading.scalari import vicina

CENTO = Decimal(100)
CHIAVI_DI_REGOLA = {
    "base": {Regola.BASE},
    "soglie": {Regola.SOGLIE},
    "fasi": {Regola.FASI},
    "penalita": {Regola.ENTRO_DATA, Regola.INTERVALLO},
}


def check_chiavi_di_regola(anno: Anno) -> Iterator[Problem]:
    """IND-CHIAVE-MANCANTE: the keys a rule needs; IND-CHIAVE-INUTILE (avviso): keys of another rule."""
    for i in anno.indicatori.values():
        presenti = {
            "base": i.base is not None,
            "soglie": bool(i.soglie),
            "fasi": bool(i.fasi),
            "penalita": i.penalita is not None,
        }
        for chiave, regole in CHIAVI_DI_REGOLA.items():
            if i.regola in regole and not presenti[chiave]:
                yield Problem(
                    i.dove("regola"),
                    "IND-CHIAVE-MANCANTE",
                    f"la regola «{i.regola}» di {i.codice} senza la chiave «{chiave}»",
                    f"la chiave «{chiave}»",
                    f"aggiungere «{chiave}» come nel manuale, pagina «Regole di calcolo»",
                )
            elif i.regola not in regole and presenti[chiave]:
                yield Problem(
                    i.dove(chiave),
                    "IND-CHIAVE-INUTILE",
                    f"«{chiave}» su {i.codice}, che ha la regola «{i.regola}»",
                    "solo le chiavi che la regola usa",
                    f"togliere «{chiave}», o correggere «regola»",
                )


def check_fasi(anno: Anno) -> Iterator[Problem]:
    """IND-FASI-QUOTE, IND-FASI-DOPPIA, IND-FASI-ANNO: shares add up to 100, due within the year."""
    for i in anno.indicatori.values():
        if i.regola is not Regola.FASI or not i.fasi:
            continue
        somma = sum((f.quota for f in i.fasi), Decimal(0))
        if somma != CENTO or any(f.quota <= 0 for f in i.fasi):
            quote = ", ".join(f"{f.codice}={leggibile(f.quota)}" for f in i.fasi)
            yield Problem(
                i.dove("fasi"),
                "IND-FASI-QUOTE",
                f"quote che sommano {leggibile(somma)} in {i.codice}: {quote}",
                "quote maggiori di 0 che sommano 100",
                "correggere le quote",
            )
        viste: set[str] = set()
        for fase in i.fasi:
            if fase.codice in viste:
                yield Problem(
                    fase.source,
                    "IND-FASI-DOPPIA",
                    f"la fase «{fase.codice}» di {i.codice} per la seconda volta",
                    "un codice per ogni fase",
                    "dare alla fase il codice successivo",
                )
            viste.add(fase.codice)
            if fase.entro.year != anno.anno:
                yield Problem(
                    fase.source,
                    "IND-FASI-ANNO",
                    f"la fase {fase.codice} di {i.codice} entro il {data_breve(fase.entro)}",
                    f"un giorno del {anno.anno}",
                    "correggere la data, o spostare la fase nell'anno giusto",
                )


def check_penalita(anno: Anno) -> Iterator[Problem]:
    """IND-PENALITA: the loss is declared once, in the form its rule uses. Fonte: DOMAIN 3.1, rule 12."""
    for i in anno.indicatori.values():
        p = i.penalita
        if p is None or i.regola not in CHIAVI_DI_REGOLA["penalita"]:
            continue
        data = i.regola is Regola.ENTRO_DATA
        punti, altra = (p.punti_al_giorno, p.punti_per_unita) if data else (p.punti_per_unita, p.punti_al_giorno)
        giorni = [f.dal_giorno for f in p.fasce]
        gradi = [f.grado for f in p.fasce]
        guasto = ""
        if altra is not None or (p.fasce and not data) or (punti is not None) == bool(p.fasce):
            guasto = "una perdita che la regola non sa usare"
        elif punti is not None and punti < 0:
            guasto = f"{leggibile(punti)} punti"
        elif giorni and giorni[0] != 1:
            guasto = f"la prima fascia dal giorno {giorni[0]}"
        elif giorni != sorted(set(giorni)):
            guasto = "fasce di giorni non in ordine crescente"
        elif any(not 0 <= g <= CENTO for g in gradi) or gradi != sorted(gradi, reverse=True):
            guasto = "gradi fuori da 0–100, o che risalgono"
        if guasto:
            forma = "punti_al_giorno, oppure fasce dal giorno 1 con gradi mai crescenti" if data else "punti_per_unita"
            yield Problem(
                p.source,
                "IND-PENALITA",
                f"{guasto} in «penalita» di {i.codice}",
                forma,
                "scrivere la penalità come nel manuale, pagina «Regole di calcolo»",
            )


def check_tetti(anno: Anno) -> Iterator[Problem]:
    """IND-TETTO, SMVP-TETTO: caps are null or at least 100. Fonte: DOMAIN 3.1, rule 9."""
    smvp = anno.smvp
    for i in anno.indicatori.values():
        if i.tetto_dichiarato and i.tetto is not None and i.tetto < CENTO:
            yield Problem(
                i.dove("tetto"),
                "IND-TETTO",
                f"il tetto {leggibile(i.tetto)} su {i.codice}",
                "null, oppure da 100 in su",
                "correggere il tetto, o togliere la riga per usare quello dell'anno",
            )
    if smvp is None:
        return
    if smvp.tetto_indicatore is not None and smvp.tetto_indicatore < CENTO:
        yield Problem(
            smvp.dove("grado.tetto_indicatore"),
            "SMVP-TETTO",
            f"tetto_indicatore {leggibile(smvp.tetto_indicatore)}",
            "null, oppure da 100 in su",
            "correggere il tetto",
        )
    luogo = smvp.dove("grado.tetto_obiettivo")
    if smvp.tetto_obiettivo not in {None, CENTO}:
        yield Problem(
            luogo,
            "SMVP-TETTO",
            f"tetto_obiettivo {leggibile(smvp.tetto_obiettivo or CENTO)}",
            "100, oppure null",
            "scrivere 100",
        )
    tetti = {i.codice: tetto_in_vigore(i, smvp) for i in anno.indicatori.values()}
    alzati = [codice for codice, tetto in tetti.items() if tetto is None or tetto > CENTO]
    if smvp.tetto_obiettivo is None and (alzati or smvp.tetto_indicatore is None or smvp.tetto_indicatore > CENTO):
        yield Problem(
            luogo,
            "SMVP-TETTO",
            "tetto_obiettivo null insieme a indicatori senza tetto" + (f" ({', '.join(alzati)})" if alzati else ""),
            "tetto_obiettivo: 100 quando un indicatore può superare 100",
            "scrivere tetto_obiettivo: 100",
        )


def check_formule(anno: Anno) -> Iterator[Problem]:
    """FORMULA-SINTASSI, FORMULA-REGOLA, FORMULA-MISURA: a formula that can be computed. Fonte: DOMAIN 3.1, rule 6."""
    for i in anno.indicatori.values():
        if i.formula is None:
            continue
        luogo = i.dove("formula")
        if not i.regola.numerica:
            yield Problem(
                luogo,
                "FORMULA-REGOLA",
                f"una formula su {i.codice}, che ha la regola «{i.regola}»",
                "una formula solo dove il valore è un numero",
                "togliere la formula, o cambiare regola",
            )
        try:
            usate = nomi(i.formula)
        except FormulaNonValida as errore:
            yield Problem(
                luogo,
                "FORMULA-SINTASSI",
                f"la formula «{i.formula}» di {i.codice}: {errore}",
                "misure e numeri uniti da + - * / e parentesi, punto per i decimali",
                "scrivere per esempio pratiche_5gg / pratiche_totali * 100",
            )
            continue
        for nome in usate if anno.misure is not None else ():
            if nome not in (anno.misure or {}) and nome not in anno.perduti:
                yield Problem(
                    luogo,
                    "FORMULA-MISURA",
                    f"la misura «{nome}» nella formula di {i.codice}",
                    f"una misura che abbia una riga in {anno.cartella}/misure.csv",
                    vicina(nome, anno.misure or {}) if anno.misure else "aggiungere la riga in misure.csv",
                )


CHECKS = (
    check_chiavi_di_regola,
    check_fasi,
    check_penalita,
    check_tetti,
    check_formule,
)
