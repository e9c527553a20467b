"""Areas come from files: CSV or XLSX, as large as they may be."""

from hub.grid.imports.areas import COLUMNS, KIND_WORDS, import_areas
from hub.grid.imports.runs import (
    Column,
    ImportReason,
    ImportRefused,
    Outcome,
    Progress,
    Record,
    Report,
    run,
    template,
)

__all__ = [
    "COLUMNS",
    "KIND_WORDS",
    "Column",
    "ImportReason",
    "ImportRefused",
    "Outcome",
    "Progress",
    "Record",
    "Report",
    "import_areas",
    "run",
    "template",
]
