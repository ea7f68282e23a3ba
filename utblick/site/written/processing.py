"""What this room holds of people."""

from utblick.journal.register import STAFF

PAGES = ("activity", "company", "event", "facts", "place", "section", "start", "stay", "text")
DECLARED = {
    STAFF: {
        **{f"written.{name}page": ("owner", "locked_by") for name in PAGES},
        "written.reviewmail": ("user", "by", "told"),
        "written.picture": ("uploaded_by_user", "credit"),
    }
}
