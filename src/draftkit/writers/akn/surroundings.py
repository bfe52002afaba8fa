"""What stands around the text: preface, preamble with its legal bases, conclusions with signatures and recipients."""

from __future__ import annotations

from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.writers.akn.elements import block, inline, safe
from draftkit.writers.akn.inlines import Inlines, paragraph


def preface(frame: Frame, day: str) -> str:
    """The header: who issues, number, place and date, type and name; empty when the document has none. `day` is its
    date as ISO."""
    lines: list[tuple[str, str, str]] = [("parent-agency", "docAuthority", text) for text in frame.parent_agency]
    lines += [("agency", "docAuthority", text) for text in frame.agency]
    lines += [(role, "", text) for role, text in zip(("national-name", "motto"), frame.nation, strict=False)]
    lines += [("number", "docNumber", frame.number), ("place-date", "docDate" if day else "", frame.place_date)]
    lines += [("subject", "docTitle", frame.subject), *(("draft-mark", "docStatus", text) for text in frame.draft_mark)]
    lines += [("urgency", "", frame.urgency), ("circulation", "", frame.circulation)]
    lines += [("type", "docType", frame.type), ("title", "docTitle", frame.title)]
    inner = "".join(
        paragraph(_within(tag, text, day if tag == "docDate" else ""), role) for role, tag, text in lines if text
    )
    return block("preface", inner) if inner else ""


def _within(tag: str, text: str, day: str = "") -> str:
    return inline(tag, safe(text), date=day) if tag else safe(text)


def preamble(frame: Frame, inlines: Inlines) -> str:
    """Who acts, on which grounds, that it acts, to whom it writes; empty when nothing of it is said."""
    out = _formula("authority", frame.authority)
    cited = "".join(
        block("citation", paragraph(inlines.content(basis, -1)), eId=f"cits__cit_{count}")
        for count, basis in enumerate(frame.bases, 1)
    )
    out += block("citations", cited, eId="cits") if cited else ""
    out += _formula("enactingFormula", frame.enactment) + _formula("decides", frame.decides)
    names = "".join(paragraph(safe(text), "addressees") for text in frame.addressees)
    out += block("container", names, name="addressees") if names else ""
    return block("preamble", out) if out else ""


def _formula(name: str, text: str) -> str:
    return block("formula", paragraph(safe(text)), name=name) if text else ""


def conclusions(bound: Bound, frame: Frame, behind: str) -> str:
    """What the text ends with; `behind` is what the kind prints between the text and that."""
    out = block("container", behind, name="closing") if behind else ""
    out += paragraph(safe(frame.closing), "closing") if frame.closing else ""
    received = "".join(paragraph(safe(text), "recipients") for text in frame.recipients)
    if received:
        out += block("container", paragraph("Nơi nhận:", "recipients-label") + received, name="recipients")
    for one in frame.signatures:
        lines = [*(("signature-title", text) for text in one.titles), ("signature-other-title", one.other_title)]
        lines += [("signature-name", one.name)]
        signed = "".join(paragraph(inline("signature", safe(text)), role) for role, text in lines if text)
        out += block("container", signed, name="signature") if signed else ""
    out += paragraph(safe(frame.drafter), "drafter") if frame.drafter else ""
    out += paragraph(safe(frame.contact), "contact") if frame.contact else ""
    return block("conclusions", out) if out else ""
