"""The few fixed words of a document."""

from django.utils.translation import gettext as _


def labels() -> dict[str, str]:
    """In the language that is active."""
    return {
        "period": _("Period"),
        "case_number": _("Case number"),
        "status": _("Status"),
        "frozen": _("Frozen on"),
        "fetched": _("Figures fetched on"),
        "draft": _("Draft"),
        "contents": _("Contents"),
        "checksum": _("Checksum (SHA-256)"),
        "page": _("Page"),
    }
