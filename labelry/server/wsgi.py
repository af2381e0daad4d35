"""The application that the HTTP server runs; starts what lives beside it in the process."""

import os

from django.core.wsgi import get_wsgi_application

from labelry.server.bodies import measured_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "labelry.server.settings")
application = measured_bodies(get_wsgi_application())


def _start_threads() -> None:
    from django.conf import settings

    from labelry.cloudera import standing
    from labelry.jobs.worker import start_embedded

    if settings.EMBEDDED_WORKER:
        start_embedded()
    standing.start()


_start_threads()
