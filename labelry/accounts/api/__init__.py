"""People, tokens and the organization over HTTP."""

from ninja import Router

from labelry.accounts.api.organization import router as organization
from labelry.accounts.api.people import router as people
from labelry.accounts.api.tokens import router as tokens

router = Router()
router.add_router("", people)
router.add_router("", tokens)
router.add_router("", organization)

__all__ = ["router"]
