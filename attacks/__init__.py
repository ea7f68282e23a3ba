"""Attacks on Utblick by its own makers: one file each, look-alikes. `make attack` runs them all and prints what came through.

Each has a function `attack()` that yields what it tried. All of it is done to a scratch database on
this machine, and to no address outside it.
"""
