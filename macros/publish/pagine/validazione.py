"""The dossier of validation: what the OIV decides of the Relazione, criterion by criterion, on which data.

What a person writes stands beside what the program finds, and never in it. Fonte: SMVP 3, 3.2.1; LG DFP 3/2018.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.model import formato
from macros.model.citazioni import nome_oiv, numero_e_giorno
from macros.model.oiv import CHIEDE, CRITERI
from macros.model.pagine import DOCUMENTO
from macros.model.pagine_oiv import CAMPIONE
from macros.model.precedenze import atto_che_vale
from macros.model.problems import Documento
from macros.model.valori import Periodo, TipoAtto
from macros.publish.contesto.contesto import Contesto, senza_ciclo
from macros.publish.html.modelli import componi
from macros.publish.pagine.attestazioni import attestazioni
from macros.publish.pagine.esclusi import esclusi_dalla_media
from macros.publish.pagine.paragoni import partenza
from macros.publish.pagine.scostamenti import scostamenti
from macros.publish.parole import voci
from macros.publish.parole.attestato import da_chi, di_chi, giudizio_mancante
from macros.publish.pezzi.campione import verifiche
from macros.publish.pezzi.riscontri import RiscontroCriterio, riscontri

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.atti import Atto
    from macros.model.oiv import Criterio

ESITI = {"si": "soddisfatto", "no": "non soddisfatto", "in parte": "soddisfatto in parte"}
"""Outcome of a criterion as the file writes it → as it is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaCriterio:
    """A criterion: what it asks, what the program finds, what the OIV writes."""

    lettera: str
    nome: str
    chiede: str
    riscontro: RiscontroCriterio | None
    """None: the figures of the Relazione may not be shown."""
    di_una_persona: bool
    """True where the OIV judges it, wholly or in part."""
    esito: str
    """The OIV's; empty: not written."""
    osservazioni: str


def validazione_relazione(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the dossier of validation: purpose, criteria, methods, conclusions, summary of the outcomes.

    Example:
        {{ validazione_relazione() }}
    """
    dati = ctx.anno(anno)
    ciclo = ctx.vista.ciclo_per(dati, Periodo.DICEMBRE)
    oiv = dati.oiv
    detta = oiv.validazione if oiv else None
    atto = atto_che_vale(dati, TipoAtto.VALIDAZIONE_OIV, Documento.RELAZIONE)
    riscontrati = riscontri(ciclo, _capitoli(ctx, dati.anno)) if ciclo else {}
    scritti = {c.lettera: c for c in detta.criteri} if detta else {}
    return componi(
        "validazione.html",
        anno=dati.anno,
        risposta=risposta(dati),
        organo=nome_oiv(dati),
        di_chi=di_chi(dati),
        atto=numero_e_giorno(atto) if atto else "",
        impronta=detta.impronta if detta else None,
        osservazioni=voci.paragrafi(detta.osservazioni) if detta else (),
        voto=voci.voto_sintesi(ciclo, ciclo.ente) if ciclo and ciclo.ente.stampato is not None else None,
        senza="" if ciclo else senza_ciclo(ctx.vista, dati, Periodo.DICEMBRE),
        criteri=[_criterio(lettera, riscontrati.get(lettera), scritti.get(lettera)) for lettera in CHIEDE],
        campione=oiv.campione if oiv else None,
        estratto_il=formato.con_articolo("il", oiv.campione.estratto_il) if oiv and oiv.campione else "",
        foglio=CAMPIONE.indirizzo(dati.anno),
        verifiche=verifiche(dati, ciclo),
        elenchi=_elenchi(ctx, dati) if ciclo else (),
        relazione=DOCUMENTO[Documento.RELAZIONE].indirizzo(dati.anno) if ciclo else "",
        pdf=ctx.pdf_documento(dati, "validazione"),
    )


def _elenchi(ctx: Contesto, anno: Anno) -> tuple[tuple[str, str, Markup], ...]:
    """Return what other pages say of the same figures: place, title, fragment."""
    speciale, n = anno.letture.azienda_speciale, anno.anno
    trovati = [
        ("", "", attestazioni(ctx, anno=n)),
        ("partenza", "Già al punto di partenza", partenza(ctx, anno=n)),
        ("esclusi", "Che cosa è rimasto fuori dalla media", esclusi_dalla_media(ctx, anno=n)),
        ("scostamenti", "Gli scostamenti, con causa e ragione", scostamenti(ctx, anno=n)),
    ]
    if speciale:
        suoi = scostamenti(ctx, area=speciale.codice, anno=n)
        trovati.append(("scostamenti-azienda", f"Gli scostamenti di {speciale.titolo}", suoi))
    return tuple((dove, titolo, Markup(html)) for dove, titolo, html in trovati)  # noqa: S704 - escaped where made


def risposta(anno: Anno) -> tuple[str, str]:
    """Say what the OIV decided of the Relazione: how the sentence begins, and the words that matter in it."""
    detta = anno.oiv.validazione if anno.oiv else None
    if detta is not None:
        return f"La Relazione {anno.anno} è dichiarata", f"{detta.esito} {da_chi(anno)}"
    if atto_che_vale(anno, TipoAtto.VALIDAZIONE_OIV, Documento.RELAZIONE) is None:
        return f"La Relazione {anno.anno}", f"non è ancora validata {da_chi(anno)}"
    return f"La Relazione {anno.anno} è", f"validata {da_chi(anno)}"


def in_breve(ctx: Contesto, anno: Anno, atto: Atto) -> tuple[str, ...]:
    """Say in a few sentences what the OIV decided: outcome, attested figures, sample, where its act is."""
    ciclo, oiv = ctx.vista.ciclo(anno.anno, Periodo.DICEMBRE), anno.oiv
    detta, campione = (oiv.validazione, oiv.campione) if oiv else (None, None)
    frasi = [f"Esito: {detta.esito}." if detta else "L'esito, criterio per criterio, non è registrato."]
    if ciclo and ciclo.ente.stampato is not None:
        voto, quanti = voci.voto_sintesi(ciclo, ciclo.ente), len(oiv.attestazioni) if oiv else 0
        accanto = f"attestata {voto.attestato.testo}" if voto.attestato else giudizio_mancante(anno)
        frasi.append(f"Performance della Camera: calcolata {voto.testo}, {accanto}.")
        frasi += [f"Figure attestate: {quanti}."] if quanti else []
        frasi.append(
            f"Campione: {formato.quanti(len(campione.indicatori), 'indicatore', 'indicatori')}, "
            f"estratto {formato.con_articolo('il', campione.estratto_il)}."
            if campione
            else "Nessun campione è registrato."
        )
    dove = "è con l'atto" if atto.file else "è all'albo" if atto.albo else "non è ancora in linea"
    frasi.append(f"Il documento firmato {dove}.")
    return tuple(frasi)


def _capitoli(ctx: Contesto, anno: int) -> int:
    indice = DOCUMENTO[Documento.RELAZIONE].indirizzo(anno)
    return next((len(s.capitoli) for s in ctx.sorgenti() if s.indirizzo == indice), 0)


def _criterio(lettera: str, riscontro: RiscontroCriterio | None, scritto: Criterio | None) -> RigaCriterio:
    nome, chiede = CHIEDE[lettera]
    return RigaCriterio(
        lettera=lettera,
        nome=nome,
        chiede=chiede,
        riscontro=riscontro,
        di_una_persona=lettera in CRITERI,
        esito=ESITI[scritto.esito] if scritto else "",
        osservazioni=(scritto.osservazioni or "") if scritto else "",
    )
