"""``python -m regparse``: the command line, where the script is not on the path."""

from regparse.cli import main

if __name__ == "__main__":
    main()
