"""How many files the system lets the program hold open, and so how many connections."""

import sys
from contextlib import suppress

if sys.platform != "win32":
    import resource

MOST_CONNECTIONS = 400 if sys.platform == "win32" else 900
"""Windows waits for 512 sockets at most, and elsewhere a usual limit of open files is 1024."""
OTHER_FILES = 124
"""What the database, log lines and the program itself may hold."""
FEWEST_CONNECTIONS = 16


def most_connections() -> int:
    """Return how many connections the server may hold, once the system was asked for more files.

    A connection can take two: what is sent in large requests and answers waits in a file. macOS
    gives a program 256 at first, less than a class with its browsers needs, and more if it asks.
    """
    if sys.platform == "win32":
        return MOST_CONNECTIONS
    granted, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_CONNECTIONS + OTHER_FILES
    if most != resource.RLIM_INFINITY:
        wanted = min(wanted, most)
    if granted != resource.RLIM_INFINITY and granted < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
            granted = wanted
    if granted == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    return max(FEWEST_CONNECTIONS, min(MOST_CONNECTIONS, granted - OTHER_FILES))
