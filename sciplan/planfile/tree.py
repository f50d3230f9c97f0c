"""YAML text into a tree of nodes: the small, strict part of YAML that plan files are written in.

It reads the events of PyYAML's own parser and never composes, constructs or resolves anything, so that no alias
can explode and no scalar is taken for something else. The C parser is not used: nested brackets crash it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from yaml import events

from sciplan.domain.problems import Problem, Where
from sciplan.i18n import _
from sciplan.planfile.node import Fields, Items, Node, Scalar
from sciplan.planfile.spelling import MASK, character_problem, shortened, syntax_problem, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 20
MAX_EVENTS = 100_000
MAX_ANCHORS = 3
"""A file that is full of anchors needs one answer and not hundreds."""
MERGE = "<<"


class _Stop(Exception):
    """Ends the reading at a problem after which nothing more can be read."""


class TreeReader:
    """Reads one text into a tree, and notes problems on the way."""

    def __init__(self, text: str, file: str) -> None:
        """Take the text, and the file name that problems carry."""
        self._text = text
        self._file = file
        self._masked = MASK in text
        self._depth = 0
        self._events: Iterator[events.Event] = iter(())
        self._anchors = 0
        self.problems: list[Problem] = []

    def read(self) -> Node | None:
        """Give the root of the first document, or None if there is none or it cannot be read to its end."""
        loader = yaml.SafeLoader(self._text)
        self._events = self._limited(loader)
        try:
            return self._document()
        except _Stop:
            return None
        except yaml.MarkedYAMLError as error:
            self.problems.append(syntax_problem(error, self._text, self._file))
            return None
        except (ValueError, OverflowError):
            # PyYAML lets an escape such as "\Uffffffff" reach chr().
            mark = loader.get_mark()
            self.problems.append(
                Problem(
                    "yaml-syntax",
                    _("A \\ in double quotes is followed by a number that is no character."),
                    Where(self._file, mark.line + 1, mark.column + 1),
                    _("Write the character itself."),
                )
            )
            return None
        finally:
            loader.dispose()

    def _limited(self, loader: yaml.SafeLoader) -> Iterator[events.Event]:
        count = 0
        while loader.check_event():
            event: events.Event = loader.get_event()  # type: ignore[no-untyped-call]
            count += 1
            if count > MAX_EVENTS:
                self._refuse(event, "yaml-size", _("The file holds too many values."), _("Split it."))
                raise _Stop
            yield event

    def _document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if not isinstance(event, events.DocumentStartEvent):
                continue
            if root is not None:
                message = _("A second document starts here.")
                self._refuse(event, "yaml-documents", message, _("Keep one document per file."))
                break
            root = self._node(next(self._events))
        return root

    def _node(self, event: events.Event) -> Node:
        line, column = _start(event)
        if isinstance(event, events.AliasEvent):
            self._refuse_anchor(event)
            return Scalar(line, column, "", refused=True)
        if isinstance(event, events.ScalarEvent | events.CollectionStartEvent):
            self._check_properties(event)
        if isinstance(event, events.ScalarEvent):
            return self._scalar(event, line, column)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            message = _("Lists and mappings are nested more than {depth} deep.").format(depth=MAX_DEPTH)
            self._refuse(event, "yaml-depth", message, _("Check the brackets and the indentation."))
            raise _Stop
        is_list = isinstance(event, events.SequenceStartEvent)
        node = self._items(line, column) if is_list else self._fields(line, column)
        self._depth -= 1
        return node

    def _scalar(self, event: events.ScalarEvent, line: int, column: int) -> Scalar:
        plain = event.style is None
        problem = character_problem(event.value, Where(self._file, line, column))
        if problem is None:
            return Scalar(line, column, event.value, plain)
        if not (self._masked and MASK in event.value):
            self.problems.append(problem)
        return Scalar(line, column, visible(event.value), plain, refused=True)

    def _items(self, line: int, column: int) -> Items:
        items = Items(line, column)
        for event in self._events:
            if isinstance(event, events.SequenceEndEvent):
                break
            items.values.append(self._node(event))
        return items

    def _fields(self, line: int, column: int) -> Fields:
        fields = Fields(line, column)
        for event in self._events:
            if isinstance(event, events.MappingEndEvent):
                break
            key = self._node(event)
            value = self._node(next(self._events))
            self._add(fields, key, value)
        return fields

    def _add(self, fields: Fields, key: Node, value: Node) -> None:
        where = Where(self._file, key.line, key.column)
        if not isinstance(key, Scalar):
            message = _("A list or a mapping stands where a field's name belongs.")
            self.problems.append(Problem("yaml-key", message, where, _("Write “name: value”.")))
        elif key.refused and not key.text:
            return
        elif key.text == MERGE and key.plain:
            message = _("Merge keys (<<) are not used here.")
            self.problems.append(Problem("yaml-merge", message, where, _("Write the fields out.")))
        elif key.text in fields.keys:
            message = _("“{field}” stands twice; first in line {line}.")
            message = message.format(field=shortened(key.text), line=fields.keys[key.text].line)
            self.problems.append(Problem("duplicate-field", message, where, _("Keep one of them.")))
        else:
            fields.keys[key.text] = key
            fields.values[key.text] = value

    def _check_properties(self, event: events.ScalarEvent | events.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse_anchor(event)
        if event.tag is not None:
            message = _("Tags (!) are not used here.")
            hint = _("Leave it out, or put a text that starts with ! in quotes.")
            self._refuse(event, "yaml-tag", message, hint)

    def _refuse_anchor(self, event: events.Event) -> None:
        message = _("Anchors (&) and aliases (*) are not used here.")
        hint = _("Write the value out, or put a text that starts with & or * in quotes.")
        self._refuse(event, "yaml-anchor", message, hint)
        self._anchors += 1
        if self._anchors == MAX_ANCHORS:
            raise _Stop

    def _refuse(self, event: events.Event, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, message, Where(self._file, *_start(event)), hint))


def _start(event: events.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
