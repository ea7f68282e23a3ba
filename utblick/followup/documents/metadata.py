"""What a PDF says of itself: PDF/UA-1 beside the PDF/A-2a that WeasyPrint writes.

PDF/A wants every name described that it does not know (ISO 19005-2, 6.6.2.3); that of PDF/UA is one.
"""

from typing import Any

PDF_UA = b"""<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>"""
PDF_UA_DESCRIBED = b"""<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def name_pdf_ua(pdf: Any) -> None:
    """Within the one rdf:RDF that there may be; and without the XML declaration, which WeasyPrint 70 leaves in the middle."""
    stream = next(one for one in pdf.objects if one.reference == pdf.catalog["Metadata"])
    told = b"".join(stream.stream)
    told = told.replace(b"<?xml version='1.0' encoding='utf-8'?>\n", b"")
    stream.stream = [told.replace(b"</rdf:RDF>", PDF_UA + PDF_UA_DESCRIBED + b"</rdf:RDF>")]
