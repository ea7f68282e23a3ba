"""What is closed, as an information package for an archive: E-ARK CSIP and SIP 2.1, on which the Swedish FGS builds.

cases.py says what can be archived, content.py what belongs to it; packing.py lays it out; mets.py, premis.py and dublin.py
describe it.
"""
