"""From the built site to the PDF of a document, fit for the archive and for a screen reader.

`documento` gathers the pages into one HTML, `stampa` lays it out with WeasyPrint, `finisher` mends
its structure, `caratteri` carries the fonts; `stamperia` prints several side by side, and `memoria`
keeps those that have not changed. WeasyPrint is imported only while printing.
"""
