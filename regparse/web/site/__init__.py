"""The page a lawyer opens: the store as a site, written to files or served live from the same templates."""

from regparse.web.site.write import write_site

__all__ = ["write_site"]
