"""Files that name somebody in their metadata, as the programs of offices and cameras write them."""

import io
import zipfile
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import NameObject, StreamObject, TextStringObject

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Avtal</dc:title><dc:creator>{0}</dc:creator>'
    "<cp:lastModifiedBy>{0}</cp:lastModifiedBy></cp:coreProperties>"
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
COMMENTS = '<w:comments {1}><w:comment w:id="0" w:author="{0}" w:initials="X"/><w:comment w:id="1" w:author="Bo Ek"/></w:comments>'
DOCUMENT = (
    '<w:document {1}><w:body><w:p><w:ins w:author="{0}"><w:r><w:t>Text</w:t></w:r></w:ins></w:p></w:body></w:document>'
)
META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
    "<meta:initial-creator>{0}</meta:initial-creator><dc:creator>{0}</dc:creator></office:meta></office:document-meta>"
)
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>{0}</rdf:li></rdf:Seq></dc:creator>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def word(name: str) -> bytes:
    parts = {"docProps/core.xml": CORE, "word/comments.xml": COMMENTS, "word/document.xml": DOCUMENT}
    return _packed({path: text.format(name, W) for path, text in parts.items()})


def opendocument(name: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    return _packed({"mimetype": kind, "meta.xml": META.format(name), "content.xml": "<office/>"})


def _packed(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for path, text in parts.items():
            out.writestr(path, text, zipfile.ZIP_STORED if path == "mimetype" else zipfile.ZIP_DEFLATED)
    return made.getvalue()


def pdf(name: str) -> bytes:
    made = PdfWriter()
    made.add_blank_page(200, 200)
    made.add_metadata({"/Author": name, "/Title": "Avtal"})
    note = FreeText(text="Se över", rect=(10, 10, 90, 90))
    note[NameObject("/T")] = TextStringObject(name)
    made.add_annotation(0, note)
    stream = StreamObject()
    stream.set_data(XMP.format(name).encode())
    made._root_object[NameObject("/Metadata")] = made._add_object(stream)
    return _bytes(made.write)


def jpeg(name: str) -> bytes:
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = name, 6
    exif.get_ifd(0x8769)[0xA430] = name
    exif.get_ifd(0x8825)[1] = "N"
    return _bytes(lambda file: Image.effect_noise((40, 30), 90).save(file, "JPEG", exif=exif, progressive=True))


def png(name: str) -> bytes:
    told = PngInfo()
    told.add_text("Author", name)
    return _bytes(lambda file: Image.effect_noise((9, 9), 90).save(file, "PNG", pnginfo=told))


def _bytes(write: Any) -> bytes:
    made = io.BytesIO()
    write(made)
    return made.getvalue()
