"""The page numbers that references print are those of the pages where they lead, also when they move pages."""

from __future__ import annotations

import pytest

from macros.publish.carta.passi import numeri_di_pagina
from macros.publish.carta.stampa import vestiti

pytestmark = pytest.mark.slow

STILE = """
@page { size: 200px 120px; margin: 10px }
* { margin: 0; padding: 0; font: 10px/12px "Titillium Web" }
li { display: inline }
a::after { content: " " target-counter(attr(href), page) }
h1 { break-before: page }
"""


@pytest.fixture(scope="module")
def vestito():
    with vestiti() as quello:
        yield quello


def scritti_e_veri(vestito, quanti: int) -> tuple[list[str], list[str]]:
    """Print references to as many places, each on a page of its own after them; the numbers printed, and the true."""
    from weasyprint import CSS, HTML

    voci = "".join(f'<li><a href="#t{n}">aa</a> </li>' for n in range(quanti))
    luoghi = "".join(f'<h1 id="t{n}">b</h1>' for n in range(quanti))
    stile = CSS(string=STILE, font_config=vestito.font)
    pagine = HTML(string=f"<ul>{voci}</ul>{luoghi}").render(font_config=vestito.font, stylesheets=[stile]).pages
    dove = {ancora: numero for numero, pagina in enumerate(pagine, 1) for ancora in pagina.anchors}
    riquadri = (r for pagina in pagine for r in pagina._page_box.descendants())
    testi = [r.text.strip() for r in riquadri if r.element_tag == "a::after" and hasattr(r, "text")]
    return [t for t in testi if t], [str(dove[f"t{n}"]) for n in range(quanti)]


def test_i_numeri_che_spostano_le_pagine_sono_quelli_delle_pagine(vestito):
    """The numbers, once known, are longer: their own list takes a page more, and all that follows is a page further."""
    scritti, veri = scritti_e_veri(vestito, 59)
    assert scritti != veri, "the printer alone prints them right: `numeri_di_pagina` has nothing left to mend"
    with numeri_di_pagina():
        scritti, veri = scritti_e_veri(vestito, 59)
    assert scritti == veri
    assert veri[0] == "3"


def test_si_torna_alle_sole_pagine_che_cambiano(vestito, monkeypatch):
    from weasyprint import layout

    def passi() -> list[int]:
        fatte: list[int] = []
        monkeypatch.setattr(layout, "make_all_pages", lambda *di: fatte.append(1) or tutte(*di))
        scritti_e_veri(vestito, 30)
        return fatte

    tutte = layout.make_all_pages
    with numeri_di_pagina():
        nostri = passi()
    assert len(nostri) < len(passi())
