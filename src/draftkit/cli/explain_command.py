"""draftkit explain"""

from __future__ import annotations

import click

from draftkit.cli.language import Translate
from draftkit.cli.words import SEVERITY_WORDS


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""

    @click.command("explain")
    @click.argument("rule", metavar="QUY-TẮC")
    def explain(rule: str) -> int:
        from difflib import get_close_matches

        from draftkit.library.known import every_rule, twins

        rules = {item.id: item for item in every_rule()}
        found = rules.get(rule.upper())
        if found is None:
            near = get_close_matches(rule.upper(), rules, 1)
            hint = translate(" Did you mean {near}?").format(near=near[0]) if near else ""
            click.echo(translate("There is no rule {rule}.").format(rule=rule) + hint, err=True)
            return 2
        click.echo(
            f"{click.style(found.id, bold=True)} {translate(found.title)} "
            f"({translate(SEVERITY_WORDS[found.severity])})\n"
        )
        click.echo(translate(found.explanation))
        click.echo("\n" + translate("Source: {source}").format(source=found.source))
        if other := twins(found.id):
            both = translate("The same in drafts and in Word files: {rules}")
            click.echo(both.format(rules=", ".join(other)))
        return 0

    return explain
