"""The compliance brief: what a notice asks of whom, computed from its provisions, each statement tied to its words."""

from regparse.documents.brief.document import Extent
from regparse.documents.brief.render import Format, Lang, render_brief

__all__ = ["Extent", "Format", "Lang", "render_brief"]
