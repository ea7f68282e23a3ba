"""Every text has its Swedish; a reader never meets half a page in English."""

import io

import pytest
from babel.messages.pofile import read_po

from scripts import messages


@pytest.mark.parametrize("room", messages.rooms())
def test_a_room_is_complete_in_swedish(room: str) -> None:
    assert messages.problems(room) == []


def test_no_two_rooms_translate_the_same_text_differently() -> None:
    assert messages.contradictions() == []


def test_a_template_gives_its_texts_whatever_its_indents() -> None:
    template = """
      {% if a %}
            <p title="{% translate 'Title here' %}">it's {{ b }}</p>
        {% blocktranslate trimmed count n=c %}one row{% plural %}{{ n }} rows{% endblocktranslate %}
      {% endif %}{% sortable "x" _("In a tag") %}"""

    found = list(messages.extract("python", io.BytesIO(messages._as_python(template, "t").encode()), messages.KEYWORDS))

    assert [row[1] for row in found] == ["Title here", ("one row", "%(n)s rows"), "In a tag"]


def test_the_check_can_fail(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(messages, "PACKAGE", tmp_path / "utblick")
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    room = tmp_path / "utblick" / "shed"
    room.mkdir(parents=True)
    (room / "apps.py").write_text('text = _("Spade")\nother = ngettext("%(n)s nail", "%(n)s nails", 2)')
    assert len(messages.problems("shed")) == 2

    messages.update("shed")
    assert [line.split()[1:3] for line in messages.problems("shed")] == [["not", "translated"]] * 2

    path = messages.catalogue_path("shed")
    path.write_text(
        path.read_text().replace('msgid "Spade"\nmsgstr ""', '#, fuzzy\nmsgid "Spade"\nmsgstr "Spade"')
        + '\nmsgid "Gone"\nmsgstr "Borta"\n'
    )
    kinds = {line.split()[1] for line in messages.problems("shed")}
    assert kinds == {"fuzzy", "stale", "not", "django.mo"}

    messages.update("shed")
    assert "Gone" not in path.read_text()
    assert read_po(path.open("rb"), locale="sv").get("Spade").string == "Spade"
