"""What each rule asks of an indicator beside its target, and what the caps ask of the year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from macros.engine.ciclo import tetto_in_vigore
from macros.engine.formula import FormulaNonValida, nomi
from macros.model.anno import Anno
from macros.model.archivio import MISURE
from macros.model.formato import data_breve, leggibile
from macros.model.precedenze import DATA, sistema_dopo_il_piano
from macros.model.problems import Documento, Problem
from macros.model.regole import REGOLE, chiavi
from macros.reading.testo.scalari import piu_vicina

CENTO = Decimal(100)


def check_chiavi_di_regola(anno: Anno) -> Iterator[Problem]:
    """IND-CHIAVE-MANCANTE: the keys a rule needs; IND-CHIAVE-INUTILE (avviso): keys of another rule; what they hold."""
    for i in anno.indicatori.values():
        regola = REGOLE[i.regola]
        for chiave in chiavi():
            presente = i.chiave(chiave) not in {None, ()}
            if chiave in regola.chiavi and not presente:
                yield Problem(
                    i.dove("regola"),
                    "IND-CHIAVE-MANCANTE",
                    f"la regola «{regola}» di {i.codice} senza la chiave «{chiave}»",
                    f"la chiave «{chiave}»",
                    f"aggiungere «{chiave}» come nel manuale, pagina «Regole di calcolo»",
                    campi=chiavi(),
                )
            elif chiave not in regola.chiavi and presente:
                yield Problem(
                    i.dove(chiave),
                    "IND-CHIAVE-INUTILE",
                    f"«{chiave}» su {i.codice}, che ha la regola «{i.regola}»",
                    "solo le chiavi che la regola usa",
                    f"togliere «{chiave}», o correggere «regola»",
                )
        yield from regola.check_chiavi(i, anno.anno)


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
        if not REGOLE[i.regola].numerica:
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
                simile = piu_vicina(nome, anno.misure or {})
                forse = f"forse si intendeva «{simile}»; altrimenti " if simile else ""
                yield Problem(
                    luogo,
                    "FORMULA-MISURA",
                    f"la misura «{nome}» nella formula di {i.codice}",
                    f"una misura che abbia una riga in {anno.file(MISURE)}",
                    f"{forse}aggiungere in {MISURE.dove} la riga «{MISURE.riga(misura=nome, fonte='FONTE')}»",
                )


def check_sistema(anno: Anno) -> Iterator[Problem]:
    """SMVP-DOPO-PIANO, SMVP-DOPO-CHIUSO (avviso): a Plan stands under the System of its day. Fonte: RECORDS 1.

    One that came later entered the year by a variation: the Plan as it was approved still quotes the System before.
    Where the Relazione is approved already nothing can be put right any more: it is told. One that a variation
    brings without its acts yet is not judged: VAR-NON-APPROVATA tells of it.
    """
    if trovati := sistema_dopo_il_piano(anno):
        smvp, approvazione = trovati
        yield Problem(
            smvp.dove(DATA),
            "SMVP-DOPO-PIANO" if anno.aperto(Documento.RELAZIONE) else "SMVP-DOPO-CHIUSO",
            f"il Sistema del {data_breve(smvp.data)} in un Piano approvato il {data_breve(approvazione.data)}",
            "il Sistema in vigore quel giorno; uno nuovo entra nell'anno con una variazione di «smvp»",
            "rimettere in smvp.yml il Sistema di prima, poi ciclo varia smvp sistema.data "
            "e le altre chiavi che cambiano",
        )


CHECKS = (
    check_chiavi_di_regola,
    check_tetti,
    check_formule,
    check_sistema,
)
