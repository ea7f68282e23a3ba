"""Whose data the running work may touch. The lowest room that knows of a database."""
