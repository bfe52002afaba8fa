"""draftkit rules"""

from __future__ import annotations

import click

from draftkit.cli.common import SEVERITY_WORDS, put_data, style_option
from draftkit.cli.language import Translate


@click.command("rules")
@style_option("text", "json")
@click.pass_obj
def command(translate: Translate, /, style: str) -> int:
    from draftkit.library.known import every_rule

    rows = [
        {
            "id": rule.id,
            "severity": SEVERITY_WORDS[rule.severity],
            "title": translate(rule.title),
            "source": str(rule.source),
            "set": rule.rule_set,
        }
        for rule in every_rule()
    ]
    if style == "json":
        put_data(rows)
    else:
        for row in rows:
            click.echo(f"{row['id']}  {translate(row['severity']):8}  {row['title']}  [{row['source']}]")
    return 0
