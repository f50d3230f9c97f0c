"""Typer's grammar in the user's language: help texts and the parser's complaints.

Typer's parser speaks English; what it raises is told apart by the name of its class, because the classes are private.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from sciplan.errors import Refused, SciplanError, UsageError
from sciplan.i18n import _


def _usage(command: TyperCommand | TyperGroup, context: Any, formatter: Any) -> None:  # noqa: ANN401
    pieces = " ".join(_(piece) for piece in command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, pieces, prefix=_("Usage: "))


def _translate(command: TyperCommand | TyperGroup) -> None:
    """Put the help of a command and its parameters, marked with `N_`, into the language in use."""
    command.help = _(command.help) if command.help else None
    for parameter in command.params:
        text = getattr(parameter, "help", None)
        if text:
            parameter.help = _(text)  # type: ignore[attr-defined]


def _program_options() -> list[TyperOption]:
    """Give the options of the whole program, so that they may stand behind a command as well as before it."""
    return [
        TyperOption(param_decls=["--database"], type=str, expose_value=False, hidden=True, callback=_take_database),
        TyperOption(param_decls=["--lang"], type=str, expose_value=False, hidden=True),
        TyperOption(param_decls=["--debug"], is_flag=True, expose_value=False, hidden=True, callback=_take_debug),
    ]


def _take_database(context: Any, _parameter: Any, value: str | None) -> None:  # noqa: ANN401
    if value == "":
        raise UsageError(_("{name} needs a value.").format(name="--database"))
    if value is not None:
        context.obj.database_option = value


def _take_debug(context: Any, _parameter: Any, value: bool | None) -> None:  # noqa: ANN401
    if value:
        context.obj.debug = True


def _refuse_empty(context: Any) -> None:  # noqa: ANN401
    for parameter in context.command.params:
        value = context.params.get(parameter.name)
        if value == "" or (isinstance(value, list | tuple) and "" in value):
            name = parameter.opts[0] if parameter.param_type_name == "option" else _name(parameter.metavar)
            raise UsageError(_("{name} needs a value.").format(name=name), _see_help(context))


class Command(TyperCommand):
    """A command whose help speaks the user's language."""

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401
        """Translate once, when the command is built for this run, and take the options of the whole program too."""
        super().__init__(*args, **settings)
        _translate(self)
        self.params.extend(_program_options())

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run the command, unless an option has no value where it needs one."""
        _refuse_empty(ctx)
        return super().invoke(ctx)

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the usage line."""
        _usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """Give the help option with its help in the user's language."""
        return _translated_help_option(super().get_help_option(ctx))


class Group(TyperGroup):
    """A group of commands whose help and complaints speak the user's language."""

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401
        """Translate once, when the group is built for this run."""
        super().__init__(*args, **settings)
        _translate(self)

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the usage line."""
        _usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """Give the help option with its help in the user's language."""
        return _translated_help_option(super().get_help_option(ctx))

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run the group, unless an option has no value where it needs one."""
        _refuse_empty(ctx)
        return super().invoke(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Find the command that is meant, or say which ones are near."""
        unknown = self.get_command(ctx, args[0]) is None and (args[0] == "-" or not args[0].startswith("-"))
        if unknown and not ctx.resilient_parsing:  # a shell that completes a line wants no complaints
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=3)
            hint = _("Did you mean {names}?").format(names=_(", ").join(near)) if near else _see_help(ctx)
            raise UsageError(_("There is no command “{name}”.").format(name=args[0]), hint)
        return super().resolve_command(ctx, args)


class Announced(TyperCommand):
    """A command, or a group of them, that is only told of: its name and its help. It is made when it is asked for."""

    def __init__(self, name: str, text: str, make: Callable[[], TyperCommand | TyperGroup]) -> None:
        """Keep what is told of it, with `text` marked for translation, and what makes it."""
        super().__init__(name, help=_(text))
        self._make = make

    def make_context(self, *args: Any, **settings: Any) -> Any:  # noqa: ANN401
        """Make the command and give the context of its run."""
        return self._make().make_context(*args, **settings)


def _translated_help_option(option: Any) -> Any:  # noqa: ANN401
    if option is not None:
        option.help = _("Show this help.")
    return option


def _see_help(context: Any) -> str:  # noqa: ANN401
    path = context.command_path if context is not None else "sciplan"
    return _("See “{command} --help”.").format(command=path)


def explain(complaint: typer.TyperException) -> SciplanError:
    """Say in the user's language what the parser complains about; a negative figure is input, and refused as such."""
    context = getattr(complaint, "ctx", None)
    option = getattr(complaint, "option_name", "")
    if option.lstrip("-")[:1].isdigit():
        return Refused(
            _("“{typed}” is negative; no figure is.").format(typed=option),
            _("To take something back, correct the earlier entry."),
        )
    say = _COMPLAINTS.get(type(complaint).__name__, _other)
    return UsageError(say(complaint), _see_help(context))


def _no_such_option(complaint: Any) -> str:  # noqa: ANN401
    name = complaint.option_name
    near = difflib.get_close_matches(name, complaint.possibilities or (), n=3)
    if near:
        return _("There is no option {name}; did you mean {names}?").format(name=name, names=_(", ").join(near))
    return _("There is no option {name}.").format(name=name)


def _missing(complaint: Any) -> str:  # noqa: ANN401
    return _("{name} is missing.").format(name=_parameter(complaint))


def _bad_value(complaint: Any) -> str:  # noqa: ANN401
    return _("The value of {name} cannot be used: {reason}").format(
        name=_parameter(complaint), reason=complaint.message
    )


def _bad_option(complaint: Any) -> str:  # noqa: ANN401
    if "does not take" in complaint.message:
        return _("{name} takes no value.").format(name=complaint.option_name)
    return _("{name} needs a value.").format(name=complaint.option_name)


def _parameter(complaint: Any) -> str:  # noqa: ANN401
    if complaint.param is None:
        return str(complaint.param_hint or "")
    return _name(str(complaint.param.get_error_hint(complaint.ctx)).replace("'", ""))


def _name(metavar: str) -> str:
    """Give the word for a place in a command line."""
    words = {
        "TARGET": _("TARGET"),
        "VALUE": _("VALUE"),
        "PLAN": _("PLAN"),
        "FILE...": _("FILE"),
        "AGENCY": _("AGENCY"),
    }
    return words.get(metavar.strip("[]{}"), metavar)


def _other(complaint: Any) -> str:  # noqa: ANN401
    if "extra argument" in complaint.message:
        extra = complaint.message.partition("(")[2].partition("(")[2].removesuffix(")")
        return _("“{words}” is more than this command takes.").format(words=extra)
    if "Missing command" in complaint.message or complaint.message == _("Missing command."):
        return _("A command is missing.")
    return str(complaint.message)


_COMPLAINTS: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _no_such_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "BadOptionUsage": _bad_option,
}
