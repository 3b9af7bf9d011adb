# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How an element is named in JSON."""

SOORT = "soort"
"""The member that says which message it is, beside what stands in its `Bericht`."""


def json_name(tag: str) -> str:
    """`ToewijzingNummer` -> `toewijzingNummer`."""
    return tag[0].lower() + tag[1:]
