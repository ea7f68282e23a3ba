"""Journeys: where the places lie, how far it is, and what it costs the climate. Knows nothing of the database."""
