"""What is asked about partners."""

from utblick.partners.forms.agreement import AgreementForm, PartyForm
from utblick.partners.forms.contacts import (
    ContactFilter,
    ContactForm,
    GiftForm,
    GuestForm,
    ProgrammePointForm,
    PromiseForm,
)
from utblick.partners.forms.filters import OrganisationFilter
from utblick.partners.forms.organisation import OrganisationForm
from utblick.partners.forms.relations import PersonForm, SilenceForm
from utblick.partners.forms.review import BoardForm, ReviewForm

__all__ = [
    "AgreementForm",
    "BoardForm",
    "ContactFilter",
    "ContactForm",
    "GiftForm",
    "GuestForm",
    "OrganisationFilter",
    "OrganisationForm",
    "PartyForm",
    "PersonForm",
    "ProgrammePointForm",
    "PromiseForm",
    "ReviewForm",
    "SilenceForm",
]
