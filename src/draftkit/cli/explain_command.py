"""draftkit explain"""

from __future__ import annotations

import click

from draftkit.checks.cases import Example, examples
from draftkit.cli.common import SEVERITY_WORDS
from draftkit.cli.language import Translate


@click.command("explain")
@click.argument("rule", metavar="QUY-TẮC")
@click.pass_obj
def command(translate: Translate, /, rule: str) -> int:
    from draftkit.library.known import rules_of

    found = rules_of(rule)
    if found[0].id != rule.upper():
        now = ", ".join(one.id for one in found)
        click.echo(translate("{rule} is now {rules}.").format(rule=rule.upper(), rules=now) + "\n")
    for number, one in enumerate(found):
        title = f"{translate(one.title)} ({translate(SEVERITY_WORDS[one.severity])})"
        click.echo(("\n" if number else "") + f"{click.style(one.id, bold=True)} {title}\n")
        click.echo(translate(one.explanation))
        click.echo("\n" + translate("Source: {source}").format(source=one.source))
        for example, heading in zip(examples(one.id), (translate("Wrong:"), translate("Right:")), strict=True):
            _show(example, heading)
    return 0


def _show(example: Example, heading: str) -> None:
    """Lines of a draft, an arrow at those where the rule fires."""
    if not example.lines:
        return
    click.echo("\n" + click.style(heading, bold=True))
    for line, fires in example.lines:
        click.echo(f"{click.style('→', fg='red') if fires else ' '} {line}".rstrip())
    if example.cut:
        click.echo("  …")
