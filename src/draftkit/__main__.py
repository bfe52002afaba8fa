"""`python -m draftkit`: the command where the folder of scripts is not in PATH, as on many Windows machines."""

from draftkit.cli.start import run

if __name__ == "__main__":
    run()
