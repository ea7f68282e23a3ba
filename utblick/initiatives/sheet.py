"""The portfolio as a file: each initiative with what its steps come to."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from utblick.initiatives.models import Initiative, Lead, Lesson, Step
from utblick.initiatives.sums import Sums, sums_by
from utblick.ui.sheets import Sheet


def portfolio(rows: QuerySet[Initiative]) -> Sheet:
    steps = Step.objects.current().filter(initiative__in=rows.order_by().values("pk"))
    by_initiative = sums_by(steps, "initiative_id")

    def sums(one: Initiative) -> Sums:
        return by_initiative.get(one.pk, Sums())

    return Sheet(
        _("Initiatives"),
        {
            _("Initiative"): lambda one: one.title,
            _("Goals"): lambda one: ", ".join(one.goal_names),
            _("Form of cooperation"): lambda one: str(one.form or ""),
            _("Status"): lambda one: one.get_status_display(),
            _("Unit"): lambda one: str(one.unit or ""),
            _("Responsible"): lambda one: str(one.owner or ""),
            _("Begins"): lambda one: one.starts_on,
            _("Ends"): lambda one: one.ends_on,
            _("Application deadline"): lambda one: one.deadline,
            _("Funding programme"): lambda one: one.programme_named,
            _("Case number"): lambda one: one.case_number,
            _("Planned cost, kr"): lambda one: sums(one).money.planned_cost,
            _("Cost, kr"): lambda one: sums(one).money.cost,
            _("Of it our own, kr"): lambda one: sums(one).money.own,
            _("Women"): lambda one: sums(one).people.women,
            _("Men"): lambda one: sums(one).people.men,
            _("Girls"): lambda one: sums(one).people.girls,
            _("Boys"): lambda one: sums(one).people.boys,
            _("Not stated"): lambda one: sums(one).people.not_stated,
            _("Climate cost, kg CO2e"): lambda one: sums(one).kg_co2e,
        },
    )


def lessons(rows: QuerySet[Lesson]) -> Sheet:
    def told(lesson: Lesson) -> str:
        return "; ".join(f"{one.unit}: {one.get_answer_display() or '–'}" for one in lesson.recipients.all())

    return Sheet(
        _("Lessons"),
        {
            _("Day"): lambda one: one.learnt_on,
            _("What we learnt"): lambda one: one.text,
            _("What should change"): lambda one: one.change,
            _("How we know"): lambda one: one.evidence,
            _("Who should know"): lambda one: one.for_whom,
            _("Sent to"): told,
            _("Initiative"): lambda one: one.initiative.title,
        },
    )


def leads_sheet(rows: QuerySet[Lead]) -> Sheet:
    return Sheet(
        _("Business contacts"),
        {
            _("Local actor"): lambda one: str(one.actor),
            _("Whom they met"): lambda one: one.whom,
            _("Country"): lambda one: one.country_name,
            _("When"): lambda one: one.met_on,
            _("About what"): lambda one: one.about,
            _("Initiative"): lambda one: str(one.initiative or ""),
            _("Next step"): lambda one: one.task.title if one.task else "",
            _("What came of it"): lambda one: one.get_outcome_display(),
            _("Value in kronor"): lambda one: one.value,
            _("New jobs"): lambda one: one.jobs,
        },
    )
