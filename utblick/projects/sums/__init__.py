"""The sums of a project's money. Pure: figures in, figures out; no Django, no database."""
