"""ZIP archives of exports: the tables in them, each an export of its own, and the names of what else lies there."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path, PurePosixPath

from analytics.ingest.files.exports import SUFFIXES, Export, is_of_the_system
from analytics.ingest.files.packages import opened
from analytics.ingest.files.xml_parts import FAULTS
from analytics.ingest.report import RefusalError

DAMAGED = "damaged_archive"
_PARTITION = re.compile(r"[\w.%+ -]+=[\w.%+ -]+")


def unpacked(export: Export, room: Path) -> list[Export]:
    """The files of an archive, unpacked into the empty folder `room`. What is no table stays packed and is passed over.

    Raises RefusalError: `bomb`, `damaged_archive`, `has_password`.
    """
    found = []
    with opened(export.path, DAMAGED) as package:
        for at, name in enumerate(package.names):
            member = PurePosixPath(name)
            if any(is_of_the_system(part) for part in member.parts):
                continue
            one = replace(export, name=f"{export.name}/{name}", archive=export.name)
            suffix = member.suffix.lower()
            if SUFFIXES.get(suffix, "zip") == "zip":
                found.append(replace(one, is_passed_over=True))
                continue
            partitions = [part for part in member.parts[:-1] if _PARTITION.fullmatch(part)]
            path = room.joinpath(str(at), *partitions, f"table{suffix}")
            path.parent.mkdir(parents=True)
            try:
                with package.open(name) as packed, path.open("wb") as file:
                    shutil.copyfileobj(packed, file)
            except FAULTS as error:
                raise RefusalError(DAMAGED) from error
            found.append(replace(one, path=path, is_partitioned=bool(partitions)))
    return found
