"""Where the program finds its content and keeps its data, in a checkout and installed."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = Path(__file__).resolve().parent / "shipped"
"""What an installed program brings; in a checkout it stands beside the program."""
IS_INSTALLED = SHIPPED.is_dir()
CONTENT = SHIPPED if IS_INSTALLED else ROOT


def data_folder(platform: str, environment: Mapping[str, str], home: Path) -> Path:
    """Return the folder where a system keeps the data of one user's programs.

    Args:
        platform: as `sys.platform` names it.
    """
    if platform == "win32":
        base = environment.get("LOCALAPPDATA") or home / "AppData" / "Local"
    elif platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = environment.get("XDG_DATA_HOME") or home / ".local" / "share"
    return Path(base) / "studyapp"


def default_instance() -> Path:
    """Return the instance folder that is used when none is named."""
    if not IS_INSTALLED:
        return ROOT / "instance"
    return data_folder(sys.platform, os.environ, Path.home())
