"""What is closed goes to the archive as a package that is whole, described, and valid by the schemas of E-ARK."""

import hashlib
import io
import zipfile
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import etree
from pypdf import PdfReader

from accessible.papers import faults
from utblick.accounts.models import Municipality, User
from utblick.establishment.tests.make import make_enquiry
from utblick.initiatives.tests.make import make_initiative, make_lesson
from utblick.journal.attachments import keep
from utblick.journal.models import Entry
from utblick.partners.models import Agreement
from utblick.partners.tests.make import make_agreement, make_contact, make_organisation
from utblick.records.archive.cases import closed
from utblick.records.archive.mets import CSIP, METS, XLINK
from utblick.records.archive.packing import SCHEMAS, package
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 ett undertecknat avtal"


@pytest.fixture
def agreement(here: Municipality) -> Agreement:
    document = keep(SimpleUploadedFile("avtal å.pdf", PDF, "application/pdf"))
    facts = {"case_number": "KS 2020/17", "document": document, "ended_on": date(2026, 5, 4)}
    return make_agreement(organisation=make_organisation("Fjellgrens kommune"), title="Vänortsavtal", **facts)


def opened(body: bytes) -> dict[str, bytes]:
    """Its files by their place in its folder."""
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return {name.partition("/")[2]: file.read(name) for name in file.namelist()}


def test_every_file_is_described_where_it_lies_with_its_size_and_checksum(agreement: Agreement) -> None:
    files = opened(package(agreement).body)
    described = {"METS.xml"}
    for name in [one for one in files if one.endswith("METS.xml")]:
        folder = PurePosixPath(name).parent
        for one in etree.fromstring(files[name]).iter(f"{{{METS}}}file", f"{{{METS}}}mdRef"):
            place = one if one.get(f"{{{XLINK}}}href") else one[0]
            path = str(folder / unquote(place.get(f"{{{XLINK}}}href")))
            assert one.get("CHECKSUM") == hashlib.sha256(files[path]).hexdigest()
            assert int(one.get("SIZE")) == len(files[path])
            described.add(path)
    assert described == set(files)
    assert PDF in files.values()


def test_the_descriptions_follow_the_schemas_that_lie_in_the_package(agreement: Agreement) -> None:
    files = opened(package(agreement).body)
    schema = etree.XMLSchema(file=str(SCHEMAS / "mets.xsd"))
    for name in [one for one in files if one.endswith("METS.xml")]:
        schema.assertValid(etree.fromstring(files[name]))
    for path in SCHEMAS.glob("*.xsd"):
        assert files[f"schemas/{path.name}"] == path.read_bytes()


def test_the_root_says_what_the_common_specification_demands(agreement: Agreement) -> None:
    """The rules of E-ARK CSIP 2.1 that no schema holds, by their numbers."""
    root = etree.fromstring(opened(package(agreement).body)["METS.xml"])
    space = {"m": METS, "csip": CSIP, "xlink": XLINK}

    def found(path: str) -> list[str]:
        return root.xpath(path, namespaces=space)

    assert found("@OBJID") == [f"utblick-{scope.municipality().slug}-agreement-{agreement.pk}"]  # CSIP1
    assert found("m:metsHdr/@csip:OAISPACKAGETYPE") == ["SIP"]  # CSIP9
    assert found("m:metsHdr/m:agent[@ROLE='CREATOR']/@OTHERTYPE") == ["SOFTWARE"]  # CSIP13
    assert found("m:metsHdr/m:agent[@ROLE='CREATOR']/m:note/@csip:NOTETYPE") == ["SOFTWARE VERSION"]  # CSIP16
    assert found("m:metsHdr/m:agent[@ROLE='ARCHIVIST']/m:note/@csip:NOTETYPE") == ["IDENTIFICATIONCODE"]  # SIP14
    uses = found("m:fileSec/m:fileGrp/@USE")
    assert uses == [
        "Documentation",
        "Schemas",
        "Representations/original",
        "Representations/reading",
    ]  # CSIP60, 113, 114
    labels = found("m:structMap[@LABEL='CSIP'][@TYPE='PHYSICAL']/m:div/m:div/@LABEL")
    assert labels == ["Metadata", "Documentation", "Schemas", "Representations"]  # CSIP88-103
    pointers = found("m:structMap//m:div[starts-with(@LABEL, 'Representations/')]/m:mptr/@xlink:href")
    assert pointers == ["representations/original/METS.xml", "representations/reading/METS.xml"]  # CSIP109
    identities = found("//@ID")
    assert len(identities) == len(set(identities))


def test_the_case_can_be_read_and_its_parts_and_trail_are_with_it(here: Municipality) -> None:
    initiative = make_initiative("Skogen som klassrum", status="finished", secrecy_ground="OSL 23 kap. 2 §")
    with scope.acting(here, sees_secrets=True):
        make_lesson(initiative=initiative, text="En mapp från första dagen")
        files = opened(package(initiative).body)
    data = "representations/original/data/rows"
    assert "En mapp från första dagen" in files[f"{data}/initiatives.lesson.json"].decode()
    assert "initiatives.lesson" in files[f"{data}/journal.entry.json"].decode()
    assert files["representations/reading/data/case.pdf"].startswith(b"%PDF-1.7")
    root = PdfReader(io.BytesIO(files["representations/reading/data/case.pdf"])).trailer["/Root"]
    assert b"pdfaid:part" in root["/Metadata"].get_data()
    assert faults(files["representations/reading/data/case.pdf"]) == []
    assert "OSL 23 kap. 2 §" in files["metadata/descriptive/dc.xml"].decode()


def test_an_auditor_fetches_the_package_and_the_trail_of_the_case_tells(
    auditor: User, agreement: Agreement, client: Client
) -> None:
    client.force_login(auditor)
    address = reverse("records:archive", args=["partners.agreement"])
    assert "Vänortsavtal" in client.get(address).text
    answer = client.post(reverse("records:archive_package", args=["partners.agreement", agreement.pk]))
    assert answer.headers["Content-Type"] == "application/zip"
    told = Entry.objects.filter(kind="partners.agreement", object_id=agreement.pk).first()
    assert told
    assert (told.by, told.after["sha256"]) == (auditor, hashlib.sha256(answer.content).hexdigest())


def test_what_is_not_closed_or_not_to_be_seen_gives_no_package(
    here: Municipality, coordinator: User, officer: User, client: Client
) -> None:
    running = make_initiative("Pågår", status="running")
    client.force_login(coordinator)
    assert (
        client.post(reverse("records:archive_package", args=["initiatives.initiative", running.pk])).status_code == 404
    )
    assert client.post(reverse("records:archive_package", args=["accounts.user", 1])).status_code == 404
    client.force_login(officer)
    assert client.get(reverse("records:archive", args=["followup.report"])).status_code == 403


def test_each_kind_that_is_closed_gives_a_package(coordinator: User) -> None:
    make_contact(happened_on=date(2020, 5, 4))
    make_enquiry("Bolaget", state="established", closed_on=date(2020, 5, 4))
    for kind in ("partners.contact", "establishment.enquiry"):
        (case,) = closed(kind)
        assert f"representations/original/data/rows/{kind}.json" in opened(package(case).body)
