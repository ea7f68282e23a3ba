"""What a section is about, from its heading and from where it stands."""

import re
from dataclasses import dataclass

from utblick.goals.reading.duties import owner_name
from utblick.goals.reading.headings import is_owner, label_role, roles_of
from utblick.goals.reading.outline import Section
from utblick.goals.reading.placing import GoalDraft
from utblick.goals.reading.vocabulary import NUMBERED_GOAL, Role
from utblick.goals.reading.wording import LABEL

_BARE_NUMBERED = re.compile(
    r"(?:\w*mål|fokusområde|insatsområde|goal|objective|priority|focus area)\s*\d{1,2}\.?:?", re.IGNORECASE
)
CONTAINERS = (Role.GOALS, Role.AREAS)


@dataclass
class Meaning:
    """The roles of a section; whether its heading itself is a goal or a form; the goal or owner that what follows belongs to.

    `numbered`: goals under it are announced as such ("Mål 1"), so that a heading that is not is none.
    `acted` is the action of the goal that was told last by a label of its own ("Aktivitet: ..."), whose owner may follow.
    With `labelled` ("Åtgärder") all text under it is for the goal; `about` is the goal whose owners are named.
    `spent` is set once the section's own text has given its goals or forms: an unranked heading after that is a new matter.
    """

    roles: tuple[Role, ...] = ()
    named: bool = False
    goal: GoalDraft | None = None
    owner: str | None = None
    spent: bool = False
    labelled: bool = False
    about: GoalDraft | None = None
    numbered: bool = False
    acted: str | None = None

    def has(self, *roles: Role) -> bool:
        """Whether it has one of the roles."""
        return any(role in self.roles for role in roles)


def meaning_of(section: Section, above: Meaning) -> Meaning:
    """The meaning of a section that stands under another."""
    title = section.title
    if NUMBERED_GOAL.match(title) or _BARE_NUMBERED.fullmatch(title) or (LABEL.match(title) and above.goal is None):
        above.numbered = True
        return Meaning((Role.GOALS,), named=True)
    if above.goal:
        return _within_goal(title, above)
    if above.has(*CONTAINERS):
        return _within_container(section, above, (Role.GOALS,))
    if above.has(Role.FORMS):
        return _within_container(section, above, (Role.FORMS,))
    if above.has(Role.DUTIES, Role.FOLLOW_UP):
        return _within_duties(section, above)
    return _ordinary(title)


def _ordinary(title: str) -> Meaning:
    roles = roles_of(title)
    owns = is_owner(title) and not set(roles) - {Role.DUTIES, Role.FOLLOW_UP}
    return Meaning(roles, owner=owner_name(title) if owns else None)


def _within_goal(title: str, above: Meaning) -> Meaning:
    """A label such as "Åtgärder" or "Ansvar" under a named goal, or a subheading of it."""
    label = label_role(title)
    if label in (None, Role.AIDS, Role.GOALS, Role.AREAS, Role.FORMS):
        return Meaning((Role.GOALS,), goal=above.goal, labelled=label in (Role.AIDS, Role.GOALS))
    return Meaning((label,), about=above.goal)


def _within_container(section: Section, above: Meaning, named: tuple[Role, ...]) -> Meaning:
    roles = roles_of(section.title)
    if section.title.endswith("?"):
        return _ordinary(section.title)  # a question that the next part answers
    if label := label_role(section.title):
        return Meaning(roles or (label,))
    if set(roles) & {Role.GOALS, Role.AREAS} and not section.sure:
        return Meaning(roles)
    if section.sure or not (above.spent or above.numbered):
        return Meaning(named, named=True)
    return _ordinary(section.title)


def _within_duties(section: Section, above: Meaning) -> Meaning:
    title = section.title
    ordinary = _ordinary(title)
    if ordinary.owner:
        return Meaning((Role.DUTIES,), owner=ordinary.owner)
    return Meaning(roles_of(title) or (above.roles if section.sure else ()))
