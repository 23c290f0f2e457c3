"""What turns a page of WeasyPrint into a file for the archive that a screen reader can follow.

The two standards are ISO 19005-3 (PDF/A-3, level A: tagged, every font inside, files attached) and ISO 14289-1
(PDF/UA-1). WeasyPrint writes the one or the other; a file of both says so twice in its metadata and describes there the
schema of the second, which the first demands of every schema that it does not know (ISO 19005-3, 6.6.2.3).
"""

from __future__ import annotations

from typing import Any

_END = b"</rdf:RDF>"
_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that this file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def finish(document: Any, pdf: Any) -> None:
    """Say the second standard in the metadata, which stays readable, and what each header of a table is a header of."""
    pdf.catalog["ViewerPreferences"] = "<</DisplayDocTitle true>>"  # the title instead of the file name
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False
    head, end, tail = b"".join(metadata.stream).partition(_END)
    metadata.stream = [head + _UA + end + tail]
    for page in document.pages:
        for box in page._page_box.descendants():
            if box.element_tag == "th" and box.element is not None and getattr(box, "mark", None):
                row = box.element.get("scope") == "row"
                box.mark.setdefault("A", {})["Scope"] = "/Row" if row else "/Column"
