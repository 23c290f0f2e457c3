"""Export: a notice, or the norms that a query found, in the formats of other tools; and the way back."""

from __future__ import annotations

from regparse.exports.door import Format as Format
from regparse.exports.door import export as export
from regparse.exports.door import write as write
from regparse.exports.gathering import found as found
from regparse.exports.gathering import with_repeals as with_repeals
from regparse.exports.reading import read_notice as read_notice
from regparse.exports.selection import Exportable as Exportable
from regparse.exports.selection import Selection as Selection
