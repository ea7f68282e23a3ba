"""An initiative's place in the chain: what it came from and what it led to."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models import Contribution, Initiative, Step
from utblick.initiatives.results import Outcome, outcomes
from utblick.ui.chain import Chain, Stage
from utblick.ui.cutting import cut


def chain_of_initiative(
    initiative: Initiative,
    *,
    goals: Iterable[Contribution] | None = None,
    steps: Iterable[Step] | None = None,
    results: Sequence[Outcome] | None = None,
) -> Chain:
    """The chain of an initiative; a page that has fetched the parts already hands them over."""
    if goals is None:
        goals = Contribution.objects.filter(initiative=initiative).select_related("goal")
    if steps is None:
        steps = Step.objects.current().filter(initiative=initiative).in_order()
    if results is None:
        results, _lessons = outcomes(initiative)
    here = initiative.get_absolute_url()
    return Chain(
        came_from=(*came_from(initiative, goals),),
        this=Stage(_("Initiative"), initiative.title, when=initiative.starts_on),
        led_to=(
            *(Stage(step.get_kind_display(), step.title, f"{here}#steps", step.starts_on) for step in steps),
            *(Stage(_("Result"), cut(result.text, 80), f"{here}#results", result.day) for result in results),
        ),
    )


def came_from(initiative: Initiative, goals: Iterable[Contribution]) -> Iterable[Stage]:
    """The goals that it serves, and the item and the decision that it began with."""
    for contribution in goals:
        yield Stage(_("Goal"), str(contribution.goal), reverse("goals:goal", args=[contribution.goal_id]))
    if initiative.item_id and initiative.item:
        item = reverse("watch:item", args=[initiative.item_id])
        yield Stage(initiative.item.get_kind_display(), initiative.item.title, item)
        yield Stage(_("Decision"), gettext("Initiative started"), f"{item}#decision", initiative.created_at)
