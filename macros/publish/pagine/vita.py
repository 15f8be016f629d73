"""The life of an indicator: every year of it on one page, whose address never changes, whatever number it takes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.previsione import Riuscita
from macros.model import formato
from macros.model.citazioni import sigla
from macros.model.luoghi import assoluto, file_vita
from macros.model.pagine import OBIETTIVO, VITA
from macros.model.problems import Documento
from macros.model.regole import REGOLE
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto, piu_vicino
from macros.publish.disegni.vita import AttoDisegnato
from macros.publish.figure.vita import figura_vita
from macros.publish.html.modelli import componi
from macros.publish.iter.variati import CambioDiIndicatore, variati
from macros.publish.parole import cifre, voci
from macros.publish.parole.misurazione import misurazione
from macros.vista.vite import anni_di_vita, titolo, vicine, vite

if TYPE_CHECKING:
    from fractions import Fraction

    from macros.model.piano import Indicatore
    from macros.model.valori import Atteso
    from macros.publish.parole.voci import Voto
    from macros.vista.vista import Vista
    from macros.vista.vite import AnnoDiVita, NomeVita

DEL_CICLO = (Documento.PIANO, Documento.MONITORAGGIO, Documento.RELAZIONE)
"""The documents whose approval is a tick of the line."""
FRASI = {
    Riuscita.MEGLIO: "meglio del previsto",
    Riuscita.PEGGIO: "peggio del previsto",
    Riuscita.DIVERSA: "diverso dal previsto",
}
"""How a year ended against its forecast."""
QUANTE = {
    Riuscita.ESATTA: "giusta",
    Riuscita.MEGLIO: "superata dal risultato",
    Riuscita.PEGGIO: "migliore del risultato",
    Riuscita.DIVERSA: "diversa dal risultato",
}
"""How the forecasts of many years were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaVita:
    """A year of an indicator, in words."""

    anno: int
    codice: str
    """In that year; empty where it is the latest one."""
    obiettivo: str
    indirizzo: str
    """Page of its objective that year."""
    promesso: str
    atteso: str
    """What is expected since an act changed it; empty: what was promised."""
    giugno: str
    previsto: str
    dicembre: str
    voto: Voto | None
    """At 31 December; None: not yet."""
    nota: str
    variati: tuple[CambioDiIndicatore, ...]
    causa: str
    motivo: str
    """Why the target was not reached, or why there is no figure; may be empty."""


def vita_indicatore(ctx: Contesto, nome: str) -> str:
    """Return the whole life of an indicator, by the name that it keeps: first year and first code.

    Example:
        {{ vita_indicatore("2021-2.2.a") }}
    """
    vista, tutte = ctx.vista, vite(ctx.vista)
    if nome not in tutte:
        raise piu_vicino(nome, tutte, "il nome di un indicatore: primo anno e primo codice, come 2021-2.2.a")
    vita = tutte[nome]
    anni = anni_di_vita(vista, vita)
    ultimo, indicatore = anni[-1].anno, anni[-1].indicatore
    prossimi = _prossimi(anni[-1])
    cambi = {n: tuple(v for v in variati(vista, n) if v.codice == vita[n].codice) for n in vita}
    altre = [[(n, VITA.indirizzo(codice=n), *titolo(vista, tutte[n])) for n in nomi] for nomi in vicine(vista, vita)]
    return componi(
        "vita_indicatore.html",
        codice=indicatore.codice,
        frasi=[*_sommario(anni, prossimi), *_in_bozza(vista, anni)],
        descrizione=voci.paragrafi(indicatore.descrizione),
        fatti=_fatti(anni),
        figura=figura_vita(anni, prossimi[0] if prossimi else None, _atti(vista, vita, cambi), _mossi(anni, cambi)),
        righe=[_riga(a, cambi[a.anno.anno], indicatore.codice) for a in anni],
        prossimi=[(n, cifre.atteso(indicatore, target).piana) for n, target in prossimi],
        previsioni=[_frase(a) for a in anni if a.previsione],
        quante=_quante(anni),
        prima=altre[0],
        dopo=altre[1],
        ente=vista.ente.nome,
        titolo=indicatore.titolo,
        dal=anni[0].anno.anno,
        al=ultimo.anno,
        indirizzo=assoluto(vista.ente.indirizzo_aperto, VITA.indirizzo(codice=nome)) or VITA.indirizzo(codice=nome),
        riga=file_vita(nome),
    )


def _prossimi(a: AnnoDiVita) -> list[tuple[int, Atteso]]:
    """Return the targets of the years after the last one, where the plan says them; none of what was taken away."""
    anni = sorted(int(n) for n in a.indicatore.target if n.isdigit() and int(n) > a.anno.anno)
    return [(n, t) for n in anni if (t := a.indicatore.target_di(str(n))) is not None and not a.tolto]


def _fatti(anni: Sequence[AnnoDiVita]) -> list[tuple[str, str]]:
    """Return what does not change from year to year, as it is in the last one."""
    anno, i = anni[-1].anno, anni[-1].indicatore
    area = anno.area_che_risponde(i)
    fatti = [
        ("Unità di misura", i.unita_misura),
        ("Dimensione", voci.DIMENSIONI[i.dimensione] if i.dimensione else ""),
        ("Ne risponde", anno.nome_area(area) if area else ""),
        ("Grado", misurazione(anno, i, fasi=True).grado),
        ("Valore", misurazione(anno, i).valore),
    ]
    return [(nome, testo) for nome, testo in fatti if testo]


def _atti(
    vista: Vista, vita: Mapping[int, NomeVita], cambi: Mapping[int, Sequence[CambioDiIndicatore]]
) -> list[AttoDisegnato]:
    """Return the acts of its years, by day: approvals of the documents, and what changed it."""
    approvazioni = (vista.atto(n, d) for n in vita for d in DEL_CICLO if vista.visibile(n, d))
    atti = [AttoDisegnato(a.data) for a in approvazioni if a]
    atti += [AttoDisegnato(v.giorno, v.nome) for suoi in cambi.values() for v in suoi]
    return sorted(atti, key=lambda a: a.giorno)


def _mossi(anni: Sequence[AnnoDiVita], cambi: Mapping[int, Sequence[CambioDiIndicatore]]) -> dict[int, dt.date]:
    """Return the years in which what was promised is no longer what is expected: the day of the last act on it."""
    sue = ((a.anno.anno, cambi[a.anno.anno]) for a in anni if a.promesso != a.atteso)
    return {n: max(v.giorno for v in suoi) for n, suoi in sue if suoi}


def _sommario(anni: Sequence[AnnoDiVita], prossimi: Sequence[tuple[int, Atteso]]) -> list[str]:
    """Say how it ended last, where it stands, what comes next: a sentence each."""
    ultimo, frasi = anni[-1], []
    chiuso = next((a for a in reversed(anni) if a.al(Periodo.DICEMBRE)), None)
    if chiuso:
        frasi.append(_al_dicembre(chiuso))
    if ultimo.tolto:
        frasi.append(f"Una variazione l'ha tolto dal Piano {ultimo.anno.anno}.")
    elif ultimo is not chiuso:
        frasi.append(_a_meta(ultimo))
    if prossimi:
        n, target = prossimi[0]
        frasi.append(f"Per il {n} il Piano promette {cifre.atteso(ultimo.indicatore, target).per_esteso}.")
    return frasi


def _in_bozza(vista: Vista, anni: Sequence[AnnoDiVita]) -> list[str]:
    """Say which of the figures shown no act covers yet, by document; nothing when all are covered."""
    senza = [
        f"{sigla(d)} {a.anno.anno}"
        for a in anni
        for d, c_e in zip(DEL_CICLO, (True, *(a.al(p) is not None for p in Periodo)), strict=True)
        if c_e and vista.atto(a.anno.anno, d) is None
    ]
    return [f"In bozza, non ancora coperto da atti: {', '.join(senza)}."] if senza else []


def _al_dicembre(a: AnnoDiVita) -> str:
    ciclo, n = a.cicli[Periodo.DICEMBRE], a.anno.anno
    v = ciclo.indicatori[a.indicatore.codice]
    if v.assenza is not None:
        return f"Nel {n}: {voci.ASSENZE[v.assenza][1]}."
    ottenuto, atteso = cifre.ottenuto(a.indicatore, v.valore), cifre.atteso(a.indicatore, v.target)
    stato = voci.segno_indicatore(ciclo, v).parola
    return f"Nel {n}: {ottenuto.per_esteso}, atteso {atteso.piana}. Grado {formato.stampato(v.stampato)}, {stato}."


def _a_meta(a: AnnoDiVita) -> str:
    """Say what an open year promises, where it stood at 30 June and what was foreseen then."""
    i, n, v = a.indicatore, a.anno.anno, a.al(Periodo.GIUGNO)
    detti = [f"previsto per fine anno {cifre.ottenuto(i, a.previsione.stima).piana}"] if a.previsione else []
    detti.append(f"atteso {cifre.atteso(i, a.atteso).piana}")
    if v is None or v.assenza is not None:
        return f"Per il {n}: {', '.join(detti)}."
    return f"Al 30 giugno {n}: {cifre.ottenuto(i, v.valore).per_esteso}; {', '.join(detti)}."


def _riga(a: AnnoDiVita, suoi: tuple[CambioDiIndicatore, ...], ultimo: str) -> RigaVita:
    i, n, finale = a.indicatore, a.anno.anno, a.al(Periodo.DICEMBRE)
    causa, motivo, *_ = voci.dello_scostamento(finale.rilevazione if finale else None)
    if finale and finale.assenza is not None:
        motivo = voci.motivo_assenza(a.anno, finale)
    return RigaVita(
        anno=n,
        codice="" if i.codice == ultimo else i.codice,
        indirizzo=OBIETTIVO.indirizzo(n, i.obiettivo),
        obiettivo=i.obiettivo,
        promesso=cifre.atteso(i, a.promesso).piana if a.nel_piano else "non era nel Piano",
        atteso=cifre.atteso(i, a.atteso).piana if a.atteso != a.promesso and not a.tolto else "",
        giugno=_valore(a, Periodo.GIUGNO),
        previsto=cifre.ottenuto(i, a.previsione.stima).piana if a.previsione else "–",
        dicembre=_valore(a, Periodo.DICEMBRE),
        voto=voci.voto_indicatore(a.cicli[Periodo.DICEMBRE], finale) if finale else None,
        nota=a.nota,
        variati=suoi,
        causa=causa,
        motivo=motivo,
    )


def _valore(a: AnnoDiVita, periodo: Periodo) -> str:
    v = a.al(periodo)
    if v is None:
        return "tolto dal Piano" if a.tolto else "non ancora"
    return cifre.ottenuto(a.indicatore, v.valore).piana if v.assenza is None else voci.ASSENZE[v.assenza][1]


def _frase(a: AnnoDiVita) -> str:
    """Say a forecast of June, and how it went."""
    assert a.previsione is not None  # noqa: S101 - asked only of the years that have one
    i, p, n = a.indicatore, a.previsione, a.anno.anno
    stima, finale = cifre.ottenuto(i, p.stima).per_esteso, a.al(Periodo.DICEMBRE)
    if p.riuscita is None:
        manca = "a dicembre il valore non c'è." if finale else "il valore di dicembre non c'è ancora."
        return f"Nel {n} si prevedeva {stima}; {manca}"
    if p.riuscita is Riuscita.ESATTA:
        return f"Nel {n} si prevedeva {stima}, e così è stato."
    valore = cifre.ottenuto(i, finale.valore if finale else None).piana
    quanto = f" {_quanto(i, p.differenza)}," if p.differenza is not None else ""
    return f"Nel {n} si prevedeva {stima}; a dicembre {valore}:{quanto} {FRASI[p.riuscita]}."


def _quanto(i: Indicatore, differenza: Fraction) -> str:
    """Write how far from its forecast a value is, in the unit."""
    assoluta = abs(differenza)
    if REGOLE[i.regola].valore is dt.date:
        return f"{formato.quanti(int(assoluta), 'giorno', 'giorni')} {'dopo' if differenza > 0 else 'prima'}"
    unita = "punti" if i.unita_misura == "%" or REGOLE[i.regola].a_fasi else cifre.unita_breve(i, assoluta)
    return f"{formato.valore(assoluta, unita)} in {'più' if differenza > 0 else 'meno'}"


def _quante(anni: Sequence[AnnoDiVita]) -> str:
    """Count how the forecasts went; empty with fewer than two."""
    riuscite = Counter(a.previsione.riuscita for a in anni if a.previsione and a.previsione.riuscita)
    if riuscite.total() < 2:
        return ""
    dette = (f"{formato.quanti(riuscite[r], 'volta', 'volte')} {parola}" for r, parola in QUANTE.items() if riuscite[r])
    return f"In {riuscite.total()} anni la previsione di giugno è stata {', '.join(dette)}."
