"""Where the files that ship with regparse are: templates and corpus.

In a checkout they are the top-level folders, in an installed wheel ``regparse/_data``.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """Give the folder ``templates`` or ``corpus``.

    Raises FileNotFoundError when the installation lacks it.
    """
    for base in (_PACKAGE / "_data", _PACKAGE.parent):
        if (base / name).is_dir():
            return base / name
    raise FileNotFoundError(f"this installation of regparse has no folder {name!r}; install it again")
