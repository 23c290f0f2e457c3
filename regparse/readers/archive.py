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
            raise ReadError("zip-damaged", name=name, why=" ".join(str(error).split())[:120]) from None
        limits.check("DOCX_ENTRIES", len(self._zip.infolist()), name)
        self.names = frozenset(self._zip.namelist())

    def part(self, path: str) -> bytes:
        """Give a part's bytes. Raises ReadError when it is missing, damaged, encrypted or beyond a limit."""
        try:
            info = self._zip.getinfo(path)
            if info.flag_bits & 1:
                raise ReadError("zip-password", name=self.name)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # Python unpacks others unbounded
                raise ReadError("zip-packing", name=self.name, part=path)
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
            raise ReadError("part-missing", name=self.name, part=path) from None
        except _DAMAGE as error:
            raise ReadError("part-damaged", name=self.name, part=path, why=" ".join(str(error).split())[:120]) from None
        return b"".join(pieces)

    def xml(self, path: str) -> etree._Element:
        """Give a part as XML. Raises ReadError as :meth:`part` does, and for XML that is broken or has a DTD."""
        data = self.part(path)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise ReadError("xml-entities", name=self.name, part=path)
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
                raise ReadError("part-too-deep", name=self.name, part=path) from None
            raise ReadError("part-no-xml", name=self.name, part=path, why=" ".join(str(error).split())[:120]) from None
