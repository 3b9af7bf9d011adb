# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A stand-in for what differs from line to line, to see whether a rule looks at it."""

from typing import Any, NoReturn


class LooksAtLine(Exception):
    """A rule looked at what differs from line to line."""


class _Varies:
    """Stands for what differs from line to line: whatever is done with it raises.

    But for `is`: whether something is absent is a part of what lines have in common.
    """

    def _raise(self, *_args: object) -> NoReturn:
        raise LooksAtLine

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __neg__ = __abs__ = _raise
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __getitem__ = __iter__ = _raise
    __bool__ = __len__ = __int__ = __index__ = __str__ = __format__ = __getattr__ = _raise
    __eq__ = __ne__ = __hash__ = _raise


VARIES: Any = _Varies()
