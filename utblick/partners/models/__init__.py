"""The municipality's counterparts: organisations, persons, agreements and official contacts."""

from utblick.partners.models.agreements import Agreement
from utblick.partners.models.contacts import Contact
from utblick.partners.models.organisations import Organisation, Person

__all__ = ["Agreement", "Contact", "Organisation", "Person"]
