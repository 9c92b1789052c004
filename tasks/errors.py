"""Errors of the units of work. Each message is one Vietnamese line: what, where, what to do.

TaskError
├── BadAgencies      the list of agencies cannot be taken as it is
├── BadAnswers       the list of answers cannot be taken as it is
├── BadProvince      the description of a province cannot be taken as it is
├── BadRange         the days of a rehearsal or a plan do not fit together
├── NothingThere     the row that was named does not exist in this province
└── NotPossibleNow   the state of the row does not allow what was asked
"""


class TaskError(Exception):
    """Root of what this package raises for a cause outside the program."""


class BadAgencies(TaskError):
    """A column is missing, or a row has a bad address, kind, day or a name that stands twice."""


class BadAnswers(TaskError):
    """A column is missing, or a row names no assignment of the rehearsal."""


class BadProvince(TaskError):
    """The file is no TOML, or a field is missing, unknown or no text."""


class BadRange(TaskError):
    """The last day lies before the first."""


class NothingThere(TaskError):
    """No such row in this province."""


class NotPossibleNow(TaskError):
    """The row is in a state that does not allow it."""
