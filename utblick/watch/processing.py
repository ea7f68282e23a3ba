"""What this room holds of people."""

from utblick.journal.register import STAFF

DECLARED = {
    STAFF: {
        "watch.actorquestion": ("asked_by", "answered_by"),
        "watch.changesseen": ("user",),
        "watch.decision": ("decided_by", "assigned_to", "answered_by"),
        "watch.lateverdict": ("judged_by",),
        "watch.sampleddecision": ("judged_by",),
        "watch.sampleditem": ("judged_by",),
        "watch.savedsearch": ("owner",),
        "watch.untried": ("user",),
    }
}
# Addresses of sources, what searches and sources are called, and whose a newsletter is.
NOT_PERSONAL = {
    "watch.probe": ("address",),
    "watch.profile": ("name",),
    "watch.savedsearch": ("name",),
    "watch.sighting": ("sender",),
    "watch.source": ("address",),
    "watch.subscription": ("name",),
    "watch.tabledraft": ("name",),
}
