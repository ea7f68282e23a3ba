"""METS as E-ARK CSIP and SIP 2.1 want it, with the numbers of their demands (https://earkcsip.dilcis.eu, https://earksip.dilcis.eu).

SIP asks for a submitter with the role CREATOR, which CSIP keeps for the software: here the submitter is OTHER.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from lxml import etree
from lxml.builder import ElementMaker

from utblick.records.archive.content import Kept
from utblick.records.archive.dublin import as_xml

METS, XLINK = "http://www.loc.gov/METS/", "http://www.w3.org/1999/xlink"
CSIP, XSI = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS", "http://www.w3.org/2001/XMLSchema-instance"
SPACES = {None: METS, "xlink": XLINK, "csip": CSIP, "xsi": XSI}
PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
CONTENT = "Utblick"
make = ElementMaker(namespace=METS, nsmap=SPACES)

type Element = "etree._Element"


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one use: Documentation, Schemas, Data, or a representation's METS."""

    use: str
    files: Sequence[Kept]


@dataclass(frozen=True, slots=True)
class Described:
    """What a METS file says. `schemas` leads from its folder to that of the schemas."""

    name: str
    label: str
    created: datetime
    software: str
    version: str
    archivist: tuple[str, str]
    submitter: str = ""
    reference: str = ""
    descriptive: Sequence[Kept] = ()
    preservation: Sequence[Kept] = ()
    groups: Sequence[Group] = ()
    representations: Sequence[Group] = field(default_factory=tuple)
    schemas: str = "schemas"


def written(one: Described) -> bytes:
    root = make.mets(
        OBJID=one.name, LABEL=one.label, TYPE="Mixed", PROFILE=PROFILE, **{f"{{{CSIP}}}CONTENTINFORMATIONTYPE": "OTHER"}
    )
    root.set(f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE", CONTENT)
    places = ((METS, "mets.xsd"), (XLINK, "xlink.xsd"), (CSIP, "DILCISExtensionMETS.xsd"))
    root.set(f"{{{XSI}}}schemaLocation", " ".join(f"{space} {one.schemas}/{file}" for space, file in places))
    root.append(_header(one))
    root.extend(_descriptive(file, one.created) for file in one.descriptive)
    if one.preservation:
        root.append(make.amdSec(*(_preservation(file, one.created) for file in one.preservation)))
    groups = [*one.groups, *one.representations]
    root.append(make.fileSec(*(_group(group, one.created) for group in groups), ID=_id("fileSec", one.name)))
    root.append(_map(one))
    return as_xml(root)


def _header(one: Described) -> Element:
    """CSIP7-16, SIP5-20."""
    header = make.metsHdr(CREATEDATE=_moment(one.created), LASTMODDATE=_moment(one.created), RECORDSTATUS="NEW")
    header.set(f"{{{CSIP}}}OAISPACKAGETYPE", "SIP")
    software = make.agent(make.name(one.software), ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    software.append(_note(one.version, "SOFTWARE VERSION"))
    header.append(software)
    name, number = one.archivist
    archivist = make.agent(make.name(name), ROLE="ARCHIVIST", TYPE="ORGANIZATION")
    archivist.append(_note(number, "IDENTIFICATIONCODE"))
    header.append(archivist)
    if one.submitter:
        header.append(make.agent(make.name(one.submitter), ROLE="OTHER", OTHERROLE="SUBMITTER", TYPE="INDIVIDUAL"))
    if one.reference:
        header.append(make.altRecordID(one.reference, TYPE="REFERENCECODE"))
    return header


def _note(text: str, kind: str) -> Element:
    return make.note(text, **{f"{{{CSIP}}}NOTETYPE": kind})


def _descriptive(file: Kept, created: datetime) -> Element:
    """CSIP18-30."""
    section = make.dmdSec(ID=_id("dmd", file.path), CREATED=_moment(created), STATUS="CURRENT")
    section.append(make.mdRef(**_reference(file, created), MDTYPE="DC"))
    return section


def _preservation(file: Kept, created: datetime) -> Element:
    """CSIP32-44."""
    section = make.digiprovMD(ID=_id("amd", file.path), CREATED=_moment(created), STATUS="CURRENT")
    section.append(make.mdRef(**_reference(file, created), MDTYPE="PREMIS"))
    return section


def _reference(file: Kept, created: datetime) -> dict[str, str]:
    return {"LOCTYPE": "URL", **_facts(file, created), **_link(file.path)}


def _facts(file: Kept, created: datetime) -> dict[str, str]:
    return {
        "MIMETYPE": file.media_type,
        "SIZE": str(len(file.body)),
        "CREATED": _moment(created),
        "CHECKSUM": hashlib.sha256(file.body).hexdigest(),
        "CHECKSUMTYPE": "SHA-256",
    }


def _link(path: str) -> dict[str, str]:
    return {f"{{{XLINK}}}type": "simple", f"{{{XLINK}}}href": quote(path)}


def _group(group: Group, created: datetime) -> Element:
    """CSIP59-79."""
    found = make.fileGrp(ID=_id("group", group.use), USE=group.use)
    found.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "OTHER")
    found.set(f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE", CONTENT)
    for file in group.files:
        place = make.FLocat(LOCTYPE="URL", **_link(file.path))
        found.append(make.file(place, ID=_id("file", file.path), **_facts(file, created)))
    return found


def _map(one: Described) -> Element:
    """CSIP80-119."""
    metadata = _division("Metadata", one.name)
    metadata.set("DMDID", _ids("dmd", one.descriptive)) if one.descriptive else None
    metadata.set("ADMID", _ids("amd", one.preservation)) if one.preservation else None
    whole = make.div(metadata, ID=_id("div", one.name), LABEL=one.name)
    for group in one.groups:
        division = _division(group.use, one.name)
        division.append(make.fptr(FILEID=_id("group", group.use)))
        whole.append(division)
    if one.representations:
        whole.append(_representations(one))
    return make.structMap(whole, ID=_id("map", one.name), TYPE="PHYSICAL", LABEL="CSIP")


def _representations(one: Described) -> Element:
    division = _division("Representations", one.name)
    for group in one.representations:
        division.append(make.fptr(FILEID=_id("group", group.use)))
    for group in one.representations:
        inner = _division(group.use, one.name)
        (file,) = group.files
        pointer = make.mptr(LOCTYPE="URL", **_link(file.path))
        pointer.set(f"{{{XLINK}}}title", _id("group", group.use))
        inner.append(pointer)
        division.append(inner)
    return division


def _division(label: str, name: str) -> Element:
    return make.div(ID=_id("div", f"{name}/{label}"), LABEL=label)


def _ids(kind: str, files: Iterable[Kept]) -> str:
    return " ".join(_id(kind, file.path) for file in files)


def _id(kind: str, of: str) -> str:
    """An XML id that is the same each time the package is made."""
    return f"{kind}-{hashlib.sha256(of.encode()).hexdigest()[:24]}"


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
