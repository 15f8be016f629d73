// L'anteprima: chiede se la pagina è cambiata, e allora la ricarica dov'era. Sta solo in ciò che si serve, non nel sito.
(() => {
  "use strict";
  const { pagina, segno } = document.currentScript.dataset;
  const posto = `anteprima ${location.pathname}`;
  const domanda = `/.anteprima/attesa?${new URLSearchParams({ pagina, segno })}`;
  const pausa = (millisecondi) => new Promise((poi) => setTimeout(poi, millisecondi));

  const era = sessionStorage.getItem(posto);
  if (era) {
    sessionStorage.removeItem(posto);
    const { x, y, aperti } = JSON.parse(era);
    document.querySelectorAll("details").forEach((d, n) => { if (aperti[n] !== undefined) d.open = aperti[n]; });
    scrollTo({ left: x, top: y, behavior: "instant" });
  }

  async function attendi() {
    for (;;) {
      try {
        const risposta = await fetch(domanda, { cache: "no-store" });
        if (risposta.status === 200) break;
        if (!risposta.ok) await pausa(1000);
      } catch {
        await pausa(1000); // l'anteprima è chiusa, o ricomincia
      }
    }
    const aperti = [...document.querySelectorAll("details")].map((d) => d.open);
    sessionStorage.setItem(posto, JSON.stringify({ x: scrollX, y: scrollY, aperti }));
    location.reload();
  }
  attendi();
})();
