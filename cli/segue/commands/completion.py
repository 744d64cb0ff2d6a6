"""`segue completion`: the script that lets a shell complete commands, options and episodes."""

from __future__ import annotations

import click

from segue.commands import Session, verb
from segue.report import Answer

_SHELLS = ("bash", "zsh", "fish")


@verb(
    ("segue completion bash >> ~/.bashrc", "for bash"),
    ("segue completion zsh >> ~/.zshrc", "for zsh"),
    ("segue completion fish > ~/.config/fish/completions/segue.fish", "for fish"),
)
@click.argument("shell", type=click.Choice(_SHELLS))
def command(session: Session, shell: str) -> Answer:
    """Print a script that lets your shell complete with Tab.

    It completes commands, options and the names of episodes.
    """
    del session
    from click.shell_completion import ShellComplete, get_completion_class

    program = click.get_current_context().find_root().command
    completer = get_completion_class(shell)
    assert completer is not None
    # Not `completer.source()`: for bash that runs a bash to ask for its version.
    script = ShellComplete.source(completer(program, {}, "segue", "_SEGUE_COMPLETE"))
    return Answer(result=[script.strip()], data={"shell": shell, "script": script})
