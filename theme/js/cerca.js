// La ricerca: un indice scritto dalla costruzione, letto qui; nessuna richiesta esce dal sito.
// Senza JavaScript la pagina rimanda alla mappa. Le parole si cercano dall'inizio, senza accenti.
(() => {
  "use strict";
  const modulo = document.querySelector("form.cerca");
  const campo = document.getElementById("cerca-parole");
  const esito = document.getElementById("cerca-esito");
  const elenco = document.getElementById("cerca-trovati");
  const MASSIMO = 30;

  const piano = (testo) => testo.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const parole = (testo) => piano(testo).match(/[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*/gu) || [];
  // «bandi» trova anche «bando»: una parola lunga si cerca senza la vocale finale.
  const radice = (parola) => (parola.length > 4 ? parola.replace(/[aeiou]$/, "") : parola);

  function punti(voce, cercate) {
    let somma = 0;
    for (const cercata of cercate) {
      const inTitolo = voce.titolo.some((p) => p.startsWith(cercata));
      const volte = voce.testo.filter((p) => p.startsWith(cercata)).length;
      if (!inTitolo && !volte) return 0;
      somma += (inTitolo ? 20 : 0) + Math.min(volte, 5);
    }
    return somma;
  }

  function estratto(testo, cercate) {
    const piatto = piano(testo);
    const posti = cercate.map((c) => piatto.indexOf(c)).filter((p) => p >= 0);
    const da = Math.max(0, (posti.length ? Math.min(...posti) : 0) - 60);
    const pezzo = testo.slice(da, da + 200).trim();
    return (da ? "… " : "") + pezzo + (da + 200 < testo.length ? " …" : "");
  }

  function mostra(voci, domanda) {
    elenco.replaceChildren();
    const cercate = parole(domanda).map(radice);
    if (!cercate.length) { esito.textContent = ""; return; }
    const trovate = voci
      .map((voce) => ({ voce, valore: punti(voce, cercate) }))
      .filter((t) => t.valore)
      .sort((a, b) => b.valore - a.valore || (a.voce.location < b.voce.location ? -1 : 1));
    esito.textContent = trovate.length === 0 ? "Nessuna pagina trovata."
      : trovate.length === 1 ? "Una pagina trovata."
      : `${trovate.length} pagine trovate` + (trovate.length > MASSIMO ? `; le prime ${MASSIMO}.` : ".");
    for (const { voce } of trovate.slice(0, MASSIMO)) {
      const riga = document.createElement("li");
      const legame = document.createElement("a");
      legame.href = modulo.dataset.base + voce.location;
      legame.textContent = voce.title;
      const brano = document.createElement("p");
      brano.textContent = estratto(voce.text, cercate);
      riga.append(legame, brano);
      elenco.append(riga);
    }
  }

  fetch(modulo.dataset.indice)
    .then((risposta) => { if (!risposta.ok) throw new Error(String(risposta.status)); return risposta.json(); })
    .then((indice) => {
      // Le voci delle sezioni ripetono il testo delle pagine: bastano le pagine.
      const voci = indice.docs
        .filter((v) => !v.location.includes("#"))
        .map((v) => ({ ...v, text: v.text || "", titolo: parole(v.title), testo: parole(v.text || "") }));
      modulo.addEventListener("submit", (evento) => { evento.preventDefault(); mostra(voci, campo.value); });
      campo.value = new URLSearchParams(location.search).get("q") || "";
      mostra(voci, campo.value);
    })
    .catch(() => {
      esito.textContent = "La ricerca non può leggere l’indice quando le pagine sono aperte dal disco.";
    });
})();
