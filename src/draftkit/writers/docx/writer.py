"""A bound draft and a template to the bytes of a Word file, checked."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, tee
from pathlib import Path

from draftkit.kinds.identity import Identity
from draftkit.model.inline import Link, plain
from draftkit.model.measure import text_mm, twips
from draftkit.model.printed import Item, Letterhead, Picture
from draftkit.model.profile import FormatProfile
from draftkit.readers.yaml_text import VIETNAMESE
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import MOTTO, Frame, Signature, size_pair
from draftkit.resolve.terms import defined, first_uses
from draftkit.text.own_words import said
from draftkit.word.identity import PART as IDENTITY
from draftkit.word.identity import add_identity, term_mark
from draftkit.word.markup import R_NS, begun, escape, kept, run
from draftkit.word.package import zip_bytes
from draftkit.word.seals import Sealed, Seals, is_story, lettered, seals_of, texts
from draftkit.writers.docx.about import core_properties, identity, say_held
from draftkit.writers.docx.balance import Balance
from draftkit.writers.docx.body import BodyWriter
from draftkit.writers.docx.contents import add_list_styles
from draftkit.writers.docx.media import Media
from draftkit.writers.docx.mould import Moulds, Series
from draftkit.writers.docx.protect import TEXT, Locks
from draftkit.writers.docx.shell import ANNEXES, BODY, Context, Xml, resize_styles
from draftkit.writers.docx.template import Sections, check_frame, check_styles, lined
from draftkit.writers.docx.verify import checked, well_formed
from draftkit.writers.text import paragraphs

_DOCUMENT = "word/document.xml"
_NOTES = "word/footnotes.xml"
_EDGES = ("word/header", "word/footer")
SIGNATURE_MM = (60, 25)


def write_docx(
    bound: Bound,
    frame: Frame,
    template: Path,
    cache: Path | None,
    series: Series | None = None,
    places: bool = False,
    brand: Identity | None = None,
) -> bytes:
    """The finished file: same input, same bytes. `cache` is a folder for rendered shells, or None; `series` keeps what
    documents of one template have in common; with `places` each paragraph says where in the source it comes from;
    `brand`: in the looks of this body. Raises ConfigError when the template lacks a marker, style or placeholder,
    SourceError when the mark cannot be read, InternalError when the result would not say what the draft says."""
    pair = size_pair(bound)
    balance = Balance(bound.profile, pair)
    found = context(frame, bound, media := Media(bound.draft.kind.words.get("gioi_han.cao_hinh", "")), balance)
    parts = (series.moulds if series else Moulds(template, cache)).fill(found)
    if series is None or series.is_new("styles", (parts["word/styles.xml"], bound.profile.name)):
        check_styles(parts["word/styles.xml"].decode(), bound.profile, template, parts[_DOCUMENT])
    if pair != bound.profile.default_pair:
        sizes = {style.id: style.sizes[pair] for style in bound.profile.styles.values()}
        parts["word/styles.xml"] = resize_styles(parts["word/styles.xml"].decode(), sizes).encode()
    shell = balance.shell(_spoken(parts, parts[_DOCUMENT].decode(), bound))
    annex = bound.draft.kind.annex_level
    sections = Sections(shell, template, annex is None or annex.own_pages)
    locks = Locks(bound)
    locks.around(sections, frame, template)
    writer = BodyWriter(
        bound,
        media,
        balance,
        rule=lambda text, width: rule_paragraph(balance, "annexed", text, "annex", width),
        section=lambda *asked: locks.section(sections.ending(*asked)),
        letterhead=lambda item: letterhead(item, balance),
        places=places,
        defined=frozenset(defined(bound).values()),
    )
    document = io.BytesIO()
    document.write(sections.before.encode())
    between = _with_text(sections.between, bound.profile.roles["after-table"].id)
    body = _write_checked(document, writer, body_flow(bound), between != sections.between)
    document.write(between.encode())
    annexes = _write_checked(document, writer, annex_flow(bound, frame.annexed, frame.letterhead))
    document.write((locks.close[TEXT] + sections.after(writer.landscape)).encode())
    written = locks.tidy(document.getvalue())
    parts[_DOCUMENT] = lined(written) if bound.draft.occasion.lined else written
    if writer.listed:
        add_list_styles(parts, bound.profile.roles["paragraph"].sizes[pair])
    if notes := _notes(bound, writer):
        parts[_NOTES] = parts[_NOTES].replace(b"</w:footnotes>", f"{notes}</w:footnotes>".encode())
    _add_media(parts, media)
    parts["docProps/core.xml"] = core_properties(bound, frame)
    if frame.held:
        say_held(parts, frame.held)
    edges = "".join(part.decode() for name, part in parts.items() if name.startswith(_EDGES))
    check_frame(frame, sections.before + sections.between + edges, bound.opening, template)
    told = (sections.before, body, sections.between, annexes, sections.tail)
    return _sealed(_packed(parts, bound, series, places, brand), parts, () if places or writer.formulas else told)


def _packed(
    parts: dict[str, bytes], bound: Bound, series: Series | None, places: bool, brand: Identity | None
) -> bytes:
    """The package of parts, in the looks of a body; it tells where it comes from, and is well-formed. With `places` it
    is looked at and forgotten: who sets its pages parses it in any case."""
    if not places:
        add_identity(parts, identity(bound, parts[_DOCUMENT]))
    if brand:
        from draftkit.writers.docx.letterhead import put_identity

        put_identity(parts, brand, bound.profile.page_mm[0])
    named = (_DOCUMENT, _NOTES, "word/styles.xml", "docProps/core.xml", IDENTITY, "word/_rels/document.xml.rels")
    for name in () if places else named:
        if series is None or series.is_new(name, parts[name]):
            well_formed(name, parts[name])
    return zip_bytes(parts, packed=not places)


def _spoken(parts: dict[str, bytes], shell: str, bound: Bound) -> str:
    """The shell of the document in its language, its styles and settings told so."""
    if bound.draft.kind.language == VIETNAMESE:
        return shell
    for name in ("word/styles.xml", "word/settings.xml"):
        parts[name] = parts[name].replace(b'"vi-VN"', f'"{bound.profile.language}"'.encode())
    label = "Nơi nhận:"  # the one word of the templates that is no placeholder
    return shell.replace(f">{label}<", f">{said(bound.profile.language, label)}<")


def _write_checked(out: io.BytesIO, writer: BodyWriter, flow: Iterator[Item], keep: bool = False) -> list[str]:
    """Write items, comparing what they say with what is written, piece by piece; the paragraphs as read there. `keep`:
    the last one stays on the page of what follows."""
    items, again = tee(flow)
    read: list[str] = []
    linked: Iterable[Item] = items
    if writer.defined:
        linked = first_uses(writer.bound, items, lambda mark, words: Link((words,), term_mark(mark)))
    held = ""
    for xml in checked(writer.write(linked), paragraphs(again, writer.unread), read):
        out.write(held.encode())
        held = xml
    at = held.rfind("<w:p>") if keep and held.endswith("</w:p>") else -1
    out.write((held[:at] + kept(held[at:]) if at >= 0 else held).encode())
    return read


def _with_text(between: str, gap: str) -> str:
    """What follows the text, kept on the page of its last paragraph where it begins with a signature: nobody signs a
    page without text."""
    start = f'<w:p><w:pPr><w:pStyle w:val="{gap}"/>'
    signed = between.startswith(start) and between.partition("</w:p>")[2].startswith("<w:tbl>")
    return kept(between) if signed else between


def _sealed(data: bytes, parts: Mapping[str, bytes], document: Sequence[str | Sequence[str]]) -> bytes:
    """A finished file that can tell its seals without being unpacked again. `document`: XML of the shell, and
    pieces as the comparison read them, in their order; empty when they do not tell all (the letters of formulas
    are for the eye)."""
    if not document:
        return data
    others = {name: part for name, part in parts.items() if name != _DOCUMENT}

    def of() -> Seals:
        stories = {name: texts(part) for name, part in others.items() if is_story(name)}
        letters = [
            one
            for part in document
            for one in ([texts(part.encode())] if isinstance(part, str) else (lettered([piece]) for piece in part))
        ]
        return seals_of({_DOCUMENT: list(chain(*letters)), **stories})

    made = Sealed(data)
    made.of = of
    return made


def context(frame: Frame, bound: Bound, media: Media, balance: Balance) -> Context:
    """The values of the template's placeholders. Ready-made paragraphs (`{{p …}}`) are the rules, whose length follows
    the text above them."""
    profile = bound.profile
    left, right = profile.header_columns_mm
    agency = frame.agency[-1] if frame.agency else ""
    return {
        "co_quan_chu_quan": list(frame.parent_agency),
        "co_quan": list(frame.agency),
        "ke_co_quan": rule_paragraph(balance, "agency", agency, "agency", left),
        "quoc_hieu": frame.nation[0] if frame.nation else "",
        "tieu_ngu": frame.nation[-1] if frame.nation else "",
        "ke_tieu_ngu": rule_paragraph(balance, "motto", MOTTO, "motto", right),
        "so_ky_hieu": frame.number,
        "dia_danh_ngay": frame.place_date,
        "du_thao": list(frame.draft_mark),
        "trich_yeu_cong_van": frame.subject,
        "do_khan": frame.urgency,
        "luu_hanh": frame.circulation,
        "ten_loai": frame.type,
        "ten_goi": frame.title,
        "tham_quyen": frame.authority,
        "ke_ten_goi": rule_paragraph(balance, "title", frame.title, "title", profile.text_width_mm()),
        "can_cu": [plain(content) for content in frame.bases],
        "ban_hanh": frame.enactment,
        "quyet_dinh": frame.decides,
        "kinh_gui": list(frame.addressees),
        "noi_nhan": list(frame.recipients),
        "chu_ky": [
            {
                "quyen_han": list(one.titles),
                "ho_ten": one.name,
                "chuc_vu_khac": one.other_title,
                "anh": signature_picture(one, profile, media),
            }
            for one in frame.signatures
        ],
        "ket_thuc": frame.closing,
        **{
            f"hop_{name}": stamp_box(said, role, profile, profile.roles[role].sizes[balance.pair]) if said else ""
            for name, role, said in (
                ("do_khan", "urgency", frame.urgency),
                ("luu_hanh", "circulation", frame.circulation),
            )
        },
        "nguoi_soan": frame.drafter,
        "lien_he": frame.contact,
        "noi_dung": BODY,
        "phu_luc": ANNEXES,
    }


def rule_paragraph(balance: Balance, role: str, text: str, rule: str, width_mm: float) -> Xml:
    """A thin paragraph, centred within `width_mm`, whose top border is a share of the longest line of a text: the one
    that the profile gives `rule`."""
    style = balance.profile.roles["rule"].id
    if not text:  # a rule under nothing would be a dot
        bare = '<w:pBdr><w:top w:val="nil"/></w:pBdr>'
        return Xml(f"{begun(style, bare)}</w:p>")
    length = balance.longest_mm(role, text, width_mm) * balance.profile.rules[rule]
    side = max(0, twips((width_mm - length) / 2))
    indents = f'<w:ind w:left="{side}" w:right="{side}"/>'
    return Xml(f"{begun(style, indents)}</w:p>")


def letterhead(item: Letterhead, balance: Balance) -> str:
    """The header over a text issued with the document: issuing bodies and national name, each with its rule."""
    styles = balance.profile.roles

    def cell(lines: Sequence[tuple[str, str]], rule: str, width: float) -> str:
        paragraphs = "".join(
            f"{begun(styles[role].id, balance.indents(role, text, width))}{run(text)}</w:p>" for role, text in lines
        )
        under = rule_paragraph(balance, *(lines[-1] if lines else ("agency", "")), rule, width)
        return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{paragraphs}{under}</w:tc>'

    left, right = balance.profile.header_columns_mm
    agencies, nation = item.sides()
    cells = cell(agencies, "agency", left) + cell(nation, "motto", right)
    top = f"{begun('Ke0')}</w:p>"
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in (left, right))
    return (
        f'{top}<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="{twips(left) + twips(right)}" '
        'w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/>'
        f"</w:trPr>{cells}</w:tr></w:tbl>"
    )


def signature_picture(signature: Signature, profile: FormatProfile, media: Media) -> Xml:
    """The picture of a signature, centred between title and name (Decree 30/2020, Appendix I, Part I, II.7.d); empty
    when there is none."""
    if not signature.picture:
        return Xml("")
    shown = media.drawing(Picture(signature.picture, f"Chữ ký của {signature.name}".strip(), -1), *SIGNATURE_MM)
    return Xml(f"{begun(profile.roles['signature-space'].id)}{shown}</w:p>")


def stamp_box(text: str, role: str, profile: FormatProfile, size: float) -> Xml:
    """A boxed word: độ khẩn in the size the law gives in mm, other words as wide as they need (Decree 30/2020, Appendix
    I, Part I, III.2)."""
    width, height = profile.stamps_mm.get(text, (text_mm(text, size, bold=True) + 6, 8))
    border = (
        f'w:val="single" w:sz="{round(profile.rule_width_pt * 8)}" w:space="0" w:color="{profile.roles[role].color}"'
    )
    sides = "".join(f"<w:{side} {border}/>" for side in ("top", "left", "bottom", "right"))
    paragraph = f"{begun(profile.roles[role].id)}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
    gap = f"{begun(profile.roles['after-table'].id)}</w:p>"
    return Xml(
        f'{gap}<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="{twips(width)}" w:type="dxa"/><w:jc '
        f'w:val="center"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{twips(width)}"/></w:tblGrid><w:tr>'
        f'<w:trPr><w:trHeight w:val="{twips(height)}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{paragraph}'
        "</w:tc></w:tr></w:tbl>"
    )


def _notes(bound: Bound, writer: BodyWriter) -> str:
    head = writer.head("footnote")
    mark = (
        '<w:r><w:rPr><w:rStyle w:val="DauCuocChu"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> '
        "</w:t></w:r>"
    )
    return "".join(
        f'<w:footnote w:id="{number}">{head}{writer.at(note)}{mark}{writer.content(note.content)}</w:p></w:footnote>'
        for number, note in enumerate(bound.notes, 2)
    )


def _add_media(parts: dict[str, bytes], media: Media) -> None:
    if not media.files:
        return
    parts.update(media.files)
    rels = parts["word/_rels/document.xml.rels"].decode()
    new = "".join(f'<Relationship Id="{key}" Type="{R_NS}/image" Target="{name}"/>' for key, name in media.relations)
    parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", f"{new}</Relationships>").encode()
    types = parts["[Content_Types].xml"].decode()
    wanted = [
        suffix
        for suffix in ("png", "jpeg")
        if any(name.endswith(suffix) for name in media.files) and f'Extension="{suffix}"' not in types
    ]
    new = "".join(f'<Default Extension="{suffix}" ContentType="image/{suffix}"/>' for suffix in wanted)
    parts["[Content_Types].xml"] = re.sub(r"(<Types [^>]*>)", lambda found: found[1] + new, types, count=1).encode()
