"""Whether a server of this machine answers."""

import socket

import httpx

PROBE_S = 2.0


def answers_http(url: str) -> bool:
    """Tell whether a GET of `url` is answered with success within two seconds."""
    try:
        return httpx.get(url, timeout=PROBE_S, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def answers_tcp(host: str, port: int) -> bool:
    """Tell whether somebody accepts connections on `host`:`port`."""
    try:
        with socket.create_connection((host, port), timeout=PROBE_S):
            return True
    except OSError:
        return False
