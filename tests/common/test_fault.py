# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the log says of where an error came from."""

from libs.common.fault import describe, raised_at


def test_a_library_that_raises_does_not_hide_which_of_our_code_called_it() -> None:
    try:
        describe(ValueError(), 1)  # type: ignore[arg-type]
    except TypeError as error:
        ours, raised = raised_at(error)
    assert "/libs/common/fault.py:" in ours
    assert ours.endswith(" describe")
    assert "/json/" in raised


def test_where_nothing_of_ours_is_the_place_is_said() -> None:
    try:
        raise KeyError
    except KeyError as error:
        (raised,) = raised_at(error)
    assert raised.endswith("test_where_nothing_of_ours_is_the_place_is_said")
