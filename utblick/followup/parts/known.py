"""What is registered of a unit's work, in the tables and lists in which it will stand in the report."""

from django.utils.translation import gettext as _

from utblick.followup.contents import Listed, Part, Told
from utblick.followup.figures import Period
from utblick.followup.known import Known
from utblick.followup.parts.blocks import part
from utblick.followup.parts.gaps import DUTIES
from utblick.followup.parts.goals import told_noted
from utblick.followup.parts.indicators import indicators_table
from utblick.followup.parts.steps import people_table, steps_table
from utblick.followup.phrases import sentence


def write(known: Known, period: Period) -> Part:
    results = [told_noted(one, noted) for one in known.initiatives for noted in one.results]
    lessons = [told_noted(one, noted) for one in known.initiatives for noted in one.lessons]
    duties = [Told(lead="", text=sentence(one.text), source=one.owner, ref=DUTIES) for one in known.duties]
    return part(
        "known",
        _("What is registered"),
        tables=[
            steps_table(known.initiatives, known.sums, "unit"),
            people_table(known.initiatives, known.sums, "unit"),
            indicators_table(known.indicators, period),
        ],
        lists=[
            Listed(heading=_("Results"), items=results),
            Listed(heading=_("Lessons"), items=lessons),
            Listed(heading=_("Your duties by the governing document"), items=duties),
        ],
    )
