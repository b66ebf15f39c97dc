"""``python -m runside.cli``, where the command itself is not on the path."""

import sys

from runside.cli.program import main

if __name__ == "__main__":
    sys.exit(main())
