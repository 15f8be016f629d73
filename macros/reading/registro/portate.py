"""Rows of one's own side of a conflict of git, that go after those of the other side: as they are, in their order.

Only what the files after the others' rows make different is reckoned anew: the plan after a variation, the chapters
after a correction. What cannot be so is refused, for the history would be red after the commit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from macros.model.archivio import ATTI
from macros.model.problems import Documento
from macros.model.registro import COSA, Registro, RigaRegistro, Sigillo
from macros.reading.blocco.blocco import Approvati
from macros.reading.blocco.impronta import in_json, sha256_di
from macros.reading.registro.forma import in_coda
from macros.reading.registro.sigilli import custodita, sigilli_di, uguali_in
from macros.reading.registro.unione import TESTI, Capitoli, Unione, in_capitoli
from macros.reading.scrivi.modifica import ModificaImpossibileError
from macros.reading.testo.deposito import esiste

Portata = tuple[Approvati, Sigillo, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proprie:
    """One's own side of a conflict."""

    righe: Sequence[RigaRegistro]
    """All its rows."""
    posti: Sequence[int]
    """Places of those that the other side does not have."""
    unione: bool
    """True in a merge, whose register must have them all; a rebase makes the commits anew."""


def portate(anni: Sequence[Approvati], registro: Registro, proprie: Proprie) -> list[Portata]:
    """Return one's own rows as they go after a register.

    Raises: ModificaImpossibileError, in Italian: in a merge, an act has another name, or a chapter was corrected twice.
    """
    if not anni:  # rows of years that are not there are told by the checks
        return []
    radice = anni[0].lettura.radice
    unione = Unione(radice, uguali_in(radice))
    per_anno = {str(a.anno): a for a in anni}
    fatte: list[Portata] = []
    ultime: dict[tuple[str, str], RigaRegistro] = {}
    for n in proprie.posti:
        ultime[proprie.righe[n].anno, proprie.righe[n].atto] = proprie.righe[n]
    for n in proprie.posti:
        riga = proprie.righe[n]
        approvati = per_anno.get(riga.anno)
        suoi = _oggi(approvati, riga) if approvati is not None else None
        if approvati is None or (suoi is not None and not _regge(suoi, riga, ultime[riga.anno, riga.atto])):
            if proprie.unione:
                raise ModificaImpossibileError(_altro_nome(riga))
            continue
        prima = in_coda(registro.righe, [(s, motivo) for _, s, motivo in fatte])
        nuova = _come_allora(approvati, riga)
        if riga.sigilla.startswith(TESTI):
            nuova = _corretti(nuova, unione, proprie, n, prima, suoi or [])
        elif COSA.fullmatch(riga.sigilla) is not None:
            nuova = _dopo(approvati, nuova, suoi or [])
        fatte.append((approvati, nuova, riga.motivo))
    return [*fatte, *_rettificate(per_anno, ultime.values())]


def _oggi(approvati: Approvati, riga: RigaRegistro) -> list[Sigillo] | None:
    """Return what the act of a row seals now; None where its file does not read, which is told elsewhere."""
    atto = approvati.atti.get(riga.atto)
    if atto is not None:
        testi = next((d for d in Documento if riga.sigilla == TESTI + d), None)
        return sigilli_di(approvati, atto, testi)
    return None if esiste(approvati.cartella / ATTI.nome(riga.atto)) else []


def _regge(suoi: Sequence[Sigillo], riga: RigaRegistro, ultima: RigaRegistro) -> bool:
    """True when the act is still that of the row, under its name, and seals what it sealed."""
    if not suoi or (riga.sigilla and riga.sigilla not in {s.sigilla for s in suoi}):
        return False
    return bool(ultima.motivo) or ultima.sha256_atto == suoi[0].sha256_atto


def _altro_nome(riga: RigaRegistro) -> str:
    return (
        f"«{f'{riga.atto} {riga.sigilla}'.strip()}», che il proprio ramo ha registrato alla riga "
        f"{riga.riga}, nei file uniti non c'è più con quel nome: in un'unione un atto o una variazione non lo cambia. "
        "git merge --abort, poi git rebase sull'altro ramo: lì si cambia il nome, e ciclo registro --accoda lo registra"
    )


def _come_allora(approvati: Approvati, riga: RigaRegistro) -> Sigillo:
    return Sigillo(
        anno=approvati.anno, atto=riga.atto, sigilla=riga.sigilla, impronta=riga.impronta,
        impronta_testi=riga.impronta_testi, sha256_atto=riga.sha256_atto, source=riga.source,
    )  # fmt: skip


def _dopo(approvati: Approvati, sigillo: Sigillo, suoi: Sequence[Sigillo]) -> Sigillo:
    """Return a variation with the plan after her as the files have it, where she is the same."""
    oggi = next((s for s in suoi if s.sigilla == sigillo.sigilla), sigillo)
    prima = custodita(approvati.lettura, approvati.cartella, sigillo.impronta)
    if oggi.impronta == sigillo.impronta or prima is None:
        return sigillo
    if json.loads(oggi.contenuti[oggi.impronta]).get("record") != prima.get("record"):
        return sigillo
    return replace(sigillo, impronta=oggi.impronta, contenuti={oggi.impronta: oggi.contenuti[oggi.impronta]})


def _corretti(
    sigillo: Sigillo, unione: Unione, proprie: Proprie, n: int, prima: Sequence[RigaRegistro], suoi: Sequence[Sigillo]
) -> Sigillo:
    """Return a correction of chapters with those that it comes to after other rows."""
    attesi = unione.corretti(proprie.righe, n, prima)
    if attesi is None:
        return sigillo
    if attesi:
        grezzo = _in_byte(attesi)
        unione.nuovi[sha256_di(grezzo)] = attesi
        return replace(sigillo, impronta_testi=sha256_di(grezzo), contenuti={sha256_di(grezzo): grezzo})
    oggi = next((s for s in suoi if s.sigilla == sigillo.sigilla), None)
    if proprie.unione or oggi is None:
        msg = (
            f"un capitolo che «{sigillo.atto}» corregge è stato corretto anche sull'altro ramo: git merge --abort, poi "
            "git rebase sull'altro ramo; lì ciclo registro --accoda registra il capitolo com'è dopo le due correzioni"
        )
        raise ModificaImpossibileError(msg)
    grezzo = oggi.contenuti[oggi.impronta_testi]
    unione.nuovi[oggi.impronta_testi] = in_capitoli(json.loads(grezzo))
    return replace(sigillo, impronta_testi=oggi.impronta_testi, contenuti={oggi.impronta_testi: grezzo})


def _in_byte(capitoli: Capitoli) -> bytes:
    tipi = ("capitoli", "immagini")
    return in_json({tipo: {nome: c for (suo, nome), c in capitoli.items() if suo == tipo} for tipo in tipi})


def _rettificate(per_anno: Mapping[str, Approvati], ultime: Iterable[RigaRegistro]) -> Iterator[Portata]:
    """Yield one row more of each act put right on both sides: it is now as neither had it."""
    for riga in ultime:
        approvati = per_anno.get(riga.anno)
        suoi = _oggi(approvati, replace(riga, sigilla="")) if approvati is not None and riga.motivo else None
        if approvati is not None and suoi and suoi[0].sha256_atto != riga.sha256_atto:
            sha = suoi[0].sha256_atto
            vuota = replace(_come_allora(approvati, riga), sha256_atto=sha, contenuti={sha: suoi[0].contenuti[sha]})
            yield approvati, vuota, riga.motivo
