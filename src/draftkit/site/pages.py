"""The pages of a site. Templates and style sheets stand in `_shared/site`, where a project can replace each by its
own; they are written in the neutral colours, which those of the identity replace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from hashlib import blake2b
from typing import Any
from urllib.parse import quote, urlsplit

from draftkit.campaign.shown import pictured
from draftkit.kinds.identity import Identity
from draftkit.law.dates import short_date
from draftkit.library.session import Session
from draftkit.library.site_pages import CONSULTATION
from draftkit.readers.yaml_text import VIETNAMESE, keyed, load
from draftkit.site import comment
from draftkit.site.feed import FEED
from draftkit.site.former import Former, digest
from draftkit.site.gather import Listing, ListPage, Newsroom, SitePage, listings
from draftkit.site.gather import pages as pages_of
from draftkit.site.search import PAGE, Found, provisions
from draftkit.site.settings import CONTACT_KEYS, Settings
from draftkit.writers.formats import FORMATS
from draftkit.writers.html import page_parts
from draftkit.writers.html_share import linked, share_head
from draftkit.writers.html_style import mark, page_style

POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; {script}"
    "base-uri 'none'; form-action 'self'{mail}"
)
_LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
_SCRIPTED = "script-src 'self'; "
STYLE = "kieu/giao-dien.css"
_WORDS = "loi.yaml"
"""What the frame says in other languages than Vietnamese, by its Vietnamese words."""
_WORDS_A_MINUTE = 220
_CARDS, _REFERENCES = 6, 6
_SHAPES = 6
"""Grounds of cards without a picture."""


class Pages:
    """Renders pages of one site, those that an earlier build made of the same aside. `files` gathers the style sheets
    that pages share, `provisions` what is searched of what is out for consultation."""

    def __init__(self, session: Session, settings: Settings, room: Newsroom, former: Former) -> None:
        from jinja2 import FunctionLoader
        from markupsafe import Markup

        from draftkit.writers.sandbox import Sandbox

        self.shared = session.project.registry.shared
        loader = FunctionLoader(lambda name: (self.text(name), name, None))
        self.environment = Sandbox(loader=loader, trim_blocks=True, lstrip_blocks=True)
        self.words: dict[str, Any] = keyed(load(self.text(_WORDS), _WORDS), _WORDS)
        self.session, self.settings, self.room, self.former = session, settings, room, former
        self.base = former.base
        self.markup = Markup
        self.identity = identity = session.identity
        self.styles: dict[tuple[str, str, int, bool], str] = {}
        self.files: dict[str, bytes] = {STYLE: identity.painted(self.text("site.css")).encode()}
        self.provisions: dict[str, tuple[Found, ...]] = {}
        self.pictured = {entry.file for entry in room.news if entry.said.photo}
        found = listings(settings, room.news, room.translations)
        self.everything, self.topics, self.years, self.archives, self.spoken = found
        self.beside = _languages(room)
        root = session.project.root
        self.paths = [((root / one.said.path).resolve(), f"../{quote(one.file)}") for one in room.entries]
        told = (*room.news, *room.translations)
        self.shown_news = {entry.file: self.shown(entry, at) for at, entry in enumerate(told)}
        self.known: dict[str, Any] = {
            "trang_tin": {
                "ten": settings.name,
                "co_quan": settings.agency,
                "mo_ta": settings.about,
                "gop_y": settings.comments,
                "nguon_cap": bool(room.news) and not session.occasion.as_draft,
                "loi_bao_chi": settings.press.words,
                "dau_moi": _contacts(settings, identity),
            },
            "nhan_dien": {
                "ten": identity.short_name or settings.name,
                "dau": Markup(mark(identity)),  # noqa: S704 - written by us
                "lien_he": dict(identity.contacts),
            },
            "xem_thu": session.occasion.as_draft,
            "lay_y_kien": [self.shown(entry) for entry in room.consultations],
            "tu_lieu": [self.shown(entry, at) for at, entry in enumerate(room.references)],
            "kieu_chung": STYLE,
            "chu_de": [_listed(one) for one in self.topics],
            "nam": [_listed(one) for one in self.years],
            "luu_tru": [_listed(one) for one in self.archives],
            "moi_tin": _listed(self.everything),
            "tieng": {code: _listed(one) | {"ten": _LANGUAGES[code]} for code, one in self.spoken.items()},
        }
        self.frame = digest(repr(self.known))
        """What tells on what stands around each page."""

    def text(self, name: str) -> str:
        """A file of the site's own folder of templates."""
        return self.shared(f"site/{name}").read_text(encoding="utf-8")

    def shown(self, entry: SitePage, at: int = 0, language: str = "") -> dict[str, Any]:
        """What templates may say of a document, days as a page in a language has them, or its own."""
        said = entry.said
        draft = "Dự thảo " if said.draft and not said.page else ""
        out = entry.consultation
        start, until = (out.start, out.until) if out else ("", "")
        spoken = language or said.language
        return {
            "tep": quote(entry.file),
            "ten": draft + said.title,
            "loai": said.type if said.archive else said.kind,
            "chu_de": next(iter(said.keywords), ""),
            "tom_tat": said.summary,
            "ngay": entry.date,
            "ngay_in": short_date(entry.date, spoken) if entry.date else "",
            "phut_doc": max(1, round(said.words / _WORDS_A_MINUTE)),
            "anh": quote(self.picture(entry)),
            "nen": at % _SHAPES + 1,
            "tu_ngay": start,
            "tu_ngay_in": short_date(start, spoken) if start else "",
            "den_ngay": until,
            "den_ngay_in": short_date(until, spoken) if until else "",
            "gui_den": out.address if out else "",
            "thu": comment.link(entry),
            "da_dong": bool(out and out.closed),
            "chua_mo": bool(out and out.early),
        }

    def index(self) -> bytes:
        """The first page: the lead story (no issue, which retells others), what is out for consultation, cards of
        what is new, references."""
        issues = {entry.file for listing in self.archives for entry in listing.news}
        ranked = sorted(self.room.news[: _CARDS * 2], key=lambda entry: entry.file in issues)[:1]
        ranked += [entry for entry in self.room.news[: _CARDS + 1] if entry not in ranked]
        news = [self.shown_news[entry.file] for entry in ranked[: _CARDS + 1]]
        return self.render(
            "index.html",
            "index.html",
            tep_loc="index.html",
            dau_tin=news[0] if news else None,
            tin=news[1:],
            tong_so=len(self.room.news),
            dau_tu_lieu=self.known["tu_lieu"][:_REFERENCES],
        )

    def lists(self) -> dict[str, bytes]:
        """The pages of every list."""
        made = {}
        for listing in (self.everything, *self.topics, *self.years, *self.archives, *self.spoken.values()):
            leaves = list(pages_of(listing))
            for page in leaves:
                made[page.file] = self.list_page(listing, page, [leaf.file for leaf in leaves])
        if self.room.references:
            made["tu-lieu/index.html"] = self.render(
                "list.html",
                "tu-lieu/index.html",
                goc="../",
                ten_danh_sach="Tư liệu",
                muc_luc=self.known["tu_lieu"],
                trang={"so": 1, "tong": 1, "tep": ["tu-lieu/index.html"]},
                loc=False,
            )
        return made

    def list_page(self, listing: Listing, page: ListPage, files: list[str]) -> bytes:
        """One page of a list."""
        language = next((code for code, one in self.spoken.items() if one is listing), VIETNAMESE)
        whole = (self.everything, *self.spoken.values())
        beside = zip((VIETNAMESE, *self.spoken), (one.file for one in whole if self.spoken), strict=False)
        values = {
            "ngon_ngu_khac": self._offered(beside if page.number == 1 and listing in whole else ()),
            "ten_danh_sach": listing.title,
            "muc_luc": [self.shown_news[entry.file] for entry in page.news],
            "trang": {"so": page.number, "tong": page.total, "tep": files},
            "loc": language == VIETNAMESE,
            "tep_loc": files[0],
            **self.around(language, listing.news),
        }
        made_of = (self.base, self.frame, values) if self.base else None
        return self.former.kept(page.file, made_of, partial(self.render, "list.html", page.file, "../", **values))

    def search(self) -> bytes:
        """The page of the search: it alone says how many news each list holds."""
        counted: dict[str, object] = {
            "moi_tin": _counted(self.everything),
            "chu_de": [_counted(one) for one in self.topics],
            "nam": [_counted(one) for one in self.years],
        }
        return self.render("search.html", PAGE, "", co_ma=True, **counted)

    def missing(self) -> bytes:
        """The page shown under any address that leads nowhere: it holds its style itself."""
        root = urlsplit(self.settings.address).path + "/" if self.settings.address else ""
        style = self.files[STYLE].decode().replace("../", root)
        return self.render("404.html", "404.html", goc=root, kieu_nhung=self.markup(style))

    def press(self) -> bytes:
        """The page for journalists."""
        latest = [self.shown_news[entry.file] | {"tai_ve": _downloads(entry)} for entry in self.room.news[:_CARDS]]
        named = ((file, name) for file, name in self.settings.press.kits if file in self.room.kits)
        kits = [{"tep": f"bao-chi/{file.rpartition('/')[2]}", "ten": name} for file, name in named]
        return self.render("press.html", "bao-chi.html", tin=latest, bo_tai_lieu=kits)

    def document(self, entry: SitePage) -> bytes:
        """The page of a document."""
        language, out = entry.said.language, entry.folder == CONSULTATION
        correction = self.room.corrections.get(entry.file)
        scripted = bool(out and entry.consultation and entry.consultation.address)
        around = {
            "muc": self.shown(entry),
            "kieu_rieng": self.style(entry),
            "tai_ve": _downloads(entry),
            "dinh_chinh": self.shown(correction, language=language) if correction else None,
            **self.around(language, (entry,)),
            "ngon_ngu_khac": self.languages(entry),
            "noi_goc": [_listed(one) for one in self.topics if one.name in entry.said.keywords],
            "khoi": comment.block(entry) if scripted else "",
            "chu_de_thu": comment.subject(entry) if scripted else "",
            "co_ma": scripted,
        }
        card = card_file(entry)
        image = f"{self.settings.address}/{card}" if self.settings.address and card in self.files else ""
        leads = [one for one in self.room.entries if one.said.path in entry.said.leads]
        made_of = (entry.ground, self.frame, image, around, [one.file for one in leads])
        sure = entry.ground and not out
        return self.former.kept(entry.file, made_of if sure else None, partial(self._document, entry, image, around))

    def _document(self, entry: SitePage, image: str, around: dict[str, Any]) -> bytes:
        bound, frame = linked(entry.document.bound, self.paths), entry.document.frame
        beside: list[tuple[str, str]] = []
        out = entry.folder == CONSULTATION
        with pictured(bound, self.identity) as shown:
            parts = page_parts(shown, frame, comment.beside(entry, beside) if out else None)
        if out:
            self.provisions[entry.file] = tuple(provisions(parts.contents, parts.main))
        values = parts._asdict().items()
        return self.render(
            "document.html",
            entry.file,
            **around,
            goc="../",
            chia_se=self.markup(share_head(bound, frame, self.settings.address, image)),
            quy_dinh=beside if around["co_ma"] else [],
            phan={key: value if key in ("title", "foot") else self.markup(value) for key, value in values},
        )

    def around(self, language: str, entries: Sequence[SitePage]) -> dict[str, str]:
        """What the frame of a page in a language says: in another than Vietnamese the names of the body there."""
        if language == VIETNAMESE:
            return {"ngon_ngu": language, "ten_ngan": "", "co_quan": ""}
        who = ", ".join(dict.fromkeys(name for entry in entries for name in entry.said.who))
        return {"ngon_ngu": language, "ten_ngan": self.session.identity_in(language).short_name, "co_quan": who}

    def languages(self, entry: SitePage) -> list[dict[str, str]]:
        """The page itself and what it is in other languages; nothing when it is in one only."""
        return self._offered((one.said.language, one.file) for one in self.beside.get(entry.file, []))

    def _offered(self, files: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
        """Pages that say the same, each by its language; those that name them lie one folder deep."""
        home = f"{self.settings.address}/" if self.settings.address else "../"
        return [
            {"ma": code, "ten": _LANGUAGES[code], "tep": quote(file), "dia_chi": home + quote(file)}
            for code, file in files
        ]

    def style(self, entry: SitePage) -> str:
        """The style sheet of a document: one for all that look alike."""
        said = entry.said
        key = said.profile, said.language, said.pair, bool(said.page)
        if key not in self.styles:
            profile = self.session.project.registry.profile_named(said.profile, said.language)
            brand = self.identity if said.page else None
            text = f"{page_style(profile, said.pair, brand)}\n{comment.room_beside(profile)}\n".encode()
            name = f"kieu/{blake2b(text, digest_size=5).hexdigest()}.css"
            self.styles[key], self.files[name] = name, text
        return self.styles[key]

    def photo(self, entry: SitePage) -> str:
        """The path of the first picture of a piece of news; empty when it has none, or one too small for a card."""
        return str(self.session.project.root.resolve() / entry.said.photo) if entry.said.photo else ""

    def picture(self, entry: SitePage) -> str:
        """The file of the small one, that of the original for a translation."""
        first = next(iter(self.beside.get(entry.file, ())), entry)
        return f"{first.file.removesuffix('.html')}.{first.said.ending}" if first.file in self.pictured else ""

    def render(self, template: str, file: str, goc: str = "", **values: object) -> bytes:
        """One page. `goc` leads from it to the root of the site."""
        script = _SCRIPTED if values.get("co_ma") else ""
        values = {"co_ma": False, "kieu_nhung": "", "ngon_ngu_khac": [], **self.around(VIETNAMESE, ())} | values
        language = str(values["ngon_ngu"])
        values["nguon_tin"] = f"{language}/{FEED}" if language in self.spoken else FEED
        spoken = self.words.get(language, {})
        values["noi"] = lambda words: spoken.get(words, words)
        policy = POLICY.format(script=script, mail=" mailto:" if values.get("quy_dinh") else "")
        from draftkit.writers.sandbox import fault_of, printed_in

        self.environment.begin()
        try:
            page = self.environment.get_template(template)
            text = page.render(self.known | values, goc=goc, tep_nay=file, chinh_sach=policy)
        except Exception as error:  # whatever a layout of others does is a fault of that layout
            raise fault_of(error, f"site/{template}", self.environment, self.known | values) from error
        phan: Any = values.get("phan") or {}
        printed_in(text, f"site/{template}", {"phan.main": phan.get("main")})
        return text.encode()


def _contacts(settings: Settings, identity: Identity) -> list[dict[str, str]]:
    """Whom journalists ask: those of the settings, else the body itself; each with every key that a template asks."""
    empty = dict.fromkeys(CONTACT_KEYS, "")
    own = identity.contacts if identity.contacts.get("thu_dien_tu") or identity.contacts.get("dien_thoai") else {}
    named = settings.press.contacts or ((own,) if own else ())
    return [{key: str(one.get(key) or "") for key in empty} for one in named]


def _languages(room: Newsroom) -> dict[str, list[SitePage]]:
    """The pages that say the same in several languages, by the file of each."""
    pages = {(entry.said.path, entry.said.row): entry for entry in room.entries}
    found: dict[str, list[SitePage]] = {}
    for entry in room.translations:
        first = pages[entry.said.original, entry.said.row]
        group = found.setdefault(first.file, [first])
        group.append(entry)
        found[entry.file] = group
    return found


def card_file(entry: SitePage) -> str:
    """Where the picture stands that is shown when a piece of news is shared."""
    return f"{entry.folder}/{entry.name}.the.png"


def who(entry: SitePage, settings: Settings) -> str:
    """The body that speaks in a piece."""
    return ", ".join(entry.said.who) or settings.agency or settings.name


def downloads(entry: SitePage) -> dict[str, str]:
    """The formats offered beside a page, and what they are called: those that the kind is made in; of a document for
    consultation both."""
    made = entry.said.outputs
    return {one.name: one.title for one in FORMATS if one.offered and (entry.consultation or one.name in made)}


def _downloads(entry: SitePage) -> list[dict[str, str]]:
    return [{"tep": f"{quote(entry.name)}.{name}", "ten": word} for name, word in downloads(entry).items()]


def _listed(listing: Listing) -> dict[str, Any]:
    return {"ten": listing.name, "tep": quote(listing.file)}


def _counted(listing: Listing) -> dict[str, Any]:
    return {**_listed(listing), "so": len(listing.news)}
