"""The door for the web server."""

import os
import sys

from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "utblick.config.settings")
application = get_wsgi_application()
# The commands look by themselves; another web server than ours comes straight here.
if faults := [fault for fault in run_checks(tags=[Tags.security]) if fault.is_serious()]:
    sys.exit("\n".join(map(str, faults)))
# A developer's server starts anew at every change, and is asked for a page or two.
if not settings.DEBUG:
    from utblick.operate.loading import load_to_divide

    load_to_divide()
