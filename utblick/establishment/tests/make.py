"""Builders for tests."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from utblick.establishment import pictures, receiving
from utblick.establishment.models import Enquiry, EnquiryDocument, SitePicture, VacantSite
from utblick.journal import attachments

PDF = b"%PDF-1.7 karta"


def make_vacant_site(name: str = "Hotings industriområde", **facts: Any) -> VacantSite:
    standard = {"place": "Hoting", "area": 12_000, "description": "Plan mark intill järnvägen.", "published": True}
    return VacantSite.objects.create(**{**standard, "name": name, **facts})


def make_enquiry(company: str = "Nordwind GmbH", **facts: Any) -> Enquiry:
    """As it is received from the public form; what it does not ask is set afterwards."""
    asked = {
        "mark": f"{company}{facts.get('email', '')}",
        "language": "de",
        "company": company,
        "country": "DE",
        "name": "Jutta Brandt",
        "email": "j.brandt@nordwind.example",
        "message": "Wir suchen einen Standort für eine Holzfabrik.",
    }
    later = {name: facts.pop(name) for name in ("state", "closed_on", "reason", "secrecy_ground") if name in facts}
    enquiry = receiving.receive(**{**asked, **facts})
    for name, value in later.items():
        setattr(enquiry, name, value)
    enquiry.save()
    return enquiry


def make_picture(site: VacantSite, alt: str = "Området från luften", **alts: str) -> SitePicture:
    return pictures.add(site, Image.new("RGB", (300, 200), "green"), {"sv": alt, **alts})


def make_document(enquiry: Enquiry, name: str = "karta.pdf") -> EnquiryDocument:
    document = EnquiryDocument(enquiry=enquiry, file=attachments.keep(SimpleUploadedFile(name, PDF)))
    document.save()
    return document
