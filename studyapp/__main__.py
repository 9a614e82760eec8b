"""Set up the environment if need be, then run the `studyapp` command: `python3 -m studyapp`."""

from studyapp.bootstrap import ensure_venv, lock_to_run

if __name__ == "__main__":
    ensure_venv(lock_to_run(), module="studyapp")

    from studyapp.cli import main

    main(prog_name="python3 -m studyapp")
