"""Migrations that make new tables and nothing else, fast.

Django makes its picture of all models anew for each model that a migration creates, and here every model is tied to every
other: 170 tables would cost four times the work of 170 tables in one picture.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.operations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.state import ProjectState


class FirstTables(Migration):
    """A migration of CreateModel, and AddConstraint and AddIndex on what it creates: each table is made once, as it is in the end.

    Raises TypeError where it does anything else: that is for a plain Migration.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        creating = [operation for operation in self.operations if isinstance(operation, CreateModel)]
        made = {operation.name_lower for operation in creating}
        for other in self.operations:
            is_of_one = isinstance(other, (AddConstraint, AddIndex)) and other.model_name_lower in made
            if not is_of_one and not isinstance(other, CreateModel):
                raise TypeError(f"{self}: “{other.describe()}” is not of a table that is made here")
        # Without a picture of the models it costs nothing to add to the state; the first table that is made asks for one.
        project_state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in creating:
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state
