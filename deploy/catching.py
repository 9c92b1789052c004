"""The process of the local mail catcher: `python -m deploy.catching`, until SIGTERM."""

import signal

from deploy.catcher import Catcher
from deploy.settings import Settings
from deploy.world import World


def main() -> None:
    """Catch mails until SIGTERM or Ctrl-C."""
    settings = Settings()
    stops = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    with Catcher(settings.home, port=settings.catcher_port, clock=World(settings=settings, database_url="").now):
        signal.sigwait(stops)


if __name__ == "__main__":
    main()
