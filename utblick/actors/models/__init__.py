"""Those at home who could gain from contacts abroad: companies, schools and associations, and who speaks for them."""

from utblick.actors.models.actors import ActorFacts, LocalActor, Representative
from utblick.actors.models.aid import Aid
from utblick.actors.models.imports import Import, ImportRow
from utblick.actors.models.people import ContactPerson
from utblick.actors.models.registrations import Registration, RegistrationMail

__all__ = [
    "ActorFacts",
    "Aid",
    "ContactPerson",
    "Import",
    "ImportRow",
    "LocalActor",
    "Registration",
    "RegistrationMail",
    "Representative",
]
