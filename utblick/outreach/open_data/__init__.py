"""Open data: what the public pages tell, as tables that a program reads, with a catalogue that data portals gather.

`tables.py` says what there is, `files.py` writes it, `catalogue.py` describes it (DCAT-AP-SE). Nothing here asks for more than
site/published.py gives.
"""
