"""The door of the reading: a project folder in, its records and all reading problems out."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from macros.model import archivio
from macros.model.anno import Anno, Piano, Progetto
from macros.model.archivio import ALBERO, ATTI, CONFERME, ERRATA, FASI, MISURE, OBIETTIVI, SCHEDE, SMVP, VARIAZIONI
from macros.model.atti import RILEVATI
from macros.model.evidenze import con_viste
from macros.model.oiv import Oiv
from macros.model.piano import Albero, Indicatore, Obiettivo
from macros.model.problems import Documento, Source
from macros.model.registro import Irregolarita, Registro
from macros.model.rilevati import Rilevazione
from macros.model.tratti import Gravita
from macros.model.valori import Periodo
from macros.model.variazioni import Differenza
from macros.reading.anno.albero import leggi_albero
from macros.reading.anno.conferme import leggi_conferme
from macros.reading.anno.evidenze import leggi_evidenze
from macros.reading.anno.ignorati import segnala_ignorati, segnala_non_mappe
from macros.reading.anno.misure import leggi_fasi, leggi_misure
from macros.reading.anno.obiettivi import leggi_obiettivo
from macros.reading.anno.record import leggi_tipo
from macros.reading.anno.regole import leggi_ente, leggi_smvp, leggi_trasparenza
from macros.reading.anno.rilevazioni import leggi_rilevazioni
from macros.reading.anno.schede import leggi_atto, leggi_scheda
from macros.reading.anno.variazioni import leggi_variazioni
from macros.reading.blocco.blocco import Approvati
from macros.reading.blocco.copie import segnala_copie
from macros.reading.blocco.differenze import codici_tolti
from macros.reading.blocco.impronta import Alberi, alberi_del_piano, impronta, righe_di
from macros.reading.registro.confronto import Riscontro
from macros.reading.registro.forma import FILE, irregolarita_anni, irregolarita_registro, leggi_registro, spezzata
from macros.reading.registro.sigilli import sigilli
from macros.reading.testo.files import cartelle_anno, codici_scritti, file_di
from macros.reading.testo.lettura import Aperti, Lettura
from macros.reading.testo.scalari import CODICE


def leggi_progetto(lettura: Lettura, anno: int | None = None) -> Progetto:
    """Return what could be read of the whole record, or of one year of it (with the body's files).

    The problems met are in `lettura`, unsorted.
    """
    anni = cartelle_anno(lettura.radice)
    scelti = anni if anno is None else tuple(a for a in anni if a == anno)
    if not scelti:
        lettura.segnala(
            Source(f"data/{anno}" if anno else "data"),
            "FILE-MANCANTE",
            "nessuna cartella dell'anno",
            f"la cartella data/{anno or 2021}",
            "creare la cartella dell'anno, o controllare --anno e --radice",
        )
    segnala_non_mappe(lettura)
    registro = leggi_registro(lettura)
    illeggibile = any(p.source.path == FILE for p in lettura.problemi)
    fidato = Registro() if illeggibile or spezzata(registro.righe) is not None else registro
    letti = {a: _leggi_anno(lettura, a, fidato) for a in scelti}
    return Progetto(
        ente=leggi_ente(lettura),
        anni=letti,
        trasparenza=leggi_trasparenza(lettura),
        registro=registro,
        irregolarita=(*irregolarita_registro(registro, letti.values()), *irregolarita_anni(registro, anni)),
    )


def anno_da(lettura: Lettura, anno: int, alberi: Alberi) -> Anno:
    """Return a year read from these files of its plan, and of its values, in place of those that stand there.

    Problems are in `lettura`; nothing is compared with what was approved.
    """
    _sostituisci(lettura, lettura.radice / "data" / str(anno), alberi)
    return _leggi_anno(lettura, anno, None)


def _sostituisci(lettura: Lettura, cartella: Path, alberi: Alberi) -> None:
    """Put these files of a plan, and of its values, in the place of those that stand in a year's folder."""
    lettura.nodi |= dict.fromkeys(set(alberi_del_piano(lettura, cartella)) - set(alberi))
    for nome, nodo in alberi.items():
        if not nome.endswith(".csv"):
            lettura.nodi[nome] = nodo
        elif (righe := righe_di(nodo)) != lettura.righe.get(nome):  # those of a file that is as it was stay there
            lettura.righe[nome] = righe


def _piani(approvati: Approvati) -> dict[Documento, Piano]:
    """Return the plan that each document shows, where a later variation changed it; one for the same variations.

    A value put back has its place in the variation that says it. Problems of the files are told by `leggi_progetto`.
    """
    piani = {}
    letti: dict[tuple[int, ...], Piano] = {}
    for documento in Documento:
        giorno = approvati.giorno_del_piano(documento)
        dopo = tuple(v.numero for v in approvati.dopo(giorno, approvati.variazioni))
        if giorno is None or not dopo:
            continue
        if dopo not in letti:
            allora = approvati.lettura.altra()
            _sostituisci(allora, approvati.cartella, approvati.piano(giorno).alberi)
            letti[dopo] = _leggi_piano(allora, approvati.cartella, approvati.anno)
        piani[documento] = letti[dopo]
    return piani


def _indicatori(piano: Piano | None) -> dict[str, Indicatore]:
    """Return the indicators of a plan by code; of two with the same one, the first."""
    indicatori: dict[str, Indicatore] = {}
    for i in (i for o in piano.obiettivi.values() for i in o.indicatori) if piano else ():
        indicatori.setdefault(i.codice, i)
    return indicatori


def impronte(radice: Path, anno: int, aperti: Aperti | None = None) -> dict[Documento, str]:
    """Return the fingerprint of what the approval of each document covers, with the plan of the document's day."""
    approvati = apri_approvati(radice, anno, aperti)
    return {documento: impronta(approvati.parti(documento)) for documento in Documento}


def apri_approvati(radice: Path, anno: int, aperti: Aperti | None = None) -> Approvati:
    """Return a year's acts and recorded changes, to compare or to approve. `aperti`: what was opened so far."""
    return _approvati(Lettura(radice, aperti=aperti or Aperti()), radice / "data" / str(anno), anno)


def _approvati(lettura: Lettura, cartella: Path, anno: int) -> Approvati:
    file_atti = file_di(cartella, ATTI)
    atti = {atto.nome: atto for file in file_atti if (atto := leggi_atto(lettura, file)) is not None}
    lettura.perduti |= {file.stem for file in file_atti} - atti.keys()
    variazioni, errata = (leggi_variazioni(lettura, cartella, tipo) for tipo in (VARIAZIONI, ERRATA))
    return Approvati(lettura, cartella, anno, atti, variazioni, errata)


def _file_obiettivi(lettura: Lettura, cartella: Path) -> tuple[Path, ...]:
    """Return the objectives' files, with those that a variation took away and a date puts back."""
    sotto = f"{lettura.nome(cartella)}/{OBIETTIVI.prefisso}"
    rimessi = {lettura.radice / nome for nome in lettura.nodi if nome.startswith(sotto)}
    return tuple(sorted({*file_di(cartella, OBIETTIVI), *rimessi}))


def _leggi_anno(lettura: Lettura, anno: int, registro: Registro | None) -> Anno:
    """Read a year, and compare it with what was approved; `registro` is None where nothing is to be compared."""
    bloccato = registro is not None
    cartella = lettura.radice / "data" / str(anno)
    lettura.perduti = set()
    approvati = _approvati(lettura, cartella, anno)
    piano = _leggi_piano(lettura, cartella, anno)
    indicatori = _indicatori(piano)
    lettura.perduti |= {r.atto for r in registro.di(anno)} - approvati.atti.keys() if registro else set()
    file_del_piano = (*_file_obiettivi(lettura, cartella), cartella / ALBERO.dove)
    lettura.perduti |= _perduti(lettura, file_del_piano, {*piano.obiettivi, *indicatori})
    del_piano = approvati.confronta_piano() if bloccato else ()
    lettura.perduti |= codici_tolti(del_piano)
    piani = _piani(approvati) if bloccato else {}
    alberi = [p.albero for p in (piano, *piani.values())]
    aree = list(dict.fromkeys(a.codice for uno in alberi if uno for a in uno.con_responsabile))
    rilevazioni: dict[Periodo, dict[str, Rilevazione]] = {}
    for periodo, documento in RILEVATI.items():  # a row says what the plan of its day asked
        del_giorno = {**indicatori, **_indicatori(piani.get(documento))}
        rilevazioni[periodo] = {}
        for riga in leggi_rilevazioni(lettura, cartella, periodo, del_giorno, aree):
            tenuta = rilevazioni[periodo].setdefault(riga.indicatore, riga)
            if tenuta is riga:
                continue
            doppia = riga
            if riga.area == del_giorno[riga.indicatore].area_dirigenziale != tenuta.area:
                rilevazioni[periodo][riga.indicatore], doppia, tenuta = riga, tenuta, riga
            lettura.segnala(
                doppia.source,
                "RIL-DOPPIA",
                f"l'indicatore {riga.indicatore} due volte (l'altra è in {tenuta.source})",
                "una riga sola per indicatore e data",
                "tenere la riga giusta e togliere l'altra",
            )
    fasi, luoghi_fasi = leggi_fasi(lettura, cartella / FASI.dove, (indicatori, *map(_indicatori, piani.values())))
    schede = [leggi_scheda(lettura, file) for file in file_di(cartella, SCHEDE)]
    misure = leggi_misure(lettura, cartella / MISURE.dove)
    conferme = leggi_conferme(lettura, cartella / CONFERME.dove)
    noti = {**indicatori, **_indicatori(piani.get(Documento.RELAZIONE))}
    evidenze = leggi_evidenze(lettura, cartella, noti)
    altri = {f.name: getattr(piano, f.name) for f in fields(piano)} | _con_classe(lettura, cartella, del_piano=False)
    if bloccato:  # what is told of a year's folder, and changes nothing of what it says
        segnala_ignorati(lettura, cartella)
        segnala_copie(approvati)
    differenze = approvati.confronta_rilevato(del_piano) if bloccato else ()
    return Anno(
        anno=anno,
        cartella=lettura.nome(cartella),
        rilevazioni=rilevazioni,
        misure=misure,
        fasi=fasi,
        luoghi_fasi=luoghi_fasi,
        schede={s.codice: s for s in schede if s is not None},
        conferme=conferme,
        evidenze=con_viste(evidenze, altri["oiv"]),
        atti=approvati.atti,
        variazioni=tuple(approvati.variazioni),
        errata=tuple(approvati.errata),
        da_validare=approvati.da_validare() if bloccato and _dice_i_dati(altri["oiv"]) else None,
        piani=piani,
        differenze=differenze,
        irregolarita=_irregolarita(approvati, registro, differenze) if registro else (),
        perduti=frozenset(lettura.perduti),
        **altri,
    )


def _dice_i_dati(oiv: Oiv | None) -> bool:
    """True when the OIV says which data it saw."""
    return oiv is not None and oiv.validazione is not None and oiv.validazione.impronta is not None


def _leggi_piano(lettura: Lettura, cartella: Path, anno: int) -> Piano:
    smvp = leggi_smvp(lettura, cartella / SMVP.dove)
    albero = leggi_albero(lettura, cartella / ALBERO.dove)
    triennio = albero.triennio if albero else ()
    if anno not in triennio:  # reported: the years of targets and weights are then not judged
        triennio = tuple(range(anno - 2, anno + 3))
    letti = [leggi_obiettivo(lettura, file, anno, triennio) for file in _file_obiettivi(lettura, cartella)]
    obiettivi = _senza_doppi(lettura, cartella, [o for o in letti if o is not None])
    altri = _con_classe(lettura, cartella, del_piano=True)
    return Piano(smvp=smvp, albero=albero, obiettivi=_in_ordine(obiettivi, albero), **altri)


def _con_classe(lettura: Lettura, cartella: Path, *, del_piano: bool) -> dict[str, Any]:
    """Return, by the field that each becomes, the files that are read by their class: the plan's, or the others."""
    tipi = (t for t in archivio.ARCHIVIO if t.classe and t.del_piano is del_piano)
    return {t.campi[0]: leggi_tipo(lettura, cartella, t) for t in tipi}


def _irregolarita(
    approvati: Approvati, registro: Registro, differenze: tuple[Differenza, ...]
) -> tuple[Irregolarita, ...]:
    """Return what does not fit between the register and a year."""
    if not registro.presente:
        return ()
    return tuple(Riscontro(approvati, registro, sigilli(approvati), differenze).irregolarita())


def _perduti(lettura: Lettura, file: tuple[Path, ...], letti: set[str]) -> set[str]:
    """Return the codes written in files that have a problem and that no record carries."""
    guasti = {p.source.path for p in lettura.problemi if p.gravita is Gravita.ERRORE}
    scritti = [codici_scritti(lettura, f) for f in file if lettura.nome(f) in guasti]
    return set().union(*scritti) - letti


def _senza_doppi(lettura: Lettura, cartella: Path, letti: list[Obiettivo]) -> dict[str, Obiettivo]:
    """Keep the first objective of each code: the one whose file has its name, else the first by name."""
    nome = lettura.nome(cartella / OBIETTIVI.cartella)
    obiettivi: dict[str, Obiettivo] = {}
    for o in sorted(letti, key=lambda o: o.source.path != f"{nome}/{o.codice}.yml"):
        prima = obiettivi.setdefault(o.codice, o)
        if prima is o:
            continue
        stesso = prima.titolo == o.titolo
        lettura.segnala(
            o.source,
            "OBI-CODICE-DOPPIO" if stesso else "OBI-CODICE-DUE-TITOLI",
            f"il codice {o.codice}"
            + ("" if stesso else f" con il titolo «{o.titolo}»")
            + f", già in {prima.source}"
            + ("" if stesso else f" con il titolo «{prima.titolo}»"),
            "un codice per un obiettivo solo",
            "dare all'obiettivo il suo codice e al file lo stesso nome, o togliere il file in più",
        )
    for o in letti:
        if o.source.path != f"{nome}/{o.codice}.yml" and obiettivi[o.codice] is o and CODICE.fullmatch(o.codice):
            lettura.segnala(
                o.source,
                "FILE-NOME-CODICE",
                f"il codice {o.codice} nel file {Path(o.source.path).name}",
                f"un file di nome {o.codice}.yml",
                "rinominare il file, o correggere «codice»",
            )
    return {o.codice: o for o in letti if obiettivi[o.codice] is o}


def _in_ordine(obiettivi: dict[str, Obiettivo], albero: Albero | None) -> dict[str, Obiettivo]:
    """Order objectives as the tree prints them: areas, managers, agency, then what it does not list."""
    elencati = dict.fromkeys(v.codice for _, area in (albero.gruppi() if albero else ()) for v in area.obiettivi)
    return {codice: obiettivi[codice] for codice in (*elencati, *obiettivi) if codice in obiettivi}
