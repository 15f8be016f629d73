"""Charts as inline SVG: each module lays out one kind, a template of `theme/frammenti/grafici` draws it.

A drawing takes labels already written and exact fractions; widths are cut to hundredths of a per cent
and heights rounded to the pixel, and nothing else is computed here.
"""
