"""What all parts of a project have in common: they belong to its initiative, and are as secret."""

from typing import Any, Self

from django.db import models
from django.urls import reverse

from utblick.initiatives.models import Part, PartQuerySet
from utblick.tenancy.scope import OwnedManager


class ProjectPartQuerySet[M: "ProjectPart"](PartQuerySet[M]):
    def of(self, project: Any) -> Self:
        return self.current().filter(project=project)


class ProjectPart(Part):
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="%(class)ss", editable=False)

    objects = OwnedManager.from_queryset(ProjectPartQuerySet)()  # type: ignore[misc, assignment]

    # Which of the project's pages shows it.
    page = "projects:project"

    class Meta(Part.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.initiative_id = self.project.initiative_id
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse(self.page, args=[self.project_id])
