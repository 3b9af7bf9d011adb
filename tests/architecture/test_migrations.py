# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The revisions of a service follow one another, also after two branches each added one."""

import re
from pathlib import Path

import pytest

SERVICES = Path(__file__).parents[2] / "services"
TREES = sorted(SERVICES.glob("*/migrations/versions"))


def _told(path: Path) -> tuple[str | None, str | None]:
    """Its own number, and that of the one before."""
    text = path.read_text()
    own = re.search(r'^revision = "(\d{4})"$', text, re.MULTILINE)
    before = re.search(r'^down_revision = "(\d{4})"$', text, re.MULTILINE)
    return own and own[1], before and before[1]


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.parts[-3])
def test_each_revision_follows_the_one_before(tree: Path) -> None:
    paths = sorted(tree.glob("[0-9]*.py"))
    numbers = [f"{n + 1:04}" for n in range(len(paths))]

    assert [path.name[:4] for path in paths] == numbers
    assert [_told(path) for path in paths] == list(zip(numbers, [None, *numbers], strict=False))
