"""What imports announce."""

from dataclasses import dataclass

from labelry.imports.models import Import


@dataclass(frozen=True)
class ImportFinished:
    run: Import
