"""Ways to comment on a document: a link at each provision, a form, a block to copy. Each names the provision and its
label, so that what comes in can be sorted by it."""

from __future__ import annotations

from urllib.parse import quote

from draftkit.model.profile import FormatProfile
from draftkit.site.gather import SitePage
from draftkit.text.own_words import said
from draftkit.text.passage import shortened
from draftkit.writers.html import Beside
from draftkit.writers.html_style import attribute, style_class

_LONGEST = 80
OPINION, REASON, WHO = "Ý kiến:", "Lý do:", "Người góp ý:"


def subject(entry: SitePage, about: str = "") -> str:
    """What a comment is called: *Góp ý khoản 2 Điều 5 [nhan] - Nghị định về …*."""
    return f"Góp ý {about + ' ' if about else ''}- {shortened(entry.said.title, _LONGEST, '…')}"


def link(entry: SitePage, about: str = "") -> str:
    """The link that starts a mail; empty when nobody takes comments."""
    address = entry.consultation.address if entry.consultation else ""
    if not address:
        return ""
    body = "\n\n".join((OPINION, f"{REASON}\n"))
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject(entry, about))}&body={quote(body)}"


def block(entry: SitePage) -> str:
    """What is copied by who has no mail program: the same words, to be filled in."""
    return f"{subject(entry, '(điều, khoản, điểm)')}\n{OPINION} \n{REASON} \n{WHO} \n"


def room_beside(profile: FormatProfile) -> str:
    """A rule that keeps headings off what stands beside them; those set in the middle of the page need none."""
    names = [
        f".{style_class(one)}:has(+.kem)" for one in profile.styles.values() if one.outline and one.align != "center"
    ]
    return f"@media screen and (min-width:48rem){{{','.join(names)}{{padding-right:6.5rem}}}}" if names else ""


def beside(entry: SitePage, seen: list[tuple[str, str]]) -> Beside:
    """What stands behind each provision: a link to it, and one that starts a comment on it; `seen` gathers the
    provisions: label, and title with label."""

    to, called = (said(entry.said.language, words) for words in ("Liên kết đến", "Góp ý"))

    def made(name: str, title: str) -> str:
        seen.append((name, f"{title} [{name}]"))
        anchor = f'<a class="neo" href="#{attribute(name)}" aria-label="{to} {attribute(title)}">#</a>'
        mail = attribute(link(entry, f"{title} [{name}]"))
        if not mail:
            return f'<span class="kem">{anchor}</span>'
        return (
            f'<span class="kem">{anchor} <a class="gop-y" href="{mail}" aria-label="{called} {attribute(title)}">'
            f"{called}</a></span>"
        )

    return made
