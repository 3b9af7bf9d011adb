# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every leaf of a message with every text that may matter to its type, one at a time."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from libs.ijw import write
from libs.ijw.codelists import codelist
from libs.ijw.elements import leaves
from libs.ijw.types import Number, Simple, Text
from tests.ijw.cases_form import FORM_CASES
from tests.ijw.complete import complete
from tests.ijw.mutations import SOME_TEXT

_EVERYWHERE = (*SOME_TEXT, "\u00a0", "\u2028", "\t", "x\u0301", "-0", "0x1", "INF", "2026-02-30")


def facet_cases(soort: str) -> Iterator[bytes]:
    """The complete message with another text in one place, for every place and text."""
    root: Any = etree.fromstring(write(complete(soort)))
    for place, simple in leaves(soort).items():
        steps = "/".join(f"{{*}}{name}" for name in place.split("/")[2:])
        element = root.find(steps)
        known = element.text
        for text in _texts(simple):
            element.text = text
            yield etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        element.text = known


def _texts(simple: Simple) -> list[str]:
    found = {*_EVERYWHERE, *_at_bounds(simple)}
    for cases in FORM_CASES.values():
        found |= {t for t in (*cases.hold, *cases.break_) if len(t) < 300}
    return sorted(found)


def _at_bounds(simple: Simple) -> Iterator[str]:
    """Just under, at and just over each bound of a type."""
    if isinstance(simple, Number):
        around = (simple.maximum - 1, simple.maximum, simple.maximum + 1)
        yield from (str(n) for n in (-1, 0, 1, *around))
    elif isinstance(simple, Text) and simple.codes:
        codes = codelist(simple.codes).codes
        yield from [*codes, *(f"{code} " for code in codes), *(code.lower() for code in codes)]
    elif isinstance(simple, Text):
        longest = simple.max_length or 300
        for filler in ("1", "x", "é", " x", "\N{GRINNING FACE}"):
            yield from ((filler * longest)[: longest + n] for n in (-1, 0))
            yield (filler * (longest + 1))[: longest + 1]
