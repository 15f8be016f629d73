"""Drawings without words of a page: SVG from figures."""
