# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The folder that the demo plays in: emptied only when nobody can miss what stands in it."""

import shutil
import sys
from pathlib import Path

from libs.common.folder import LOCK_FILE, held
from services.embedded import LOG_FILE, SERVED_FILE

MARK_FILE = "demo"
"""In a data folder: the demo made it."""


def start_afresh(folder: Path, *, anew: bool = False) -> None:
    """Empty the folder and mark it as the demo's. Raises `FolderInUseError`.

    A folder that only the demo wrote in is emptied at once. One that was served too, or is of
    before the mark, only `anew` or when somebody at the terminal says so; one that holds no
    region at all, never. Ends the program when it may not.
    """
    before = _contents(folder)
    if before and LOG_FILE not in {path.name for path in before} and not _is_own(folder):
        sys.exit(f"{folder} is geen map van een demo; kies een andere met --data")
    with held(folder):
        if before and not _is_own(folder) and not anew and not _agreed(folder):
            sys.exit(
                f"{folder} bevat een regio die heeft gedraaid; wat erin is gewerkt blijft staan.\n"
                "Opnieuw beginnen: python -m demo --opnieuw. Elders spelen: --data MAP."
            )
        for path in _contents(folder):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        (folder / MARK_FILE).touch()


def _is_own(folder: Path) -> bool:
    return (folder / MARK_FILE).exists() and not (folder / SERVED_FILE).exists()


def _contents(folder: Path) -> list[Path]:
    if not folder.exists():
        return []
    return [path for path in folder.iterdir() if path.name != LOCK_FILE]


def _agreed(folder: Path) -> bool:
    """Ask, where there is somebody to ask."""
    if not sys.stdin.isatty():
        return False
    answer = input(f"{folder} bevat een regio waarin is gewerkt. Alles wissen? [j/N] ")
    return answer.strip().lower() in {"j", "ja"}
