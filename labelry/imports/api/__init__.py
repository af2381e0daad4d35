"""Imports, uploaded files and uploads in parts over HTTP."""

from ninja import Router

from labelry.imports.api.imports import router as imports
from labelry.imports.api.uploads import router as uploads

router = Router()
router.add_router("", imports)
router.add_router("", uploads)

__all__ = ["router"]
