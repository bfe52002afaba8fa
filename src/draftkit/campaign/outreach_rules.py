"""Rules on outreach. Limits of channels and habits of reading are practice: warnings and infos, never errors."""

from __future__ import annotations

from draftkit.checks.rule import Rule, noted
from draftkit.checks.sources import practice
from draftkit.model.finding import Provision, Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_SET = "outreach"
_FILE = Provision("draftkit", "docs/vi/outreach.md")
_RADIO = practice("bài viết để đọc: số và chữ viết tắt thành lời")

_CHANNEL = practice("giới hạn của các kênh, kenh.yaml")

POST_RULES: tuple[Rule, ...] = (
    noted("DK-O001", "Post longer than its channel takes", _W, _CHANNEL, _SET)(
        "The limits and ways of counting are data in kenh.yaml, with source and confidence. X counts most Vietnamese "
        "letters with two marks twice and an address as 23; "
        "a text message has 160 plain or 70 accented characters, less when several are joined."
    ),
    noted("DK-O002", "Unknown channel", _E, _FILE, _SET)(
        "A channel is called by its id, its name or another name in kenh.yaml."
    ),
    noted("DK-O003", "Channel without a text", _W, _FILE, _SET)(
        "A channel that has no heading of its own takes the text before the first heading."
    ),
    noted("DK-O004", "Beginning hidden by “see more”", _I, _CHANNEL, _SET)(
        "Readers see the beginning only. Say the main thing in the first paragraph and keep it shorter than what "
        "is shown."
    ),
)

_SCREEN = practice("bài trình chiếu: ít chữ, chữ to")
_FIGURES = practice("số liệu truyền thông lấy từ một nguồn")

SLIDE_RULES: tuple[Rule, ...] = (
    noted("DK-O010", "Slide with too much text", _W, _SCREEN, _SET)(
        "What does not fit, even set smaller, stands on a further slide of the same title. Shorten it, or give the "
        "rest a heading of its own."
    ),
    noted("DK-O011", "Picture on a slide without alternative text", _W, practice("WCAG 2.2, 1.1.1"), _SET)(
        "Those who cannot see a picture are told what it shows: write it between the square brackets."
    ),
    noted("DK-O012", "Footnote on a slide", _E, _FILE, _SET)(
        "Slides have no footnotes: it would be left out. Say it in the text or in the speaker notes (::: ghi-chu)."
    ),
)

LEAFLET_RULES: tuple[Rule, ...] = (
    noted("DK-O040", "More panels than the sheet has", _W, _FILE, _SET)(
        "A sheet folded in three has six panels, folded in two four; the cover with the title is the first, each "
        "heading # opens one. What is over stands on a further sheet."
    ),
    noted("DK-O041", "Panel with too much text", _W, _FILE, _SET)(
        "What a panel cannot hold runs into the next one and the sheet can no longer be folded. The height is an "
        "estimate; look at the page."
    ),
)

POSTER_RULES: tuple[Rule, ...] = (
    noted("DK-O042", "Poster with too many words", _I, _SCREEN, _SET)(
        "A poster is read in passing: a title, a few figures, a chart, where to learn more."
    ),
)

LIST_RULES: tuple[Rule, ...] = (
    noted("DK-O060", "Term not in the glossary", _W, _FILE, _SET)(
        "A list of terms that names some (chi) names them as the glossary has them."
    ),
    noted("DK-O061", "Step not understood", _E, _FILE, _SET)(
        "A step has a name (buoc), a date (a day, a month, a quarter or a year) and a state: xong, dang-lam, "
        "du-kien; name and date may come from a document or a reference."
    ),
    noted("DK-O062", "State of a step against its date", _W, _FILE, _SET)(
        "A step that was due before tinh_den is done or gets a new date; one after it is not done yet."
    ),
)

CHART_RULES: tuple[Rule, ...] = (
    noted("DK-O030", "Figure of a chart typed by hand", _W, _FIGURES, _SET)(
        "A figure that is typed here can differ from the one in the draft. Put it into facts.yaml with its source "
        "and name it: {{ muc_tieu.nuoc_thai }}."
    ),
    noted("DK-O031", "Chart without figures", _E, _FILE, _SET)(
        "A chart is drawn from a table: categories in the first column, a number, a share or a range (70 - 80%) in "
        "the others."
    ),
    noted("DK-O033", "Chart with too many categories", _I, _SCREEN, _SET)(
        "Nobody compares more than a dozen bars at a glance. Leave out what matters less, or show a table."
    ),
)

RADIO_RULES: tuple[Rule, ...] = (
    noted("DK-O020", "Abbreviation read letter by letter", _W, _RADIO, _SET)(
        "Nobody hears what unknown letters stand for. Write the words out, or add them to doc_la of the script or "
        "to doc-thanh-loi.yaml of the kind."
    ),
    noted("DK-O021", "Sign that cannot be read", _W, _RADIO, _SET)(
        "A sign that has no words is left as it is, and the reader stumbles over it. Write what is to be said."
    ),
    noted("DK-O022", "Number that can be read in two ways", _I, _RADIO, _SET)(
        "24/7 may be a day or a rate, 1.5 a number or a heading, 1,000,000 is not how Vietnamese numbers are "
        "written. It was read in the likelier way."
    ),
    noted("DK-O023", "Something that cannot be heard", _W, _RADIO, _SET)(
        "Tables, pictures and formulas are for the eye. A script says in sentences what they show; what was made "
        "of them is only a makeshift."
    ),
    noted("DK-O024", "Script longer than planned", _W, _RADIO, _SET)(
        "The reading time is the number of syllables over the pace (toc_do, 200 a minute unless said otherwise; "
        "180 to 220 is usual, not measured)."
    ),
)
