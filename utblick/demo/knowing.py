"""Open project data for the finder to look in: invented projects, in the shape that an Interreg programme publishes."""

from utblick.demo import texts
from utblick.finder import importing


def read_projects() -> None:
    importing.read_on(importing.noted(texts.HERE / "projects.json", name="projekt-norden.json"))
