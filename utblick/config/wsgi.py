"""The door for the web server."""

import os
import sys
from threading import Thread

from django.core.checks import Tags, run_checks
from django.core.wsgi import get_wsgi_application

from utblick import lexicon

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "utblick.config.settings")
application = get_wsgi_application()
# The commands look by themselves; another web server than ours comes straight here.
if faults := [fault for fault in run_checks(tags=[Tags.security]) if fault.is_serious()]:
    sys.exit("\n".join(map(str, faults)))
# Pages are served at once; the first that needs the engine of meaning finds it open, or waits for this thread.
Thread(target=lexicon.warm, name="engine", daemon=True).start()
