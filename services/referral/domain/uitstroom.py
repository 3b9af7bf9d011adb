# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Why help ended, in the code of the CBS (section B.6: JZ588 to reden beeindiging)."""

_CBS = {
    "31": "01",
    "39": "01",
    "34": "02",
    "32": "03",
    "33": "04",
    "35": "05",
    "02": "05",
}
_OVERSTAP = "38"
_DOOR_CLIENT = "03"


def cbs_reason(reden: str, *, client_koos: bool = False) -> str | None:
    """A code 01 to 05; None for a temporary stop, and where only the context would tell.

    Going to another aanbieder (38) is an end by the client when the client chose it.
    """
    if reden == _OVERSTAP:
        return _DOOR_CLIENT if client_koos else None
    return _CBS.get(reden)
