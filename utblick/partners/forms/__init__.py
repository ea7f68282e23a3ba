"""What is asked about partners."""

from utblick.partners.forms.filters import OrganisationFilter
from utblick.partners.forms.organisation import OrganisationForm
from utblick.partners.forms.relations import AgreementForm, ContactForm, PersonForm

__all__ = ["AgreementForm", "ContactForm", "OrganisationFilter", "OrganisationForm", "PersonForm"]
