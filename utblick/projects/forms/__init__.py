"""What is asked about projects and their parts."""

from utblick.projects.forms.budget import NameForm, TermsForm
from utblick.projects.forms.checks import CheckForm, EvidenceForm, RequirementsForm
from utblick.projects.forms.money import AdjustmentForm, BookingForm, ClaimForm, ShareForm
from utblick.projects.forms.plan import DeliveryForm, PackageForm
from utblick.projects.forms.project import ProjectForm, StageForm, StartForm, TakeOnForm
from utblick.projects.forms.sheet import SheetForm
from utblick.projects.forms.ties import PartnerForm

__all__ = [
    "AdjustmentForm",
    "BookingForm",
    "CheckForm",
    "ClaimForm",
    "DeliveryForm",
    "EvidenceForm",
    "NameForm",
    "PackageForm",
    "PartnerForm",
    "ProjectForm",
    "RequirementsForm",
    "ShareForm",
    "SheetForm",
    "StageForm",
    "StartForm",
    "TakeOnForm",
    "TermsForm",
]
