"""The index follows the objects, however they go."""

from django.db import connection

from tests.chain import make_chain
from utblick.accounts.models import Municipality
from utblick.search.finding import find
from utblick.search.models import Row


def test_a_row_deleted_behind_our_back_takes_its_words_along(here: Municipality) -> None:
    """A flush or a deleted municipality frees numbers that SQLite gives out again: old words must not lie in the way."""
    make_chain()
    goal = next(hit for hit in find(f"märke{here.pk}") if hit.kind == "goals.goal")
    row = Row.objects.filter(kind=goal.kind, object_id=goal.object_id)
    number = row.get().pk

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_row WHERE id = %s", [number])
    Row.objects.create(pk=number, kind=goal.kind, object_id=goal.object_id, municipality=here, title="Nytt")

    assert goal.object_id not in {hit.object_id for hit in find(f"märke{here.pk}") if hit.kind == goal.kind}
