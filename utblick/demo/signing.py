"""A signed agreement as a PDF, as if it had been scanned."""

from django.core.files.uploadedfile import SimpleUploadedFile

from utblick.demo import texts
from utblick.followup.documents.pdf import archival
from utblick.journal.attachments import Attachment, keep
from utblick.partners.models import Agreement


def signed(agreement: Agreement, text: str) -> Attachment:
    """The document of an agreement whose text lies under this name."""
    html = texts.filled(
        text,
        title=agreement.title,
        partner=agreement.organisation.name,
        purpose=agreement.purpose,
        expires=agreement.expires_on,
        renews=agreement.renews_by,
        notice=agreement.notice_months,
        decided_by=agreement.decided_by.lower(),
        decided=agreement.decided_on,
        section=agreement.section,
        case_number=agreement.case_number,
        signed=agreement.signed_on,
    )
    return keep(SimpleUploadedFile(f"{agreement.title}.pdf", archival(html, "")))
