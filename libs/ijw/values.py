# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The values of a valid document: two passes over its tree in C, then one over what they found.

The first pass collects the texts; in a valid document each leaf has one. The second collects how
many children those elements have in which something may be absent or repeated: what is there
follows from that. The tree is not needed any more once both are known.
"""

import dataclasses
import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, time
from functools import cache, lru_cache
from typing import Any

from lxml import etree

from libs.ijw.declare import MESSAGES
from libs.ijw.document import Document
from libs.ijw.elements import SHARED_NAMESPACE, Element, declared, is_shared
from libs.ijw.lend import Lender
from libs.ijw.types import Clocktime, Day, Number, Simple

Shape = int | tuple[str, ...]
"""How many children an element has, or their names where the number leaves doubt."""

_Texts = Iterator[str]
_Shapes = Iterator[Shape]
_Build = Callable[[_Texts, _Shapes], Any]
_Convert = Callable[[str], Any]
_Put = Callable[[Any, Any], None]
_Part = tuple[_Put, _Convert | None, _Build | None]

_TEXTS: Lender[Any] = Lender(lambda: etree.XPath("descendant::text()", smart_strings=False))
_LEAVES: Any = etree.XPath("descendant::*[not(*)]")


@dataclasses.dataclass(frozen=True, slots=True)
class Values:
    """What a document says, without its tree."""

    soort: str
    texts: list[str]
    shapes: list[Shape]


class OutOfStepError(ValueError):
    """The texts are not one for each leaf, or one of them is a date that Python cannot hold."""


def values_of(document: Document, *, carefully: bool = False) -> Values:
    """The values of a document that was judged valid.

    White space between elements may look like a text of its own; `carefully` costs more and
    does not mind.
    """
    root, soort = document.root, document.definition.soort
    plan = _plan(soort)
    if carefully or not document.tidy:
        return Values(soort, plan.texts(root), plan.shapes(root))
    with _TEXTS.lent() as texts_in:
        return Values(soort, texts_in(root), plan.shapes(root))


def message_of(values: Values) -> Any:  # noqa: ANN401 - one of fourteen
    """The message with these values. Raises `OutOfStepError`."""
    texts = iter(values.texts)
    try:
        with _without_cycle_search(len(values.texts)):
            message = _plan(values.soort).build(texts, iter(values.shapes))
    except (ValueError, StopIteration):
        raise OutOfStepError from None
    if next(texts, None) is not None:
        raise OutOfStepError
    return message


@contextmanager
def _without_cycle_search(texts: int) -> Iterator[None]:
    """A large message is built without the garbage collector, which would look through it again
    and again: a tree of frozen classes has no cycles."""
    if texts < _MANY_TEXTS or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


_MANY_TEXTS = 10_000


@dataclasses.dataclass(frozen=True, slots=True)
class _Plan:
    """How to read a message; `tags` are the elements whose shape has to be known."""

    build: _Build
    tags: tuple[str, ...]
    doubtful: frozenset[str]

    def texts(self, root: Any) -> list[str]:  # noqa: ANN401 - an lxml element
        """One for each leaf. A class in which nothing is present is no leaf."""
        return [leaf.text for leaf in _LEAVES(root) if leaf.tag not in self.tags]

    def shapes(self, root: Any) -> list[Shape]:  # noqa: ANN401 - an lxml element
        if not self.doubtful:
            return list(map(len, root.iter(*self.tags)))
        return [self._shape(element) for element in root.iter(*self.tags)]

    def _shape(self, element: Any) -> Shape:  # noqa: ANN401 - an lxml element
        if element.tag in self.doubtful:
            return tuple(child.tag for child in element)
        return len(element)


@cache
def _plan(soort: str) -> _Plan:
    root = MESSAGES[soort].root
    optionals = {f"{{{MESSAGES[soort].namespace}}}Bericht": _optionals(root, soort)}
    for tag, count in _named(root, soort):
        if optionals.setdefault(tag, count) != count:
            raise TypeError(f"{tag} differs from place to place")
    shaped = sorted(tag for tag, count in optionals.items() if count)
    doubtful = frozenset(tag for tag, count in optionals.items() if count > 1)
    return _Plan(_class_builder(root, soort), tuple(shaped), doubtful)


def _named(cls: type, soort: str) -> Iterator[tuple[str, int]]:
    """Every element below a class by its full name, with how many in it may be absent.

    A wrapper counts as one: the number of its items is what has to be known.
    """
    namespace = SHARED_NAMESPACE if is_shared(cls) else MESSAGES[soort].namespace
    for element in declared(cls, soort):
        if element.wrapped:
            yield f"{{{namespace}}}{element.tag}", 1
        yield f"{{{namespace}}}{element.name}", _optionals(element.content, soort)
        if isinstance(element.content, type):
            yield from _named(element.content, soort)


def _optionals(content: Simple | type, soort: str) -> int:
    """How many elements of a class may be absent."""
    if not isinstance(content, type):
        return 0
    return sum(element.optional for element in declared(content, soort))


@cache
def _class_builder(cls: type, soort: str) -> _Build:
    """Builds an instance of `cls`; made once per class and message.

    It fills the slots itself: the `__init__` of a frozen class takes as long as all the rest.
    """
    layouts = _Layouts(cls, soort)
    if not _optionals(cls, soort):
        return layouts.whole
    return lambda texts, shapes: layouts.of(next(shapes))(texts, shapes)


def _written(cls: type, parts: Sequence[_Part], absent: Sequence[tuple[_Put, Any]]) -> _Build:
    """A function that builds an instance, written out as a dataclass writes its `__init__`.

    A loop over the parts takes half as long again, and this is where a message is read.
    """
    known: dict[str, Any] = {"new": object.__new__, "cls": cls}
    lines = ["def build(texts, shapes):", " made = new(cls)"]
    for n, (put, convert, inner) in enumerate(parts):
        known |= {f"put{n}": put, f"convert{n}": convert, f"inner{n}": inner}
        text = f"convert{n}(next(texts))" if convert else "next(texts)"
        lines.append(f" put{n}(made, {f'inner{n}(texts, shapes)' if inner else text})")
    for n, (put, value) in enumerate(absent):
        known |= {f"omit{n}": put, f"value{n}": value}
        lines.append(f" omit{n}(made, value{n})")
    exec("\n".join([*lines, " return made"]), known)  # noqa: S102 - of nothing but numbered names
    built: _Build = known["build"]
    return built


class _Layouts:
    """The layouts of a class by its shape."""

    def __init__(self, cls: type, soort: str) -> None:
        self._cls = cls
        namespace = SHARED_NAMESPACE if is_shared(cls) else MESSAGES[soort].namespace
        elements = declared(cls, soort)
        self._by_tag = {f"{{{namespace}}}{e.tag}": e for e in elements}
        self._part = {e.field: _part(cls, e, soort) for e in elements}
        self._defaults = {
            f.name: (_setter(cls, f.name), f.default) for f in dataclasses.fields(cls)
        }
        needed = tuple(e for e in elements if not e.optional)
        self.whole = self._layout(elements)
        self._known: dict[Shape, _Build] = {
            len(needed): self._layout(needed),
            len(elements): self.whole,
        }

    def of(self, shape: Shape) -> _Build:
        """The layout of an element of this shape."""
        try:
            return self._known[shape]
        except KeyError:
            if isinstance(shape, int):
                raise OutOfStepError from None
            layout = self._known[shape] = self._layout(tuple(self._by_tag[tag] for tag in shape))
            return layout

    def _layout(self, present: tuple[Element, ...]) -> _Build:
        fields = {e.field for e in present}
        absent = [value for field, value in self._defaults.items() if field not in fields]
        return _written(self._cls, [self._part[e.field] for e in present], absent)


def _setter(cls: type, field: str) -> _Put:
    put: _Put = getattr(cls, field).__set__
    return put


def _part(cls: type, element: Element, soort: str) -> _Part:
    put, content = _setter(cls, element.field), element.content
    if element.wrapped:
        return put, None, _items_builder(content, soort)
    if isinstance(content, type):
        return put, None, _class_builder(content, soort)
    return put, _converter(content), None


def _items_builder(content: Simple | type, soort: str) -> _Build:
    if isinstance(content, type):
        one = _class_builder(content, soort)
        return lambda texts, shapes: tuple([one(texts, shapes) for _ in range(_count(shapes))])
    # Every repeated text is a code, which is kept as it is written.
    return lambda texts, shapes: tuple([next(texts) for _ in range(_count(shapes))])


def _count(shapes: _Shapes) -> int:
    count = next(shapes)
    if not isinstance(count, int):
        raise OutOfStepError
    return count


def _converter(content: Simple) -> _Convert | None:
    if isinstance(content, Number):
        return _number
    if isinstance(content, Day):
        return day_of
    return _time if isinstance(content, Clocktime) else None


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        # `int` refuses thousands of leading zeros, which are valid all the same.
        return int(text.strip().lstrip("+-0") or "0")


@lru_cache(maxsize=4096)
def day_of(text: str) -> date:
    """A date of the schema; raises `ValueError` for a year that `date` does not have."""
    return date.fromisoformat(text.strip())


def _time(text: str) -> time:
    """`xs:time` allows more decimals than Python does, and 24:00:00."""
    whole, _, fraction = text.strip().partition(".")
    if whole == "24:00:00":
        return time(0)
    return time.fromisoformat(whole).replace(microsecond=int((fraction + "000000")[:6]))
