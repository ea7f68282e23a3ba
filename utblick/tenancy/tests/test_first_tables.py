import pytest
from django.db import connections, migrations, models
from django.db.migrations.state import ProjectState

from utblick.tenancy.first_tables import FirstTables


class Shelves(FirstTables):
    operations = [
        migrations.CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]),
        migrations.CreateModel(
            "Book",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("shelf", models.ForeignKey("tenancy.Shelf", models.CASCADE)),
            ],
        ),
        migrations.AddConstraint("Shelf", models.UniqueConstraint(fields=["name"], name="shelf_named_once")),
    ]


class Afterthought(FirstTables):
    operations = [migrations.AddField("Shelf", "colour", models.TextField(null=True))]


@pytest.mark.django_db
def test_each_table_is_made_once_as_it_is_in_the_end() -> None:
    with connections.create_connection("default").schema_editor(collect_sql=True, atomic=False) as editor:
        Shelves("0001_first", "tenancy").apply(ProjectState(), editor)

    made = [line for line in editor.collected_sql if line.startswith("CREATE TABLE")]
    assert ["tenancy_shelf" in made[0], "tenancy_book" in made[1], len(made)] == [True, True, 2]
    assert "shelf_named_once" in made[0]


@pytest.mark.django_db
def test_what_changes_a_table_that_was_there_is_refused() -> None:
    with (
        connections.create_connection("default").schema_editor(collect_sql=True, atomic=False) as editor,
        pytest.raises(TypeError, match="Add field colour to Shelf"),
    ):
        Afterthought("0002_afterthought", "tenancy").apply(ProjectState(), editor)
