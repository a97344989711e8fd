"""What an import brings, from the first file read to the last row accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analytics.contract import TABLES
from analytics.ingest.files.exports import Export
from analytics.ingest.files.text_tables import TextTable
from analytics.ingest.report import FileReport, Ignored, Rejected, RejectedRecord, Unmapped, Warned


@dataclass
class Batch:
    """What an import brings. `texts` are the tables found, one per part; `files` the account of each export."""

    exports: Sequence[Export]
    texts: list[TextTable] = field(default_factory=list)
    files: list[FileReport] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    unmapped: list[Unmapped] = field(default_factory=list)
    rejected_records: list[RejectedRecord] = field(default_factory=list)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that the batch brings, in the order of the contract."""
        brought = {text.heading.table.name for text in self.texts}
        return tuple(name for name in TABLES if name in brought)

    @property
    def is_refused(self) -> bool:
        """Whether a file cannot be taken, and with it none."""
        return any(file.refused_because for file in self.files)


def refused(batch: Batch) -> Batch:
    """The batch with nothing accepted: every record of its files went with it."""
    batch.files = [
        replace(
            file,
            accepted=0,
            rejected=file.records - file.ignored,
            refused_because=file.refused_because or "other_file_refused",
        )
        for file in batch.files
    ]
    return batch
