"""The engine of meaning: text to concepts across languages. Imports no Django."""
