# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules of level 1 on the text of one element: the schema says that one is broken, these which.

Together they say what the facets of the schema say; a test holds the two against each other.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from libs.ijw import types as t
from libs.ijw.findings import Level

_XML_SPACE = " \t\n\r"
_MOST_DIGITS = 100
_WHOLE = re.compile("[+-]?[0-9]+")
_DATE = re.compile("-?([0-9]{4}|[1-9][0-9]{4,})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class FormRule:
    """One rule of level 1; `binds` says of a simple type whether the rule speaks of it."""

    id: str
    sentence: str
    binds: Callable[[t.Simple], bool]
    holds: Callable[[str, t.Simple], bool]

    level = Level.SCHEMA
    retourcode = None


def _longest(id: str, length: int) -> FormRule:
    """Length is in characters; numbers have no length."""
    return FormRule(
        id,
        f"De waarde mag ten hoogste {length} {'teken' if length == 1 else 'tekens'} tellen.",
        lambda simple: isinstance(simple, t.Text) and simple.max_length == length,
        lambda text, _simple: len(text) <= length,
    )


def _highest(id: str, maximum: int) -> FormRule:
    def holds(text: str, _simple: t.Simple) -> bool:
        value = whole(text)
        return value is None or value <= maximum

    return FormRule(
        id,
        f"Het getal mag ten hoogste {maximum} zijn.",
        lambda simple: isinstance(simple, t.Number) and simple.maximum == maximum,
        holds,
    )


def _shaped(
    id: str, pattern: str, sentence: str, holds: Callable[[str, t.Simple], bool] | None = None
) -> FormRule:
    """The whole text is of this pattern; `holds` says so where Python reads a pattern otherwise."""
    matches = re.compile(pattern).fullmatch
    return FormRule(
        id,
        sentence,
        lambda simple: isinstance(simple, t.Text) and simple.pattern == pattern,
        holds or (lambda text, _simple: matches(text) is not None),
    )


def _fixed(id: str, name: str, sentence: str) -> FormRule:
    """The message itself fixes the value of this type."""
    return FormRule(id, sentence, lambda simple: simple.name == name, _is_as_fixed)


def _is_as_fixed(text: str, simple: t.Simple) -> bool:
    if isinstance(simple, t.Number):
        return text.strip(_XML_SPACE) == simple.pattern
    return isinstance(simple, t.Text) and text == simple.pattern


def whole(text: str) -> int | None:
    """The whole number in a text as XML Schema reads it; None when it holds another thing."""
    trimmed = text.strip(_XML_SPACE)
    if not _WHOLE.fullmatch(trimmed):
        return None
    sign, digits = ("-", trimmed[1:]) if trimmed[0] == "-" else ("", trimmed.lstrip("+"))
    # Thousands of leading zeros are allowed, and `int` refuses them; as many digits are not.
    return int(sign + (digits.lstrip("0") or "0")[:_MOST_DIGITS])


def _is_day(text: str, _simple: t.Simple) -> bool:
    """A date of the Gregorian calendar without a time zone; the year may be of any size."""
    match = _DATE.fullmatch(text.strip(_XML_SPACE))
    if match is None:
        return False
    year, month, day = (int(part[-9:]) for part in match.groups())
    if match[1] == "0000" or not 1 <= month <= len(_DAYS):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = _DAYS[month - 1] - (1 if month == 2 and not leap else 0)  # noqa: PLR2004 - February
    return 1 <= day <= last


def _is_time(text: str, _simple: t.Simple) -> bool:
    return _TIME.fullmatch(text.strip(_XML_SPACE)) is not None


def _is_one_line(text: str, _simple: t.Simple) -> bool:
    return text.strip(_XML_SPACE) != "" and "\n" not in text and "\r" not in text


def _is_not_empty(text: str, _simple: t.Simple) -> bool:
    return text.strip(_XML_SPACE) != ""


def _is_from_0(text: str, _simple: t.Simple) -> bool:
    value = whole(text)
    return value is not None and value >= 0


FORM_RULES: tuple[FormRule, ...] = (
    FormRule(
        "RS001",
        "De waarde moet een geheel getal vanaf 0 zijn.",
        lambda simple: isinstance(simple, t.Number),
        _is_from_0,
    ),
    _highest("RS002", 99),
    _highest("RS004", 99_999),
    _highest("RS005", 99_999_999),
    _highest("RS006", 999_999_999),
    _longest("RS008", 1),
    _longest("RS009", 2),
    _longest("RS010", 3),
    _longest("RS011", 4),
    _longest("RS012", 5),
    _longest("RS013", 6),
    _longest("RS014", 8),
    _longest("RS015", 9),
    _longest("RS016", 10),
    _longest("RS017", 12),
    _longest("RS018", 15),
    _longest("RS019", 20),
    _longest("RS020", 24),
    _longest("RS021", 25),
    _longest("RS023", 35),
    _longest("RS024", 36),
    _longest("RS025", 64),
    _longest("RS026", 80),
    _longest("RS028", 200),
    _shaped("RS031", t.SOME_TEXT, "Een commentaar mag niet leeg zijn.", _is_not_empty),
    FormRule(
        "RS032",
        "De waarde moet een bestaande datum zonder tijdzone zijn.",
        lambda simple: isinstance(simple, t.Day),
        _is_day,
    ),
    _shaped(
        "RS033",
        t.NOT_BLANK,
        "De waarde moet één regel zijn met ten minste één teken dat geen spatie is.",
        _is_one_line,
    ),
    FormRule(
        "RS034",
        "De waarde moet een tijdstip zonder tijdzone zijn.",
        lambda simple: isinstance(simple, t.Clocktime),
        _is_time,
    ),
    _shaped("RS035", t.FOUR_DIGITS, "De waarde moet uit precies 4 cijfers bestaan."),
    _shaped("RS036", t.EIGHT_DIGITS, "De waarde moet uit precies 8 cijfers bestaan."),
    _shaped("RS037", t.NINE_DIGITS, "De waarde moet uit precies 9 cijfers bestaan."),
    _highest("RS040", 999_999_999_999),
    _shaped(
        "RS045",
        t.LETTERS,
        "De waarde mag alleen letters bevatten, geen punten of spaties.",
    ),
    _shaped("RS046", t.DIGITS, "De waarde mag alleen cijfers bevatten."),
    _fixed("RS047", "LDT_BerichtCode", "De berichtcode moet die van dit bericht zijn."),
    _shaped(
        "RS048",
        t.THREE_NUMBERS,
        "Een versie moet uit drie getallen met punten ertussen bestaan, zonder voorloopnullen.",
    ),
    _fixed("CS015", "LDT_BerichtSubversie", "De subversie moet die van iJw 3.2 zijn: 2."),
    _fixed("CS025", "LDT_BerichtVersie", "De versie moet die van iJw 3.2 zijn: 3."),
    _shaped(
        "CS319",
        t.LETTERS_AND_DIGITS,
        "Een declaratienummer mag alleen letters en cijfers bevatten.",
    ),
)
"""In the order of the standard. Lengths and maxima that no element has are not among them."""


@cache
def form_rules(simple: t.Simple) -> tuple[FormRule, ...]:
    """The rules on texts of this type."""
    return tuple(rule for rule in FORM_RULES if rule.binds(simple))
