"""What this room holds of people."""

from utblick.journal.register import STAFF

DECLARED = {
    STAFF: {
        "teamwork.comment": ("author",),
        "teamwork.muted": ("user",),
        "teamwork.notice": ("user", "by"),
        "teamwork.task": ("owner", "made_by", "done_by"),
    }
}
NOT_PERSONAL = {"teamwork.notice": ("address",), "teamwork.task": ("address",)}
