"""The compliance brief: what a notice asks of whom, computed from its norms, each statement tied to its words."""

from regparse.brief.render import render_brief

__all__ = ["render_brief"]
