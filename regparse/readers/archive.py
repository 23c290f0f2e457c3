"""The parts of a zip archive, as far as limits allow. What a zip says of sizes is never believed."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from regparse.errors import ReadError
from regparse.files import limits
from regparse.readers import markup

_CHUNK = 1 << 16
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError, RuntimeError)


class Archive:
    """A zip archive in memory, whose parts are unpacked one by one and counted."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open ``data``. Raises ReadError when it is no zip archive or has too many entries."""
        self.name = name
        self.unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise ReadError(
                f"{name}: the zip archive (a Word file is one) is damaged ({' '.join(str(error).split())})"
            ) from None
        limits.check("DOCX_ENTRIES", len(self._zip.infolist()), name)
        self.names = frozenset(self._zip.namelist())

    def part(self, path: str) -> bytes:
        """Give a part's bytes. Raises ReadError when it is missing, damaged, encrypted or beyond a limit."""
        try:
            info = self._zip.getinfo(path)
            if info.flag_bits & 1:
                raise ReadError(f"{self.name}: the file is protected by a password; save it without one")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # Python unpacks others unbounded
                raise ReadError(f"{self.name}: the part {path} is packed in a way that Word never uses")
            most, ratio = limits.get("UNPACKED_BYTES"), limits.get("UNPACKED_RATIO")
            pieces, size = [], 0
            with self._zip.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    self.unpacked += len(piece)
                    if self.unpacked > most:
                        raise limits.beyond("UNPACKED_BYTES", self.name)
                    if size > 1_000_000 and size > ratio * max(info.compress_size, 1):
                        raise limits.beyond("UNPACKED_RATIO", self.name)
                    pieces.append(piece)
        except KeyError:
            raise ReadError(f"{self.name}: the part {path} is missing; the file is damaged") from None
        except _DAMAGE as error:
            raise ReadError(f"{self.name}: the part {path} is damaged ({' '.join(str(error).split())})") from None
        return b"".join(pieces)

    def xml(self, path: str) -> etree._Element:
        """Give a part as XML. Raises ReadError as :meth:`part` does, and for XML that is broken or has a DTD."""
        data = self.part(path)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise ReadError(f"{self.name}: {path} declares entities or a strange encoding, which Word never writes")
        markup.check(data, self.name)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if "depth" in str(error):
                raise ReadError(f"{self.name}: {path} is nested deeper than Word nests, and is not read") from None
            raise ReadError(
                f"{self.name}: {path} is no XML ({' '.join(str(error).split())[:120]}); the file is damaged"
            ) from None
