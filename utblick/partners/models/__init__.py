"""The municipality's counterparts: organisations, persons, agreements and official contacts."""

from utblick.partners.models.agreements import Agreement
from utblick.partners.models.contacts import Contact, Gift, Guest, GuestLanguage, ProgrammePoint, Promise
from utblick.partners.models.holds import Hold
from utblick.partners.models.imports import Import, ImportRow
from utblick.partners.models.mergings import Merging
from utblick.partners.models.organisations import Organisation, Person
from utblick.partners.models.requests import RequestMail, VisitRequest
from utblick.partners.models.reviews import Review
from utblick.partners.models.silences import Silence
from utblick.partners.models.ties import Aim, Party

__all__ = [
    "Agreement",
    "Aim",
    "Contact",
    "Gift",
    "Guest",
    "GuestLanguage",
    "Hold",
    "Import",
    "ImportRow",
    "Merging",
    "Organisation",
    "Party",
    "Person",
    "ProgrammePoint",
    "Promise",
    "RequestMail",
    "Review",
    "Silence",
    "VisitRequest",
]
