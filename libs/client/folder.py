# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A folder in which what lay ready is kept, with how far it was read."""

from pathlib import Path

from libs.client.messages import Waiting


class Inbox:
    """The messages of one service in a folder, one file each.

    How far it is is written after the files of a page: what stops half-way collects that page
    again, into the same files.
    """

    def __init__(self, folder: Path, service: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._mark = folder / f".{service}.cursor"
        self._reached = self.cursor

    @property
    def cursor(self) -> str | None:
        """Where the last time ended."""
        return self._mark.read_text(encoding="ascii").strip() if self._mark.exists() else None

    def keep(self, waiting: Waiting, content: bytes) -> Path:
        """Write one message; it is there whole or not at all."""
        if waiting.cursor != self._reached:
            self.close()
        self._reached = waiting.cursor
        file = self._folder / f"{waiting.about['soort']}-{waiting.about['id']}.xml"
        part = file.with_suffix(".deel")
        part.write_bytes(content)
        part.replace(file)
        return file

    def close(self) -> None:
        """Note that all until here was kept."""
        if self._reached is not None:
            self._mark.write_text(f"{self._reached}\n", encoding="ascii")
