"""The API of all apps, composed."""

from ninja import NinjaAPI

from labelry import __version__
from labelry.accounts.api import router as accounts
from labelry.accounts.authentication import signed_in
from labelry.annotations.api import predictions_router
from labelry.annotations.api import router as annotations
from labelry.datamanager.api import router as datamanager
from labelry.exports.api import router as exports
from labelry.http.errors import install_error_handlers
from labelry.http.rendering import Renderer
from labelry.http.requests import BodyParser
from labelry.imports.api import router as imports
from labelry.jobs.api import router as jobs
from labelry.projects.api import router as projects
from labelry.server.samples import router as samples
from labelry.stream.api import router as stream

DESCRIPTION = """Label Studio's API, and Labelry's own under `/api/labelry/`.

Sign in with `Authorization: Token <legacy token>`, with `Authorization: Bearer <access token>`, or
with the session of the web app, which sends its `X-CSRFToken` with every change. Paths work with
and without their trailing slash; bodies may be JSON, forms or multipart.
"""

api = NinjaAPI(
    title="Labelry",
    version=__version__,
    description=DESCRIPTION,
    auth=signed_in,
    renderer=Renderer(),
    parser=BodyParser(),
    openapi_url="/openapi.json",
    docs_url=None,
)
install_error_handlers(api)
for router in (
    accounts,
    projects,
    samples,
    datamanager,
    annotations,
    predictions_router,
    stream,
    imports,
    exports,
    jobs,
):
    api.add_router("", router)
