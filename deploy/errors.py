"""Errors that the deploy package raises.

    DeployError              a root to catch everything of this package
    ├── SettingsError        a setting has a value that cannot be used
    ├── DataFolderError      the data folder belongs to another version, another user or another program
    ├── AlreadyRunning       another process holds the data folder
    ├── PortBusy             another program listens on a port that we were told to use
    ├── DatabaseUnavailable  the database server did not start, did not answer or did not stop
    ├── ServiceFailed        a process of `dondoc up` did not come up
    └── MailNotFound         no caught mail has this name

Each message is one Vietnamese line: what, where, what to do.
"""


class DeployError(Exception):
    """Root of what this package raises for a cause outside the program."""


class SettingsError(DeployError):
    """A setting from the environment or from dondoc.env cannot be used."""


class DataFolderError(DeployError):
    """The data folder was written by another version, by another user, or is not ours."""


class AlreadyRunning(DeployError):
    """Another process holds the lock of the data folder."""


class PortBusy(DeployError):
    """Another program listens on the port."""


class DatabaseUnavailable(DeployError):
    """The database server cannot be started, reached or stopped."""


class ServiceFailed(DeployError):
    """A process of `dondoc up` ended or did not answer in time."""


class MailNotFound(DeployError):
    """The name is not that of a caught mail."""
