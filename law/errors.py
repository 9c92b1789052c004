"""Errors that the law package raises.

    LawError                 a root to catch everything of this package
    ├── UnreadableText       the bytes or the text are no directive that can be read
    ├── SecretPaper          the paper is stamped MẬT or above and must not be kept
    └── UnknownPeriod        a period's name is not one of ours

Each message is one Vietnamese line: what, where, what to do.
"""


class LawError(Exception):
    """Root of what this package raises for a cause outside the program."""


class UnreadableText(LawError):
    """The input is no text, too long, empty, or has no clause."""


class SecretPaper(LawError):
    """The paper bears a secrecy stamp; nothing of it may be stored."""


class UnknownPeriod(LawError):
    """The name of a period cannot be parsed."""
