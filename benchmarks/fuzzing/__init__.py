"""Hostile files and texts made by chance and by doubling: what ``benchmarks/fuzz.py`` is made of."""
