// L'indirizzo a cui abbonarsi comincia con webcal e con il nome del sito, che chi costruisce le pagine non conosce.
// Aggiunge soltanto: senza JavaScript, o da disco, il legame porta al file del calendario.
(() => {
  "use strict";
  for (const legame of document.querySelectorAll("a[data-abbonati]")) {
    const indirizzo = new URL(legame.getAttribute("href"), location.href);
    if (/^https?:$/.test(indirizzo.protocol)) legame.href = indirizzo.href.replace(/^https?/, "webcal");
  }
})();
