"""What a browser can measure of a page: text cut off or overlapping, motion, focus, accessibility tree.

Each function takes Playwright's page and returns what is wrong, in words: an empty list is a pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import CDPSession, Page

SPAZIATURA = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    " p { margin-bottom: 2em !important }"
)
"""What a reader may impose without losing content. Fonte: WCAG 2.1, 1.4.12."""


def imponi(pagina: Page, stile: str) -> None:
    """Impose a reader's own style sheet, in place of the one imposed before; empty: none."""
    pagina.evaluate(_IMPONI, stile)


_IMPONI = """stile => {
  const foglio = document.getElementById("del-lettore") || document.head.appendChild(document.createElement("style"));
  foglio.id = "del-lettore";
  foglio.textContent = stile;
}"""


_SESSIONI: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()
"""One a page: each stays with the page over all that it visits, and hundreds of them make it slow."""


def sessione(pagina: Page) -> CDPSession:
    """What speaks with the browser of a page, beside Playwright: the same each time."""
    if pagina not in _SESSIONI:
        _SESSIONI[pagina] = pagina.context.new_cdp_session(pagina)
    return _SESSIONI[pagina]


def carattere(pagina: Page, punti: int) -> None:
    """Set the size of text in the browser's preferences: 16 px is what browsers come with."""
    sessione(pagina).send("Page.setFontSizes", {"fontSizes": {"standard": punti}})


def apri_tutto(pagina: Page) -> None:
    """Open what a click would open, so that it is measured as well."""
    pagina.evaluate("() => { for (const d of document.querySelectorAll('details')) d.open = true }")


def perdite_di_testo(pagina: Page) -> list[str]:
    """Text that its box cuts off, or that lies over other text."""
    trovati: list[str] = pagina.evaluate(_TESTO_PERSO)
    return trovati


# A line's box is taller than its letters, so of each only the middle is compared.
_TESTO_PERSO = """() => {
  const nome = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + [...e.classList].map(c => "." + c).join("");
  const viste = new Map();
  const coperto = (e) => {  // by itself or by what it is in
    if (!e || e === document.body) return false;
    if (!viste.has(e)) {
      const s = getComputedStyle(e);
      viste.set(e, s.clipPath !== "none" || s.visibility === "hidden" || s.opacity === "0" || coperto(e.parentElement));
    }
    return viste.get(e);
  };
  const nascosto = (e) => !e.checkVisibility() || coperto(e);
  const difetti = [];
  const righe = [];
  const cammino = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = cammino.nextNode(); n; n = cammino.nextNode()) {
    const padre = n.parentElement;
    if (!n.data.trim() || padre.closest("script, style, noscript, title, desc") || nascosto(padre)) continue;
    const portata = document.createRange();
    portata.selectNodeContents(n);
    const corpo = parseFloat(getComputedStyle(padre).fontSize);
    const regione = padre.closest(".riquadro-tabella");
    const limite = regione && regione.getBoundingClientRect();
    for (const r of portata.getClientRects()) {
      const mezzo = (r.top + r.bottom) / 2;
      const [y0, y1] = [mezzo - corpo * .3, mezzo + corpo * .3];
      const riga = { x0: r.left + 1, x1: r.right - 1, y0, y1, nome: `«${n.data.trim().slice(0, 40)}»` };
      if (limite) [riga.x0, riga.x1] = [Math.max(riga.x0, limite.left), Math.min(riga.x1, limite.right)];
      if (riga.x1 - riga.x0 > 1) righe.push(riga);
    }
  }
  righe.sort((a, b) => a.y0 - b.y0);
  righe.forEach((a, i) => {
    for (let k = i + 1; k < righe.length && righe[k].y0 < a.y1; k++) {
      const b = righe[k];
      const largo = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
      const alto = Math.min(a.y1, b.y1) - b.y0;
      if (largo > 2 && alto > 2) difetti.push(`${a.nome} su ${b.nome}`);
    }
  });
  for (const e of document.body.querySelectorAll("*")) {
    const s = getComputedStyle(e);
    const taglia = (v) => v === "hidden" || v === "clip";
    if (e.closest("svg") || !e.textContent.trim() || nascosto(e)) continue;
    const [largo, alto] = [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight];
    if (taglia(s.overflowX) && largo > 1 || taglia(s.overflowY) && alto > 1)
      difetti.push(`${nome(e)} taglia il testo di ${largo} × ${alto} px`);
  }
  return difetti.slice(0, 20);
}"""


def movimento(pagina: Page) -> list[str]:
    """Elements that move by themselves or glide: animations, transitions, smooth scrolling."""
    trovati: list[str] = pagina.evaluate(_MOVIMENTO)
    return trovati


_MOVIMENTO = """() => {
  const trovati = new Set();
  for (const e of document.querySelectorAll("*")) {
    for (const pseudo of [null, "::before", "::after"]) {
      const s = getComputedStyle(e, pseudo);
      const dura = s.transitionDuration.split(",").some(d => parseFloat(d) > .001);
      const anima = s.animationName !== "none" && s.animationDuration.split(",").some(d => parseFloat(d) > .001);
      if (dura || anima || s.scrollBehavior === "smooth")
        trovati.add(e.tagName.toLowerCase() + [...e.classList].map(c => "." + c).join("") + (pseudo || ""));
    }
  }
  return [...trovati].slice(0, 20);
}"""


@dataclass(frozen=True, slots=True)
class Fermata:
    """Where the focus is after one press of Tab."""

    posto: int
    """Position among all the elements of the page, in document order."""
    elemento: str
    ruolo: str
    nome: str
    """Accessible name, as the browser computes it."""
    difetti: tuple[str, ...]


def cammino(pagina: Page, *, massimo: int = 400) -> Iterator[Fermata]:
    """Press Tab until the focus leaves the page, and yield each stop.

    Raises:
        AssertionError: the focus is still inside after `massimo` presses, so it is trapped.
    """
    cdp = sessione(pagina)
    for _ in range(massimo):
        pagina.keyboard.press("Tab")
        visto: dict[str, Any] | None = pagina.evaluate(_FERMATA)
        if visto is None:
            return
        nodo = nodo_accessibile(cdp, "document.activeElement")
        difetti = visto["difetti"] + ([] if nodo["name"].strip() else ["senza nome"])
        yield Fermata(visto["posto"], visto["elemento"], nodo["role"], nodo["name"], tuple(difetti))
    msg = f"dopo {massimo} tabulazioni il fuoco è ancora nella pagina"
    raise AssertionError(msg)


# Visible: an outline or a shadow of at least 2 px, 3 to 1 against what is behind; not outside, not covered.
_FERMATA = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const nome = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "");
  const difetti = [];
  const colore = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const luce = (c) => {
    const [r, v, b] = c.slice(0, 3).map(x => x / 255).map(x => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * v + .0722 * b;
  };
  const contrasto = (a, b) => (Math.max(luce(a), luce(b)) + .05) / (Math.min(luce(a), luce(b)) + .05);
  let fondo = [255, 255, 255];
  for (let a = e.parentElement; a; a = a.parentElement) {
    const c = colore(getComputedStyle(a).backgroundColor);
    if (c.length === 3 || c[3] > 0) { fondo = c; break; }
  }
  const s = getComputedStyle(e);
  const tratto = colore(s.outlineColor);
  const dietro = [fondo, ...(s.boxShadow === "none" ? [] : [colore(s.boxShadow)])];
  const spesso = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
  if (!spesso || Math.max(...dietro.map(c => contrasto(tratto, c))) < 3)
    difetti.push(`fuoco non visibile: ${s.outlineStyle} ${s.outlineWidth} ${s.outlineColor} su ${fondo}`);
  const r = [...e.getClientRects()].find(c => c.width && c.height) || e.getBoundingClientRect();
  if (r.width < 1 || r.height < 1) difetti.push("senza misura");
  if (r.bottom <= 0 || r.right <= 0 || r.top >= innerHeight || r.left >= innerWidth) {
    difetti.push("fuori dalla finestra");
  } else {
    const x = Math.min(Math.max(r.left + Math.min(r.width / 2, 40), 1), innerWidth - 1);
    const y = Math.min(Math.max(r.top + Math.min(r.height / 2, 40), 1), innerHeight - 1);
    const sopra = document.elementFromPoint(x, y);
    if (sopra && !e.contains(sopra) && !sopra.contains(e)) difetti.push(`coperto da ${nome(sopra)}`);
  }
  return {
    posto: [...document.querySelectorAll("*")].indexOf(e),
    elemento: nome(e) + " " + e.textContent.trim().replace(/\\s+/g, " ").slice(0, 50),
    difetti,
  };
}"""


def nodo_accessibile(cdp: CDPSession, espressione: str) -> dict[str, str]:
    """Role, name and description that assistive technology gets of the element of an expression."""
    oggetto = cdp.send("Runtime.evaluate", {"expression": espressione})["result"]["objectId"]
    nodi = cdp.send("Accessibility.getPartialAXTree", {"objectId": oggetto, "fetchRelatives": False})["nodes"]
    return {chiave: str(nodi[0].get(chiave, {}).get("value", "")) for chiave in ("role", "name", "description")}


def albero(pagina: Page) -> list[tuple[int, str, str, str]]:
    """The page as a screen reader meets it: (depth, role, name, description), in order."""
    cdp = sessione(pagina)
    nodi = {n["nodeId"]: n for n in cdp.send("Accessibility.getFullAXTree")["nodes"]}
    visti: list[tuple[int, str, str, str]] = []

    def scendi(chiave: str, livello: int) -> None:
        nodo = nodi.get(chiave)
        if nodo is None:
            return
        ruolo, nome, descrizione = (str(nodo.get(k, {}).get("value", "")) for k in ("role", "name", "description"))
        if not nodo.get("ignored") and ruolo not in ("none", "InlineTextBox"):
            visti.append((livello, ruolo, " ".join(nome.split()), descrizione))
            livello += 1
        if ruolo != "StaticText":
            for figlio in nodo.get("childIds", ()):
                scendi(figlio, livello)

    scendi(next(iter(nodi)), 0)
    return visti


def lettura(pagina: Page) -> str:
    """The words that a screen reader says, in order: texts, and the names of pictures."""
    detti = [nome for _, ruolo, nome, _ in albero(pagina) if nome and ruolo in ("StaticText", "image")]
    return " ".join(detti)
