"""Everything that a municipality has, in open formats, for the day it changes system.

kinds.py says what belongs to it, columns.py how a row is told, writing.py writes it, schema.py and readme.py explain it.
"""
