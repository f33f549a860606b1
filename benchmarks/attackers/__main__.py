"""Attack a server from a process of its own: `python -m attackers NAME --port PORT`, from the folder of benchmarks.

It ends with its standard input, and so with who started it, and prints what came of it. It shares the processor with
the server, which it would not elsewhere, and so gives way to it a little.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import threading

from attackers import ATTACKERS, HOST

#: Bytes of memory that an attack may take, and its threads each.
MEMORY, STACK = 2 * 2**30, 256 * 1024
NICE = 5


def main() -> None:
    """Attack until there is no more to read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=ATTACKERS)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--many", type=int, default=60)
    parser.add_argument("--source", default=HOST, help="the address to come from")
    args = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    threading.stack_size(STACK)
    os.nice(NICE)
    with ATTACKERS[args.name](args.port, args.many, args.source) as attacker:
        sys.stdin.read()
    print(json.dumps({"got": dict(attacker.got), "first_s": attacker.first}), flush=True)
    os._exit(0)  # what waits for an answer hangs up


main()
