"""Run a program that ends with its parent: `python -m deploy.tether PARENT-PID PROGRAM ARGUMENT…`.

The program takes this process's place. On Linux the kernel sends it SIGTERM when the parent dies, also by kill -9;
elsewhere the next start of the parent finds it by its recorded pid (`deploy/services.py`).
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main() -> None:
    """Tie this process to its parent and become the program."""
    parent, program = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:  # it died before the line above
        sys.exit(1)
    os.execvp(program[0], program)  # noqa: S606 - our own argument list, no shell


if __name__ == "__main__":
    main()
