"""Comments to the checker: `<!-- draftkit: ignore DK-T001 reason -->` in the text, `# draftkit: ignore DK-H006 reason`
in metadata.

They are no text of the document: readers see blanks in their place, so that columns stay; a comment on a line of its
own is an empty line."""

from __future__ import annotations

import re

COMMENT = re.compile(r"<!--[ \t]*draftkit:[ \t]*([^\n]*?)[ \t]*-->")
YAML_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*draftkit:[ \t]*([^\n]*?)[ \t]*$")


def without_comments(text: str) -> str:
    """The same text with blanks where comments to the checker stand."""
    return COMMENT.sub(lambda found: " " * len(found[0]), text) if "<!--" in text else text


def cut_comment(line: str) -> tuple[str, str]:
    """A line without its comment, and the comment; the blanks between go."""
    found = COMMENT.search(line) if "<!--" in line else None
    if not found:
        return line, ""
    return line[: found.start()].rstrip(" \t") + line[found.end() :].rstrip(" \t"), found[0]
