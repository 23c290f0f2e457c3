"""The store shown live: the pages of the site, made when they are asked for."""

from regparse.web.serve.run import serve

__all__ = ["serve"]
