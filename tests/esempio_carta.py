"""A small site with every construct that the paper must bear, written by hand for its tests."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from macros.publish.carta.fascicolo import Allegato, Fascicolo

GLIFO = (
    '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
    '<circle cx="8" cy="8" r="7.5" fill="#0a6b4a"/></svg>'
)
GRAFICO = """<figure class="grafico">
<svg width="100%" height="60" role="img" aria-labelledby="g-t g-d">
<title id="g-t">Grado delle tre aree</title><desc id="g-d">Area 1 95,96, area 2 94,10.</desc>
<defs><pattern id="tratto" width="5" height="5" patternUnits="userSpaceOnUse">
<path d="M0 5 5 0" stroke="#8a5300" stroke-width="1"/></pattern></defs>
<rect x="0" y="0" width="80%" height="20" fill="#1f4e80"/>
<rect x="80%" y="0" width="20%" height="20" fill="url(#tratto)"/>
<text x="0" y="40" font-family="Titillium Web" font-size="12" fill="#22303d">Area 1</text>
</svg><figcaption>Pieno quanto è raggiunto.</figcaption></figure>"""

MOSAICO = """<svg width="100%" height="202" role="img" aria-labelledby="m-t">
<title id="m-t">Peso e grado degli obiettivi</title>
<defs><pattern id="m-pa" width="5" height="5" patternUnits="userSpaceOnUse">
<path d="M0 5 5 0" stroke="#8a5300" stroke-width="1"/></pattern></defs>
<rect x="0%" width="30%" y="40" height="160" fill="#1f4e80"/>
<rect x="0%" width="30%" y="0" height="40" fill="url(#m-pa)"/>
<rect x="31%" width="69%" y="0" height="200" fill="#5c82a8"/></svg>"""


def tabella(chiave: str, righe: str, *, larga: bool = False, colonne: int = 3) -> str:
    """A table as the fragments write it."""
    larghezza = 100 // colonne
    col = "".join(f'<col class="c{larghezza}">' for _ in range(colonne))
    testa = "".join(f'<th scope="col">Colonna {n}</th>' for n in range(1, colonne + 1))
    classe = " larga" if larga else ""
    return (
        f'<div class="riquadro-tabella{classe}" role="region" tabindex="0" '
        f'aria-labelledby="{chiave}">'
        f'<table class="dati"><caption id="{chiave}">Tabella {chiave}</caption>'
        f"<colgroup>{col}</colgroup><thead><tr>{testa}</tr></thead>"
        f"<tbody>{righe}</tbody></table></div>"
    )


def riga_alta(n: int) -> str:
    """A row of three lines that begins with «inizio n» and ends with «fine n»."""
    mezzo = f"testo della riga {n} " * 9
    return (
        f'<tr><th scope="row"><span class="cod">{n}</span></th>'
        f'<td>inizio-{n}. {mezzo} fine-{n}.</td><td class="num">93,{n:02d}</td></tr>'
    )


PREMESSA = f"""<h1 id="premessa">Premessa <em>e</em> metodo
<a class="headerlink" href="#premessa">x</a></h1>
<p>La relazione segue il <a href="metodo.html#stati">capitolo del metodo</a> e la
<a href="../obiettivi/2.2.html#calcolo-2.2.a">pagina dell’obiettivo 2.2</a>; le norme sono su
<a href="https://www.normattiva.it/">Normattiva</a>; si torna all’<a href="index.html">indice</a>
e qui <a href="#note">più sotto</a>, o al <a href="#calcolo-1">calcolo nascosto</a>.</p>
<p class="solo-schermo">Questo resta sullo schermo.</p>
<p>Questo va anche sulla carta.</p>
<h2 id="note">Elenchi e note</h2>
<ul><li>stretto<ul><li>annidato<ol><li>numerato</li></ol></li></ul></li><li>secondo</li></ul>
<ul><li><p>sciolto uno</p><p>con due paragrafi</p></li><li><p>sciolto due</p>
<ul><li><p>annidato sciolto</p></li></ul></li></ul>
<dl class="fatti"><div><dt>Area</dt><dd>Anagrafica</dd></div><div><dt>Peso</dt><dd>20</dd></div></dl>
<dl><dt>Peso</dt><dd>quota in punti</dd><dt>Grado</dt><dd>quanto è raggiunto</dd></dl>
<p>Una frase con nota<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> e ancora la
stessa<sup id="fnref2:1"><a class="footnote-ref" href="#fn:1">1</a></sup>,
<em>corsivo</em>,
<strong>forte <em>corsivo</em></strong>, <code>ciclo spiega 2.2</code>, 5&nbsp;% e −1,9; 4 ≤ 5.</p>
<blockquote><p>Citazione.</p></blockquote><pre><code>ciclo verifica
ciclo calcola</code></pre>
<details><summary>Che cosa significa</summary><p>Il dettaglio è aperto sulla carta.</p></details>
<details class="calcolo" id="calcolo-1"><summary>Calcolo</summary><p>Nascosto.</p></details>
<p><span class="stato ra">{GLIFO}<span class="parola">raggiunto</span></span></p>{GRAFICO}
<div class="footnote"><hr><ol><li id="fn:1"><p>Testo della nota.</p><p>Secondo <em>capoverso</em>.
<a class="footnote-backref" href="#fnref:1" title="Torna">↩</a></p></li></ol></div>"""

METODO = f"""<h1 id="premessa">Il metodo</h1><p>Attacco del capitolo.</p>
<h2 id="stati"><span class="cod">a)</span> Gli stati</h2>{GRAFICO}
<h3 id="molte">Molte righe</h3>{tabella("molte-righe", "".join(map(riga_alta, range(1, 61))))}
<h2 id="largo">Su pagine coricate</h2><h3 id="largo-2">Tavola</h3>
{
    tabella(
        "tavola",
        '<tr><th scope="rowgroup" colspan="8">Gruppo 2.1</th></tr>'
        + "".join(f'<tr><th scope="row">r{n}</th>' + "<td>8</td>" * 7 + "</tr>" for n in range(40)),
        larga=True,
        colonne=8,
    )
}
<h2 id="dopo">Dopo la tavola</h2><p>Si torna in verticale.</p>
<section class="scheda"><h2>Scheda</h2><p>Testo.</p><h3>Indicatori</h3>
{tabella("triennio", "<tr>" + "<td>8</td>" * 8 + "</tr>", larga=True, colonne=8)}</section>
<section class="scheda"><h2>Un’altra scheda</h2><p>In verticale.</p></section>"""


def capitolo_di_titoli(quanti: int) -> str:
    """A chapter of many headings with little under each, so that some fall near a page's foot."""
    parti = [
        f"<h2>Sezione {n} di prova</h2><h3>Parte {n} della sezione</h3>"
        + (f"<p>{'Un paragrafo di quattro righe circa. ' * (3 + n % 11)}</p>" if n % 3 else "")
        + (tabella(f"piccola-{n}", riga_alta(n) * 2) if n % 3 == 0 else "")
        for n in range(1, quanti + 1)
    ]
    return f"<h1>Titoli</h1>{''.join(parti)}{paragrafi_annotati(60)}"


def paragrafi_annotati(quanti: int) -> str:
    """Paragraphs each with a call to its own note, so that calls fall at every height of a page."""
    testi = "".join(
        f'<p>Richiamo-{n}<sup id="fnref:{n}"><a class="footnote-ref" href="#fn:{n}">{n}</a></sup>. '
        f"{'Segue una frase. ' * (n % 7 * 5)}</p>"
        for n in range(1, quanti + 1)
    )
    note = "".join(
        f'<li id="fn:{n}"><p>Nota-{n} {"di più parole " * (n % 5 * 4)}.</p></li>' for n in range(1, quanti + 1)
    )
    return f'{testi}<div class="footnote"><hr><ol>{note}</ol></div>'


CAPITOLI = {"premessa": PREMESSA, "metodo": METODO, "titoli": capitolo_di_titoli(40)}


def scrivi_pagina(sito: Path, nome: str, contenuto: str) -> None:
    """Write a page of the report as the theme does."""
    file = sito / "2021" / "relazione" / f"{nome}.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"<!DOCTYPE html><html lang=it><body><nav>menu ✓</nav><!--contenuto-->{contenuto}"
        "<!--/contenuto--><footer>→</footer></body></html>",
        encoding="utf-8",
    )


INDICE = """<h1>Relazione</h1><h2>I capitoli</h2><ul>
<li><a href="premessa.html">Premessa</a>: che cosa contiene.</li>
<li><a href="metodo.html">Il metodo</a>: le regole &amp; gli stati.</li></ul>"""


def scrivi_sito(sito: Path) -> Path:
    """Write the whole site and return its folder."""
    scrivi_pagina(sito, "index", INDICE)
    for nome, contenuto in CAPITOLI.items():
        scrivi_pagina(sito, nome, contenuto)
    return sito


def fascicolo(**diversi: object) -> Fascicolo:
    """A valid document; a test names only the fields it is about."""
    campi: dict[str, object] = {
        "anno": 2021,
        "documento": "relazione",
        "titolo": "Relazione sulla performance 2021",
        "ente": "Camera di Commercio di Brescia",
        "capitoli": tuple(f"{nome}.md" for nome in CAPITOLI),
        "atti": (("Approvazione", "Giunta, delibera 14 del 24 febbraio 2022"),),
        "impronta": "0123456789abcdef" * 4,
        "data": dt.date(2022, 2, 24),
        "disegno": MOSAICO,
        "avviso": "Valori dimostrativi: numeri, atti e date sono inventati.",
        "allegati": (
            Allegato(
                nome="indicatori.csv",
                descrizione="Indicatori al 31 dicembre 2021",
                contenuto=b"codice;grado\n2.2.a;97,77\n",
                data=dt.date(2022, 2, 24),
            ),
        ),
    }
    return Fascicolo(**{**campi, **diversi})
