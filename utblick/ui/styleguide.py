"""The style guide: every component with an example, for those who build pages, and for the accessibility tests."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.auth.decorators import permission_required
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from utblick.ui import charts, fields, maps, trends
from utblick.ui.differing import differences
from utblick.ui.listing import Listing
from utblick.ui.sankey import Stop, sankey
from utblick.ui.toasts import toast

COLUMNS = {"room": "app_label", "name": "model"}


class ExampleForm(forms.Form):
    title = forms.CharField(label="Titel", max_length=120, help_text="Så att den känns igen i en lista.")
    amount = fields.AmountField(label="Kommunens medfinansiering")
    people = fields.CountField(label="Planerat antal deltagare", required=False)
    starts = forms.DateField(label="Börjar")
    kind = forms.ChoiceField(
        label="Samarbetsform",
        choices=[("project", "EU-projekt"), ("exchange", "Utbyte"), ("network", "Nätverk")],
        widget=forms.RadioSelect,
    )
    goals = forms.MultipleChoiceField(
        label="Bidrar till mål",
        choices=[("1", "Företagens kontakter"), ("2", "Besök och boende"), ("3", "Ny kunskap")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    unit = forms.ChoiceField(label="Ansvarig enhet", choices=[("", "Välj"), ("1", "Barn- och utbildningsnämnden")])
    about = forms.CharField(label="Vad insatsen ska leda till", widget=forms.Textarea, required=False)
    document = fields.UploadField(label="Underlag", kinds=(".pdf", ".docx", ".odt"), required=False)
    public = forms.BooleanField(
        label="Visa på den publika sidan", required=False, help_text="Titel, mål och resultat blir synliga för alla."
    )


class ExampleFilter(forms.Form):
    q = forms.CharField(label="Namn", required=False)
    room = forms.ChoiceField(
        label="Rum", required=False, choices=[("", "Alla"), ("accounts", "accounts"), ("watch", "watch")]
    )

    def apply(self, rows: QuerySet[ContentType]) -> QuerySet[ContentType]:
        answers = self.cleaned_data
        if answers.get("q"):
            rows = rows.filter(model__icontains=answers["q"])
        return rows.filter(app_label=answers["room"]) if answers.get("room") else rows


@permission_required("ui.styleguide", raise_exception=True)
def page(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        request, ContentType.objects.all(), columns=COLUMNS, default_sort="room", filters=ExampleFilter, per_page=8
    )
    if "toast" in request.GET:
        toast(request, "Insatsen är avslutad.", "/ui/styleguide/")
    return listing.answer(
        "ui/styleguide.html", {"form": _form_with_errors(), "empty_form": ExampleForm(), **_examples()}
    )


page.permission = "ui.styleguide"  # type: ignore[attr-defined]


def _form_with_errors() -> ExampleForm:
    typed = {"title": "", "amount": "tolv tusen", "people": "1 200", "starts": "2026-02-30", "kind": "project"}
    form = ExampleForm(typed, auto_id="wrong_%s")
    form.is_valid()
    return form


def _examples() -> dict[str, Any]:
    today = timezone.localdate()
    now = timezone.now()
    return {
        "dates": [today + timedelta(days=days) for days in (40, 12, 1, 0, -1, -23)],
        "people": SimpleNamespace(women=14, men=9, girls=22, boys=None, not_stated=3),
        "nobody": SimpleNamespace(women=None, men=None, girls=None, boys=None, not_stated=None),
        "tabs": [("Översikt", "#", True), ("Projekt", "#", False), ("Historik", "#", False)],
        "keys": [("j", "nästa"), ("k", "föregående"), ("r", "relevant"), ("n", "inte relevant")],
        "history": [
            SimpleNamespace(
                when=now,
                who="Karin Berg",
                text="Ändrade insatsen",
                changes=[("status", "idé", "pågår"), ("budget", "", "120 000 kr")],
            ),
            SimpleNamespace(when=today, who="Systemet", text="Fann utlysningen", url="#"),
        ],
        "came_from": [
            SimpleNamespace(kind="Omvärldspost", title="Youth exchanges for rural areas", url="#", when=today),
            SimpleNamespace(kind="Beslut", title="Relevant: passar mål 2", url="#", when=None),
        ],
        "this": SimpleNamespace(kind="Insats", title="Ungas möten över fjällen", when=today),
        "led_to": [],
        "pieces": differences("Stödet är högst 50 000 euro per projekt.", "Stödet är högst 60 000 euro per projekt."),
        **_drawings(),
    }


def _drawings() -> dict[str, Any]:
    return {
        "bars": charts.bars(
            "Pengar per mål",
            [
                ("Företagens kontakter och etablering", 420_000),
                ("Besök och boende", 180_000),
                ("Demokratisk och långsiktigt hållbar utveckling i kommunens alla verksamheter", 65_000),
            ],
            unit="kr",
        ),
        "stacked": charts.stacked(
            "Deltagare per år",
            [("2024", [12, 9, 20, 18]), ("2025", [20, 17, 31, 25]), ("2026", [14, 9, 22, 19])],
            series=["kvinnor", "män", "flickor", "pojkar"],
        ),
        "trend": trends.trend(
            "Andel elever som har deltagit i ett utbyte",
            [str(year) for year in range(2020, 2030)],
            [2, None, 4, 5, 9, 11, 12, None, None, None],
            targets=[2, None, None, None, None, 8, None, None, None, 20],
            others=[("Vansbro", [3, 3, 3, 4, 4, 5, 6, None, None, None])],
            unit="%",
            sentence="Från 2 % 2020 till 12 % 2026. Målet för 2029 är 20 %.",
        ),
        "sankey": sankey(
            "Pengarnas väg",
            [
                [Stop("own", "Kommunens egna pengar", 1), Stop("eu", "Erasmus+", 2), Stop("unknown", "Ej angivet")],
                [Stop("exchange", "Utbyte"), Stop("project", "EU-projekt")],
                [Stop("school", "Barn- och utbildningsnämnden"), Stop("care", "Omsorgen")],
            ],
            [
                {
                    ("own", "exchange"): Decimal(120_000),
                    ("own", "project"): Decimal(80_000),
                    ("eu", "project"): Decimal(300_000),
                    ("unknown", "exchange"): Decimal(2_000),
                },
                {
                    ("exchange", "school"): Decimal(122_000),
                    ("project", "school"): Decimal(100_000),
                    ("project", "care"): Decimal(280_000),
                },
            ],
            told=lambda amount: f"{amount} kr",
            sentence="Mest kommer från Erasmus+ och går till Omsorgen.",
        ),
        "spark": trends.sparkline("Ärenden per månad", [3, 4, 2, 6, 9, 7, 11], sentence="Från 3 till 11."),
        "pins": maps.place(
            [
                maps.Place("Strömsund", 63.853, 15.557, home=True),
                maps.Place("Lierne", 64.42, 13.63, note="Norge", url="#"),
                maps.Place("Rostock", 54.09, 12.1, note="Tyskland", url="#"),
                maps.Place("Gdańsk", 54.35, 18.65, note="Polen", url="#"),
                maps.Place("Valga", 57.78, 26.05, note="Estland", url="#"),
                maps.Place("Valka", 57.77, 26.02, note="Lettland", url="#"),
                maps.Place("Évora", 38.57, -7.9, note="Portugal", url="#"),
                maps.Place("Nanortalik", 60.14, -45.24, note="Grönland", url="#"),
            ]
        ),
    }
