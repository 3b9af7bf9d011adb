# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m scripts.regels`: write docs/regels.md from the register and the units."""

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from libs.ijw.register import Entry, register
from libs.ijw.rule import Rule
from libs.ijw.rules import RULES
from libs.ijw.rules.form import FORM_RULES, FormRule
from libs.ijw.rules.pair import PAIR_RULES
from libs.ijw.rules.received import ANSWER_RULES
from services.billing.rules.line_rule import LineRule

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "regels.md"

_LEVELS = {
    "schema": "Level 1: form of an element (schema)",
    "bericht": "Level 2: within one message (bericht)",
    "berichtoverstijgend": "Level 3: across messages (berichtoverstijgend)",
    "extern": "Level 4: against the outside (extern)",
    "proces": "How people and systems work together (proces)",
    "invulinstructie": "How to fill a message (invulinstructie)",
    "uitgangspunt": "What the standard starts from (uitgangspunt)",
}
_INTRO = """\
<!--
SPDX-FileCopyrightText: 2026 Jeugdregio
SPDX-License-Identifier: EUPL-1.2
-->

# The rules of iJw 3.2

Every rule of the standard, with what it asks in one Dutch sentence of our own.
A rule is held by a unit, to which the last column links, or that column says why there is none.
Text beside a link says what the units leave open.
A place is a class and its element; messages behind it are those in which the rule speaks of it.
Written by `python -m scripts.regels` from the register and the units: change those, not this page.
"""

OWN = "EB"
"""What ids of our own rules begin with (eigen bepaling); the standard has no such ids."""

_OWN_INTRO = """\
## Rules of our own (eigen bepalingen)

What law and contract ask and no rule of the standard checks, with the code of WJ001 that fits.
"""

Column = Callable[[Entry], str]


@dataclass(frozen=True, slots=True)
class ServiceUnit:
    """A rule of a service, and the file that declares it."""

    rule: Rule[Any, Any]
    file: str

    @property
    def package(self) -> str:
        """Such as `services/billing`."""
        return "/".join(self.file.split("/")[:2])


def service_units() -> Iterator[ServiceUnit]:
    """Every rule that a service declares."""
    for path in sorted(ROOT.glob("services/*/rules*/**/*.py")):
        file = path.relative_to(ROOT).as_posix()
        module = importlib.import_module(_module(file))
        # A rule on a claim line stands inside a unit that also tells what it saw.
        values = vars(module).values()
        rules = (value.rule if isinstance(value, LineRule) else value for value in values)
        yield from (ServiceUnit(rule, file) for rule in rules if isinstance(rule, Rule))


def files_of_units() -> Mapping[str, list[str]]:
    """Rule id -> the files that declare a unit for it."""
    found: dict[str, set[str]] = {}
    library: tuple[FormRule | Rule[Any, Any], ...] = (
        *FORM_RULES,
        *(unit.rule for unit in (*RULES, *PAIR_RULES, *ANSWER_RULES)),
    )
    for rule in library:
        found.setdefault(rule.id, set()).add(f"{rule.holds.__module__.replace('.', '/')}.py")
    for unit in service_units():
        found.setdefault(unit.rule.id, set()).add(unit.file)
    return {id: sorted(files) for id, files in found.items()}


def rendered() -> str:
    """The page as it should stand in docs/."""
    entries, files = list(register().values()), files_of_units()
    parts = [_INTRO, _table(_counts(entries, files))]
    for level, title in _LEVELS.items():
        parts.append(f"## {title}\n")
        parts.append(_table(_rows([e for e in entries if e.level == level], files)))
    parts.append(f"{_OWN_INTRO}\n{_table(_own_rows())}")
    return "\n".join(parts)


def _module(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _counts(entries: list[Entry], files: Mapping[str, list[str]]) -> Iterator[list[str]]:
    yield ["Level", "Rules", "With a unit", "With a reason only"]
    for level in _LEVELS:
        yield _count(level, [e for e in entries if e.level == level], files)
    yield _count("all", entries, files)


def _count(name: str, entries: list[Entry], files: Mapping[str, list[str]]) -> list[str]:
    held = sum(entry.id in files for entry in entries)
    return [name, str(len(entries)), str(held), str(len(entries) - held)]


def _rows(entries: list[Entry], files: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """A heading and a row per rule; without the columns in which no rule has anything."""
    columns: dict[str, Column] = {
        "Rule": lambda entry: entry.id,
        "Code": lambda entry: entry.retourcode or "",
        "Messages": lambda entry: ", ".join(entry.berichten),
        "Places": _places,
        "What it asks": lambda entry: entry.zin,
        "Where, or why not": lambda entry: _where(entry, files),
    }
    used = {name: of for name, of in columns.items() if any(map(of, entries))}
    yield list(used)
    yield from ([of(entry) for of in used.values()] for entry in entries)


def _own_rows() -> Iterator[list[str]]:
    yield ["Rule", "Code", "What it asks", "Where"]
    for unit in service_units():
        if unit.rule.id.startswith(OWN):
            link = f"[{unit.file}](../{unit.file})"
            yield [unit.rule.id, unit.rule.retourcode or "", unit.rule.sentence, link]


def _places(entry: Entry) -> str:
    """Each class and element once, with its messages unless they are all of the rule."""
    messages: dict[str, list[str]] = {}
    for place in entry.plaatsen:
        message, _, below = place.partition("/")
        messages.setdefault(below or "the whole message", []).append(message)
    return ", ".join(
        below if len(found) == len(entry.berichten) else f"{below} ({', '.join(found)})"
        for below, found in sorted(messages.items())
    )


def _where(entry: Entry, files: Mapping[str, list[str]]) -> str:
    links = ", ".join(f"[{file}](../{file})" for file in files.get(entry.id, ()))
    return "; ".join(part for part in (links, entry.reden) if part)


def _table(rows: Iterable[list[str]]) -> str:
    heading, *rest = (f"| {' | '.join(cells)} |" for cells in rows)
    rule = "|---" * heading.count(" |") + "|"
    return "\n".join([heading, rule, *rest, ""])


def main() -> None:
    """Write, and say what."""
    PAGE.write_text(rendered(), encoding="utf-8")
    Console().print(PAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
