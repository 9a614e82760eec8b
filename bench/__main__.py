"""Measure the app beside its limits: `python3 -m bench`."""

from studyapp.bootstrap import ensure_venv

if __name__ == "__main__":
    ensure_venv("tests/requirements.lock", module="bench")

    from bench.cli import main

    main(prog_name="python3 -m bench")
