"""The pivot: one figure, by what a person chooses to have in rows and in columns."""
