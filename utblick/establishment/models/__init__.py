"""What the municipality offers a company on its way in, and what such companies have asked."""

from utblick.establishment.models.enquiries import Enquiry, EnquiryDocument, EnquiryQuerySet
from utblick.establishment.models.letters import EnquiryLetter, Proposal
from utblick.establishment.models.promises import AnswerPromise
from utblick.establishment.models.vacant_sites import SitePicture, VacantSite, VacantSiteQuerySet

__all__ = [
    "AnswerPromise",
    "Enquiry",
    "EnquiryDocument",
    "EnquiryLetter",
    "EnquiryQuerySet",
    "Proposal",
    "SitePicture",
    "VacantSite",
    "VacantSiteQuerySet",
]
