"""What strangers made is opened in a process of its own, where a hostile file can hurt nobody.

A file of a few kilobytes can make a library that reads spreadsheets, PDFs or damaged feeds take all memory of its process, crash
it, or reckon for hours. The child that reads has little of both, may write no file, and is replaced when it dies.

    POOL = Pool("utblick.tables.child")                 # a module that calls serve() when it is run
    told = POOL.ask({"name": "x"}, body, seconds=10)    # what its function answered, or Died
"""

from utblick.quarantine.pool import Died, Pool, ended, started

__all__ = ["Died", "Pool", "ended", "started"]
