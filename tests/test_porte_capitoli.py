"""Chapters are text and calls of macros: whatever else a page holds is told, and never reaches the site."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from macros.checks.deposito import check_deposito
from macros.checks.esame import esamina
from macros.checks.marcatura import _piana
from macros.checks.pagine import check_pagine
from macros.model.macro import A_BLOCCO, IN_LINEA
from macros.model.problems import Problem
from macros.publish.contesto.contesto import Contesto
from macros.publish.elenco_macro import MACRO
from macros.publish.env import GENERI, _legata
from macros.publish.html.frammenti import DEPOSITO
from macros.reading.pagine.markdown import ESTENSIONI, Guardia, lettore
from macros.reading.pagine.pagine import pagina_da
from macros.reading.testo.lettura import Lettura
from tests.progetto_copia import MINI, RADICE, ciclo, progetto_piccolo

APERTE = 500


def problemi_di(cartella: Path, pagina: str | bytes, nome: str = "prova.md") -> list[Problem]:
    """What is found in one page, beside nothing else."""
    file = cartella / "content" / nome
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pagina if isinstance(pagina, bytes) else pagina.encode())
    return sorted(check_pagine(Lettura(cartella)))


# --- What a page may hold ------------------------------------------------------------------------

BUONE = {
    "macro in linea": 'Il grado è {{ grado("2.2", periodo="30-06", anno=2021) }}.',
    "macro a blocco": "Prima.\n\n{{ cruscotto() }}\n\nDopo.",
    "spazi tolti": "{{- grado() -}}",
    "macro fra virgolette del codice": "`{{ grado() }}` e ~~~\n{{ grado() }}\n~~~",
    "commento": "a {# {{ now() }} <script> #} b",
    "esempio": "{% raw %}{{ now() }} {% set x = 1 %}{% endraw %}",
    "html in un esempio": "`<script>`\n\n```html\n<script>\n```\n\n    <script>\n",
    "minore": "a < b, <3 e 4>3, <!-- mai chiuso",
    "entità": "&lt;codice&gt; &amp; &#8211;",
    "indirizzi": "[a](dati.md) [b](../x/y.md#z) [c](https://example.org/a?b=1&c=2) [d](mailto:a@example.org) [e](#qui)",
    "autocollegamento": "<https://example.org> e <ufficio@example.org>",
    "riferimento": "[a][b]\n\n[b]: https://example.org 'titolo \"x\" onclick=1'",
    "immagine": "![La pagina](immagini/home.png 'titolo')",
    "punto della pagina": "## Dati {: #dati }\n\n[x](a.md){: #qui title='y' }",
    "nota": "a[^1] b[^1]\n\n[^1]: La nota.",
    "definizione": "voce\n:   spiegazione\n\n    altra",
    "tabella": "| a | b |\n|:--|--:|\n| c | `d` |",
    "elenco da 3": "3. tre\n4. quattro",
    "riga quasi troppo lunga": "parola " * 571,
    "linguaggio del codice": "```{ .yaml }\na: 1\n```",
}


@pytest.mark.parametrize("pagina", BUONE.values(), ids=BUONE)
def test_cio_che_un_capitolo_puo_contenere(tmp_path: Path, pagina: str) -> None:
    assert [str(p) for p in problemi_di(tmp_path, f"# Prova\n\n{pagina}\n")] == []


CATTIVE: dict[str, tuple[str, list[tuple[int, str]]]] = {
    # Jinja: line 3 of each page
    "globali": ('{{ cycler.__init__.__globals__.os.popen("id").read() }}', [(3, "PAGINA-MACRO")]),
    "funzione del componente": ("{{ now() }}", [(3, "PAGINA-MACRO")]),
    "variabile": ("{{ environment }}", [(3, "PAGINA-MACRO")]),
    "attributo": ("{{ config.config_file_path }}", [(3, "PAGINA-MACRO")]),
    "elemento": ('{{ config["extra"] }}', [(3, "PAGINA-MACRO")]),
    "attributo di una macro": ("{{ grado().upper }}", [(3, "PAGINA-MACRO")]),
    "chiamata di una chiamata": ("{{ grado()() }}", [(3, "PAGINA-MACRO")]),
    "filtro": ("{{ grado()|safe }}", [(3, "PAGINA-MACRO")]),
    "operazione": ("{{ 'a' * 100000000 }}", [(3, "PAGINA-MACRO")]),
    "unione": ("{{ grado() ~ grado() }}", [(3, "PAGINA-MACRO")]),
    "valore da solo": ("{{ 'a' }}", [(3, "PAGINA-MACRO")]),
    "elenco": ("{{ grado(), grado() }}", [(3, "PAGINA-MACRO")]),
    "condizione": ("{{ grado() if 1 else 2 }}", [(3, "PAGINA-MACRO")]),
    "istruzione": ("{% if 1 %}a{% endif %}", [(3, "PAGINA-MACRO")]),
    "assegnazione": ("{% set x = 1 %}", [(3, "PAGINA-MACRO")]),
    "inclusione": ('{%- include "dati.md" -%}', [(3, "PAGINA-MACRO")]),
    "importazione": ('{% from "dati.md" import x %}', [(3, "PAGINA-MACRO")]),
    "estensione": ('{% extends "main.html" %}', [(3, "PAGINA-MACRO")]),
    "macro propria": ("{% macro grado() %}x{% endmacro %}", [(3, "PAGINA-MACRO")]),
    "asterischi": ("{{ grado(*['2.2']) }}", [(3, "PAGINA-MACRO")]),
    "due asterischi": ("{{ grado(**{'codice': '2.2'}) }}", [(3, "PAGINA-MACRO")]),
    "argomento calcolato": ("{{ grado('a' * 9) }}", [(3, "PAGINA-MACRO")]),
    "argomento che è una chiamata": ("{{ grado(titolo('2.2')) }}", [(3, "PAGINA-MACRO")]),
    "argomento che è un nome": ("{{ grado(page) }}", [(3, "PAGINA-MACRO")]),
    "argomento ripetuto": ("{{ grado(anno=1, anno=2) }}", [(3, "PAGINA-MACRO")]),
    "mezzo carattere": ('{{ grado("\\ud800") }}', [(3, "PAGINA-MACRO")]),
    "carattere di controllo": ('{{ grado("\\x00") }}', [(3, "PAGINA-MACRO")]),
    "in un commento non chiuso": ("{# mai", [(3, "PAGINA-MACRO")]),
    "esempio dentro un esempio": ("{% raw %}{% raw %}a{% endraw %}{{ now() }}{% endraw %}", [(3, "PAGINA-MACRO")]),
    "dopo un esempio": ("{% raw %}a{% endraw %}{{ now() }}", [(3, "PAGINA-MACRO")]),
    "nel titolo di un collegamento": ('[x](a.md "{{ now() }}")', [(3, "PAGINA-MACRO")]),
    "in un indirizzo": ("[x]({{ config.site_url }})", [(3, "PAGINA-MACRO")]),
    "in un esempio di codice": ("```\n{{ now() }}\n```", [(4, "PAGINA-MACRO")]),
    "due in una pagina": ("{{ now() }}\n\n{% set x = 1 %}", [(3, "PAGINA-MACRO"), (5, "PAGINA-MACRO")]),
    "parentesi annidate": ("{{ " + "[" * APERTE + "]" * APERTE + " }}", [(3, "PAGINA-MACRO")]),
    "segnaposto finto": ('<div data-frammento="1"></div>', [(3, "PAGINA-MACRO")]),
    # HTML
    "script": ("<script>alert(1)</script>", [(3, "PAGINA-HTML")]),
    "in linea": ("a <b onclick=1>x</b>", [(3, "PAGINA-HTML")]),
    "commento html": ("<!-- x -->", [(3, "PAGINA-HTML")]),
    "istruzione html": ("<?php x ?>", [(3, "PAGINA-HTML")]),
    "sezione cdata": ("<![CDATA[x]]>", [(3, "PAGINA-HTML")]),
    "immagine html": ("<img src=x onerror=alert(1)>", [(3, "PAGINA-HTML")]),
    "svg": ("<svg/onload=alert(1)>", [(3, "PAGINA-HTML")]),
    "su due righe": ("a <a\nhref='x'>b", [(3, "PAGINA-HTML")]),
    "blocco md": ('<div markdown="1">\n\nx\n\n</div>', [(3, "PAGINA-HTML")]),
    "dopo un commento di Jinja": ("{# a #}<script>", [(3, "PAGINA-HTML")]),
    "dopo un esempio di Jinja": ("{% raw %}<script>{% endraw %}", [(3, "PAGINA-HTML")]),
    "in una nota": ("a[^1]\n\n[^1]: <script>", [(5, "PAGINA-HTML")]),
    "in una definizione": ("a\n:   <script>", [(4, "PAGINA-HTML")]),
    "in una tabella": ("| a |\n|---|\n| <b> |", [(5, "PAGINA-HTML")]),
    "in un titolo": ("# <b>", [(3, "PAGINA-HTML")]),
    "in un collegamento": ("[<b>](a.md)", [(3, "PAGINA-HTML")]),
    "in un'abbreviazione": ("*[HTML]: <b>", [(3, "PAGINA-HTML")]),
    "solo una chiusura": ("</p>", [(3, "PAGINA-HTML")]),
    "dopo lo stesso in un esempio": ("`<b>`\n\n<b>", [(5, "PAGINA-HTML")]),
    # Addresses
    "javascript": ("[x](javascript:alert(1))", [(3, "PAGINA-INDIRIZZO")]),
    "maiuscole": ("[x](JaVaScRiPt:alert(1))", [(3, "PAGINA-INDIRIZZO")]),
    "fra angoli": ("[x](<javascript:alert(1)>)", [(3, "PAGINA-INDIRIZZO")]),
    "con un titolo": ('[x]( javascript:alert(1) "t")', [(3, "PAGINA-INDIRIZZO")]),
    "con una tabulazione": ("[x](java\tscript:alert(1))", [(3, "PAGINA-INDIRIZZO")]),
    "con un a capo": ("[x](java\nscript:alert(1))", [(3, "PAGINA-INDIRIZZO")]),
    "con un'entità": ("[x](&#106;avascript:alert(1))", [(3, "PAGINA-INDIRIZZO")]),
    "con un'entità senza punto e virgola": ("[x](&#106avascript:alert(1))", [(3, "PAGINA-INDIRIZZO")]),
    "tabulazione come entità": ("[x](java&Tab;script:alert(1))", [(3, "PAGINA-INDIRIZZO")]),
    "due punti come entità": ("[x](javascript&colon;alert(1))", [(3, "PAGINA-INDIRIZZO")]),
    "fra accenti gravi": ("[x](`javascript:alert(1)`)", [(3, "PAGINA-INDIRIZZO")]),
    "autocollegamento javascript": ("<javascript:alert(1)>", [(3, "PAGINA-HTML")]),
    "autocollegamento http": ("<http://example.org>", [(3, "PAGINA-INDIRIZZO")]),
    "dati": ("[x](data:text/html,a)", [(3, "PAGINA-INDIRIZZO")]),
    "http": ("[x](http://example.org)", [(3, "PAGINA-INDIRIZZO")]),
    "due barre": ("[x](//example.org)", [(3, "PAGINA-INDIRIZZO")]),
    "due barre come entità": ("[x](&#x2f;&#x2f;example.org)", [(3, "PAGINA-INDIRIZZO")]),
    "barra rovescia": ("[x](/\\example.org)", [(3, "PAGINA-INDIRIZZO")]),
    "barra": ("[x](/dati.md)", [(3, "PAGINA-INDIRIZZO")]),
    "https senza barre": ("[x](https:example.org)", [(3, "PAGINA-INDIRIZZO")]),
    "host che non si legge": ("[x](https://[)", [(3, "PAGINA-INDIRIZZO")]),
    "riferimento javascript": ("[x][y]\n\n[y]: javascript:alert(1)", [(5, "PAGINA-INDIRIZZO")]),
    "riferimento fra angoli": ("[y]\n\n[y]: <javascript:alert(1)>", [(5, "PAGINA-INDIRIZZO")]),
    "immagine di altri": ("![x](https://example.org/x.png)", [(3, "PAGINA-INDIRIZZO")]),
    "immagine per riferimento": ("![x][y]\n\n[y]: https://example.org/x.png", [(5, "PAGINA-INDIRIZZO")]),
    "immagine incorporata": ("![x](data:image/png;base64,eA==)", [(3, "PAGINA-INDIRIZZO")]),
    "indirizzo in una nota": ("a[^1]\n\n[^1]: [x](javascript:1)", [(5, "PAGINA-INDIRIZZO")]),
    # Attributes
    "gestore in un titolo": ("# T {: #id onclick=alert(1) }", [(3, "PAGINA-ATTRIBUTO")]),
    "stile": ('# T {: style="x" }', [(3, "PAGINA-ATTRIBUTO")]),
    "stile di una cella": ('| a |\n|---|\n| b {: style="text-align: left;x" } |', [(5, "PAGINA-ATTRIBUTO")]),
    "senza valore": ("[x](a.md){: hidden }", [(3, "PAGINA-ATTRIBUTO")]),
    "vuote": ("<a@example.org>{: }", [(3, "PAGINA-ATTRIBUTO")]),
    "classe": ("testo\n{: .classe }", [(4, "PAGINA-ATTRIBUTO")]),
    "indirizzo come attributo": ('[x](a.md){: href="javascript:alert(1)" }', [(3, "PAGINA-INDIRIZZO")]),
    "immagine come attributo": ('![x](a.png){: src="https://example.org/x.png" }', [(3, "PAGINA-INDIRIZZO")]),
    "altra immagine": ('![x](a.png){: srcset="https://example.org/x.png" }', [(3, "PAGINA-ATTRIBUTO")]),
    "bersaglio": ("[x](a.md){: target=_blank }", [(3, "PAGINA-ATTRIBUTO")]),
    "nome di un punto": ('# T {: id="a b" }', [(3, "PAGINA-ATTRIBUTO")]),
    "attributi del codice": ("``` { .html onclick=alert(1) }\nx\n```", [(3, "PAGINA-ATTRIBUTO")]),
    "nota con un nome strano": ('a[^">]\n\n[^">]: b', [(3, "PAGINA-ATTRIBUTO"), (5, "PAGINA-ATTRIBUTO")]),
    # Limits
    "asterischi in fila": ("*" * 5000, [(3, "PAGINA-LIMITE")]),
    "parentesi in fila": ("[" * 5000, [(3, "PAGINA-LIMITE")]),
    "parentesi su più righe": (("[" * 100 + "\n") * 50, [(1, "PAGINA-LIMITE")]),
    "troppe righe": ("x\n" * 3000, [(1, "PAGINA-LIMITE")]),
    "pagina troppo lunga": (("x" * 999 + "\n") * 101, [(1, "PAGINA-LIMITE")]),
    "citazioni annidate": ("> " * 300 + "x", [(1, "PAGINA-LIMITE")]),
    "numeri annidati": ("1. " * 300 + "x", [(1, "PAGINA-LIMITE")]),
    "rientri": ("\n".join("    " * n + "- x" for n in range(60)), [(1, "PAGINA-LIMITE")]),
    "grassetti annidati": ("*a **b " * 50 + "x" + " b** a*" * 50, [(1, "PAGINA-LIMITE")]),
}


@pytest.mark.parametrize(("pagina", "attesi"), CATTIVE.values(), ids=CATTIVE)
def test_cio_che_un_capitolo_non_puo_contenere(tmp_path: Path, pagina: str, attesi: list[tuple[int, str]]) -> None:
    problemi = problemi_di(tmp_path, f"# Prova\n\n{pagina}\n")
    assert {(p.source.line, p.code) for p in problemi} == set(attesi), problemi


INTESTAZIONI: dict[str, tuple[str | bytes, list[tuple[int, str]]]] = {
    "macro nel titolo": ('---\ntitle: "{{ cycler.__init__ }}"\n---\n', [(2, "PAGINA-MACRO")]),
    "istruzione nel titolo": ('---\ntitle: "{% set x = 1 %}"\n---\n', [(2, "PAGINA-MACRO")]),
    "render_macros": ("---\nrender_macros: false\n---\n", [(2, "YAML-CHIAVE-IGNOTA")]),
    "nome di una macro": ("---\ntitle: A\ngrado: 3\n---\n", [(3, "YAML-CHIAVE-IGNOTA")]),
    "modello": ("---\ntemplate: 404.html\n---\n", [(2, "YAML-CHIAVE-IGNOTA")]),
    "chiave sbagliata": ("---\ntitel: A\n---\n", [(2, "YAML-CHIAVE-IGNOTA")]),
    "due volte la chiave": ("---\ntitle: A\ntitle: B\n---\n", [(3, "YAML-CHIAVE-DOPPIA")]),
    "ancora circolare": ("---\ntitle: &a [*a]\n---\n", [(2, "YAML-CIRCOLARE")]),
    "ancora circolare in cima": ("---\n&a [*a]\n---\n", [(2, "YAML-CIRCOLARE")]),
    "parentesi annidate": ("---\ntitle: " + "[" * 500 + "]" * 500 + "\n---\n", [(1, "YAML-SINTASSI")]),
    "non si legge": ("---\ntitle: [x\n---\n", [(2, "YAML-SINTASSI")]),
    "elenco": ("---\n- x\n---\n", [(2, "VALORE-TIPO")]),
    "titolo che è un elenco": ("---\ntitle: [a]\n---\n", [(2, "VALORE-TIPO")]),
    "capitoli a parole": ("---\ncapitoli: tutti\n---\n", [(2, "VALORE-TIPO")]),
    "capitolo che non c'è": ("---\ncapitoli: [1]\n---\n", [(2, "PAGINA-CAPITOLO")]),
    "capitolo di un'altra cartella": ("---\ncapitoli:\n  - ../prova.md\n---\n", [(3, "PAGINA-CAPITOLO")]),
    "capitolo due volte": ("---\ncapitoli: [prova.md, prova.md]\n---\n", [(2, "PAGINA-CAPITOLO")]),
    "documento ignoto": ("---\ndocumento: bilancio\n---\n", [(2, "VALORE-SCELTA")]),
    "mai chiusa": ("---\ntitle: A\n\n# A\n", [(1, "PAGINA-INTESTAZIONE")]),
    "chiusa in fondo al file": ("---\ntitle: A\n---", [(1, "PAGINA-INTESTAZIONE")]),
    "senza trattini": ("title: {{ now() }}\n\n# A\n", [(1, "PAGINA-INTESTAZIONE")]),
    "senza trattini, una parola": ("Nota: sparirebbe\n\n# A\n", [(1, "PAGINA-INTESTAZIONE")]),
    "con il BOM": (b"\xef\xbb\xbf---\nrender_macros: false\n---\n", [(2, "YAML-CHIAVE-IGNOTA")]),
    "con CRLF": (
        b"---\r\nrender_macros: false\r\n---\r\n\r\n{{ now() }}\r\n",
        [(2, "YAML-CHIAVE-IGNOTA"), (5, "PAGINA-MACRO")],
    ),
    "con i puntini": ("---\nrender_macros: false\n...\n", [(2, "YAML-CHIAVE-IGNOTA")]),
    "due intestazioni": ("---\ntitle: A\n---\n---\nrender_macros: false\n---\n{{ now() }}\n", [(7, "PAGINA-MACRO")]),
    "Windows-1252": ("# Perch\xe9\n".encode("cp1252"), [(1, "FILE-CODIFICA")]),
    "UTF-16": ("# A\n".encode("utf-16"), [(1, "FILE-CODIFICA")]),
    "carattere di controllo": ("# A\n\na\x02b\n", [(3, "FILE-CODIFICA")]),
}


@pytest.mark.parametrize(("pagina", "attesi"), INTESTAZIONI.values(), ids=INTESTAZIONI)
def test_un_intestazione_dice_titolo_documento_e_capitoli_e_niente_altro(
    tmp_path: Path, pagina: str | bytes, attesi: list[tuple[int, str]]
) -> None:
    assert [(p.source.line, p.code) for p in problemi_di(tmp_path, pagina)] == attesi


def test_una_chiave_sbagliata_dice_la_piu_vicina_e_le_ammesse(tmp_path: Path) -> None:
    assert problemi_di(tmp_path, "---\ntitel: A\n---\n")[0].fix == "forse si intendeva «title»"
    assert problemi_di(tmp_path, "---\nrender_macros: 0\n---\n")[0].fix == "scegliere fra: title, documento, capitoli"


@pytest.mark.parametrize(
    "nome", ["a.html", "a.markdown", "a.mkd", "a.mdown", "main.html", "x/404.html", "a.svg", "a.js", "a.css", "a"]
)
def test_in_content_stanno_solo_pagine_e_immagini(tmp_path: Path, nome: str) -> None:
    problemi_di(tmp_path, "# A\n", nome)
    assert [p.code for p in check_deposito(Lettura(tmp_path))] == ["PAGINA-TIPO"]


@pytest.mark.parametrize("nome", ["~a.md", "x/~b/a.md", "templates/a.md", "à è.md"])
def test_ogni_pagina_che_mkdocs_costruirebbe_e_controllata(tmp_path: Path, nome: str) -> None:
    assert [p.code for p in problemi_di(tmp_path, "{{ now() }}\n", nome)] == ["PAGINA-MACRO"]


def test_l_anno_scelto_non_riguarda_gli_altri(tmp_path: Path) -> None:
    for nome in ("2021/a.md", "2022/a.md", "a.md"):
        problemi_di(tmp_path, "{{ now() }}\n", nome)
    assert [p.source.path for p in check_pagine(Lettura(tmp_path), 2022)] == ["content/2022/a.md", "content/a.md"]


# --- One reading, one guard ----------------------------------------------------------------------


def test_i_nomi_delle_macro_sono_quelli_del_registro() -> None:
    assert {m.nome for m in MACRO} == A_BLOCCO | IN_LINEA
    assert not A_BLOCCO & IN_LINEA


def test_le_estensioni_sono_quelle_del_sito() -> None:
    class Lettore(yaml.SafeLoader):
        """Reads `!ENV` as nothing."""

    Lettore.add_multi_constructor("!", lambda *_: None)
    scritte = yaml.load((RADICE / "mkdocs.yml").read_text(encoding="utf-8"), Lettore)["markdown_extensions"]  # noqa: S506 - a safe loader
    assert set(ESTENSIONI) == {*scritte, "toc", "tables", "fenced_code"}  # MkDocs' own


@given(st.text(st.sampled_from(list("-.\n \tab:[]'\"#{}&*!|>%é")), max_size=60))
@settings(max_examples=600, deadline=None)
@example("---\ntitle: 2021\n---\n\nx")
@example("---\ntitle: yes\ncapitoli: [a.md]\n---\nx\n")
@example("---\n\n---\n")
@example("---\ntitle: !!python/name:os.system x\n---\nx\n")
@example('---\ntitle: "a\\nb: \\u2028 \\U0001f600 ---"\n---\n---\nb: c\n---\nx\n')
@pytest.mark.slow
def test_mkdocs_legge_cio_che_e_stato_controllato(testo: str) -> None:
    pagina = pagina_da(Lettura(Path()), "a.md", testo)
    if pagina is not None:
        corpo, dati = get_data(pagina.normale())
        assert corpo == pagina.corpo
        assert dati.get("title") == pagina.titolo
        assert set(dati) <= {"title", "documento", "capitoli"}


ALFABETO = [
    *"<>&[](){}:/\\`*_!#|\"'=-.\n\t ;^~x1",
    *("<b>", "</b>", "<script>", "<!--", "-->", "<?", "<![CDATA[", "<a@b.it>", "<https://a.it>"),
    *("javascript:", "data:", "https://example.org", "http://", "//", "&#106;", "&Tab;"),
    *("](", "]: ", "[a]", "![a](", "[^1]", "[^1]: ", "{: ", " onclick=1 ", " href=", " src=", " }"),
    *("```", "    ", "\n\n", "> ", "- ", "1. ", ":   ", "| a |\n|---|\n| "),
]


class Vive(HTMLParser):
    """What a browser would act on in a page that the guard has let through."""

    AMMESSI = frozenset(
        {"p", "a", "img", "code", "pre", "em", "strong", "ul", "ol", "li", "blockquote", "hr", "br", "sup", "div"}
        | {"h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.trovate: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.AMMESSI:
            self.trovate.append(tag)
        for nome, valore in attrs:
            pulito = re.sub(r"[\x00-\x20]", "", valore or "").lower()
            if nome in {"href", "src"}:
                relativo = not re.match(r"[a-z][a-z0-9+.-]*:|//|[/\\]|.*\\", pulito)
                if not relativo and not (nome == "href" and pulito.startswith(("https://", "mailto:"))):
                    self.trovate.append(f"{nome}={valore}")
            elif nome not in {"id", "class", "title", "alt", "start", "style"}:
                self.trovate.append(nome)

    def handle_comment(self, data: str) -> None:
        self.trovate.append(data)

    handle_decl = unknown_decl = handle_pi = handle_comment


@pytest.mark.slow
@given(st.lists(st.sampled_from(ALFABETO), max_size=25).map("".join))
@settings(max_examples=1500, deadline=None)
@example("<a@b.it>{:  }")
def test_cio_che_passa_non_ha_niente_di_vivo_e_cio_che_si_salta_sarebbe_passato(testo: str) -> None:
    guardia = Guardia()
    html = lettore(guardia)(testo)
    if guardia.esito.raccolti():
        assert not _piana(testo), testo
    else:
        vive = Vive()
        vive.feed(html)
        assert vive.trovate == [], html


STRANI = (None, True, 0, -1, 5, 10**30, 1.5, "", "x", "2.2", "2021", "__class__", "<b>", "30-06", 2021)


@pytest.mark.parametrize("macro", MACRO, ids=lambda m: m.nome)
def test_un_argomento_strano_e_uno_sbaglio_detto_e_mai_un_difetto(vista, macro) -> None:
    """Each argument in turn takes every value that a page can write."""
    qui = Contesto(vista=vista, pagina="2021/relazione/a.html")
    legata = _legata(macro, lambda: qui)
    parametri = list(inspect.signature(macro.funzione).parameters.values())[1:]
    assert {g for p in parametri for g in p.annotation.split(" | ")} <= GENERI.keys()
    base = {p.name: "2.2" for p in parametri if p.default is p.empty}
    for parametro in parametri:
        for strano in STRANI:
            DEPOSITO.svuota()
            legata(**base | {parametro.name: strano})
            if type(strano) is float:
                assert f"«{parametro.name}» è " in DEPOSITO.errori[0]
    DEPOSITO.svuota()


# --- The same refusals from every door -----------------------------------------------------------


def con_mkdocs(progetto: Path, **ambiente: str) -> subprocess.CompletedProcess[str]:
    comando = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(
        comando, cwd=progetto, capture_output=True, text=True, encoding="utf-8", check=False, env=os.environ | ambiente
    )


@pytest.mark.slow
def test_le_tre_porte_rifiutano_le_stesse_cose_e_niente_si_costruisce(tmp_path: Path) -> None:
    progetto = progetto_piccolo(tmp_path / "città")
    gridato = tmp_path / "gridato"
    for numero, (pagina, _) in enumerate([*CATTIVE.values(), *INTESTAZIONI.values()]):
        grezzo = pagina if isinstance(pagina, bytes) else pagina.encode()
        (progetto / "content" / f"cattiva-{numero}.md").write_bytes(grezzo)
    (progetto / "content" / "z.md").write_text(f'{{{{ cycler.__init__.__globals__.os.system("touch {gridato}") }}}}\n')
    attesi = [str(p) for p in esamina(progetto)[1]]
    assert len(attesi) > len(CATTIVE)
    for esito in (
        ciclo("verifica", radice=progetto),
        ciclo("costruisci", "--senza-pdf", radice=progetto),
        con_mkdocs(progetto),
    ):
        assert esito.returncode == 1
        assert "Traceback" not in esito.stderr
        assert "difetto" not in esito.stderr
        detti = " ".join((esito.stdout + esito.stderr).split())
        assert [a for a in attesi if " ".join(a.split()) not in detti] == []
    assert not (progetto / "site").exists()
    assert not gridato.exists()


@pytest.mark.slow
def test_un_titolo_con_html_e_cio_che_passa_escono_come_testo(tmp_path: Path) -> None:
    progetto = progetto_piccolo(tmp_path / "progetto")
    (progetto / "content" / "titolo.md").write_text('---\ntitle: "<b onclick=1>&amp; x"\n---\n\nTesto.\n')
    buone = {n: p for n, p in BUONE.items() if n not in {"indirizzi", "riferimento", "immagine", "punto della pagina"}}
    for numero, pagina in enumerate(buone.values()):
        (progetto / "content" / f"buona-{numero}.md").write_text(
            f"# Pagina {numero}\n\n{pagina.replace('2.2', '1.1')}\n"
        )
    esito = ciclo("costruisci", "--senza-pdf", radice=progetto)
    assert esito.returncode == 0, esito.stderr
    for file in (progetto / "site").rglob("*.html"):
        testo = file.read_text(encoding="utf-8")
        assert "<b onclick" not in testo
    assert "&lt;b onclick=1&gt;" in (progetto / "site" / "titolo.html").read_text(encoding="utf-8")
    assert "{{ now() }}" in (progetto / "site" / "buona-5.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_cio_che_il_controllo_non_vede_non_si_costruisce(tmp_path: Path) -> None:
    progetto = progetto_piccolo(tmp_path / "progetto")
    (tmp_path / "fuori").mkdir()
    (tmp_path / "fuori" / "a.html").write_text("<script>1</script>")
    (progetto / "content" / "legata").symlink_to(tmp_path / "fuori", target_is_directory=True)
    esito = ciclo("costruisci", "--senza-pdf", radice=progetto)
    assert esito.returncode == 1
    assert "legata" in esito.stderr
    assert "Traceback" not in esito.stderr


LOCALI = {
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0"},
    "POSIX senza rimedi": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "uscita ASCII": {"LC_ALL": "C", "LANG": "", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    "niente": {"LC_ALL": "", "LANG": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


NEL_PROFONDO = {"C", "uscita ASCII", "POSIX senza rimedi"}
"""Tried only by make prove."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "ambiente",
    [pytest.param(a, id=n, marks=[pytest.mark.prova] if n in NEL_PROFONDO else ()) for n, a in LOCALI.items()],
)
def test_i_comandi_non_dipendono_dalla_lingua_del_sistema(tmp_path: Path, ambiente: dict[str, str]) -> None:
    progetto = progetto_piccolo(tmp_path / "città «nuova»")
    pagina = progetto / "content" / "perche.md"
    pagina.write_text("# Perché\n\nÈ così.\n", encoding="utf-8")
    for esito in (ciclo("costruisci", "--senza-pdf", radice=progetto, **ambiente), con_mkdocs(progetto, **ambiente)):
        assert esito.returncode == 0, esito.stderr
        assert "È così" in (progetto / "site" / "perche.html").read_text(encoding="utf-8")
    pagina.write_text("# Perché\n\n{{ sarà() }}\n", encoding="utf-8")
    for esito in (ciclo("verifica", radice=progetto, **ambiente), con_mkdocs(progetto, **ambiente)):
        assert esito.returncode == 1
        assert "content/perche.md:3: PAGINA-MACRO" in esito.stdout + esito.stderr
        assert "«sarà», che non è una macro" in esito.stdout + esito.stderr
    pagina.rename(pagina.with_name("perché.md"))
    for esito in (ciclo("verifica", radice=progetto, **ambiente), con_mkdocs(progetto, **ambiente)):
        assert esito.returncode == 1
        assert "content/perché.md:1: FILE-NOME" in esito.stdout + esito.stderr


def test_il_progetto_di_prova_non_ha_pagine_e_non_ha_problemi() -> None:
    assert list(check_pagine(Lettura(MINI))) == []


def test_tutte_le_pagine_del_deposito_passano() -> None:
    assert [str(p) for p in check_pagine(Lettura(RADICE))] == []
