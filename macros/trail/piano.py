"""Compares two plans, key by key: rules of the year, areas, objectives. Reads no value, computes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.model.formato import leggibile
from macros.model.piano import Area, Indicatore, Obiettivo, Record
from macros.model.valori import Livello, Periodo
from macros.trail.cambiamenti import Cambiamento, Campo, Genere, Senza, ToccaPeso, ToccaPresenza, ToccaRegole, dentro
from macros.trail.campi import SMVP_DOVE, generi
from macros.trail.dell_anno import dell_anno
from macros.trail.ibridi import Perche
from macros.trail.identita import Sorte
from macros.trail.mondo import ENTE, Chiave, Mondo, Quota
from macros.trail.piano_indicatori import regola, target
from macros.trail.risorse import risorse
from macros.trail.scritti import FUORI, UGUALE
from macros.trail.voci import ALBERO, ANNO, RISORSE, SMVP, altri_diversi, per_nome, se_diverso, voce

A_PARTE = frozenset({"codice", "continua_da", "peso", "pesi", "target", "atteso"})
"""Fields that are compared in their own way; so are those of the rule."""


@dataclass(frozen=True, slots=True)
class Piani:
    """The comparison of two plans."""

    mondo: Mondo
    perche: dict[Chiave, Perche]
    """Indicators that measure another thing, or in another way."""
    periodo: Periodo | None
    """The survey date the effects are reckoned at."""

    @property
    def stesso_anno(self) -> bool:
        """True for two versions of one year."""
        return self.mondo.prima.anno == self.mondo.dopo.anno

    def sistema(self) -> Iterator[Cambiamento]:
        """Yield what changed in the rules of the year."""
        prima, dopo = self.mondo.prima.regole, self.mondo.dopo.regole
        for campo, genere in generi(dopo).items():
            dove = SMVP_DOVE.get(campo, (campo,))
            if campo == "arrotondamento":
                for livello, arrotondamento in dopo.arrotondamento.items():
                    di_prima = prima.arrotondamento[livello]
                    tocco = ToccaRegole(campo, livello)
                    del_livello, due = Campo((campo, livello)), (di_prima, arrotondamento)
                    yield from se_diverso(self.mondo, Genere.REGOLA, SMVP, (prima, dopo), del_livello, due, tocco)
            elif genere is not None:
                valori = getattr(prima, campo), getattr(dopo, campo)
                di_grado = genere is Genere.REGOLA and dove[0] != "valutazione_individuale"
                regole = ToccaRegole(campo) if di_grado else None
                yield from se_diverso(self.mondo, genere, SMVP, (prima, dopo), Campo(dove), valori, regole)

    def anno(self) -> Iterator[Cambiamento]:
        """Yield what changed in the rules of the year, in the tree as a whole, in its other files."""
        yield from self.sistema()
        alberi = self.mondo.prima.letture, self.mondo.dopo.letture
        anni = ["–".join(map(str, (min(a.triennio), max(a.triennio)))) if a.triennio else None for a in alberi]
        yield from se_diverso(self.mondo, Genere.TESTO, ALBERO, alberi, Campo(("triennio",)), (anni[0], anni[1]))
        yield from altri_diversi(self.mondo, ALBERO, alberi)
        yield from altri_diversi(self.mondo, RISORSE, (self.mondo.prima.risorse, self.mondo.dopo.risorse))
        yield from altri_diversi(self.mondo, ANNO, (self.mondo.prima, self.mondo.dopo))
        yield from dell_anno(self.mondo)

    def area(self, chiave: Chiave) -> Iterator[Cambiamento]:
        """Yield what changed of an area, a manager or the agency."""
        prima, dopo = self.mondo.area(chiave)
        if prima is None or dopo is None:
            yield self._presenza(Genere.AGGIUNTO if dopo else Genere.CONCLUSO, chiave, prima, dopo)
            return
        yield from self._pesi(chiave)
        yield from self._campi(chiave, prima, dopo)

    def obiettivo(self, chiave: Chiave) -> Iterator[Cambiamento]:
        """Yield what changed of an objective; nothing for what was divided or joined (see `ricomposti`)."""
        yield from self._cosa(chiave, *self.mondo.obiettivo(chiave))

    def indicatore(self, chiave: Chiave) -> Iterator[Cambiamento]:
        """Yield what changed of an indicator; one that comes or goes with its objective is not named."""
        prima, dopo = self.mondo.indicatore(chiave)
        sopra = self.mondo.obiettivo_di(chiave)
        if not (prima and dopo) and not self.mondo.insieme(sopra):
            return
        yield from self._cosa(chiave, prima, dopo)
        if prima and dopo and prima is not dopo:
            yield from target(self.mondo, chiave, (prima, dopo), self.perche.get(chiave), self.periodo)
            yield from regola(self.mondo, chiave, (prima, dopo), self.perche.get(chiave))

    def _cosa(
        self, chiave: Chiave, prima: Obiettivo | Indicatore | None, dopo: Obiettivo | Indicatore | None
    ) -> Iterator[Cambiamento]:
        """What objectives and indicators share: identity, weights, plain keys."""
        mondo = self.mondo
        if prima is None or dopo is None:
            if chiave not in self._spartiti():
                yield self._presenza(Genere.AGGIUNTO if dopo else Genere.CONCLUSO, chiave, prima, dopo)
            return
        if prima.codice != dopo.codice:
            due = prima.codice, dopo.codice
            yield from se_diverso(mondo, Genere.RINUMERATO, chiave, (prima, dopo), Campo(("codice",)), due)
        if self.stesso_anno and prima.continua_da != dopo.continua_da:
            da = tuple("nessuno" if c == () else c for c in (prima.continua_da, dopo.continua_da))
            campo = Campo(("continua_da",))
            yield from se_diverso(mondo, Genere.CONTINUATO, chiave, (prima, dopo), campo, (da[0], da[1]))
        yield from self._pesi(chiave)
        if prima is not dopo:  # of two states of a year what no file changed is one record
            yield from self._campi(chiave, prima, dopo)

    def ricomposti(self) -> Iterator[Cambiamento]:
        """Yield what was divided, joined or shared out anew."""
        for livello, identita in self.mondo.identificazione.livelli():
            for legame in identita.legami:
                if legame.sorte not in {Sorte.DIVISO, Sorte.UNITO, Sorte.RICOMPOSTO}:
                    continue
                di_a = tuple(self.mondo.nome_prima[livello, c] for c in legame.prima)
                di_b = tuple((livello, c) for c in legame.dopo)
                trova = self.mondo.obiettivo if livello is Livello.OBIETTIVO else self.mondo.indicatore
                vecchi, nuovi = [r for c in di_a if (r := trova(c)[0])], [r for c in di_b if (r := trova(c)[1])]
                soli = livello is Livello.INDICATORE and not all(
                    self.mondo.insieme(self.mondo.obiettivo_di(c)) for c in (*di_a, *di_b)
                )
                yield Cambiamento(
                    genere=Genere(legame.sorte.value),
                    chiave=di_b[0],
                    codice_prima=", ".join(legame.prima),
                    codice_dopo=", ".join(legame.dopo),
                    titolo="; ".join(r.titolo for r in nuovi),
                    campo=Campo(("continua_da",)),
                    prima=legame.prima,
                    dopo=legame.dopo,
                    scritto_prima="; ".join(f"{r.codice} {r.titolo}" for r in vecchi),
                    scritto_dopo="; ".join(f"{r.codice} {r.titolo}" for r in nuovi),
                    luogo_prima=vecchi[0].dove("codice"),
                    luogo_dopo=nuovi[0].dove("continua_da"),
                    tocco=None if soli else ToccaPresenza(di_a, di_b),
                    senza=Senza.CON_L_OBIETTIVO if soli else None,
                )

    def _spartiti(self) -> frozenset[Chiave]:
        tolti = set[Chiave]()
        for livello, identita in self.mondo.identificazione.livelli():
            for legame in identita.legami:
                if legame.prima and legame.dopo:
                    tolti |= {self.mondo.nome_prima[livello, c] for c in legame.prima}
                    tolti |= {(livello, c) for c in legame.dopo}
        return frozenset(tolti)

    def _presenza(
        self,
        genere: Genere,
        chiave: Chiave,
        prima: Area | Obiettivo | Indicatore | None,
        dopo: Area | Obiettivo | Indicatore | None,
    ) -> Cambiamento:
        gruppi = [(g.chiave, g.dopo if dopo else g.prima) for g in self.mondo.gruppi.values()]
        quote = [(g, quota) for g, suoi in gruppi if (quota := suoi.get(chiave)) is not None]
        detto = (
            "; ".join(f"peso {_peso(quota)}{dentro(self._in(g), self.mondo.detti[1])}" for g, quota in quote)
            or "senza peso"
        )
        tocco = ToccaPresenza((), (chiave,)) if dopo else ToccaPresenza((chiave,), ())
        record = dopo or prima
        assert record is not None  # noqa: S101 - it is on one side
        return Cambiamento(
            genere=genere,
            chiave=chiave,
            codice_prima=prima.codice if prima else None,
            codice_dopo=dopo.codice if dopo else None,
            titolo=record.titolo,
            campo=Campo(("codice",)),
            prima=prima.codice if prima else None,
            dopo=dopo.codice if dopo else None,
            scritto_prima=detto if prima else "non c'era",
            scritto_dopo=detto if dopo else "non c'è più",
            luogo_prima=prima.dove("codice") if prima else None,
            luogo_dopo=dopo.dove("codice") if dopo else None,
            tocco=tocco,
            pesi=tuple((g, quota.peso) for g, quota in quote),
        )

    def _in(self, gruppo: Chiave) -> Chiave | None:
        """Return a group by its code; None for the chamber."""
        if gruppo == ENTE:
            return None
        return gruppo[0], self.mondo.codice_dopo.get(gruppo) or self.mondo.codice_prima[gruppo]

    def _pesi(self, chiave: Chiave) -> Iterator[Cambiamento]:
        """Yield what something that went on weighs otherwise, group by group, and the groups it left or joined.

        A group that is on one side only comes or goes with all that is in it, and says so itself.
        """
        for gruppo in self.mondo.gruppi.values():
            if not self.mondo.insieme(gruppo.chiave):
                continue
            prima, dopo = gruppo.prima.get(chiave), gruppo.dopo.get(chiave)
            if (prima is None and dopo is None) or (prima and dopo and prima.peso == dopo.peso):
                continue
            spostato = prima is None or dopo is None
            dirigente = gruppo.chiave[0] in {Livello.AREA_DIRIGENZIALE, Livello.AZIENDA_SPECIALE}
            yield voce(
                self.mondo,
                Genere.RESPONSABILE if spostato and dirigente else Genere.PESO,
                chiave,
                Campo(("peso",), gruppo=self._in(gruppo.chiave)),
                (prima.peso if prima else FUORI, dopo.peso if dopo else FUORI),
                (_peso(prima), _peso(dopo)),
                (prima.source if prima else None, dopo.source if dopo else None),
                tocco=ToccaPeso(gruppo.chiave, chiave),
            )
        if chiave[0] == Livello.INDICATORE and self.stesso_anno:
            yield from self._pesi_di_altri_anni(chiave)

    def _pesi_di_altri_anni(self, chiave: Chiave) -> Iterator[Cambiamento]:
        a, b = self.mondo.indicatore(chiave)
        assert a and b  # noqa: PT018, S101 - asked only of what is on both sides
        for anno in sorted({*a.pesi, *b.pesi} - {self.mondo.dopo.anno}):
            campo, due = Campo(("peso",), anno), (a.pesi.get(anno), b.pesi.get(anno))
            yield from se_diverso(self.mondo, Genere.PESO, chiave, (a, b), campo, due, senza=Senza.ALTRO_ANNO)

    def _campi(self, chiave: Chiave, prima: Record, dopo: Record) -> Iterator[Cambiamento]:
        """Compare the plain keys of a record."""
        for campo, genere in generi(dopo).items():
            valori = getattr(prima, campo, None), getattr(dopo, campo)
            if campo == "risorse":
                yield from risorse(self.mondo, chiave)
            elif genere is None:
                yield from altri_diversi(self.mondo, chiave, (per_nome(valori[0]), per_nome(valori[1])), campo)
            elif campo not in A_PARTE and not (genere is Genere.REGOLA and isinstance(dopo, Indicatore)):
                yield from se_diverso(self.mondo, genere, chiave, (prima, dopo), Campo((campo,)), valori)


def _peso(quota: Quota | None) -> str:
    """Write a weight; a group that declares none weighs all alike."""
    if quota is None:
        return FUORI
    return UGUALE if quota.peso is None else leggibile(quota.peso)
