"""Faults as the `content` commands print them."""

import json
from collections import Counter
from collections.abc import Sequence

import click

from studyapp.counts import counted
from studyapp.yaml_files.faults import Fault


def print_faults(faults: Sequence[Fault], as_json: bool, *, to_stderr: bool = False) -> None:
    """Print a line for each fault and how many there are of each level, or all as JSON."""
    if as_json:
        click.echo(json.dumps([fault.as_dict() for fault in faults], ensure_ascii=False, indent=1))
        return
    for fault in faults:
        click.echo(str(fault), err=to_stderr)
    levels = Counter(fault.level for fault in faults)
    counts = [counted(levels["error"], "error"), counted(levels["warning"], "warning")]
    if levels["info"]:
        counts.append(counted(levels["info"], "remark"))
    click.echo(", ".join(counts), err=to_stderr)
