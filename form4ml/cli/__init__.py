"""The command line: one verb a file, each importing what it needs only when it runs."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the `form4ml` command."""
    from form4ml.cli.app import app

    try:
        app(prog_name="form4ml")
    except KeyboardInterrupt:
        print("form4ml: stopped", file=sys.stderr)
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
