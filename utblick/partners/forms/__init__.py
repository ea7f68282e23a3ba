"""What is asked about partners."""

from utblick.partners.forms.agreement import AgreementForm, PartyForm
from utblick.partners.forms.filters import OrganisationFilter
from utblick.partners.forms.organisation import OrganisationForm
from utblick.partners.forms.relations import ContactForm, PersonForm, SilenceForm
from utblick.partners.forms.review import BoardForm, ReviewForm

__all__ = [
    "AgreementForm",
    "BoardForm",
    "ContactForm",
    "OrganisationFilter",
    "OrganisationForm",
    "PartyForm",
    "PersonForm",
    "ReviewForm",
    "SilenceForm",
]
