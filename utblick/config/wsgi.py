"""The door for the web server."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from utblick import lexicon

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "utblick.config.settings")
application = get_wsgi_application()
# Pages are served at once; the first that needs the engine of meaning finds it open, or waits for this thread.
Thread(target=lexicon.warm, name="engine", daemon=True).start()
