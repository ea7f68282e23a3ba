"""Backup of the whole installation into one encrypted file, and back."""
