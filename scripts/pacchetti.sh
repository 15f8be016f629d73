#!/usr/bin/env bash
# Installs the Debian/Ubuntu packages that wheels do not carry. Usage: pacchetti.sh sito|test
#   sito: what WeasyPrint opens to write PDFs.
#   test: also a browser, Java with veraPDF's missing JAXB, poppler's and MuPDF's tools, two web servers, LibreOffice.
# Quick when nothing is missing: no apt-get, no network. What is present is recognised by what we
# use (a program on PATH, a library file), so packages of another origin count too.
set -euo pipefail

avviso() { printf '%s\n' "$*" >&2; }
installato() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
programma() { command -v "$1" >/dev/null 2>&1; }

uso=${1:-}
case "$uso" in
  sito | test) ;;
  *) avviso "Uso: scripts/pacchetti.sh sito|test"; exit 2 ;;
esac

if ! programma dpkg-query || ! programma apt-get; then
  avviso "Questo sistema non usa i pacchetti Debian: servono Pango e HarfBuzz (per i PDF) e, per le"
  avviso "prove, Chromium, un JDK con JAXB, poppler, MuPDF e LibreOffice. Si prosegue con ciò che c'è."
  exit 0
fi

servono=(libpango-1.0-0 libpangoft2-1.0-0)
# Absent from Ubuntu 22.04, where WeasyPrint falls back to fontTools.
facoltativi=(libharfbuzz-subset0)
browser_assente=
if [ "$uso" = test ]; then
  servono+=(libatomic1 libstdc++6) # Playwright's own program opens them
  programma javac || servono+=(default-jdk-headless)
  [ -e /usr/share/java/jaxb-runtime.jar ] || servono+=(libjaxb-java)
  programma pdftotext || servono+=(poppler-utils)
  programma mutool || servono+=(mupdf-tools) # forgives a PDF less than poppler does
  # Only their programs are used, on loopback: the recipes of the manual are tried on them.
  [ -x /usr/sbin/nginx ] || programma nginx || servono+=(nginx)
  [ -x /usr/sbin/apache2 ] || programma apache2 || servono+=(apache2-bin)
  programma soffice || servono+=(libreoffice-calc-nogui) # offices fill the forms in with it
  if ! programma chromium && ! programma chromium-browser && ! programma google-chrome; then
    # Ubuntu's package is an empty shell around a snap, which containers cannot install.
    if grep -qsx 'ID=ubuntu' /etc/os-release; then browser_assente=1; else servono+=(chromium); fi
  fi
fi

mancano=()
for p in "${servono[@]}"; do installato "$p" || mancano+=("$p"); done
dubbi=()
for p in "${facoltativi[@]}"; do installato "$p" || dubbi+=("$p"); done

if [ ${#mancano[@]} -gt 0 ] || [ ${#dubbi[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ]; then
    come_root=()
  elif programma sudo && sudo -n true 2>/dev/null; then
    come_root=(sudo -n)
  else
    come_root=(no)
  fi

  # `madison` knows only the archive: empty lists (a new container) show as an unknown libpango.
  if [ "${come_root[*]}" != no ]; then
    if [ ${#mancano[@]} -gt 0 ] || [ -z "$(apt-cache madison libpango-1.0-0 2>/dev/null)" ]; then
      avviso "Aggiorno l'elenco dei pacchetti di sistema..."
      "${come_root[@]}" apt-get update -qq >&2
    fi
  fi
  for p in "${dubbi[@]}"; do
    if [ -n "$(apt-cache madison "$p" 2>/dev/null)" ]; then mancano+=("$p"); fi
  done

  if [ ${#mancano[@]} -gt 0 ]; then
    if [ "${come_root[*]}" = no ]; then
      avviso "Mancano dei pacchetti di sistema e qui non si può installarli senza la parola d'ordine."
      avviso "Scrivere questa riga (o chiederla a chi amministra la macchina), poi ripetere il comando:"
      avviso ""
      avviso "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${mancano[*]}"
      exit 1
    fi
    avviso "Installo i pacchetti di sistema che mancano: ${mancano[*]}"
    if ! detto=$("${come_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -q --no-install-recommends "${mancano[@]}" 2>&1); then
      avviso "$detto"
      avviso "L'installazione dei pacchetti di sistema non è riuscita: il motivo è qui sopra."
      exit 1
    fi
  fi
fi

if [ -n "$browser_assente" ]; then
  avviso "Manca un browser per le prove delle pagine: su Ubuntu scrivere «sudo snap install chromium»"
  avviso "oppure installare Google Chrome. Senza, quelle prove sono saltate (in CI falliscono)."
fi
