"""The `utblick` command: the product's own verbs first, Django's behind them."""

import gc
import os
import sys
from typing import NamedTuple


class Verb(NamedTuple):
    name: str
    promise: str
    command: str  # the management command that keeps the promise


VERBS = [
    Verb("run", "Start the web server and the background work together.", "run"),
    Verb("work", "Start the background work alone.", "work"),
    Verb("demo", "Load the demo municipality into an empty database and print its log-ins.", "demo"),
    Verb("import-policy", "Read a governing document and print what it says; saves nothing.", "import_policy"),
    Verb("sources", "Import sources from an OPML file, or list them.", "sources"),
    Verb("poll", "Ask every source that is due, and match what is new.", "poll"),
    Verb("projects", "Import open data on funded projects, or list the files that were read.", "projects"),
    Verb("rank", "Rank documents against queries with the engine of meaning; needs no database.", "rank"),
    Verb("lexicon", "Tell the engine's vocabularies, add or remove one, or learn from them.", "lexicon"),
    Verb("fetch-vocabulary", "Fetch a vocabulary from its publisher and add it.", "fetch_vocabulary"),
    Verb("rates", "Tell which days the euro rates reach, or import newer ones.", "rates"),
    Verb("municipality", "Create a municipality and its first coordinator.", "municipality"),
    Verb("identity-provider", "Let a municipality's staff log in by its own identity provider.", "identity_provider"),
    Verb("backup", "Write database, uploads and settings into one encrypted file.", "backup"),
    Verb("restore", "Restore a backup into an empty place.", "restore"),
    Verb("drill", "Restore a backup on trial and tell whether all is as it was.", "drill"),
    Verb("export", "Write everything of a municipality into one file in open formats.", "export"),
    Verb("archive", "Write a package for the archive of each case that is closed.", "archive"),
    Verb("verify-audit", "Tell what was changed in the audit trail from outside, if anything was.", "verify_audit"),
    Verb("migrate", "Bring the database up to this version.", "migrate"),
    Verb("check", "Check the settings; with --deploy name each weakness.", "check"),
]


def overview() -> str:
    width = max(len(verb.name) for verb in VERBS)
    lines = [f"  {verb.name:<{width}}  {verb.promise}" for verb in VERBS]
    return "\n".join(
        [
            "Usage: utblick COMMAND [options]     (utblick COMMAND --help tells the options)",
            "",
            "A municipality's international work, from its adopted policy to the report to its board.",
            "",
            *lines,
            "",
            "Django's own management commands work too: utblick help lists them.",
        ]
    )


def main() -> None:
    """The console script's entry."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "utblick.config.settings")
    words = sys.argv[1:]
    if not words or words[0] in {"-h", "--help"}:
        print(overview())
        return
    # What a command loads stays: to look for circles in it while it loads costs a twelfth of the start. They are
    # looked for again once it is loaded (`Commands`).
    gc.disable()
    gc.set_threshold(100_000, 10, 10)
    from utblick.config.management import Commands

    known = {verb.name: verb.command for verb in VERBS}
    Commands(["utblick", known.get(words[0], words[0]), *words[1:]]).execute()
