"""What is asked about partners."""

from utblick.partners.forms.agreement import AgreementForm, PartyForm
from utblick.partners.forms.filters import OrganisationFilter
from utblick.partners.forms.organisation import OrganisationForm
from utblick.partners.forms.relations import ContactForm, PersonForm

__all__ = ["AgreementForm", "ContactForm", "OrganisationFilter", "OrganisationForm", "PartyForm", "PersonForm"]
