"""draftkit check"""

from __future__ import annotations

import click

from draftkit.cli.common import SEVERITIES, finding_data, kind_option, names_argument, open_session, print_findings, select, summary
from draftkit.cli.language import Translate
from draftkit.model.finding import Finding


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""

    @click.command("check")
    @names_argument()
    @kind_option(translate)
    @click.option("--fail-on", type=click.Choice(list(SEVERITIES)), default="error", help=translate("Exit with 1 when a finding is at least this severe. Default: error."))
    @click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help=translate("How to print. Default: text."))
    def check(names: tuple[str, ...], kind: str | None, fail_on: str, style: str) -> int:
        session = open_session()
        findings: list[Finding] = []
        paths = select(session, names, kind)
        for path in paths:
            found = session.check(session.read(path))
            if style == "text":
                print_findings(found, translate)
            findings.extend(found)
        if style == "json":
            import json

            click.echo(json.dumps({"version": 1, "findings": [finding_data(finding, translate) for finding in findings]}, ensure_ascii=False, indent=2))
        else:
            click.echo(translate("{count} documents: {summary}").format(count=len(paths), summary=summary(findings, translate)), err=True)
        return int(any(finding.severity >= SEVERITIES[fail_on] for finding in findings))

    return check
