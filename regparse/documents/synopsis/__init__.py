"""A comparison as a document: HTML, PDF, and a Word file with tracked changes (新旧对照表, a synopsis)."""

from regparse.documents.synopsis.render import render_comparison, render_lineage

__all__ = ["render_comparison", "render_lineage"]
