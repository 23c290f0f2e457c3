"""The compliance brief: what a notice asks of whom, computed from its norms, each statement tied to its words."""

from regparse.documents.brief.render import Format, Lang, render_brief

__all__ = ["Format", "Lang", "render_brief"]
