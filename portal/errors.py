"""Errors of the doors. Each message is one Vietnamese line: what, where, what to do.

PortalError
├── BadCommand       the words after `dondoc` cannot be taken as they are
├── BadForm          a field of a form cannot be taken as it is
└── NoProvince       there is no province yet, or several and none was named
"""


class PortalError(Exception):
    """Root of what this package raises for a cause outside the program."""


class BadCommand(PortalError):
    """A file, a day or an option that was given cannot be used."""


class BadForm(PortalError):
    """A field of a form is missing or cannot be read."""


class NoProvince(PortalError):
    """No province to work on."""
