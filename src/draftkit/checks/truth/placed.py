"""Where a text says that something is laid down, beside the names of chapters and articles: “Việc lưu mẫu được quy định
tại Điều 7” where Điều 3 is “Lưu mẫu”, “Chương III gồm từ Điều 7 đến Điều 11” where it ends with Điều 9."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from draftkit.checks.rules.provisions import said_by
from draftkit.checks.truth.aligned import DEFINED, Provisions, kept_of, label_of
from draftkit.checks.truth.apart import content_words, telling, ways
from draftkit.checks.truth.provisions import figures_of
from draftkit.law.references import Citation
from draftkit.law.units import called
from draftkit.model.inline import plain
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Unit, counted, units
from draftkit.resolve.bound import Bound
from draftkit.text.pattern import WORD

_LAID_DOWN, _LAYS_DOWN, _NAMES, _MADE_OF, _NAMED = ways("placed", "laid_down lays_down names made_of named")
_ITEM, _CLOSES, _ENTRY, _ALONE, _BESIDE = ways("placed", "item closes entry alone beside")
_AT, _OPENS, _SAME, _ABOUT, _TERM, _REST, _OF_TALK = ways("placed", "at opens same about term rest of_talk")
_WHICH, _FORM = ways("placed", "which form")
NUMBER = re.compile(r"^(?:\d+|[a-zđ])[.)] ")
_CITES = frozenset(("quy", "tại", "nêu", "theo", "này"))
"""How it goes on where a provision cites another: “Các tỷ lệ quy định tại khoản 1”."""
_RUN = 3
"""Words in a row with which a title begins that is meant by them."""
_FEWEST, _SHARED = 2, 0.6
"""Words of a name that tell of what an article is; the share of what is spoken of that an article has when it may be
about that, whatever it is called."""
_LONGEST = 12
"""Words of a definition among which the term ends."""
_SHORTENED = 3
"""Words, and more of them must be left, of a name that is but shortened."""
_SHORT = 6
"""Words of an entry that may be but the beginning of a name."""
_MORE, _PART = 1.7, 0.2
"""How much more the words of a sentence tell of an article than of the one it cites, and the share of all it says,
where that may be meant."""
Cited = tuple[str, str, str]
"""The numbers of a điều, and of the khoản and the điểm that are cited of it."""


def says_which(text: str, citation: Citation) -> bool:
    """Whether a place that a text cites but tells which thing is meant, of which it goes on to say more: “gửi hồ sơ nêu
    tại khoản 2 Điều 15 đến …”."""
    return bool(_WHICH.search(text, 0, citation.start)) and len(WORD.findall(text[citation.units_end :])) > _SHORT


def article_of(citation: Citation) -> Cited:
    """The numbers of the one article, of its khoản and its điểm, that is cited, of no other document that is named;
    empty when it is not so."""
    numbers = {step.level: step.number for step in citation.members[0].path}
    alone = len(citation.members) == 1 and not citation.members[0].here and not citation.document.other
    point = numbers.get("point", "")
    clause = numbers.get("clause", "") or (point if not point.isalpha() else "")  # “điểm 2 Điều 6”
    own = (numbers.get("article", ""), clause, point if point.isalpha() else "")
    return own if alone else ("", "", "")


class Part:
    """A chapter, section or article: its level, its number, its name, what it says, and the words of these without
    accents."""

    def __init__(self, bound: Bound, unit: Unit) -> None:
        self.level = unit.level.name
        self.number = bound.numbers.get(unit.serial, "")
        self.name = plain(bound.text(unit))
        self._of = bound, unit

    @cached_property
    def says(self) -> str:
        """What it says, its own name too."""
        bound, unit = self._of
        return said_by(bound, (unit,))

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """The numbers of its articles; its own, if it is one."""
        bound, unit = self._of
        found = (one for one in (unit, *units(unit.body)) if one.level.name == "article")
        return tuple(bound.numbers.get(one.serial, "") for one in found)

    def holds(self, level: str) -> int:
        """How many units of a level it holds."""
        return counted(self._of[1])[level]

    @cached_property
    def named(self) -> frozenset[str]:
        """The words of its name."""
        return frozenset(content_words(self.name))

    @cached_property
    def words(self) -> frozenset[str]:
        """All its words."""
        return self.named.union(content_words(self.says))

    def __str__(self) -> str:
        label = f"{called(self.level).capitalize()} {self.number}"
        ends = f" (Điều {self.articles[0]} - Điều {self.articles[-1]})" if self.articles[1:] else ""
        return f"{label}{'' if self.level == 'article' else ends}"


class Articles:
    """The articles of a document by all that each says, its figures too."""

    def __init__(self, parts: Sequence[Part], state: str) -> None:
        """`state`: as of `Named`."""
        self._parts = {one.number: one for one in parts}
        held = kept_of(state, "articles", lambda: ((one.number, *one.words, *_figures(one.says)) for one in parts))
        self._said = {number: frozenset(words) for number, *words in held}
        having = Counter(word for said in self._said.values() for word in said)
        self._weights = telling(having, len(parts))

    def rather(self, text: str, cited: str) -> Part | None:
        """The article that has more of what a text says than the one it has `cited`, by as much as one that is meant
        has; None where none has."""
        words = {*content_words(text)} | _figures(text)
        told = {one: sum(self._weights[word] for word in words & said) for one, said in self._said.items()}
        best = max(told, key=lambda one: told[one], default="")
        whole = sum(self._weights.get(word, 1.0) for word in words)
        meant = cited in told and told[best] - told[cited] >= _MORE and told[best] >= _PART * whole
        return self._parts[best] if meant else None


def _figures(text: str) -> frozenset[str]:
    return frozenset(f"{one.number} {one.unit}" for one in figures_of(text))


def laid_down(text: str, at: int, end: int, of: frozenset[str]) -> frozenset[str]:
    """The words of what a text says is laid down in the provision that it cites between two offsets; empty where it
    says nothing of the sort. `of`: the words of the title of its document, which may follow: “Điều 7 dự thảo Nghị định
    về thư viện”."""
    about = None if _OF_TALK.search(text, 0, at) else _ABOUT.match(text, end)
    words = frozenset(content_words(about[1])) if about else of
    if not words <= of:
        return words
    laid, lays = _LAID_DOWN.search(text, max(at - 60, 0), at), _LAYS_DOWN.match(text, end)
    named, names = _NAMED.search(text, 0, at), _NAMES.match(text, end)
    item = _ITEM.fullmatch(text[:at]) if _CLOSES.match(text, end) else None
    item = item or (_ENTRY.fullmatch(text[:at]) if _ALONE.match(text, end) else None)
    lead = text[:at].strip().lower().removesuffix("từ").removeprefix("các điều").strip()
    told = named or item or names or (lays if lays and not lead else None)
    return frozenset(content_words(names[1] if names else text[: laid.start()] if laid else told[1] if told else ""))


def named_behind(text: str, end: int) -> bool:
    """Whether the name of a provision, or what it is about, stands behind where it is cited."""
    return bool(_NAMES.match(text, end) or _ABOUT.match(text, end))


def spoken_of(citation: Citation, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The articles, or the chapter or section, that a citation is of: of a range those from its first to its last."""
    steps = [{step.level: step.number for step in member.path} for member in citation.members]
    level = "article" if "article" in steps[0] else citation.members[0].path[-1].level
    of_level = [one for one in parts if one.level == level]
    numbers, named = [one.number for one in of_level], [one.get(level, "") for one in steps]
    if not {*named} <= {*numbers} or (len(named) > 1 and (citation.members[-1].joint != "đến" or level != "article")):
        return ()
    cited = of_level[numbers.index(named[0]) : numbers.index(named[-1]) + 1]
    return tuple(cited) if len(named) > 1 or numbers.count(named[0]) == 1 else ()


def elsewhere(spoken: frozenset[str], cited: Sequence[Part], parts: Sequence[Part]) -> Part | None:
    """The part whose name is what is spoken of where others are cited; None where those may be about that, or
    several are."""
    about = [one for one in parts if len(one.named) >= _FEWEST and one.named <= spoken] if cited else []
    if any(spoken <= one.named for one in cited):  # so far it may be called by these words
        return None
    levels = {one.level for one in cited}
    about = [one for one in about if one.level in levels or cited[1:]]
    exact = [one for one in about if one.named == spoken]
    begins = not about and cited and _FEWEST < len(spoken) <= _SHORT  # “Mua sắm xanh” begins a longer name
    if begins and not any(2 * len(spoken & one.named) >= len(spoken) for one in cited):
        about = [one for one in parts if spoken <= one.named and one.level in levels]
    other = (exact or about)[0] if len(exact or about) == 1 else None
    if other is None:
        return None
    here, there = {number for one in cited for number in one.articles}, {*other.articles}
    if here and (here <= there or (there <= here and not (exact and cited[1:]))):  # a range is all of what it is called
        return None
    words = {word for one in cited for word in one.words}
    near = spoken <= words if begins else len(spoken & words) >= _SHARED * len(spoken)
    return other if exact or not near else None  # its own name leaves no doubt


def with_form(text: str, citation: Citation, after: int, parts: Sequence[Part]) -> Part | None:
    """The one annex that has forms, where a text behind an offset says that one stands in an annex which has none:
    “Mẫu văn bản đề nghị nằm ở Phụ lục II”."""
    form = _FORM.search(text, after, citation.start)
    cited = spoken_of(citation, parts) if form else ()
    if form is None or len(cited) != 1 or cited[0].level != "annex" or cited[0].holds("form"):
        return None
    having = [one for one in parts if one.level == "annex" and one.holds("form")]
    return having[0] if len(having) == 1 and having[0].words.issuperset(content_words(form["of"])) else None


def of_that_name(text: str, citation: Citation, after: int, parts: Sequence[Part]) -> Part | None:
    """The article whose name, as it stands, is an entry of a text behind an offset, where the entry cites another: “-
    Yêu cầu đối với xe: Điều 16”, “Nhà ở (Điều 7), bếp ăn và bữa ăn (Điều 9)”."""
    entry = _BESIDE.fullmatch(text, after, citation.start)
    number, _ = _article(citation._replace(members=citation.members[:1]))
    if entry is None or not (_ALONE.match(text, citation.end) or _CLOSES.match(text, citation.end)):
        return None
    said, articles = _said(entry[1]), [one for one in parts if one.level == "article"]
    named = [one for one in articles if one.name.casefold() == entry[1].strip(" *").casefold()]
    named = named or [one for one in articles if len(said) > _SHORTENED and _shortens(said, _said(one.name))]
    cited = any(one.number == number and _shortens(said, _said(one.name)) for one in articles)
    return named[0] if len(named) == 1 and number and named[0].number != number and not cited else None


def _shortens(said: Sequence[str], name: Sequence[str]) -> bool:
    """Whether some words are a name with words left out, the first of all kept: “Mục tiêu phát triển ngành đến năm
    2030”."""
    rest = iter(name)
    return said[:1] == [*name[:1]] and all(word in rest for word in said)


def by_title(text: str, citation: Citation, after: int, held: Callable[[], Titles]) -> tuple[str, str] | None:
    """The one provision whose title, or how it opens, stands right before a place behind an offset, where that cites
    another which does not say these words: “cách tính tỷ lệ đáp ứng nhu cầu tại Điều 8”; with its label."""
    leads, (article, clause) = _AT.search(text, after, citation.start), _article(citation)
    if leads is None or not article:
        return None
    *_, phrase = re.split("[;.:!?“”]", text[after : leads.start()])
    words, found = _said(_SAME.sub(DEFINED, phrase)), dict[int, list[Title]]()
    titles = held().titles if len(words) >= _RUN else []
    own = [one for one in titles if one.article == article and clause in ("", one.clause)]
    for one in titles if own else ():
        if one in own or (one.clause and not clause) or (not one.clause and one.article == article):
            continue
        title = one.title
        many = next((size for size in range(len(words), _RUN - 1, -1) if _holds(title, words[-size:])), 0)
        begun = bool(many) and title[:many] == words[-many:] and _CITES.isdisjoint(title[many : many + 1])
        near = one.article == article or not one.clause
        if (begun and many >= _RUN + (not near)) or (not one.clause and many > _RUN and many >= _SHARED * len(title)):
            found.setdefault(many, []).append(one)
    most = max(found, default=0)
    bracket = leads[0].endswith("(")
    if bracket and not _CLOSES.match(text, citation.end) and not _CLOSES.match(text, text.find(")", citation.end)):
        return None
    rest = _OPENS.sub("", " ".join(words[: len(words) - most])) if leads["by"] or bracket else ""
    silent = most and not any(_holds(one.says, words[-most:]) for one in own)
    if not silent or len(found[most]) > 1 or rest:
        return None
    other = found[most][0]
    return label_of(other.article, other.clause), " ".join(other.shown.split()[: 3 * most])


def by_term(text: str, citation: Citation, after: int, held: Callable[[], Titles]) -> tuple[str, str] | None:
    """The khoản that defines the term whose definition a text says stands at a place, where that is another khoản of
    the article; with its label: “Định nghĩa hàng hóa môi trường nằm ở khoản 1 Điều 3”."""
    lead, (article, clause) = _TERM.search(text, after, citation.start), _article(citation)
    if lead is None or not clause or _OF_TALK.search(text, after, lead.start()):
        return None
    said = text[lead.end() : citation.start].casefold()
    opens = ((one, [*one.title[:_LONGEST]]) for one in held().titles if one.article == article and one.clause)
    terms = [(one, " ".join(words[: words.index("là")])) for one, words in opens if "là" in words]
    defined = [(len(term), one) for one, term in terms if said.startswith(term) and _REST.fullmatch(said, len(term))]
    _, other = max(defined, key=lambda one: one[0], default=(0, None))
    if other is None or other.clause == clause:
        return None
    return label_of(article, other.clause), " ".join(other.shown.split()[:_LONGEST])


class Title(NamedTuple):
    """The title of an article, or how one of its khoản opens: the numbers of both, the words, as they stand there, and
    all the words of it."""

    article: str
    clause: str
    title: Sequence[str]
    shown: str
    says: Sequence[str]


class Titles:
    """The titles of the articles of a document, and how their khoản open."""

    def __init__(self, parts: Sequence[Part], provisions: Provisions) -> None:
        names = {one.number: one.name for one in parts}
        whole: dict[str, list[str]] = {number: [name] for number, name in names.items()}
        opened: dict[tuple[str, str], list[str]] = {}
        for one in provisions.all:
            leads = one.heading.removeprefix(names.get(one.article, "")).strip() if one.point else ""
            opened.setdefault((one.article, one.clause), [leads] * bool(leads)).append(one.text)
            whole.setdefault(one.article, []).extend((leads, one.text))
        articles = [Title(one, "", _said(name), name, _said(" ".join(whole[one]))) for one, name in names.items()]
        clauses = ((key, NUMBER.sub("", texts[0]), " ".join(texts)) for key, texts in opened.items() if key[1])
        self.titles = [*articles, *(Title(*key, _said(text), text, _said(says)) for key, text, says in clauses)]


def _said(text: str) -> list[str]:
    return [one.casefold() for one in WORD.findall(text)]


def _holds(words: Sequence[str], run: Sequence[str]) -> bool:
    """Whether some words stand in a row among others."""
    return f" {' '.join(run)} " in f" {' '.join(words)} "


def _article(citation: Citation) -> tuple[str, str]:
    """The numbers of the one article, and of its khoản, that is cited; empty where there is none, or several."""
    numbers = {step.level: step.number for step in citation.members[0].path}
    return (numbers.get("article", ""), numbers.get("clause", "")) if len(citation.members) == 1 else ("", "")


def made_of(text: str, citations: Sequence[Citation], at: int, parts: Sequence[Part]) -> Part | None:
    """The chapter or section that is said to be made of the articles cited at an index, where these are not its own."""
    holder, inner, members = citations[at - 1], citations[at], citations[at].members
    if [one.joint for one in members] == ["", ",", "đến"]:  # “Chương III, từ Điều 7 đến Điều 11”
        holder, inner = inner._replace(members=members[:1]), inner._replace(members=members[1:])
    elif not at or not _MADE_OF.fullmatch(text, holder.end, inner.start):
        return None
    own, cited = spoken_of(holder, parts), spoken_of(inner, parts)
    if len(own) != 1 or own[0].level == "article" or not cited or cited[0].level != "article":
        return None
    articles = tuple(one.number for one in cited)
    whole = len(articles) == 1 or articles == own[0].articles
    return None if whole and {*articles} <= {*own[0].articles} else own[0]
