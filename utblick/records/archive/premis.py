"""The files as PREMIS 3 tells of them (https://www.loc.gov/standards/premis/), and how the package was made."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from lxml import etree
from lxml.builder import ElementMaker

from utblick.records.archive.content import Kept
from utblick.records.archive.dublin import as_xml

PREMIS, XSI = "http://www.loc.gov/premis/v3", "http://www.w3.org/2001/XMLSchema-instance"
make = ElementMaker(namespace=PREMIS, nsmap={"premis": PREMIS, "xsi": XSI})

type Element = "etree._Element"


def written(files: Iterable[Kept], *, package: str, created: datetime, software: str) -> bytes:
    root = make.premis(*(_object(file) for file in files), version="3.0")
    root.append(_event(package, created, software))
    root.append(_agent(software))
    return as_xml(root)


def _object(file: Kept) -> Element:
    digest = make.fixity(
        make.messageDigestAlgorithm("SHA-256"), make.messageDigest(hashlib.sha256(file.body).hexdigest())
    )
    form = make.format(make.formatDesignation(make.formatName(file.media_type)))
    facts = make.objectCharacteristics(digest, make.size(str(len(file.body))), form)
    told = make.object(_identifier("object", file.path), facts, make.originalName(file.path.rpartition("/")[2]))
    told.set(f"{{{XSI}}}type", "premis:file")
    return told


def _event(package: str, created: datetime, software: str) -> Element:
    return make.event(
        _identifier("event", f"{package}/creation"),
        make.eventType("information package creation"),
        make.eventDateTime(created.isoformat(timespec="seconds")),
        make.linkingAgentIdentifier(
            make.linkingAgentIdentifierType("local"), make.linkingAgentIdentifierValue(software)
        ),
    )


def _agent(software: str) -> Element:
    return make.agent(_identifier("agent", software), make.agentName(software), make.agentType("software"))


def _identifier(of: str, value: str) -> Element:
    kind = make(f"{of}IdentifierType", "local")
    return make(f"{of}Identifier", kind, make(f"{of}IdentifierValue", value))
