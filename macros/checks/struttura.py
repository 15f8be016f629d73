"""Codes and the two readings: a code names one thing, and every objective has its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.model.anno import Anno
from macros.model.archivio import ALBERO, OBIETTIVI
from macros.model.piano import Area
from macros.model.problems import Problem, Source
from macros.model.valori import Livello, Tipo
from macros.reading.testo.scalari import vicina


def check_triennio(anno: Anno) -> Iterator[Problem]:
    """ALBERO-TRIENNIO: the three years of the plan include the folder's year."""
    if anno.albero and anno.anno not in anno.albero.triennio:
        yield Problem(
            anno.albero.dove("triennio"),
            "ALBERO-TRIENNIO",
            f"un triennio senza il {anno.anno}",
            f"un elenco di anni che comprende il {anno.anno}, l'anno della cartella",
            "correggere «triennio»",
        )


def check_codici_area(anno: Anno) -> Iterator[Problem]:
    """AREA-CODICE-DOPPIO: a code names one strategic area, or one managerial area or the agency."""
    if anno.albero is None:
        return
    elenchi: tuple[Sequence[Area], ...] = (anno.albero.aree_strategiche, anno.albero.con_responsabile)
    for elenco in elenchi:
        viste: dict[str, Source] = {}
        for area in elenco:
            if area.codice in viste:
                yield Problem(
                    area.dove("codice"),
                    "AREA-CODICE-DOPPIO",
                    f"il codice «{area.codice}», già alla riga {viste[area.codice].line}",
                    "un codice per ogni area",
                    "dare all'area un codice suo",
                )
            viste.setdefault(area.codice, area.dove("codice"))


def check_codici_indicatore(anno: Anno) -> Iterator[Problem]:
    """IND-CODICE-DOPPIO, IND-CODICE-LETTERA: a code names one indicator in the year, and no spreadsheet changes it."""
    visti: dict[str, Source] = {}
    for obiettivo in anno.obiettivi.values():
        for indicatore in obiettivo.indicatori:
            luogo = indicatore.dove("codice")
            if not any(carattere.isalpha() for carattere in indicatore.codice):
                yield Problem(
                    luogo,
                    "IND-CODICE-LETTERA",
                    f"il codice {indicatore.codice}, di sole cifre",
                    "un codice con almeno una lettera, come 2.2.a",
                    "aggiungere una lettera: un foglio di calcolo cambia le sole cifre in una data o in un numero",
                )
            if indicatore.codice in visti:
                yield Problem(
                    luogo,
                    "IND-CODICE-DOPPIO",
                    f"il codice {indicatore.codice}, già in {visti[indicatore.codice]}",
                    "un codice per un indicatore solo",
                    "dare all'indicatore la lettera successiva",
                )
            visti.setdefault(indicatore.codice, luogo)


def check_senza_indicatori(anno: Anno) -> Iterator[Problem]:
    """OBI-SENZA-INDICATORI: an objective is measured by at least one indicator."""
    for obiettivo in anno.obiettivi.values():
        if not obiettivo.indicatori:
            yield Problem(
                obiettivo.source,
                "OBI-SENZA-INDICATORI",
                f"l'obiettivo {obiettivo.codice} senza indicatori",
                "almeno un indicatore",
                "aggiungere gli indicatori sotto la chiave «indicatori»",
            )


def check_elenchi(anno: Anno) -> Iterator[Problem]:
    """OBI-IGNOTO, OBI-ELENCO-DOPPIO, OBI-TIPO-GRUPPO: what the tree lists exists, once, in the right group."""
    if anno.albero is None:
        return
    viste: dict[tuple[str, str], Source] = {}
    ignoti: dict[str, list[Source]] = {}
    for livello, area in anno.albero.gruppi():
        azienda = livello is Livello.AZIENDA_SPECIALE
        lettura = livello if livello is Livello.AREA_STRATEGICA else f"{livello} {area.codice}"
        for voce in area.obiettivi:
            chiave = (lettura, voce.codice)
            if chiave in viste:
                yield Problem(
                    voce.source,
                    "OBI-ELENCO-DOPPIO",
                    f"l'obiettivo {voce.codice} per la seconda volta (la prima è alla riga {viste[chiave].line})",
                    "un obiettivo una volta sola in ogni elenco, e in una sola area strategica",
                    "togliere la riga in più, o scrivere il codice giusto",
                )
                continue
            viste[chiave] = voce.source
            obiettivo = anno.obiettivi.get(voce.codice)
            if obiettivo is None:
                ignoti.setdefault(voce.codice, []).append(voce.source)
            elif (obiettivo.tipo is Tipo.AZIENDA_SPECIALE) is not azienda:
                yield Problem(
                    voce.source,
                    "OBI-TIPO-GRUPPO",
                    f"l'obiettivo {voce.codice}, di tipo {obiettivo.tipo}, "
                    + ("fra quelli dell'Azienda Speciale" if azienda else "fra quelli della Camera"),
                    "gli obiettivi dell'Azienda Speciale nel loro elenco e gli altri nelle aree",
                    "spostare la riga, o correggere «tipo» nel file dell'obiettivo",
                )
    for codice, luoghi in ignoti.items():
        if codice not in anno.perduti:
            altrove = " e ".join(f"alla riga {luogo.line}" for luogo in luoghi[1:])
            yield Problem(
                luoghi[0],
                "OBI-IGNOTO",
                f"l'obiettivo {codice}, che non ha un file" + (f" (anche {altrove})" if altrove else ""),
                f"un file {anno.file(OBIETTIVI, codice)}",
                f"creare il file dell'obiettivo, o correggere il codice ({vicina(codice, anno.obiettivi)})",
            )


def check_letture(anno: Anno) -> Iterator[Problem]:
    """OBI-UNA-LETTURA, OBI-NESSUNA-LETTURA (avvisi): the two readings hold the same objectives."""
    if anno.albero is None:
        return
    for o in anno.obiettivi.values():
        strategica, dirigenti = anno.area_strategica_di(o.codice) is not None, bool(anno.responsabili_di(o.codice))
        if o.tipo is Tipo.AZIENDA_SPECIALE:
            strategica = dirigenti
        if strategica != dirigenti:
            manca = "nessuna area dirigenziale" if strategica else "nessuna area strategica"
            yield Problem(
                o.source,
                "OBI-UNA-LETTURA",
                f"l'obiettivo {o.codice} in {manca}",
                "un obiettivo in tutte e due le letture",
                f"aggiungerlo in {anno.file(ALBERO)}",
            )
        elif not strategica:
            yield Problem(
                o.source,
                "OBI-NESSUNA-LETTURA",
                f"l'obiettivo {o.codice}, che albero.yml non elenca",
                "un obiettivo sotto un'area e sotto chi ne risponde",
                f"aggiungerlo in {anno.file(ALBERO)}, o togliere il file",
            )


CHECKS = (
    check_triennio,
    check_codici_area,
    check_codici_indicatore,
    check_senza_indicatori,
    check_elenchi,
    check_letture,
)
