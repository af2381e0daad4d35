"""What is generated is fresh: the settings page, the API's description, the language's page."""

from pathlib import Path

from labelry.server.management.commands.openapi import document as openapi
from labelry.server.management.commands.settings_table import document as settings_page

ROOT = Path(__file__).resolve().parents[2]


def test_the_settings_page_is_what_the_code_says() -> None:
    """Mend with `python3 launch.py manage settings_table`."""
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == settings_page()


def test_the_openapi_document_is_what_the_code_says() -> None:
    """Mend with `python3 launch.py manage openapi`, then `npm run api` in `web/`."""
    assert (ROOT / "openapi.json").read_text(encoding="utf-8") == openapi()
