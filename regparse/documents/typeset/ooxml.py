"""What every Word file is made of: its parts in a ZIP archive, what kinds they are, how they refer to each other.

The parts and elements are those of ECMA-376, part 1 (WordprocessingML) and part 2 (the package). There is no date in
the file: the same content gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from lxml import etree

from regparse.model import Language
from regparse.version import __version__

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
AUTHOR = f"regparse {__version__}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP archive can carry: its members have one, whether it means anything or not."""


def element(tag: str, parent: etree._Element | None = None, **attributes: str) -> etree._Element:
    """Make an element of WordprocessingML, inside ``parent`` where there is one."""
    named = {f"{{{W}}}{key}": value for key, value in attributes.items()}
    if parent is None:
        return etree.Element(f"{{{W}}}{tag}", named, nsmap={"w": W, "r": OFFICE})
    return etree.SubElement(parent, f"{{{W}}}{tag}", named)


def words(parent: etree._Element, text: str, tag: str = "t") -> etree._Element:
    """Put words into a run, their blanks kept."""
    inside = element(tag, parent)
    inside.text = text
    inside.set(SPACE, "preserve")
    return inside


def package(
    title: str, language: Language, parts: Mapping[str, etree._Element], media: Mapping[str, bytes] | None = None
) -> bytes:
    """Give the file. ``parts`` are those of its folder ``word``, ``document`` among them, under their names; ``media``
    are pictures by file name, which the document refers to without their ending.

    ``title`` and ``language`` are for the properties of the file.
    """
    members = {
        "[Content_Types].xml": _content_types(parts, media or ()),
        "_rels/.rels": _relations(
            ("officeDocument", f"{OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_RELATIONS}/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(title, language),
        "word/_rels/document.xml.rels": _relations(
            *((name, f"{OFFICE}/{name.rstrip('0123456789')}", f"{name}.xml") for name in parts if name != "document"),
            *((name.partition(".")[0], f"{OFFICE}/image", f"media/{name}") for name in media or ()),
        ),
        **{f"word/{name}.xml": root for name, root in parts.items()},
    }
    out = io.BytesIO()
    files = {
        name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for name, root in members.items()
    } | {f"word/media/{name}": data for name, data in (media or {}).items()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return out.getvalue()


def page(body: etree._Element) -> etree._Element:
    """Close a body with an A4 page; give the section's properties, before which header and footer go."""
    section = element("sectPr", body)
    element("pgSz", section, w="11906", h="16838")
    element(
        "pgMar", section, top="1440", right="1304", bottom="1440", left="1304", header="708", footer="708", gutter="0"
    )
    return section


def styles(language: Language, size: str = "22", font: str = "Calibri") -> etree._Element:
    """Give the styles of a file with the defaults: the font, its size in half points, the language, the spacing."""
    root = element("styles")
    defaults = element("docDefaults", root)
    look = element("rPr", element("rPrDefault", defaults))
    element("rFonts", look, ascii=font, hAnsi=font, eastAsia="SimSun", cs=font)
    element("sz", look, val=size)
    element("lang", look, val="en-GB" if language == "en" else "zh-CN", eastAsia="zh-CN")
    element("spacing", element("pPr", element("pPrDefault", defaults)), after="120", line="276", lineRule="auto")
    element("name", element("style", root, type="paragraph", default="1", styleId="Normal"), val="Normal")
    return root


def heading(root: etree._Element, name: str, label: str, *, size: str, level: str | None, colour: str = "") -> None:
    """Add the style of a title or a heading."""
    style = element("style", root, type="paragraph", styleId=name)
    element("name", style, val=label)
    element("basedOn", style, val="Normal")
    element("next", style, val="Normal")
    element("qFormat", style)
    shape = element("pPr", style)
    element("keepNext", shape)
    element("spacing", shape, before="240", after="120")
    if level:
        element("outlineLvl", shape, val=level)
    look = element("rPr", style)
    element("b", look)
    if colour:
        element("color", look, val=colour)
    element("sz", look, val=size)


def _root(namespace: str, tag: str) -> etree._Element:
    """Give the root of a part whose namespace is the default one."""
    return etree.Element(f"{{{namespace}}}{tag}", nsmap={None: namespace})  # type: ignore[dict-item]


def _content_types(parts: Mapping[str, etree._Element], media: Iterable[str]) -> etree._Element:
    root = _root(_TYPES, "Types")
    etree.SubElement(
        root,
        f"{{{_TYPES}}}Default",
        {"Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"},
    )
    for ending in sorted({name.rpartition(".")[2] for name in media}):
        etree.SubElement(root, f"{{{_TYPES}}}Default", {"Extension": ending, "ContentType": f"image/{ending}"})
    kinds = {f"/word/{name}.xml": f"{_KIND}.{name.rstrip('0123456789')}+xml" for name in parts}
    kinds["/word/document.xml"] = f"{_KIND}.document.main+xml"
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    for part, kind in kinds.items():
        etree.SubElement(root, f"{{{_TYPES}}}Override", {"PartName": part, "ContentType": kind})
    return root


def _relations(*found: tuple[str, str, str]) -> etree._Element:
    root = _root(_RELATIONS, "Relationships")
    for name, kind, target in found:
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", {"Id": name, "Type": kind, "Target": target})
    return root


def _properties(title: str, language: Language) -> etree._Element:
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC})
    etree.SubElement(root, f"{{{_DC}}}title").text = title
    etree.SubElement(root, f"{{{_DC}}}creator").text = AUTHOR
    etree.SubElement(root, f"{{{_DC}}}language").text = "en-GB" if language == "en" else "zh-CN"
    return root
