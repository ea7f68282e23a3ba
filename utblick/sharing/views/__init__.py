"""The pages of sharing: a municipality's own, and those of the region."""

from utblick.sharing.views.giving import end, home, own, preview, release, restore, share, withhold
from utblick.sharing.views.region import figures, initiative, initiatives, works

__all__ = [
    "end",
    "figures",
    "home",
    "initiative",
    "initiatives",
    "own",
    "preview",
    "release",
    "restore",
    "share",
    "withhold",
    "works",
]
