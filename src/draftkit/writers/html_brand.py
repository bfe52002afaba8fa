"""The looks of a page that bears the identity of a body: set in the neutral colours and typefaces, then painted.

It stands behind the styles of the profile: what the law says of a page of paper is not how a page of news is read."""

from __future__ import annotations

from base64 import b64encode

from draftkit.kinds.identity import Identity
from draftkit.model.profile import FormatProfile
from draftkit.writers.html_style import css, safe, style_class, stylesheet

_ROLES = {
    "parent-agency": "font-size:.9375rem;font-weight:600;margin:0;text-align:left",
    "agency": "font-size:.9375rem;font-weight:700;margin:0;text-align:left",
    "place-date": "font-size:.9375rem;font-style:normal;margin:0;text-align:right",
    "draft-mark": "display:inline-block;font-size:.8125rem;margin:.75rem 0 0;color:#9B1C1C;border-color:#9B1C1C",
    "draft-round": "font-size:.8125rem;margin:.25rem 0 0;text-align:left",
    "type": "font:700 .8125rem/1.4 var(--tieu-de);letter-spacing:.05em;color:#0F7C78;margin:1.5rem 0 .5rem",
    "circulation": "font-size:.9375rem;font-weight:700;color:#9B1C1C;margin:0 0 1rem;text-align:left",
    "title": "font:700 2rem/1.22 var(--tieu-de);color:#0E3A53;margin:0;text-align:left;text-wrap:balance",
    "subtitle": "font-size:1.1875rem;line-height:1.5;margin:.75rem 0 0;color:#17242E;text-align:left",
    "lead": "font-size:1.1875rem;line-height:1.55;font-weight:600;margin:1.25rem 0 1rem;text-align:left",
    "paragraph": "font-size:1.0625rem;line-height:1.65;margin:0 0 .9rem;text-align:left;text-indent:0",
    "bullet": "font-size:1.0625rem;line-height:1.6;margin:0 0 .5rem 1.25rem;text-indent:-1rem;text-align:left",
    "heading1": "font:700 1.375rem/1.3 var(--tieu-de);color:#0E3A53;margin:2rem 0 .6rem;text-align:left",
    "heading2": "font:700 1.125rem/1.35 var(--tieu-de);color:#0E3A53;margin:1.5rem 0 .5rem;text-align:left",
    "quote": "font-size:1.1875rem;line-height:1.5;border-left:4px solid #4E9442;padding-left:1rem;margin:1rem 0;"
    "text-align:left",
    "quote-source": "font-size:1rem;border-left:4px solid #4E9442;padding-left:1rem;margin:0 0 1rem",
    "figure-caption": "font-size:.9375rem;line-height:1.45;font-style:normal;margin:.35rem 0 1rem;text-align:left",
    "table-caption": "font-size:1rem;font-weight:700;margin:1rem 0 .4rem;text-align:left",
    "table-head": "font-size:.9375rem;font-weight:700;text-align:left",
    "closing-title": "font:700 1.0625rem/1.35 var(--tieu-de);color:#0E3A53;margin:1.25rem 0 .3rem",
    "closing-text": "font-size:1rem;line-height:1.55;margin:0 0 .2rem;text-align:left",
}


def masthead(identity: Identity) -> str:
    """Mark and name above a page; nothing when the body has no name."""
    if not identity.called:
        return ""
    return f'<p class="nhan-hieu">{mark(identity)}<span>{safe(identity.called)}</span></p>\n'


def mark(identity: Identity) -> str:
    """The mark as a silent element: the name stands beside it. Raises SourceError when its file cannot be read."""
    if identity.mark is None:
        return identity.mark_svg()
    shown = identity.mark_on_dark()
    return f'<img src="data:image/{shown.type};base64,{b64encode(shown.data).decode()}" alt="" width="32" height="32">'


def _brand(profile: FormatProfile, identity: Identity) -> str:
    """The rules to set behind the styles of a profile."""
    styles = profile.roles
    classes = {role: f".to .{style_class(style)}" for role, style in styles.items()}
    own = [f"{classes[role]}{{{rules}}}" for role, rules in _ROLES.items() if role in classes]
    sheet = css("brand").replace("DAU", style_class(styles["title"]))
    dark = css("brand-dark").replace("ROLES", ",".join(classes.values()))
    dark = dark.replace("TYPE", classes["type"]).replace("DRAFT", classes["draft-mark"])
    return identity.painted("\n".join((sheet, *own, dark, css("brand-print"))))


def page_style(profile: FormatProfile, pair: int, identity: Identity | None = None) -> str:
    """The style sheet of pages of a profile in a pair of sizes, in the looks of a body when its identity is given."""
    own = stylesheet(profile, pair)
    return f"{identity.painted(own)}\n{_brand(profile, identity)}" if identity else own
