"""The frame around a page: header, side navigation, notices, breadcrumb, footer.

Everything that the templates of `theme/` print beside the page's own content is made here,
once per build (`Cornici`) and once per page (`Cornice`). Nothing is read, nothing is computed.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from macros.model import pagine as tipi
from macros.model.citazioni import breve_documento, sigla
from macros.model.formato import con_articolo
from macros.model.pagine_albero import ALBERI
from macros.model.problems import Documento
from macros.model.riconosciute import riconosci
from macros.publish.contesto.continuita import obiettivi_della_vita, pagina_nell_anno
from scripts.sito.avvisi import bozza, piano_di_prima, piano_e_piao
from scripts.sito.indici import CRUSCOTTO, Pagina, capitoli, rami_anno, rami_cartella
from scripts.sito.interi import Interi, Intero
from scripts.sito.rami import Ramo, Rimando, cammino, relativo, vista_da

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from macros.model.ente import Ente
    from macros.model.tipi_pagina import TipoPagina
    from macros.vista.vista import Vista

_CIFRE_IMPRONTA = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Cornice:
    """What the templates print around one page."""

    ente: Ente
    titolo: str
    """Of the page, with its document: «Premessa, Relazione 2021»."""
    inizio: Rimando
    anni: tuple[Rimando, ...]
    voci: tuple[Rimando, ...]
    testa_indice: str
    """Title of the side navigation; empty: there is none."""
    url_indice: str
    indice: tuple[Rimando, ...]
    indice_disteso: bool
    """True where no link of it may be hidden, on a phone either: who controls the section looks at what is seen."""
    briciole: tuple[Rimando, ...]
    capitolo: str
    """«Relazione 2021, capitolo 7»; empty outside the documents."""
    interi: tuple[Intero, ...]
    """The files that hold the whole document that this page is part of."""
    precedente: Rimando | None
    successivo: Rimando | None
    dimostrativo: bool
    bozza: str
    """Why what is shown is a draft; empty: it is not."""
    piano_di_prima: str
    """Of which day the plan on the page is; empty: it is today's."""
    piano_e_piao: str
    """Whether the PIAO absorbs the Piano, on its pages; empty elsewhere, and where the year has no PIAO."""
    piao: Rimando | None
    variazioni: Rimando | None
    piano_oggi: Rimando | None
    """Where today's plan is read."""
    trasparenza: Rimando | None
    cerca: Rimando
    mappa: Rimando | None
    dati: Rimando | None
    documenti: tuple[Rimando, ...]
    lettura: tuple[Rimando, ...]
    informazioni: tuple[Rimando, ...]
    ultimo_atto: str
    impronta: str
    base: str
    """Relative address of the root of the site, with no final slash."""


@dataclass(frozen=True, slots=True)
class Cornici:
    """The frames of a build: what they share, and the one of each page."""

    vista: Vista
    pagine: Mapping[str, Pagina]
    """By path."""
    rami: Mapping[int, tuple[Ramo, ...]]
    """Side navigation of each year."""
    sezioni: Mapping[str, tuple[Ramo, ...]]
    """Side navigation of each folder outside the years."""
    indirizzi: frozenset[str]
    """Addresses of all the pages."""
    interi: Interi

    @classmethod
    def prepara(cls, vista: Vista, pagine: Mapping[str, Pagina]) -> Cornici:
        """Prepare what the frames share, from the pages that exist."""
        rami = {n: rami_anno(vista.anno(n), pagine) for n in vista.anni}
        sezioni = {nome: rami_cartella(nome, pagine) for nome in tipi.SEZIONI}
        return cls(vista, pagine, rami, sezioni, frozenset(p.url for p in pagine.values()), Interi.prepara(vista))

    def cornice(self, url: str, titolo: str = "") -> Cornice:
        """Return the frame of the page at that address (from the root of the site)."""
        prima, _, resto = url.partition("/")
        anno_pagina = int(prima) if prima.isdigit() and int(prima) in self.rami else None
        anno = anno_pagina or self.vista.anno_guida
        albero = self.rami[anno_pagina] if anno_pagina else self.sezioni.get(prima, ())
        documento = next((d for d in Documento if anno_pagina and d == resto.partition("/")[0]), None)
        tipo = riconosci(url)
        mostrato = documento or (tipo[0].documento if tipo else None)
        iter_ = tipi.ITER_DI[documento].indirizzo(anno) if anno and documento else ""
        testa, url_testa = self._testa(anno_pagina, prima, albero)
        capitolo, prima_di, dopo = self._capitoli(anno_pagina, documento, url)
        nome = f"{titolo}, {sigla(documento)} {anno_pagina}" if documento and capitolo else titolo
        return Cornice(
            ente=self.vista.ente,
            titolo=nome,
            inizio=self._voce(CRUSCOTTO, url),
            anni=self._anni(url, anno_pagina),
            voci=self._voci(url, anno),
            testa_indice=testa,
            url_indice=relativo(url_testa, url) if url_testa else "",
            indice=vista_da(albero, url),
            indice_disteso=prima == tipi.TRASPARENZA.cartella,
            briciole=self._briciole(url, titolo, anno_pagina, albero),
            capitolo=capitolo,
            interi=self.interi.di(url),
            precedente=self._voce(prima_di, url) if prima_di else None,
            successivo=self._voce(dopo, url) if dopo else None,
            dimostrativo=self.vista.ente.dimostrativo,
            bozza=bozza(self.vista, anno_pagina, mostrato),
            piano_di_prima=piano_di_prima(self.vista, anno_pagina, None if url == iter_ else mostrato),
            piano_e_piao=piano_e_piao(self.vista, anno_pagina, documento),
            piao=self._se_esiste(url, tipi.DOCUMENTO[Documento.PIAO], f"PIAO {anno_pagina}", anno_pagina),
            variazioni=self._se_esiste(url, tipi.VARIAZIONI, "le variazioni del Piano", anno_pagina),
            piano_oggi=self._se_esiste(url, ALBERI["strategica"], "negli obiettivi", anno_pagina),
            trasparenza=self._se_esiste(url, tipi.TRASPARENZA),
            cerca=Rimando(tipi.CERCA.voce, relativo(tipi.CERCA.indirizzo(), url)),
            mappa=self._se_esiste(url, tipi.MAPPA),
            dati=self._se_esiste(url, tipi.DATI_APERTI),
            documenti=self._documenti(anno, url),
            lettura=self._letture(anno, url),
            informazioni=_presenti(
                self._se_esiste(url, tipo) for tipo in (tipi.ACCESSIBILITA, tipi.NOTE_LEGALI, tipi.PRIVACY)
            ),
            ultimo_atto=self._ultimo_atto(anno, mostrato),
            impronta=self._impronta(anno, mostrato),
            base=relativo(tipi.INIZIO.indirizzo(), url).removesuffix(tipi.INIZIO.indirizzo()).rstrip("/") or ".",
        )

    def _voce(self, ramo: Ramo, url: str, corrente: str = "") -> Rimando:
        qui = "page" if ramo.url == url else corrente
        return Rimando(ramo.titolo, relativo(ramo.url, url), qui)

    def _se_esiste(self, url: str, tipo: TipoPagina, titolo: str = "", anno: int | None = None) -> Rimando | None:
        pagina = self.pagine.get(tipo.file(anno or 0))
        return self._voce(Ramo(titolo or tipo.voce, pagina.url), url) if pagina else None

    def _testa(self, anno: int | None, cartella: str, albero: tuple[Ramo, ...]) -> tuple[str, str]:
        if not albero:
            return "", ""
        pagina = self.pagine.get(tipi.PRIMA_DI_CARTELLA.file(codice=str(anno or cartella)))
        testa = pagina.titolo if pagina else f"Anno {anno}" if anno else cartella.capitalize()
        return testa, pagina.url if pagina else ""

    def _anni(self, url: str, anno: int | None) -> tuple[Rimando, ...]:
        """The same page in each year (of an objective, what it is there; of a life, its objective), else its first."""
        anni, suoi = {n: self.vista.obiettivi(n) for n in self.vista.anni}, obiettivi_della_vita(self.vista, url)
        voci = []
        for n in anni:
            arrivi = (suoi.get(n) or pagina_nell_anno(anni, url, n), tipi.PRIMA_DELL_ANNO.indirizzo(n), CRUSCOTTO.url)
            arrivo = next(a for a in arrivi if a in self.indirizzi or a == CRUSCOTTO.url)
            voci.append(Rimando(str(n), relativo(arrivo, url), "true" if n == anno else ""))
        return tuple(voci)

    def _voci(self, url: str, anno: int | None) -> tuple[Rimando, ...]:
        """The sections: title, page, folders that make it current; where the year has no page, that of the last."""
        di = {documento: (sigla(documento), tipo, (tipo,)) for documento, tipo in tipi.DOCUMENTO.items()}
        albero = ALBERI["strategica"]
        sezioni = (
            (tipi.INIZIO.voce, tipi.INIZIO, ()),
            di[Documento.PIANO],
            ("Obiettivi", albero, (albero, tipi.OBIETTIVI, tipi.RESPONSABILI)),
            di[Documento.MONITORAGGIO],
            di[Documento.RELAZIONE],
            ("Confronto", tipi.CONFRONTO, ()),
            (tipi.DATI_APERTI.voce, tipi.DATI_APERTI, ()),
            (tipi.COME_SI_LEGGE.voce, tipi.COME_SI_LEGGE, ()),
        )
        return tuple(
            self._voce(Ramo(titolo, pagina.url), url, "true" if url.startswith(dentro) else "")
            for titolo, tipo, intorno in sezioni
            if (pagina := self._dell_anno(tipo, anno))
            for dentro in [tuple(t.file(anno or 0).rpartition("/")[0] + "/" for t in intorno)]
        )

    def _dell_anno(self, tipo: TipoPagina, anno: int | None) -> Pagina | None:
        """Return the page of a kind of a year; where it has none, of the last year that has one; None: none has."""
        anni = (anno or 0, *reversed(self.vista.anni))
        return next((p for n in anni if (p := self.pagine.get(tipo.file(n)))), None)

    def _briciole(self, url: str, titolo: str, anno: int | None, albero: tuple[Ramo, ...]) -> tuple[Rimando, ...]:
        if url == CRUSCOTTO.url:
            return ()
        passi = [CRUSCOTTO]
        cartella = url.partition("/")[0]
        testa = self.pagine.get(tipi.PRIMA_DI_CARTELLA.file(codice=str(anno or cartella)))
        if testa:
            passi.append(Ramo(testa.titolo, testa.url))
        trovati = [r for r in cammino(albero, url) if r.url not in {p.url for p in passi}]
        passi += trovati
        if passi[-1].url != url:
            passi.append(Ramo(titolo, url))
        return tuple(Rimando(r.breve or r.titolo, relativo(r.url, url), "page" if r.url == url else "") for r in passi)

    def _capitoli(
        self, anno: int | None, documento: Documento | None, url: str
    ) -> tuple[str, Ramo | None, Ramo | None]:
        """The place of a chapter in its document, and its neighbours."""
        indice = self.pagine.get(tipi.DOCUMENTO[documento].file(anno)) if anno and documento else None
        if documento is None or indice is None:
            return "", None, None
        rami = capitoli(indice, self.pagine)
        indirizzi = [r.url for r in rami]
        if url == indice.url:
            return "", None, rami[0] if rami else None
        if url not in indirizzi:
            return "", None, None
        posto = indirizzi.index(url)
        prima = rami[posto - 1] if posto else Ramo(indice.titolo, indice.url)
        dopo = rami[posto + 1] if posto + 1 < len(rami) else None
        return f"{sigla(documento)} {anno}, capitolo {posto + 1}", prima, dopo

    def _documenti(self, anno: int | None, url: str) -> tuple[Rimando, ...]:
        if anno is None:
            return ()
        di = self.vista.anno(anno)
        return _presenti(
            self._se_esiste(url, tipo, breve_documento(di, documento), anno)
            for documento, tipo in tipi.DOCUMENTO.items()
        )

    def _letture(self, anno: int | None, url: str) -> tuple[Rimando, ...]:
        visti = [d for d in (Documento.RELAZIONE, Documento.PIANO) if anno and self.vista.visibile(anno, d)]
        metodi = [
            m for m in (*(tipi.METODO[d] for d in visti), tipi.MANUALE_REGOLE) if m.file(anno or 0) in self.pagine
        ]
        return _presenti(
            (
                self._se_esiste(url, metodi[0], "Metodo di calcolo", anno) if metodi else None,
                self._se_esiste(url, tipi.DATI_APERTI, "Dati aperti e dizionario"),
                self._se_esiste(url, tipi.MANUALE),
                self._se_esiste(url, tipi.MAPPA),
            )
        )

    def _ultimo_atto(self, anno: int | None, documento: Documento | None) -> str:
        """«del» and the day of the document's act, or of the last that corrected it; else of the year's last one."""
        if anno is None:
            return ""
        if documento:
            atto = self.vista.atto(anno, documento)
            correzioni = self.vista.anno(anno).atti_errata(documento)
            return con_articolo("del", max(a.data for a in (atto, *correzioni))) if atto else ""
        date = [a.data for a in self.vista.anno(anno).atti.values()]
        return con_articolo("del", max(date)) if date else ""

    def _impronta(self, anno: int | None, documento: Documento | None) -> str:
        """First digits of the fingerprint of the document, else of the year's widest one."""
        if anno is None:
            return ""
        visibili = [d for d in Documento if self.vista.visibile(anno, d)]
        if not visibili:
            return ""
        guardato = documento if documento in visibili else visibili[-1]
        return self.vista.impronta(anno, guardato)[:_CIFRE_IMPRONTA]


def _presenti(voci: Iterable[Rimando | None]) -> tuple[Rimando, ...]:
    return tuple(v for v in voci if v)


def dalla_radice(cornice: Cornice, radice: str) -> Cornice:
    """Return a frame whose links start from the root of the site's address.

    Args:
        cornice: frame of a page that stands in the root.
        radice: path of the site's address, with its final slash.
    """

    def sposta(valore: object) -> object:
        if isinstance(valore, Rimando):
            return replace(valore, href=radice + valore.href)
        if isinstance(valore, tuple):
            return tuple(map(sposta, valore))
        return valore

    nuovi = {f.name: sposta(getattr(cornice, f.name)) for f in fields(cornice)}
    return Cornice(**(nuovi | {"base": radice.rstrip("/")}))  # type: ignore[arg-type]  # same fields
