# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command line: it says what there is, and refuses what is wrong without doing anything."""

import pytest

from libs.common.commands.parser import OPERATE, parser_of

WRONG = [
    [],
    ["onzin"],
    ["backup"],
    ["restore"],
    ["prune", "--dry"],
    ["republish", "--topic", "onzin"],
    ["resume", "extra"],
    ["dead"],
    ["dead", "replay", "x"],
    ["api", "--port", "x"],
]


@pytest.mark.parametrize("wrong", WRONG, ids=" ".join)
def test_what_is_wrong_ends_with_how_it_should_be(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parser_of("billing").parse_args(wrong)
    assert end.value.code == 2
    assert "usage: python -m services.billing" in capsys.readouterr().err


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parser_of("billing").parse_args(["--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    named = [line.split()[0] for line in shown.splitlines() if line.startswith("    ")]
    assert set(named) >= {"api", "worker", "migrate", "topics", *OPERATE}
