// La ricerca: un indice scritto dalla costruzione, letto qui; nessuna richiesta esce dal sito.
// Aggiunge soltanto: senza JavaScript il modulo resta nascosto e la pagina rimanda alla mappa.
(() => {
  "use strict";
  const modulo = document.querySelector("form.cerca");
  const campo = document.getElementById("cerca-parole");
  const esito = document.getElementById("cerca-esito");
  const elenco = document.getElementById("cerca-trovati");
  const consigli = document.getElementById("cerca-consigli");
  const MASSIMO = 30;
  const LARGO = 220; // caratteri di un brano
  const INTERA = 0.9; // da qui una parola risponde intera, anche al plurale
  const ATTESA = 350; // millisecondi dall'ultimo tasto: chi ascolta non è interrotto a ogni lettera
  const VUOTE = new Set(("a ad agli ai al alla alle allo che chi come con da dagli dai dal dalla dalle dei del della delle "
    + "dello di e ed fra gli i il in l la le lo nei nel nella nelle o per su sul sulla tra un una uno").split(" "));
  const PAROLA = /[\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]+)*/gu;
  const CODICE = /^(?:\d+|as)(?:\.\w+)+$/;

  const piano = (testo) => testo.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const parole = (testo) => piano(testo).match(PAROLA) || [];
  // Singolare e plurale hanno la stessa radice: pratica e pratiche, ufficio e uffici, bando e bandi.
  const radice = (parola) => {
    if (parola.length < 5 || /\d/.test(parola)) return parola;
    const tronca = parola.replace(/(?:i[aeio]|[aeiou])$/, "");
    return tronca.length > 4 ? tronca.replace(/h$/, "") : tronca;
  };
  // Quanto una parola del sito risponde a quella cercata: la stessa, la stessa al plurale, più lunga.
  const risponde = (parola, cercata) => {
    if (parola === cercata.parola) return 1;
    if (CODICE.test(cercata.parola)) return parola.startsWith(cercata.parola + ".") ? 0.5 : 0;
    if (!parola.startsWith(cercata.radice)) return 0;
    return radice(parola) === cercata.radice ? 0.9 : parola.startsWith(cercata.parola) ? 0.5 : 0.3;
  };

  // Parola → voce → peso: nel titolo conta più che nel testo, nel nome del documento quanto basta.
  function impara(voci) {
    const indice = new Map();
    const segna = (testo, n, peso) => {
      for (const parola of parole(testo)) {
        if (!indice.has(parola)) indice.set(parola, new Map());
        const luoghi = indice.get(parola);
        luoghi.set(n, Math.max(peso, Math.min((luoghi.get(n) || 0) + 1, 4)));
      }
    };
    voci.forEach((voce, n) => {
      segna(voce.text, n, 1);
      segna(voce.dove, n, 1);
      segna(`${voce.title} ${voce.codice}`, n, 20);
    });
    return indice;
  }

  // Una riga che comincia con «#» è della pagina scritta sopra, e del suo documento se non ne nomina un altro.
  function aperte(righe) {
    let pagina = "", suo = "";
    return righe.map(([luogo, title, dove = "", text = "", codice = "", oggetto = codice]) => {
      const sotto = luogo.startsWith("#");
      if (!sotto) [pagina, suo] = [luogo.split("#")[0], dove];
      return { location: sotto ? pagina + luogo : luogo, title, dove: dove || (sotto ? suo : ""), text, codice, oggetto };
    });
  }

  // Una pagina risponde anche con le sue sezioni; un indicatore è una voce a sé.
  const pagina = (voce) => (voce.codice ? voce.location : voce.location.split("#")[0]);
  const anno = (voce) => Number((/^\d{4}(?=\/)/.exec(voce.location) || [0])[0]);
  // La stessa cosa negli anni: un obiettivo anche con un altro codice, un capitolo al suo posto.
  const oggetto = (voce) => (anno(voce) ? voce.oggetto || pagina(voce).slice(4) : voce.location);

  function trova(voci, indice, cercate) {
    const gruppi = new Map();
    cercate.forEach((cercata, k) => {
      for (const [parola, luoghi] of indice) {
        const quanto = risponde(parola, cercata);
        if (!quanto) continue;
        for (const [n, peso] of luoghi) {
          const chiave = pagina(voci[n]);
          if (!gruppi.has(chiave)) gruppi.set(chiave, { punti: cercate.map(() => 0), intere: new Set(), sezioni: new Map() });
          const gruppo = gruppi.get(chiave);
          if (quanto >= INTERA) gruppo.intere.add(k);
          gruppo.punti[k] = Math.max(gruppo.punti[k], quanto * peso * (voci[n].location === chiave ? 1 : 0.75));
          gruppo.sezioni.set(n, (gruppo.sezioni.get(n) || 0) + quanto * peso);
        }
      }
    });
    return [...gruppi].map(([chiave, { punti, intere, sezioni }]) => {
      const migliore = [...sezioni].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
      const parole = punti.filter(Boolean).length;
      return { chiave, migliore, parole, intere: intere.size, punti: punti.reduce((a, b) => a + b) };
    });
  }

  // Prima il codice scritto, poi ciò che ne dipende, poi le parole intere, infine quelle che cominciano così.
  function ordina(trovate, prime, domanda) {
    const scritto = piano(domanda).trim();
    for (const t of trovate) {
      const codice = piano(prime.get(t.chiave).codice);
      t.codice = codice === scritto ? 2 : codice.startsWith(scritto + ".") ? 1 : 0;
      if (codice) t.punti += 3;
      t.anno = anno(prime.get(t.chiave));
    }
    return trovate.sort((a, b) => b.codice - a.codice || b.intere - a.intere || b.punti - a.punti
      || b.anno - a.anno || a.migliore - b.migliore);
  }

  // Di ogni oggetto l'anno che risponde meglio: gli altri stanno con lui.
  function unaVolta(trovate, prime) {
    const visti = new Set();
    return trovate.filter(({ chiave }) => {
      const quale = oggetto(prime.get(chiave));
      return !visti.has(quale) && visti.add(quale);
    });
  }

  // Il testo con le parole trovate in <mark>.
  function scrivi(dove, testo, cercate) {
    let fatto = 0;
    for (const { index, 0: parola } of testo.matchAll(PAROLA)) {
      if (!cercate.some((c) => risponde(piano(parola), c))) continue;
      const segno = document.createElement("mark");
      segno.textContent = parola;
      dove.append(testo.slice(fatto, index), segno);
      fatto = index + parola.length;
    }
    dove.append(testo.slice(fatto));
  }

  // Il pezzo di testo con più parole diverse fra quelle cercate.
  function brano(testo, cercate) {
    const posti = [...testo.matchAll(PAROLA)]
      .map(({ index, 0: parola }) => ({ index, quale: cercate.findIndex((c) => risponde(piano(parola), c)) }))
      .filter((p) => p.quale >= 0);
    let da = 0;
    let quante = 0;
    for (const { index } of posti) {
      const qui = new Set(posti.filter((p) => p.index >= index && p.index < index + LARGO - 60).map((p) => p.quale)).size;
      if (qui > quante) [da, quante] = [index, qui];
    }
    da = Math.min(da, Math.max(0, testo.length - LARGO));
    da = da < 60 ? 0 : testo.indexOf(" ", da - 40) + 1;
    const a = testo.length <= da + LARGO ? testo.length : testo.lastIndexOf(" ", da + LARGO);
    return (da ? "… " : "") + testo.slice(da, a) + (a < testo.length ? " …" : "");
  }

  function elemento(nome, classe, dentro) {
    const nuovo = document.createElement(nome);
    if (classe) nuovo.className = classe;
    dentro.append(nuovo);
    return nuovo;
  }

  const legame = (dentro, luogo) => {
    const nuovo = elemento("a", "", dentro);
    nuovo.href = modulo.dataset.base + luogo;
    return nuovo;
  };

  function riga({ chiave, migliore }, voci, prime, anni, cercate) {
    const voce = prime.get(chiave);
    const sezione = voci[migliore];
    const nuova = elemento("li", "", elenco);
    const nome = legame(nuova, voce.location);
    if (voce.dove) {
      elemento("span", "dove", nome).textContent = voce.dove;
      nome.append(" · ");
    }
    scrivi(nome, voce.title, cercate);
    const testo = sezione.text || voce.text;
    if (testo) scrivi(elemento("p", "", nuova), brano(testo, cercate), cercate);
    if (sezione !== voce) {
      const punto = elemento("p", "sezione", nuova);
      punto.append("Nella sezione ");
      scrivi(legame(punto, sezione.location), sezione.title, cercate);
    }
    const altri = anni.get(oggetto(voce)).filter((altra) => altra !== voce);
    if (altri.length) {
      const anche = elemento("p", "anche", nuova);
      anche.append("Anche ");
      altri.forEach((altra, n) => {
        if (n) anche.append(", ");
        const nome = legame(anche, altra.location);
        nome.textContent = `nel ${anno(altra)}` + (altra.codice === voce.codice ? "" : ` (${altra.codice})`);
        nome.setAttribute("aria-label", `${nome.textContent}: ${altra.title}`);
      });
    }
  }

  function mostra(voci, indice, prime, anni) {
    const domanda = campo.value.trim();
    const scritte = parole(domanda);
    const piene = scritte.filter((p) => !VUOTE.has(p));
    const cercate = (piene.length ? piene : scritte).map((parola) => ({ parola, radice: radice(parola) }));
    elenco.replaceChildren();
    consigli.hidden = true;
    esito.textContent = "";
    if (!cercate.length) return;
    let trovate = trova(voci, indice, cercate);
    const tante = Math.max(0, ...trovate.map((t) => t.parole));
    trovate = unaVolta(ordina(trovate.filter((t) => t.parole === tante), prime, domanda), prime);
    consigli.hidden = tante === cercate.length;
    const quanti = trovate.length === 1 ? "Un risultato" : `${trovate.length} risultati`;
    esito.textContent = !trovate.length ? `Nessun risultato per «${domanda}».`
      : (tante < cercate.length ? `Nessuna pagina ha tutte le parole di «${domanda}». ${quanti} con una parte.`
        : `${quanti} per «${domanda}».`) + (trovate.length > MASSIMO ? ` Ecco i primi ${MASSIMO}.` : "");
    for (const trovata of trovate.slice(0, MASSIMO)) riga(trovata, voci, prime, anni, cercate);
  }

  function avvia(voci) {
    const indice = impara(voci);
    const prime = new Map();
    for (const voce of voci) if (!prime.has(pagina(voce))) prime.set(pagina(voce), voce);
    const anni = new Map(); // di ogni oggetto le prime voci, dall'anno più recente
    for (const voce of [...prime.values()].sort((a, b) => anno(b) - anno(a))) {
      if (!anni.has(oggetto(voce))) anni.set(oggetto(voce), []);
      anni.get(oggetto(voce)).push(voce);
    }
    let attesa;
    const cerca = () => {
      clearTimeout(attesa);
      const indirizzo = new URL(location.href);
      indirizzo.search = campo.value.trim() ? `?q=${encodeURIComponent(campo.value.trim())}` : "";
      history.replaceState(null, "", indirizzo);
      mostra(voci, indice, prime, anni);
    };
    modulo.addEventListener("submit", (evento) => { evento.preventDefault(); cerca(); });
    campo.addEventListener("input", () => { clearTimeout(attesa); attesa = setTimeout(cerca, ATTESA); });
    if (campo.value) cerca();
  }

  modulo.hidden = false;
  campo.value = new URLSearchParams(location.search).get("q") || "";
  // Un file di script e non una richiesta: una pagina aperta con un doppio clic può caricarlo.
  const indice = document.createElement("script");
  indice.src = modulo.dataset.indice;
  indice.onload = () => avvia(aperte(window.cicloIndice));
  indice.onerror = () => {
    modulo.hidden = true;
    esito.textContent = "L’indice della ricerca non si trova: tutte le pagine sono nella mappa del sito.";
  };
  document.head.append(indice);
})();
