"""The server's settings with a data folder of the tests' own, and the database asked for."""

import os
import tempfile

for name in [name for name in os.environ if name.startswith(("LABELRY_", "LABEL_STUDIO_"))]:
    if not name.startswith("LABELRY_TEST_"):
        del os.environ[name]
os.environ["LABELRY_DATA_DIR"] = tempfile.mkdtemp(prefix="labelry-tests-")
os.environ["LABELRY_EMBEDDED_WORKER"] = "false"
os.environ["LABELRY_LOG_LEVEL"] = "WARNING"
if url := os.environ.get("LABELRY_TEST_DATABASE_URL"):
    os.environ["LABELRY_DATABASE_URL"] = url

from labelry.server.settings import *  # noqa: E402, F403
from labelry.server.settings import DATA_DIR, DATABASES, ON_SQLITE  # noqa: E402

if ON_SQLITE:
    # In a file, so that threads and processes of one test see the same rows, as in a server.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
