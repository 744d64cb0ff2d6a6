"""`python -m segue`."""

from segue.main import run

if __name__ == "__main__":
    run()
