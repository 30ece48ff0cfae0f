"""``export``: orders, lines, customers, products or events, as CSV or JSON lines."""

import argparse
import sys
from pathlib import Path
from typing import Any

from ui.commandline.opening import Opener, caught_up, place_of
from ui.commandline.speaking import DONE, say
from ui.exporting.subjects import Format, Subject


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's words."""
    command = commands.add_parser("export", parents=[common], help="write out what Docket knows")
    command.add_argument("subject", choices=[str(subject) for subject in Subject], help="what to write out")
    command.add_argument(
        "--format", choices=[str(one) for one in Format], default=str(Format.CSV), help="csv if not said"
    )
    command.add_argument("--output", metavar="FILE", type=Path, help="standard output if not said")
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Write to the file, which is replaced only by a complete one, or to standard output."""
    from ui.exporting.exporting import export_to, export_to_file

    subject, format_ = Subject(args.subject), Format(args.format)
    with caught_up(place_of(args), open_docket) as docket:
        if args.output is None:
            export_to(sys.stdout.buffer, subject, format_, docket.queries, docket.log)
            sys.stdout.buffer.flush()
        else:
            written = export_to_file(args.output, subject, format_, docket.queries, docket.log)
            say(f"{written:,} {subject} written to {args.output}.")
    return DONE
