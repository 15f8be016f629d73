"""What `premi.yml` may hold: counts that tell nobody apart, groups that are the bands of the year, sums that fit.

The command writes it so; whoever changes it by hand is told. Whether it withstands the attack is known only to the
command, which has the persons. Fonte: D.Lgs. 33/2013, art. 20; RECORDS 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.engine.conti_premi import quota_attesa, sostituibile
from macros.model.anno import Anno, Progetto
from macros.model.archivio import PREMI
from macros.model.formato import leggibile
from macros.model.impostazioni import SOGLIA
from macros.model.premi import CON_QUOTA, PASSI, CategoriaPremi, Premi, meno_di
from macros.model.problems import Documento, Problem, Source
from macros.model.valori import TipoAtto
from macros.reading.anno.premi import premi_alla, premi_registrati

RIFARE = "rifare il file con ciclo aggrega-premi: a mano non si corregge"


def check_soglia(anno: Anno) -> Iterator[Problem]:
    """SMVP-SOGLIA: a year may ask for more persons in each group, never for fewer."""
    if anno.smvp is not None and anno.smvp.soglia_riservatezza < SOGLIA:
        yield Problem(
            anno.smvp.dove("riservatezza.soglia"),
            "SMVP-SOGLIA",
            f"riservatezza.soglia: {anno.smvp.soglia_riservatezza}",
            f"almeno {SOGLIA} persone",
            f"scrivere {SOGLIA} o di più, oppure togliere la riga",
        )


def check_relazione(anno: Anno) -> Iterator[Problem]:
    """PREMI-RELAZIONE: premi come after a Relazione that is approved and valid.

    Fonte: D.Lgs. 150/2009, art. 14 c. 6; RECORDS 8 and 9.
    """
    if anno.premi is not None and (perche := _non_ancora(anno)):
        yield Problem(
            anno.premi.source,
            "PREMI-RELAZIONE",
            f"i premi di un anno la cui Relazione {perche}",
            "i premi dopo la Relazione approvata e validata",
            "togliere il file finché la Relazione non è approvata e valida",
        )


def _non_ancora(anno: Anno) -> str:
    """Say what the Relazione lacks for premi; empty: nothing.

    Where the OIV comes first, a Relazione that is approved was validated before.
    """
    if anno.non_valida:
        return "non è valida per l'OIV"
    if anno.aperto(Documento.RELAZIONE):
        return "non è approvata"
    dopo = anno.smvp is not None and not anno.smvp.prima_oiv
    if dopo and anno.ultimo_atto(TipoAtto.VALIDAZIONE_OIV, Documento.RELAZIONE) is None:
        return "non è ancora validata dall'OIV"
    return ""


def check_categorie(anno: Anno) -> Iterator[Problem]:
    """PREMI-CATEGORIA: categories are the declared ones, each once, in order; who is joined follows in that order."""
    if (premi := anno.premi) is None:
        return
    ordine = list(CategoriaPremi)
    for n, unione in enumerate(premi.unite):
        posti = [ordine.index(CategoriaPremi(c)) for c in unione if c in ordine]
        if len(posti) != len(unione) or len(posti) < 2 or posti != sorted(set(posti)):
            detta = f"l'unione {n + 1}: " + ", ".join(unione)
            yield _di_categorie(premi, "unite", detta)
    unite = [c for u in premi.unite for c in u]
    seconde = {c for u in premi.unite for c in u[1:]}
    dette = [d.categoria for d in premi.categorie]
    if len(set(unite)) != len(unite):
        yield _di_categorie(premi, "unite", "una categoria in due unioni")
    if dette != sorted(set(dette), key=ordine.index):
        yield _di_categorie(premi, "categorie", "le categorie " + ", ".join(dette))
    for d in premi.categorie:
        if d.categoria in seconde:
            yield _di_categorie(premi, "categorie", f"una distribuzione di «{d.categoria}», contata con un'altra")


def _di_categorie(premi: Premi, chiave: str, trovato: str) -> Problem:
    atteso = f"le categorie {', '.join(CategoriaPremi)}, in quest'ordine e ciascuna una volta"
    return Problem(premi.dove(chiave), "PREMI-CATEGORIA", trovato, atteso, RIFARE)


def check_fasce(anno: Anno) -> Iterator[Problem]:
    """PREMI-FASCE: the groups of a category are the bands of the year, in order, two groups at least."""
    if anno.premi is None or anno.smvp is None:
        return
    fasce = [str(b.esito) for b in anno.smvp.fasce_individuali]
    for d in anno.premi.categorie:
        dette = [f for g in d.gruppi for f in g.fasce]
        if dette != fasce or not all(g.fasce for g in d.gruppi) or len(d.gruppi) == 1:
            yield Problem(
                d.dove("gruppi"),
                "PREMI-FASCE",
                f"«{d.categoria}» in {len(d.gruppi)} gruppi di fasce: {', '.join(dette) or 'nessuna'}",
                f"almeno due gruppi che insieme siano, in ordine, {', '.join(fasce) or 'le fasce di smvp.yml'}",
                RIFARE,
            )


def check_piccoli(anno: Anno) -> Iterator[Problem]:
    """PREMI-PICCOLO: no published count is under the threshold; of disputes, zero is told."""
    if anno.premi is None or anno.smvp is None:
        return
    soglia = max(anno.smvp.soglia_riservatezza, SOGLIA)
    for d in anno.premi.categorie:
        for g in d.gruppi:
            if g.persone < soglia:
                detto = f"un gruppo di «{d.categoria}» con meno di {soglia} persone"
                yield Problem(g.dove("persone"), "PREMI-PICCOLO", detto, f"almeno {soglia} persone", RIFARE)
    for chiave in ("riesami", "ricorsi"):
        scritto = getattr(anno.premi, chiave)
        piccolo = scritto.isdigit() and 0 < int(scritto) < soglia
        if piccolo or not (scritto.isdigit() or scritto == meno_di(soglia)):
            detto = f"{chiave}: un numero fra 0 e {soglia}" if piccolo else f"{chiave}: «{scritto}»"
            atteso = f"0, almeno {soglia}, oppure «{meno_di(soglia)}»"
            yield Problem(anno.premi.dove(chiave), "PREMI-PICCOLO", detto, atteso, RIFARE)


def check_somme(anno: Anno) -> Iterator[Problem]:
    """PREMI-SOMMA: groups add up to their category; what is paid is no more than what was set aside.

    The law asks for both amounts (art. 20 c. 1): what is not paid makes no saving of the fund, and more is not there.
    """
    if (premi := anno.premi) is None:
        return
    for d in premi.categorie:
        somma = sum(g.persone for g in d.gruppi)
        if somma != d.persone:
            trovato = f"«{d.categoria}» con {d.persone} persone, e gruppi che ne sommano {somma}"
            yield Problem(d.dove("persone"), "PREMI-SOMMA", trovato, "gruppi che sommano le persone", RIFARE)
    t = premi.totali
    if not 0 <= t.distribuiti <= t.stanziati:
        trovato = f"distribuiti {leggibile(t.distribuiti)} euro su {leggibile(t.stanziati)} stanziati"
        yield Problem(t.dove("distribuiti"), "PREMI-SOMMA", trovato, "non più di quanto è stanziato", RIFARE)
    passo = t.arrotondati_a
    if passo is not None and (passo not in PASSI or t.stanziati % passo or t.distribuiti % passo):
        atteso = f"{', '.join(map(str, PASSI))}, con due importi che ne sono multipli"
        yield Problem(t.dove("arrotondati_a"), "PREMI-SOMMA", f"importi arrotondati a {passo}", atteso, RIFARE)


def check_quota(anno: Anno) -> Iterator[Problem]:
    """PREMI-QUOTA: the share of the first band is that of its group, where it stands alone and persons are enough."""
    for d in anno.premi.categorie if anno.premi else ():
        attesa = quota_attesa(d)
        if d.quota_prima_fascia != attesa:
            detta = d.quota_prima_fascia
            yield Problem(
                d.dove("quota_prima_fascia"),
                "PREMI-QUOTA",
                f"quota_prima_fascia {leggibile(detta)}" if detta is not None else "nessuna quota_prima_fascia",
                f"{leggibile(attesa)}" if attesa is not None else f"nessuna: la fascia è unita, o meno di {CON_QUOTA}",
                RIFARE,
            )


def check_registrati(radice: Path, progetto: Progetto, base: str | None) -> Iterator[Problem]:
    """PREMI-CAMBIATO, PREMI-TOLTO: beside what git keeps a file tells nobody who changed; what was published stays.

    `base`: a revision that a proposal starts from. Where one has no such file, what was committed before is still read.
    """
    for numero, anno in progetto.anni.items():
        if anno.smvp is None:
            continue
        if anno.premi is None:
            yield from _tolti(radice, anno, base)
            continue
        registrati = [premi_alla(radice, numero, r) for r in ("HEAD", base) if r]
        if None in registrati:  # not yet, or not any more
            registrati += premi_registrati(radice, numero)
        for registrato in registrati:
            soglia = max(SOGLIA, anno.smvp.soglia_riservatezza)
            if registrato is None or sostituibile(registrato, anno.premi, soglia):
                continue
            yield Problem(
                anno.premi.source,
                "PREMI-CAMBIATO",
                "premi che, confrontati con quelli già registrati in git, direbbero chi è cambiato",
                f"gli stessi gruppi, ogni conteggio uguale o cambiato di almeno {soglia} persone, gli stessi importi o "
                "altri arrotondati",
                f"rimettere il file registrato (git restore {anno.premi.source.path}); un'altra versione la scrive, "
                "se può, ciclo aggrega-premi",
            )
            break


def _tolti(radice: Path, anno: Anno, base: str | None) -> Iterator[Problem]:
    """Yield the problem of premi that git keeps and the year has not any more, while they may be published."""
    if "premi" in anno.perduti or _non_ancora(anno):
        return
    file = anno.file(PREMI)
    ultimi = any(premi_alla(radice, anno.anno, r) for r in ("HEAD", base) if r)
    if ultimi or premi_registrati(radice, anno.anno):
        yield Problem(
            Source(file),
            "PREMI-TOLTO",
            "i premi già registrati in git, e il loro file che non c'è più",
            "il file: ciò che è pubblicato resta in linea per cinque anni",
            f"rimetterlo com'era (git log -- {file} dice in quali commit era); un'altra versione la scrive, se può, "
            "ciclo aggrega-premi",
        )


CHECKS = (check_soglia, check_relazione, check_categorie, check_fasce, check_piccoli, check_somme, check_quota)
