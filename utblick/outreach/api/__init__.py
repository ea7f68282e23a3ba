"""What other programs read, with a key of somebody's (accounts/api_keys.py): REST over the rooms' own querysets.

One file per subject, each a look-alike: `rows()` says which, `told()` what is said of each, two routes. `door.py` is what
every request passes; docs/howto/api.md tells its users.
"""
