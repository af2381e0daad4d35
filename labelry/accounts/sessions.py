"""Where sessions are stored: Django's table, read as before when the disk takes no more writes."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSession

from labelry.http.disk import unless_refused


class SessionStore(DatabaseSession):
    """A session whose time of last activity need not be stored for a page to be shown."""

    def save(self, must_create: bool = False) -> None:
        """As Django's; only beginning a session fails on a disk that refuses it."""
        if must_create:
            super().save(must_create)
            return
        with unless_refused("a session"):
            super().save()
