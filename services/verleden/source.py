# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Where historical messages come from: a folder, a zip or a tar, in whatever order."""

import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from libs.ijw import MAX_BYTES


class NoSourceError(Exception):
    """What was given is no folder and no archive that can be read."""


@dataclass(frozen=True, slots=True)
class Source:
    """Names of files, and the bytes of one of them: at most one more than a message may have."""

    names: Sequence[str]
    read: Callable[[str], bytes]


@contextmanager
def opened(place: Path) -> Iterator[Source]:
    """The files in a folder or archive. Raises `NoSourceError`.

    A tar can only be read from front to back: it is unpacked in a folder that is gone afterwards.
    """
    try:
        if place.is_dir():
            yield _folder(place)
        elif zipfile.is_zipfile(place):
            with zipfile.ZipFile(place) as archive:
                yield _zip(archive)
        elif place.is_file() and tarfile.is_tarfile(place):
            with tempfile.TemporaryDirectory(prefix="verleden-") as kept:
                yield _tar(place, Path(kept))
        else:
            raise NoSourceError(f"{place} is geen map, zip of tar")
    except (tarfile.TarError, zipfile.BadZipFile, EOFError) as error:
        raise NoSourceError(f"{place} is beschadigd ({type(error).__name__})") from error


def _folder(place: Path) -> Source:
    files = {str(path.relative_to(place)): path for path in place.rglob("*") if path.is_file()}
    return Source(sorted(files), lambda name: _head(files[name]))


def _zip(archive: zipfile.ZipFile) -> Source:
    names = sorted({info.filename for info in archive.infolist() if not info.is_dir()})

    def read(name: str) -> bytes:
        with archive.open(name) as file:
            return file.read(MAX_BYTES + 1)

    return Source(names, read)


def _tar(place: Path, kept: Path) -> Source:
    """Under numbers of our own: a name in an archive may point anywhere."""
    files: dict[str, Path] = {}
    with tarfile.open(place) as archive:
        for number, member in enumerate(archive):
            inner = archive.extractfile(member) if member.isfile() else None
            if inner is None:
                continue
            files[member.name] = kept / str(number)
            files[member.name].write_bytes(inner.read(MAX_BYTES + 1))
    return Source(sorted(files), lambda name: _head(files[name]))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
