"""What the comment of a proposal says beside the comparison: of substance or of form, acts, first figures, checks.

Read by people of an office: everything by its title, every command so that it works when it is copied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from macros.model.anno import Anno
from macros.model.citazioni import in_parole, titolo_documento
from macros.model.comando import comando
from macros.model.formato import per_cento, pulita, quanti, stampato
from macros.model.problems import Documento
from macros.model.tratti import Gravita
from macros.model.valori import Livello
from macros.model.variazioni import SISTEMA
from macros.publish.confronto.markdown import Pezzo, md, tabella
from macros.publish.confronto.parole import Sezione
from macros.publish.confronto.righe import che, effetto, riga
from macros.trail.cambiamenti import Genere
from macros.trail.file_mossi import Arrivo, FileMosso
from macros.trail.novita import AttoMosso, Novita, Scoperto
from macros.trail.portata import PortataCambio, la_maggiore, portata

DETTI = {Arrivo.NUOVO: "nuovo", Arrivo.CAMBIATO: "cambiato", Arrivo.TOLTO: "tolto"}
DI_FORMA = "nessuna muove una cifra, un risultato atteso, un peso, una responsabilità o un atto"
SOSTANZIALE = str(PortataCambio.SOSTANZIALE)
COLONNE = (Gravita.ERRORE, Gravita.DA_COMPLETARE, Gravita.AVVISO)


@dataclass(frozen=True, slots=True)
class PropostaLetta:
    """All that a proposal brings."""

    novita: tuple[Novita, ...]
    tolti: tuple[int, ...]
    """Years that are no longer there."""
    capitoli: tuple[FileMosso, ...]
    altri: tuple[FileMosso, ...]
    """Data files that no comparison tells of."""
    conti: Mapping[int, Mapping[str, Counter[Gravita]]]
    """Year → area → its problems, as `conti_per_area` gives them."""
    errori: int
    """How many errors there are in all."""


def prima_del_confronto(sezioni: Sequence[Sezione], p: PropostaLetta) -> list[Pezzo]:
    """Return what comes first: what the proposal is, what no act covers, new years, acts, first figures."""
    parti = [Pezzo(_in_testa(sezioni, p)), *(Pezzo(f"## {n}: un anno che non c'è più") for n in p.tolti)]
    for n in p.novita:
        if n.scoperti:
            parti += _scoperti(n)
        if n.prima is None:
            parti += [Pezzo(f"## {n.dopo.anno}: un anno nuovo"), Pezzo(_anno_nuovo(n.dopo))]
        if n.atti or n.approvati:
            parti += _atti(n)
        if n.primi:
            parti += _primi(n)
    return parti


def dopo_il_confronto(p: PropostaLetta) -> list[Pezzo]:
    """Return what comes last: chapters and other files, what the checks say."""
    return [*_file("Capitoli e pagine", p.capitoli), *_file("Altri file dei dati", p.altri), *_controlli(p)]


def _file(titolo: str, mossi: Sequence[FileMosso]) -> Iterator[Pezzo]:
    if mossi:
        righe = [
            (f"**{md(f.titolo or f.nome)}**", DETTI[f.arrivo], f.portata, md(f.nome) if f.titolo else "") for f in mossi
        ]
        yield Pezzo(f"## {titolo} ({len(righe)})")
        yield Pezzo(tabella(("Che cosa", "È", "Portata", "Dove"), righe, "llll"), titolo)


def _in_testa(sezioni: Sequence[Sezione], p: PropostaLetta) -> str:
    """Say of what substance the proposal is, and how many things it changes."""
    portate = [portata(c) for s in sezioni for c in s.confronto.cambiamenti if c.genere is not Genere.GRADO]
    portate += [f.portata for f in (*p.capitoli, *p.altri)]
    portate += [PortataCambio.SOSTANZIALE] * (len(p.tolti) + sum(len(n.atti) + (n.prima is None) for n in p.novita))
    if not portate:
        return "**Nei dati e nei capitoli non cambia niente**: se dei file sono diversi, lo sono per ordine o commenti."
    conti = Counter(portate)
    sostanziali = quanti(conti[PortataCambio.SOSTANZIALE], "modifica sostanziale", "modifiche sostanziali")
    formali = quanti(conti[PortataCambio.FORMALE], "formale", "formali")
    if la_maggiore(portate) is PortataCambio.FORMALE:
        detto = quanti(len(portate), "modifica formale", "modifiche formali")
        return f"**Proposta formale**: {detto}; {DI_FORMA}."
    return f"**Proposta sostanziale**: {sostanziali}{f' e {formali}' if conti[PortataCambio.FORMALE] else ''}."


def _scoperti(n: Novita) -> Iterator[Pezzo]:
    """Yield what was changed of what an act approved: what it would move, and the commands that record it."""
    uno = len(n.scoperti) == 1
    detto = "Una modifica tocca" if uno else f"{len(n.scoperti)} modifiche toccano"
    finche = "finché non è registrata" if uno else "finché non sono registrate"
    yield Pezzo(f"## {n.dopo.anno}: {detto[:1].lower()}{detto[1:]} ciò che un atto ha approvato")
    yield Pezzo(f"È un errore, e la proposta non si unisce, {finche}: ciascuna con il suo motivo e il suo atto.")
    nomi = n.dopo.letture.nomi_aree
    righe = [cella for s in n.scoperti for cella in _scoperto(s, nomi)]
    yield Pezzo(tabella(("Oggetto", "Che cosa", "Approvato", "Proposto", "Effetto sulla Camera"), righe, "llllr"))
    comandi = list(dict.fromkeys(s.comando for s in n.scoperti if s.comando))
    if comandi:
        si = "Per registrarla" if uno else "Per registrarle"
        yield Pezzo(f"{si} (il comando chiede il resto), altrimenti si rimette ciò che fu approvato:")
        yield Pezzo(_in_blocco(comandi))


def _scoperto(s: Scoperto, nomi: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each change that a difference makes; its own words where the comparison has none."""
    for c in s.cambiamenti:
        mosso = effetto(c) or md(c.senza_effetto or "nessuno")
        yield f"**{md(riga(c).nome)}**", md(che(c, nomi)), md(c.scritto_prima), md(c.scritto_dopo), mosso
    if not s.cambiamenti:
        d = s.differenza
        valori = (md(v) if isinstance(v, str) else "…" if v else "" for v in (d.approvato, d.presente))
        yield f"**{md(d.dove)}**", md(d.campo or "tutto"), *valori, ""


def _in_blocco(righe: Iterable[str]) -> str:
    """Return lines to be copied, in a block that none of them ends."""
    return "\n".join(("~~~sh", *(pulita(r).replace("~~~", "") for r in righe), "~~~"))


def _anno_nuovo(anno: Anno) -> str:
    obiettivi = quanti(len(anno.obiettivi), "obiettivo", "obiettivi")
    indicatori = quanti(len(anno.indicatori), "indicatore", "indicatori")
    aree = quanti(len(anno.letture.aree_dirigenziali), "area dirigenziale", "aree dirigenziali")
    confronto = comando("confronta", str(anno.anno - 1), str(anno.anno))
    return f"{obiettivi}, {indicatori}, {aree}. Che cosa cambia dall'anno prima lo dice `{confronto}`."


def _atti(n: Novita) -> Iterator[Pezzo]:
    """Yield the approvals, and the acts that came, changed or went."""
    yield Pezzo(f"## {n.dopo.anno}: atti")
    if n.approvati:
        coppie = ((d, n.dopo.approvazione(d)) for d in n.approvati)
        detti = (f"- **{md(titolo_documento(n.dopo, d))}**: approvato, {md(in_parole(a))}" for d, a in coppie if a)
        yield Pezzo("\n".join(detti))
    righe = [
        (f"**{md(in_parole(m.atto))}**", DETTI[m.arrivo], md(m.atto.oggetto), _di_che(n, m), SOSTANZIALE)
        for m in n.atti
    ]
    if righe:
        yield Pezzo(tabella(("Atto", "È", "Oggetto", "Documento", "Portata"), righe, "lllll"), "Gli atti")


def _di_che(n: Novita, m: AttoMosso) -> str:
    documento = next((d for d in Documento if d == m.atto.documento), None)
    return md(titolo_documento(n.dopo, documento) if documento else "Sistema" if m.atto.documento == SISTEMA else "")


def _primi(n: Novita) -> Iterator[Pezzo]:
    """Yield the first figures of a date: grade, and how much of the weight was measured."""
    assert n.primi is not None  # noqa: S101 - asked only where there are
    ciclo = n.primi
    misurati = sum(1 for v in ciclo.indicatori.values() if v.misurato)
    previsti = sum(1 for v in ciclo.indicatori.values() if v.previsto)
    yield Pezzo(f"## {n.dopo.anno}: i primi valori al {ciclo.periodo.in_parole}")
    yield Pezzo(
        f"Prima non ce n'erano: non c'è una cifra con cui confrontarli. Indicatori misurati: {misurati} su {previsti}. "
        "Il grado è di ciò che è misurato, e la copertura dice quanta parte del peso è."
    )
    titoli = {(livello, a.codice): a.titolo for livello, a in ciclo.anno.letture.gruppi()}
    righe = [("**Camera**", stampato(ciclo.ente.stampato), per_cento(ciclo.ente.copertura))]
    for livello in (Livello.AREA_STRATEGICA, Livello.AREA_DIRIGENZIALE, Livello.AZIENDA_SPECIALE):
        for codice, s in ciclo.figure[livello].items():
            if s.previsto:
                righe.append((md(titoli[livello, codice]), stampato(s.stampato), per_cento(s.copertura)))
    yield Pezzo(tabella(("Figura", "Grado", "Copertura"), righe, "lrr"))


def _controlli(p: PropostaLetta) -> Iterator[Pezzo]:
    """Yield what the checks say, an area a row, with the command that lists it."""
    righe = []
    for anno, aree in p.conti.items():
        dell_anno = next(n.dopo for n in p.novita if n.dopo.anno == anno)
        for area, conti in aree.items():
            nome = dell_anno.nome_area(area) if area else "Di nessuna area in particolare"
            detto = comando("verifica", anno=anno, altro=f"--area {area}" if area else "")
            righe.append((md(f"{anno}, {nome}"), *(str(conti[g] or "") for g in COLONNE), f"`{detto}`"))
    yield Pezzo("## Controlli")
    if not righe:
        yield Pezzo("Nessun problema.")
        return
    errori = quanti(p.errori, "errore", "errori")
    detto = f"{errori}: finché ce ne sono la proposta non si unisce." if p.errori else "Nessun errore."
    yield Pezzo(f"{detto} Ciò che è da completare non la ferma. Un problema di due aree conta in tutte e due.")
    testa = ("Chi può rimediare", "Errori", "Da completare", "Avvisi", "L'elenco")
    yield Pezzo(tabella(testa, righe, "lrrrl"), "I controlli per area")
