"""The pages of sharing: a municipality's own, those of the region, and what is done jointly."""

from utblick.sharing.views.giving import end, home, own, preview, release, restore, share, withhold
from utblick.sharing.views.joint import (
    answer_again,
    decline,
    invitation,
    invite,
    invite_again,
    joint,
    leave,
    region_joints,
    take_back,
    together,
)
from utblick.sharing.views.region import figures, initiative, initiatives, works

__all__ = [
    "answer_again",
    "decline",
    "end",
    "figures",
    "home",
    "initiative",
    "initiatives",
    "invitation",
    "invite",
    "invite_again",
    "joint",
    "leave",
    "own",
    "preview",
    "region_joints",
    "release",
    "restore",
    "share",
    "take_back",
    "together",
    "withhold",
    "works",
]
