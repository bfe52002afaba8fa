"""Build the default Word templates and their text twins from the format profiles. Run by `make templates`; the result
is committed.

A drafter may restyle a template in Word afterwards: draftkit needs only its named styles and placeholders.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from template_twin import twin

from draftkit.files.whole import write_whole
from draftkit.kinds.registry import Registry, packaged_templates
from draftkit.model.measure import twips
from draftkit.model.profile import FormatProfile, StyleSpec
from draftkit.word.markup import HEAD, R_NS, W_NS, attribute
from draftkit.word.package import read_package, zip_bytes

W = f'xmlns:w="{W_NS}" xmlns:r="{R_NS}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    ("document", "document.main"),
    ("styles", "styles"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("header1", "header"),
    ("footer1", "footer"),
    ("footer2", "footer"),
    ("footnotes", "footnotes"),
)
RELATIONS = (
    ("rIdKieu", "styles", "styles"),
    ("rIdCaiDat", "settings", "settings"),
    ("rIdPhong", "fontTable", "fontTable"),
    ("rIdSoTrang", "header", "header1"),
    ("rIdChanTrangDau", "footer", "footer1"),
    ("rIdChanPhuLuc", "footer", "footer2"),
    ("rIdCuocChu", "footnotes", "footnotes"),
    ("rIdChuDe", "theme", "theme/theme1"),
)


FOOT_SPACE = 4
"""How far the side lines of a note under a table stand from its text, in pt: its indents put them on those of the
table."""


def foot_border(side: str) -> str:
    """A line that carries the frame of a table on, as thick as those of the table."""
    return f'w:val="single" w:sz="4" w:space="{2 if side == "bottom" else FOOT_SPACE}" w:color="000000"'


def style_xml(style: StyleSpec, profile: FormatProfile) -> str:
    """One paragraph style. Element order is that of CT_PPrBase and CT_RPr."""
    line = round(240 * profile.line_spacing)
    spacing = f'w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" '
    if style.exact_pt:
        spacing += f'w:line="{round(style.exact_pt * 20)}" w:lineRule="exact"'
    else:
        spacing += f'w:line="{line if style.align == "both" else 240}" w:lineRule="auto"'
    border = f'w:val="single" w:sz="{round(profile.rule_width_pt * 8)}" w:space="1" w:color="000000"'
    edge = f'w:val="single" w:sz="4" w:space="10" w:color="{style.fill}"'
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{style.fill}"/>'
    ppr = [
        "<w:keepNext/>" if style.keep else "",
        f"<w:pBdr><w:top {border}/></w:pBdr>" if style.rule else "",
        (
            f'<w:pBdr><w:left w:val="single" w:sz="{round(profile.rule_width_pt * 24)}" w:space="8" '
            f'w:color="{style.color}"/></w:pBdr>'
        )
        if style.bar
        else "",
        f"<w:pBdr>{''.join(f'<w:{side} {border}/>' for side in ('top', 'left', 'bottom', 'right'))}</w:pBdr>"
        if style.box
        else "",
        f"<w:pBdr>{''.join(f'<w:{side} {edge}/>' for side in ('top', 'left', 'bottom', 'right'))}</w:pBdr>{shade}"
        if style.fill
        else "",
        f"<w:pBdr>{''.join(f'<w:{side} {foot_border(side)}/>' for side in ('left', 'bottom', 'right'))}</w:pBdr>"
        if style.foot
        else "",
        (
            f'<w:tabs><w:tab w:val="center" w:pos="{twips(profile.text_width_mm() / 2)}"/><w:tab w:val="right" '
            f'w:pos="{twips(profile.text_width_mm())}"/></w:tabs>'
        )
        if style.formula
        else "",
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(profile.text_width_mm())}"/></w:tabs>'
        if style.leader
        else "",
        f"<w:spacing {spacing}/>",
        (
            f'<w:ind w:left="{twips(style.left_mm)}" w:right="{twips(style.right_mm)}" '
            f'w:{"hanging" if style.first_mm < 0 else "firstLine"}="{twips(abs(style.first_mm))}"/>'
        ),
        f'<w:jc w:val="{style.align}"/>',
        f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else "",
    ]
    size = round(style.sizes[profile.default_pair] * 2)
    colour = f'<w:color w:val="{style.color}"/>' if style.color != "000000" else ""
    rpr = (
        ("<w:b/><w:bCs/>" if style.bold else "")
        + ("<w:i/><w:iCs/>" if style.italic else "")
        + colour
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )
    custom = (
        "" if style.name.startswith("toc ") else ' w:customStyle="1"'
    )  # “toc 1” is Word's own: it sets an updated contents list in it
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val="{attribute(style.name)}"/>'
        '<w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{''.join(ppr)}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def styles_xml(profile: FormatProfile) -> str:
    """The styles part: defaults, then every style of the profile, then tables and characters."""
    size = round(profile.roles["paragraph"].sizes[profile.default_pair] * 2)
    font = attribute(profile.font)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = '<w:tblCellMar><w:left w:w="{0}" w:type="dxa"/><w:right w:w="{0}" w:type="dxa"/></w:tblCellMar>'
    return (
        f'{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" '
        f'w:eastAsia="{font}" w:cs="{font}"/>'
        f'<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="{profile.language}" '
        f'w:eastAsia="{profile.language}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph '
        'Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority '
        'w:val="99"/><w:semiHidden/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{margins.format(0)}</w:tblPr></w:style>'
        f"{''.join(style_xml(style, profile) for style in profile.styles.values())}"
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Ke0"><w:name w:val="Hết phần"/><w:basedOn '
        'w:val="Normal"/><w:pPr><w:spacing w:before="0" w:after="0" w:line="6" '
        'w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="DauCuocChu"><w:name w:val="footnote reference"/><w:basedOn '
        'w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:vertAlign '
        'w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="BangKe"><w:name w:val="Bảng kẻ"/><w:basedOn '
        f'w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        f"{margins.format(twips(1.5))}</w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="BangTrong"><w:name w:val="Bảng không kẻ"/><w:basedOn '
        f'w:val="TableNormal"/><w:tblPr>{margins.format(twips(1))}</w:tblPr></w:style>'
        "</w:styles>"
    )


class Page:
    """Builds the document part of a template from blocks named after the components of the format law."""

    def __init__(self, profile: FormatProfile) -> None:
        self.profile = profile
        self.style = {style.role: style.id for style in profile.styles.values()}

    def p(self, role: str, text: str) -> str:
        """A paragraph whose whole text is one run, so that docxtpl finds its placeholders."""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self.style[role]}"/></w:pPr><w:r><w:t xml:space="preserve">{text}'
            "</w:t></w:r></w:p>"
        )

    def each(self, name: str, source: str, body: str) -> str:
        """A docxtpl loop over paragraphs."""
        return self.p("paragraph", f"{{%p for {name} in {source} %}}") + body + self.p("paragraph", "{%p endfor %}")

    def when(self, condition: str, body: str) -> str:
        """Paragraphs that are there only when the condition holds."""
        return self.p("paragraph", f"{{%p if {condition} %}}") + body + self.p("paragraph", "{%p endif %}")

    def table(self, widths: tuple[float, ...], rows: list[list[str]]) -> str:
        """A borderless layout table; cells hold ready paragraphs."""
        grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
        body = "".join(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
                for width, cell in zip(widths, row, strict=True)
            )
            + "</w:tr>"
            for row in rows
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
            'w:noVBand="0"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
        )

    def header(self, boxed: bool = True) -> str:
        """Ô 1 to 4, 5b, 10b, 11: agency and national name, number and date; subject, draft mark, urgency and
        circulation (a word in a box) below."""
        subject = self.when("trich_yeu_cong_van", self.p("subject", "{{ trich_yeu_cong_van }}"))
        urgency = self.when("do_khan", self.p("urgency", "{{p hop_do_khan }}"))
        circulation = self.when("luu_hanh", self.p("circulation", "{{p hop_luu_hanh }}")) if boxed else ""
        nation = (
            self.p("national-name", "{{ quoc_hieu }}")
            + self.p("motto", "{{ tieu_ngu }}")
            + self.p("rule", "{{p ke_tieu_ngu }}")
        )
        date = (
            self.when("dia_danh_ngay", self.p("place-date", "{{ dia_danh_ngay }}"))
            + circulation
            + self.p("after-table", "")
        )
        rows = [
            [self.agencies(), nation],
            [self.p("number", "{{ so_ky_hieu }}") + subject + self.mark() + urgency + self.p("after-table", ""), date],
        ]
        return self.table(self.profile.header_columns_mm, rows)

    def mark(self) -> str:
        """Ô 11: the draft mark, and which draft of when."""
        return self.when(
            "du_thao",
            self.p("draft-mark", "{{ du_thao[0] }}")
            + self.when("du_thao|length > 1", self.p("draft-round", "{{ du_thao[1] }}")),
        )

    def agencies(self, ruled: bool = True) -> str:
        """Ô 2: the body above the issuing one, the issuing one, and the line under it."""
        above = self.each("dong", "co_quan_chu_quan", self.p("parent-agency", "{{ dong }}"))
        return (
            above
            + self.each("dong", "co_quan", self.p("agency", "{{ dong }}"))
            + (self.p("rule", "{{p ke_co_quan }}") if ruled else "")
        )

    def title(self) -> str:
        """Ô 5a; absent in a letter."""
        return self.when("ten_loai", self.p("type", "{{ ten_loai }}")) + self.when(
            "ten_goi", self.p("title", "{{ ten_goi }}") + self.p("rule", "{{p ke_ten_goi }}")
        )

    def bases(self, first_role: str = "addressees", role: str = "addressees-item") -> str:
        """Authority, legal bases, enactment sentence or the words that decide; addressees, in the styles of these
        roles."""
        bases = self.each("cau", "can_cu", self.p("legal-basis", "{{ cau }}")) + self.when(
            "ban_hanh", self.p("enactment", "{{ ban_hanh }}")
        )
        first = self.when("kinh_gui", self.p(first_role, "{{ kinh_gui[0] }}")) + self.each(
            "dong", "kinh_gui[1:]", self.p(role, "{{ dong }}")
        )
        return (
            self.when("tham_quyen", self.p("authority", "{{ tham_quyen }}"))
            + bases
            + self.when("quyet_dinh", self.p("decides", "{{ quyet_dinh }}"))
            + first
        )

    def recipients(self) -> str:
        """Ô 9b and 12."""
        listed = self.when("noi_nhan", self.p("recipients-label", "Nơi nhận:")) + self.each(
            "dong", "noi_nhan", self.p("recipients", "{{ dong }}")
        )
        return listed + self.when("nguoi_soan", self.p("drafter", "{{ nguoi_soan }}"))

    def signer(self, name: str) -> str:
        """Ô 7a to 7c of one signer."""
        space = f'<w:p><w:pPr><w:pStyle w:val="{self.style["signature-space"]}"/></w:pPr></w:p>' * 5
        space = self.when(f"{name}.anh", self.p("signature-space", f"{{{{p {name}.anh }}}}")) + self.when(
            f"not {name}.anh", space
        )
        other = self.when(f"{name}.chuc_vu_khac", self.p("signature-other-title", f"{{{{ {name}.chuc_vu_khac }}}}"))
        return (
            self.each("dong", f"{name}.quyen_han", self.p("signature-title", "{{ dong }}"))
            + space
            + other
            + self.p("signature-name", f"{{{{ {name}.ho_ten }}}}")
        )

    def signature(self) -> str:
        """Recipients on the left, signature on the right, level with each other."""
        gap = self.p("after-table", "")
        signers = self.each("nguoi", "chu_ky", self.signer("nguoi"))
        return gap + self.table(self.profile.signature_columns_mm, [[self.recipients() + gap, signers + gap]])

    def signatures(self) -> str:
        """Several signers side by side, three in one row, else two to a row; recipients below."""
        gap = self.p("after-table", "")
        width = self.profile.text_width_mm()
        three = self.table((width / 3,) * 3, [[self.signer(f"chu_ky[{place}]") + gap for place in range(3)]])
        pair = [self.signer("hang[0]") + gap, self.when("hang|length > 1", self.signer("hang[1]")) + gap]
        start, end = (
            [self.p("paragraph", tag), self.p("paragraph", "")]
            for tag in ("{%tr for hang in chu_ky|batch(2) %}", "{%tr endfor %}")
        )
        pairs = self.table((width / 2,) * 2, [start, pair, end])
        return gap + self.when("chu_ky|length == 3", three) + self.when("chu_ky|length != 3", pairs) + self.recipients()

    def body(self) -> str:
        """The marker of the body, and the line that ends the text of elected bodies."""
        return self.p("paragraph", "{{ noi_dung }}") + self.when("ket_thuc", self.p("enactment", "{{ ket_thuc }}"))

    def copy_block(self) -> str:
        """Form, body, number and date of a copy, under a line across the page, after what was copied."""
        line = self.p("contact", "").replace("</w:pPr>", f"{full_rule(self.profile)}</w:pPr>")
        rows = [
            [self.agencies(), self.p("signature-title", "{{ ten_loai }}")],
            [self.p("number", "{{ so_ky_hieu }}"), self.p("place-date", "{{ dia_danh_ngay }}")],
        ]
        return line + self.table(self.profile.header_columns_mm, rows)

    def document(self, *blocks: str) -> str:
        """The document part: blocks, then the marker of the annexes, then the section."""
        p = self.profile
        margin = p.margin_mm
        turned = ' w:orient="landscape"' if p.page_mm[0] > p.page_mm[1] else ""
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="rIdSoTrang"/><w:footerReference w:type="first" '
            'r:id="rIdChanTrangDau"/>'
            f'<w:pgSz w:w="{twips(p.page_mm[0])}" w:h="{twips(p.page_mm[1])}"{turned}/><w:pgMar '
            f'w:top="{twips(margin["top"])}" w:right="{twips(margin["right"])}" '
            f'w:bottom="{twips(margin["bottom"])}" w:left="{twips(margin["left"])}" w:header="{twips(p.header_mm)}" '
            f'w:footer="{twips(p.header_mm)}" w:gutter="0"/>'
            "<w:titlePg/></w:sectPr>"
        )
        # LibreOffice lowers a table that opens a document by one line; a paragraph 1 pt high before it keeps the top
        # margin exact
        top = '<w:p><w:pPr><w:pStyle w:val="Ke0"/></w:pPr></w:p>'
        return (
            f"{HEAD}<w:document {W}><w:body>{top}{''.join(blocks)}{self.p('paragraph', '{{ phu_luc }}')}{section}"
            "</w:body></w:document>"
        )


def full_rule(profile: FormatProfile) -> str:
    """The top border of a paragraph: a line across the text."""
    return (
        f'<w:pBdr><w:top w:val="single" w:sz="{round(profile.rule_width_pt * 8)}" w:space="1" w:color="000000"/>'
        "</w:pBdr>"
    )


def theme_xml(profile: FormatProfile) -> str:
    """The smallest complete theme: black on white, one font. Word expects the part to be there."""
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    names = (
        "dk1",
        "lt1",
        "dk2",
        "lt2",
        "accent1",
        "accent2",
        "accent3",
        "accent4",
        "accent5",
        "accent6",
        "hlink",
        "folHlink",
    )
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{"FFFFFF" if name.startswith("lt") else "000000"}"/></a:{name}>' for name in names
    )
    fonts = "".join(
        f'<a:{kind}><a:latin typeface="{attribute(profile.font)}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}>'
        for kind in ("majorFont", "minorFont")
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}</a:ln>' for width in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{HEAD}<a:theme xmlns:a="{a}" name="draftkit"><a:themeElements><a:clrScheme name="draftkit">{colours}'
        "</a:clrScheme>"
        f'<a:fontScheme name="draftkit">{fonts}</a:fontScheme><a:fmtScheme name="draftkit"><a:fillStyleLst>{fill * 3}'
        f"</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def package(profile: FormatProfile, document: str) -> dict[str, bytes]:
    """All parts of a template around its document part."""
    number = profile.roles["page-number"].id
    header = (
        f'{HEAD}<w:hdr {W}><w:p><w:pPr><w:pStyle w:val="{number}"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r>'
        "<w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>"
    )
    page = Page(profile)
    contact = page.p("contact", "{{ lien_he }}").replace("</w:pPr>", full_rule(profile) + "</w:pPr>")
    foot = (
        f"{HEAD}<w:ftr {W}>{page.when('lien_he', contact)}<w:p><w:pPr><w:pStyle "
        f'w:val="{page.style["after-table"]}"/></w:pPr></w:p></w:ftr>'
    )
    empty = f'{HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="{page.style["after-table"]}"/></w:pPr></w:p></w:ftr>'
    notes = "".join(
        (
            f'<w:footnote w:type="{kind}" w:id="{key}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
            f'w:lineRule="auto"/></w:pPr><w:r><w:{sign}/></w:r></w:p></w:footnote>'
        )
        for key, kind, sign in ((0, "separator", "separator"), (1, "continuationSeparator", "continuationSeparator"))
    )
    settings = (
        f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl '
        'w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr><w:compat><w:doNotExpandShiftReturn/>'
        "<w:compatSetting "
        'w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{profile.language}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )
    fonts = (
        f'{HEAD}<w:fonts {W}><w:font w:name="{attribute(profile.font)}"><w:panose1 w:val="02020603050405020304"/>'
        '<w:charset w:val="00"/>'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{OFFICE}{kind}+xml"/>' for part, kind in TYPES
    )
    theme = (
        '<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    )
    relations = "".join(
        f'<Relationship Id="{key}" Type="{R_NS}/{kind}" Target="{part}.xml"/>' for key, kind, part in RELATIONS
    )
    texts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/>'
        f'{overrides}{theme}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{REL}"><Relationship Id="rId1" Type="{R_NS}/officeDocument" '
        'Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{REL}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f"{HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title></dc:title><dc:creator></dc:creator></cp:coreProperties>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{REL}">{relations}</Relationships>',
        "word/document.xml": document,
        "word/styles.xml": styles_xml(profile),
        "word/theme/theme1.xml": theme_xml(profile),
        "word/settings.xml": settings,
        "word/fontTable.xml": fonts,
        "word/header1.xml": header,
        "word/footer1.xml": foot,
        "word/footer2.xml": empty,
        "word/footnotes.xml": f"{HEAD}<w:footnotes {W}>{notes}</w:footnotes>",
    }
    return {name: text.encode() for name, text in texts.items()}


def one_signer(profile: FormatProfile) -> str:
    """Every document with one signature: header, name, bases, body, signature. Blocks a kind does not use leave nothing
    behind."""
    page = Page(profile)
    return page.document(page.header(), page.title(), page.bases(), page.body(), page.signature())


def many_signers(profile: FormatProfile) -> str:
    """Joint documents, minutes, agreements: signatures side by side."""
    page = Page(profile)
    return page.document(page.header(), page.title(), page.bases(), page.body(), page.signatures())


def calling(profile: FormatProfile) -> str:
    """Documents that call on their addressees in a sentence of their own, set like the text that follows."""
    page = Page(profile)
    return page.document(
        page.header(), page.title(), page.bases("paragraph", "paragraph"), page.body(), page.signature()
    )


def copy(profile: FormatProfile) -> str:
    """A copy on paper: what was copied, then the block of the body that copies it (Decree 30/2020, Appendix III, form
    3.1)."""
    page = Page(profile)
    return page.document(page.body(), page.copy_block(), page.signature())


def standard(profile: FormatProfile) -> str:
    """Technical regulations and standards: everything is body, written by draftkit; the symbol runs in the header, the
    page number in the footer."""
    page = Page(profile)
    document = page.document(page.p("paragraph", "{{ noi_dung }}"))
    return document.replace(
        '<w:footerReference w:type="first" r:id="rIdChanTrangDau"/>',
        '<w:footerReference w:type="default" r:id="rIdChanSoTrang"/>',
    )


def regulation(profile: FormatProfile) -> str:
    """The same with a header of its own on even pages."""
    return (
        standard(profile)
        .replace(
            "<w:footerReference ", '<w:headerReference w:type="even" r:id="rIdSoTrangChan"/><w:footerReference ', 1
        )
        .replace(
            '<w:footerReference w:type="default" r:id="rIdChanSoTrang"/>',
            '<w:footerReference w:type="default" r:id="rIdChanSoTrang"/>'
            '<w:footerReference w:type="even" r:id="rIdChanSoTrang"/>',
        )
    )


def with_sides(parts: dict[str, bytes], profile: FormatProfile) -> dict[str, bytes]:
    """The template of a regulation: the symbol on the outer side, left on even pages, right on odd ones (Circular
    26/2019/TT-BKHCN, Article 13.3)."""
    page = Page(profile)
    texts = {name: part.decode() for name, part in parts.items()}
    texts["word/header2.xml"] = f"{HEAD}<w:hdr {W}>{page.p('running-code-even', '{{ so_ky_hieu }}')}</w:hdr>"
    texts["word/settings.xml"] = texts["word/settings.xml"].replace(
        "<w:characterSpacingControl", "<w:evenAndOddHeaders/><w:characterSpacingControl"
    )
    texts["word/_rels/document.xml.rels"] = texts["word/_rels/document.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="rIdSoTrangChan" Type="{R_NS}/header" Target="header2.xml"/></Relationships>',
    )
    texts["[Content_Types].xml"] = texts["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/word/header2.xml" ContentType="{OFFICE}header+xml"/></Types>'
    )
    return {name: text.encode() for name, text in texts.items()}


def with_running_code(parts: dict[str, bytes], profile: FormatProfile) -> dict[str, bytes]:
    """The same template with the symbol in its header and the page number in a footer of its own."""
    page = Page(profile)
    number = (
        f'<w:p><w:pPr><w:pStyle w:val="{page.style["page-number"]}"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r>'
        "<w:t>2</w:t></w:r></w:fldSimple></w:p>"
    )
    texts = {name: part.decode() for name, part in parts.items()}
    texts["word/header1.xml"] = f"{HEAD}<w:hdr {W}>{page.p('running-code', '{{ so_ky_hieu }}')}</w:hdr>"
    texts["word/footer1.xml"] = f"{HEAD}<w:ftr {W}>{number}</w:ftr>"
    texts["word/_rels/document.xml.rels"] = texts["word/_rels/document.xml.rels"].replace(
        "rIdChanTrangDau", "rIdChanSoTrang"
    )
    return {name: text.encode() for name, text in texts.items()}


def press_sheet(profile: FormatProfile) -> str:
    """An unnumbered sheet: issuing body on the left, place, date and draft mark on the right; type, line on
    publication, headline, body."""
    page = Page(profile)
    gap = page.p("after-table", "")
    right = page.when("dia_danh_ngay", page.p("place-date", "{{ dia_danh_ngay }}")) + page.mark() + gap
    line = f'<w:p><w:pPr><w:pStyle w:val="{page.style["rule"]}"/></w:pPr></w:p>'
    head = page.table(profile.header_columns_mm, [[page.agencies(ruled=False) + gap, right]]) + line
    kind = page.when("ten_loai", page.p("type", "{{ ten_loai }}")) + page.when(
        "luu_hanh", page.p("circulation", "{{ luu_hanh }}")
    )
    return page.document(head, kind, page.when("ten_goi", page.p("title", "{{ ten_goi }}")), page.body())


def press_official(profile: FormatProfile) -> str:
    """A press release in the administrative form; the line on publication runs across the page under the header."""
    page = Page(profile)
    line = page.when("luu_hanh", page.p("circulation", "{{ luu_hanh }}"))
    return page.document(page.header(boxed=False), line, page.title(), page.body(), page.signature())


def sheet(profile: FormatProfile) -> str:
    """A flyer: issuing body, draft mark, type, title and body, one below the other."""
    page = Page(profile)
    head = page.agencies(ruled=False) + page.mark() + page.when("ten_loai", page.p("type", "{{ ten_loai }}"))
    line = page.when("luu_hanh", page.p("circulation", "{{ luu_hanh }}"))
    document = page.document(head, line, page.when("ten_goi", page.p("title", "{{ ten_goi }}")), page.body())
    return document.replace('<w:headerReference w:type="default" r:id="rIdSoTrang"/>', "")


def folded(profile: FormatProfile) -> str:
    """A leaflet: the same on A4 turned, in as many columns as it is folded in; the page of the profile is one panel."""
    width, height = profile.page_mm
    count = round(297 / width)
    margin = profile.margin_mm
    page = f'<w:pgSz w:w="{twips(297)}" w:h="{twips(height)}" w:orient="landscape"/>'
    document = re.sub(r"<w:pgSz [^>]*/>", page, sheet(profile))
    columns = f'<w:cols w:num="{count}" w:space="{twips(margin["left"] + margin["right"])}"/>'
    return re.sub(r"(<w:pgMar [^>]*/>)", rf"\1{columns}", document)


TEMPLATES = {
    "decree/decree.docx": ("qppl", one_signer),
    "_shared/qppl-van-ban.docx": ("qppl", one_signer),
    "_shared/luat-van-ban.docx": ("luat", one_signer),
    "_shared/qppl-nhieu-chu-ky.docx": ("qppl", many_signers),
    "_shared/tieu-chuan.docx": ("tieu-chuan", standard),
    "_shared/quy-chuan.docx": ("quy-chuan", regulation),
    "_shared/nd30-van-ban.docx": ("nd30", one_signer),
    "_shared/nd30-nhieu-chu-ky.docx": ("nd30", many_signers),
    "_shared/nd30-loi-goi.docx": ("nd30", calling),
    "_shared/nd30-ban-sao.docx": ("nd30", copy),
    "_shared/nd30-ngang.docx": ("nd30-ngang", one_signer),
    "_shared/to-gap.docx": ("to-gap", folded),
    "_shared/to-gap-doi.docx": ("to-gap-doi", folded),
    "_shared/to-roi.docx": ("to-roi", sheet),
    "_shared/truyen-thong.docx": ("truyen-thong", press_sheet),
    "_shared/phat-thanh.docx": ("phat-thanh", press_sheet),
    "_shared/thong-cao.docx": ("thong-cao", press_official),
}


def main(target: Path) -> None:
    """Write every default template and its twin below `target`."""
    registry = Registry((packaged_templates(),))
    for name, (profile_name, layout) in TEMPLATES.items():
        profile = registry.profile_named(profile_name)
        path = target / name
        parts = package(profile, layout(profile))
        if layout in (standard, regulation):
            parts = with_running_code(parts, profile)
        if layout is regulation:
            parts = with_sides(parts, profile)
        write_whole(path, zip_bytes(parts))
        write_whole(path.with_name(path.name + ".txt"), twin(read_package(path)).encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else packaged_templates())
