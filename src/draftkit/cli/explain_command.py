"""draftkit explain"""

from __future__ import annotations

import click

from draftkit.checks.cases import Example, examples
from draftkit.cli.language import Translate
from draftkit.cli.said import SEVERITY_WORDS


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""

    @click.command("explain")
    @click.argument("rule", metavar="QUY-TẮC")
    def explain(rule: str) -> int:
        from difflib import get_close_matches

        from draftkit.library.known import every_rule, successors

        rules = {item.id: item for item in every_rule()}
        found = [rules[id] for id in successors().get(rule.upper(), (rule.upper(),)) if id in rules]
        if not found:
            near = get_close_matches(rule.upper(), rules, 1)
            hint = translate(" Did you mean {near}?").format(near=near[0]) if near else ""
            click.echo(translate("There is no rule {rule}.").format(rule=rule) + hint, err=True)
            return 2
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

    return explain


def _show(example: Example, heading: str) -> None:
    """Lines of a draft, an arrow at those where the rule fires."""
    if not example.lines:
        return
    click.echo("\n" + click.style(heading, bold=True))
    for line, fires in example.lines:
        click.echo(f"{click.style('→', fg='red') if fires else ' '} {line}".rstrip())
    if example.cut:
        click.echo("  …")
