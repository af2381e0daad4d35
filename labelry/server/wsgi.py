"""The application that the HTTP server runs; starts the embedded worker beside it."""

import os

from django.core.wsgi import get_wsgi_application

from labelry.server.bodies import measured_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "labelry.server.settings")
application = measured_bodies(get_wsgi_application())


def _start_worker() -> None:
    from django.conf import settings

    from labelry.jobs.worker import start_embedded

    if settings.EMBEDDED_WORKER:
        start_embedded()


_start_worker()
