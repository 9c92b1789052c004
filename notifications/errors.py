"""Errors that the notifications package raises. Each message is one Vietnamese line: what, where, what to do.

NotificationError
├── LinkError       a link of a mail is forged, damaged or past its day
└── UnsafeHeader    a name, address or subject would break out of its header
"""


class NotificationError(Exception):
    """Root of what this package raises for a cause outside the program."""


class LinkError(NotificationError):
    """The token of a link is not ours, was changed, or has expired."""


class UnsafeHeader(NotificationError):
    """A value for a mail header holds a line break or is no address."""
