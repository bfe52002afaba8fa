"""What a sentence says of a draft beside the one provision it is about, though it cites none, or another: its figures
and days, whose task it is, whether it must be done, where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from draftkit.checks.truth import duties, provisions
from draftkit.checks.truth.aligned import DEFINED, OF_TIME, Meant, Provision, Provisions, label_of, without_figures
from draftkit.checks.truth.apart import GROWTH, clause, content_words, ways
from draftkit.checks.truth.duties import MODAL
from draftkit.checks.truth.placed import Cited, says_which
from draftkit.checks.truth.sentences import WORD, Sentence
from draftkit.model.message import Message, msg
from draftkit.text.figures import TIMES, figures
from draftkit.text.fold import bare
from draftkit.text.passage import around, shortened

_BY_DRAFT, _OTHERWISE, IN_TASK, ASKED, GOES_ON = ways("unplaced", "by_draft otherwise in_task asked goes_on")
_NOT, CITED, _OPENS_CLAUSE, _OF_SOME = ways("unplaced", "not cited opens_clause of_some")
PARTS, _REASON, WITHIN, _OFFICE = ways("unplaced", "parts reason within office")
_GROWS, ASKS, _THEN, _SINCE = ways("unplaced", "grows asks then since")
(_LEADS,) = ways("acts", "leads")
_SURE = ((0.7, 4.5, 5.5), (0.75, 3, 5), (0.8, 2.4, 0), (0.95, 1.6, 4.3), (1.0, 1.5, 3.9))
"""Shares of the words of a sentence that its provision has, and how much these tell, without and with those that only
tell, which are enough together."""
_SURE_OF_DRAFT, _TELLS = ((0.7, 2, 0), (0.95, 0, 3)), ((0.75, 3, 0), (0.95, 0, 3))
"""The same for a sentence that says that it is of the draft, and whatever is said of it."""
_NEARLY_SURE = (0.95, 2.2, 2.5)
"""The same where no part of a ministry may do what that has to do."""
_EXPLAINED = ((0.5, 2, 0),)
"""The same for one that explains an article: it is about that, whatever else it says."""
_NEARLY_ALL, _OF_ANOTHER, _FEWEST, _MANY, _BEHIND = 0.9, 0.5, 2, 4, 40
"""Shares of the words of a sentence that a provision has which it is about, or another one too."""
_ABOUT_AS_MANY = 0.65
"""The share of what the words of a text tell of one part of a draft that those of another tell which has its figure."""
_HARDLY, _IN_ANOTHER, _PLACED = 0.12, 0.7, 2.3
"""Shares of the words before a place that this has where it is another, and that another of its article has then; how
much these tell."""
_ONCE = frozenset(("mot", "lan"))
"""Words of how often, “hai năm một lần”, rather than of what is done."""
_SHOWN = 200
"""Signs of a provision that are shown."""
_ALIAS = re.compile(r"gọi (?:tắt )?là ([^)]+)\)")


def told(
    sentence: Sentence, own: Provisions, called: str, bodies: re.Pattern[str]
) -> Iterator[tuple[provisions.Told, Message]]:
    """The figures and days that a sentence gives of a draft, which is `called` so, with what is said of another; whose
    task it is, one of the `bodies`, is no sign of what the figure is of."""
    if _LEADS.match(sentence.text) and "dự thảo" not in sentence.text:  # “- Ngày 20/10/2025: Bộ … ban hành …”
        return
    opens = _BY_DRAFT.match(sentence.text)
    start = opens.end() if opens else 0
    held = Counter(one.unit for one in provisions.figures_of(sentence.text[start:]))
    reason = None if own.whole else _REASON.search(sentence.text, start)
    for left, right in (*(((start, reason.start()),) if reason else ()), *_stretches(sentence, start)):
        units = {one.unit for one in provisions.figures_of(sentence.text[left:right])}
        several = [unit for unit in units if held[unit] > 1 and not opens]
        if any(held[unit] > _MANY for unit in several):
            continue
        meant = own.about(without_figures(sentence.stretch(left, right)), partial(_has, units))
        text = sentence.text[start:]
        beside = not own.whole and _says_rest(text, sentence.text[left:right], own, several)
        if meant and not beside and not all(_all_but_one(text, meant.provision.text, unit) for unit in several):
            continue  # one may be worked out of the other
        enough = (*(_SURE_OF_DRAFT if opens else _SURE), *_EXPLAINED * (not own.whole))
        sure = meant and _is_sure(meant, enough)
        sure = sure or bool(meant and several and meant.share >= _NEARLY_ALL)
        stretch = bodies.sub(" ", sentence.text[left:right])
        says = part_of(meant.provision.text, stretch, units) if meant and sure else ""
        if not meant or not says or denies_otherwise(sentence.text, says):
            continue
        if opens or not speaks_otherwise(sentence.text, meant.provision.text):
            of = meant.provision
            found = [
                one._replace(own="")
                if one.own
                and (
                    said_elsewhere(one.said, says, own, stretch)
                    or _of_its_article(one, text, one.start - start, own, of)
                )
                else one
                for one in provisions.told_of(sentence, left, right, says)
                if not _is_growth(one.own, text, says) and not _of_some(one, sentence.text, own, of)
            ]
            where = meant.provision.called(called)
            yield from ((one, otherwise(one.said, where, one.own, says)) for one in found)
            if found:
                return


def _of_its_article(one: provisions.Told, text: str, at: int, own: Provisions, meant: Provision) -> bool:
    """Whether a figure is that of the part of the provision `meant` that its clause, which begins at `at`, is about, or
    that of another provision of the article beside one that is said right: “Đợt trực không quá 60 ngày, sau đó nghỉ bù”
    beside “… không quá 60 ngày; nghỉ bù ít nhất 20 ngày”; “Thẻ được cấp trong 05 ngày, có giá trị 04 năm”."""
    here, said, theirs = ({each[:2] for each in provisions.figures_of(words)} for words in (text, one.said, one.own))
    turned = not said or not said.isdisjoint(theirs)  # “dưới 80%” for “từ 80%”
    about = text[slice(*clause(text, at, at + len(one.said)))]
    parts = [] if turned else [part_of(meant.text, about, {unit for unit, _ in said})]
    if theirs <= here and not turned:
        parts += [each.text for each in own.all if each.article == meant.article and each is not meant]
    held = ({each[:2] for each in provisions.figures_of(part)} for part in parts)
    both = any(unit in TIMES for unit, _ in said)  # of amounts one that says both is of neither alone
    return any(said <= each and (both or not theirs <= each) for each in held)


def agreed(sentence: Sentence, own: Provisions) -> set[int]:
    """Where the figures of an explanation begin that the provisions it explains say, or that make one of these up; none
    that it gives of another time: “mức 50 - 60% của giai đoạn trước”."""
    text, says = sentence.text, [each.text for each in own.all]
    said = {one[:2] for each in says for one in provisions.figures_of(each)}
    parts = {at for each in says for at in provisions.parts(text, each)}
    held = (one for one in provisions.figures_of(text) if one[:2] in said)
    return parts | {one.at for one in held if not _THEN.search(text, *clause(text, one.at, one.at + len(one.said)))}


def unlike(
    sentence: Sentence, own: Provisions, called: str, bodies: re.Pattern[str], cited: Sequence[Cited]
) -> Iterator[tuple[int, Message]]:
    """Where a sentence gives a task of a draft to another body, leaves to those who do it what must be done, or the
    other way round, or is of another article or khoản than those it has `cited`: with the provision that says so."""
    text = sentence.text
    named_here = (one for one in bodies.finditer(text) if not ASKS.match(text, one.end()))
    in_task = [one for one in named_here if IN_TASK.search(text, 0, one.start())]
    if ASKED.search(text):
        return
    opens = _BY_DRAFT.match(text)
    untitled = text[opens.end() if opens else 0 :].replace(called, " ")
    untitled = untitled.replace(own.title, " ") if own.title else untitled  # so its first article opens
    spoken = of_what(untitled, bodies)
    sort = MODAL if MODAL.search(text) else bodies if in_task and " do " in text else None
    meant = own.about(spoken) or (sort and own.about(spoken, lambda says: bool(sort.search(says))))
    enough = (_NEARLY_SURE, *_TELLS, *_SURE_OF_DRAFT * bool(opens), *_EXPLAINED * (not own.whole))
    meant = meant or (_agreed(own, spoken, bodies, in_task) if in_task and not cited else None)
    if meant is None or not _is_sure(meant, enough) or speaks_otherwise(text, meant.provision.text):
        return
    provision, says = meant.provision, meant.provision.text
    where = provision.called(called)
    own_place = (provision.article, provision.clause, provision.point)
    if cited:
        if any(re.search(rf"Điều {one}(?!\w)", says) for one, *_ in cited):  # “hồ sơ quy định tại Điều 3” is there too
            return
        if any(_has_figure_of(text, own, one, provision) for one in cited) or says_which(text, sentence.citations[0]):
            return
        sure = meant.share >= _NEARLY_ALL and not _defines(provision, text, own, cited[0])
        if sure and not any(own.share(spoken, *one) >= _OF_ANOTHER for one in cited):
            said, place = _told_apart(cited[0], own_place)
            yield sentence.citations[0].start, otherwise(said, called, place, says)
        if any(one not in ((provision.article, "", ""), (*own_place[:2], ""), own_place) for one in cited):
            return
    do = [one[0] for one in bodies.finditer(says)]
    above = (one[0] for one in bodies.finditer(provision.heading))  # “Trách nhiệm của Ủy ban nhân dân các cấp”
    theirs = [*(one for one in above if not any(one in each and one != each for each in do)), *do]
    if "chủ trì" in text and "chủ trì" in says:  # “X chủ trì, phối hợp với Y” is not “Y chủ trì, phối hợp với X”
        theirs, in_task = theirs[:1], in_task[:1]
    figures_here = {one[:2] for one in provisions.figures_of(text)}
    beside = [one.text for one in own.all if figures_here and one.article == provision.article and one is not provision]
    beside = [one for one in beside if not figures_here.isdisjoint(each[:2] for each in provisions.figures_of(one))]
    in_task = [one for one in in_task if not any(one[0] in each for each in beside)]  # “báo cáo … trước ngày 10 …”
    once = _LEADS.match(text)  # “- Ngày 20/10/2025: Bộ … ban hành …”
    in_task = [] if once or _of_condition(spoken, says) else in_task
    named = any(is_body(one[0], each) for one in in_task for each in theirs)
    within = any(WITHIN.match(one[0]) for one in in_task) and theirs[:1] and theirs[0].startswith("Bộ ")
    for one in in_task if theirs and not named and (_is_sure(meant, enough[1:]) or not within) else ():
        if _acts(text, one, says) and not _does_beside(text, one, provision, own):
            part = next(filter(WITHIN.match, theirs), "") if WITHIN.match(one[0]) else ""
            yield one.start(), otherwise(one[0], where, part or (do or theirs)[0], says)
    words = {*content_words(_OFFICE.sub(" ", spoken))}
    part = max(PARTS.split(says), key=lambda each: len(words.intersection(content_words(bodies.sub(" ", each)))))
    for one in in_task if named else ():
        who = who_does(part, bodies, GOES_ON.match(text, one.end()))
        if who and not any(is_body(one[0], each) for each in who):
            yield one.start(), otherwise(one[0], where, who[0], says)
    of_others = in_task and theirs and not named and all(WITHIN.match(one[0]) for one in in_task)
    found = () if of_others else duties.unlike(text, says, meant.share)  # what is the task of another Cục
    yield from ((one.start(), otherwise(one[0], where, other[0], says)) for one, other in found)


def _of_condition(spoken: str, says: str) -> bool:
    """Whether all that a text says of a provision stands in what has to happen first: what is done to “Danh mục …” is
    not what follows “kể từ ngày Danh mục … có thay đổi”."""
    first = {word for one in _SINCE.findall(says) for word in content_words(one)}
    rest = {*content_words(_SINCE.sub(" ", says))} - first
    return bool(first) and rest.isdisjoint(content_words(_OFFICE.sub(" ", spoken)))


def _agreed(own: Provisions, spoken: str, bodies: re.Pattern[str], named: Sequence[re.Match[str]]) -> Meant | None:
    """One of several provisions that say what a text speaks of, where all of them name the same one body, and none of
    those `named` there: the task of which an article speaks that is in a definition too."""
    tied = own.tied(spoken)
    held = [{one[0] for one in bodies.finditer(each.provision.text)} for each in tied]
    whose = set[str].union(*held) if held and all(held) else set[str]()
    return tied[0] if len(whose) == 1 and not any(is_body(one[0], *whose) for one in named) else None


def misplaced(
    sentence: Sentence, own: Provisions, called: str, bodies: re.Pattern[str], cited: Sequence[Cited]
) -> Iterator[tuple[int, Message]]:
    """Where a sentence says that something stands in one of the places it has `cited`, which has hardly any of the
    words before it, and another has most of them."""
    text, ends = sentence.text, 0
    for citation, cited_here in zip(sentence.citations, cited, strict=True):
        before, ends = text[ends : citation.start], citation.end
        spoken = of_what(before.replace(own.title or called, " "), bodies)
        meant = own.place(spoken) if cited_here[0] and not provisions.WISHED.search(text) else None
        if meant is None or meant.told < _PLACED or _defines(meant.provision, text, own, cited_here):
            continue
        place, here = meant.provision[:3], own.share(spoken, *cited_here)
        within = place[0] == cited_here[0]
        least, most = (_IN_ANOTHER, meant.share - _OF_ANOTHER) if within else (_OF_ANOTHER, _HARDLY)
        other = within and _has_figure_of(text, own, cited_here, meant.provision)
        if meant.share >= least and here <= most and not other:
            said, right = _told_apart(cited_here, place)
            yield citation.start, otherwise(said, called, right, meant.provision.text)


def of_what(text: str, bodies: re.Pattern[str]) -> str:
    """What a text speaks of: without who does it, whether it must be done, and where that stands."""
    return CITED.sub(" ", MODAL.sub(" ", bodies.sub(" ", text)))


def _has_figure_of(text: str, own: Provisions, cited: Cited, meant: Provision) -> bool:
    """Whether a place that is cited has a figure of a text in another provision than the one `meant`: the text says two
    things, and that is where the second stands."""
    said = {one[:2] for one in provisions.figures_of(text)}
    of = (one for one in own.all if one is not meant and one.is_at(cited))
    return any(not said.isdisjoint(each[:2] for each in provisions.figures_of(one.text)) for one in of)


def _defines(provision: Provision, text: str, own: Provisions, cited: Cited) -> bool:
    """Whether a provision says what a word means after which the article that is cited is called, and a text does not
    say what it “là”."""
    if " là " in text or not provision.heading.casefold().startswith(DEFINED):
        return False
    called = {word for one in own.all if one.article == cited[0] for word in content_words(one.heading)}
    term, *_ = re.split(r"\(| là ", provision.text)
    terms = map(content_words, (term, *_ALIAS.findall(provision.text)))
    return any(called.issuperset(words) for words in terms if words)


def _told_apart(one: Cited, other: Cited) -> tuple[str, str]:
    """Two places as they are cited, by their articles where these differ."""
    first, second = (each if one[0] == other[0] else each[:1] for each in (one, other))
    return label_of(*first), label_of(*second)


def is_body(one: str, other: str) -> bool:
    """Whether two names may be of one body."""
    one, other = (each.replace("UBND", "Ủy ban nhân dân") for each in (one, other))
    return one in other or other in one


def who_does(says: str, bodies: re.Pattern[str], does: re.Match[str] | None) -> list[str]:
    """The bodies that do in a provision what a sentence says another one does."""
    doers = (one for one in bodies.finditer(says) if does and not says.endswith("với ", 0, one.start()))
    found = ((one[0], GOES_ON.match(says, one.end())) for one in doers)
    return [name for name, there in found if does and there and there[1].lower() == does[1].lower()]


def _says_rest(text: str, stretch: str, own: Provisions, units: Collection[str]) -> bool:
    """Whether provisions say all figures of a text in some units but those in a stretch of it."""
    said = {each[:2] for one in own.all for each in provisions.figures_of(one.text)}
    rest = {one[:2] for one in provisions.figures_of(text) if one.unit in units and one.said not in stretch}
    return bool(rest) and rest <= said


def _all_but_one(text: str, says: str, unit: str) -> bool:
    """Whether two texts have as many figures in a unit, all but one of them the same."""
    here, there = ({one.number for one in provisions.figures_of(each) if one.unit == unit} for each in (text, says))
    return 1 < len(here) == len(there) == len(here & there) + 1


def part_of(says: str, text: str, units: Collection[str]) -> str:
    """The part of a provision, between semicolons and full stops, that a text with figures in some units is about, or
    several that may be; none where it has but words of when that begins (“kể từ ngày nhận đủ hồ sơ”)."""
    words = {*content_words(text)}
    shared = [(len(words.intersection(content_words(one))), one) for one in PARTS.split(says)]
    held = [(number, one) for number, one in shared if number >= _FEWEST and _has(units, one)]
    shared = held or shared
    most = max(number for number, _ in shared)
    nearest = [one for number, one in shared if number == most]
    part = " ".join(nearest)
    before, since, behind = part.partition("kể từ ")
    start, _, task = behind.partition(",")
    counts = {one.unit.partition(" ")[0] for one in figures(text) if one.typed}
    counts -= {one.unit for one in provisions.figures_of(says)}
    if ("kể từ " in text and not since) or not counts <= OF_TIME:  # another time, or what was done: “40 hồ sơ”
        return ""
    return part if not since or words.intersection(content_words(before + task)) - {*content_words(start)} else ""


def otherwise(said: str, called: str, own: str, says: str) -> Message:
    """What is to be said of a stretch of a sentence, where its provision, or its document, says its `own`."""
    text = "“{said}” stands here; {document} says “{own}”: “{provision}”"
    return msg(text, said=said, document=called, own=own, provision=around(says, own, _SHOWN))


def rather(said: str, where: str, says: str) -> Message:
    """What is to be said of a stretch of a sentence whose words are rather those of something that says another."""
    text = "“{said}” stands here; the words are rather those of {name}, “{shown}”: see whether it is right"
    return msg(text, said=said, name=where, shown=shortened(says, _SHOWN))


def _acts(text: str, body: re.Match[str], says: str) -> bool:
    """Whether a body that opens a clause does what a provision says, and does not but tell of it: “Bộ Công Thương yêu
    cầu doanh nghiệp …”."""
    opens = _OPENS_CLAUSE.search(text, 0, body.start())
    does = GOES_ON.match(text, body.end())
    return not opens or not does or does[1].lower() in says.lower()


def _does_beside(text: str, body: re.Match[str], meant: Provision, own: Provisions) -> bool:
    """Whether a body is the second of a text to do something, as another provision of the article that is `meant` has
    it: “tổ chức khoan báo cáo trước ngày 15, Ủy ban nhân dân báo cáo sau đó”."""
    does = GOES_ON.match(text, body.end())
    if does is None or does[1] not in text[: body.start()]:
        return False
    acts = re.compile(rf"{re.escape(body[0])}\s+{re.escape(does[1])}")
    return any(acts.search(one.text) for one in own.all if one.article == meant.article and one is not meant)


def speaks_otherwise(text: str, says: str) -> bool:
    """Whether a text tells of another time or of a wish, as its provision does not."""
    return any(one[0].lower() not in says.lower() for one in _OTHERWISE.finditer(text))


def denies_otherwise(text: str, says: str) -> bool:
    """Whether a text denies what its provision does not, or speaks of what that denies."""
    here, there = (
        {word for one in _NOT.finditer(said) for word in WORD.findall(bare(said[one.end() :][:_BEHIND]).lower())[:1]}
        for said in (text, says)
    )
    return not here <= there or not there.intersection(content_words(text)) <= here


def _is_growth(own: str, text: str, says: str) -> bool:
    """Whether a provision says by how much something grows, and a text tells of no growth."""
    grows = own and GROWTH.search(says.lower(), 0, says.find(own))
    return bool(grows) and not _GROWS.search(text)


def said_elsewhere(said: str, says: str, own: Provisions, text: str) -> bool:
    """Whether a figure is `said` by another part of a draft than the one that `says` otherwise, and that has all words
    of a text, or words of it that this lacks, and about as many: “đối với hộ nghèo không quá 90%”."""
    words, figure = {*content_words(without_figures(text))} - _ONCE, {one[:2] for one in provisions.figures_of(said)}
    here = words.intersection(content_words(says))
    parts = ((one.heading, part) for one in own.all for part in PARTS.split(one.text) if part not in says)
    others = (
        words.intersection(content_words(f"{heading} {part}"))
        for heading, part in parts
        if figure <= {one[:2] for one in provisions.figures_of(part)}
    )
    least = _ABOUT_AS_MANY * own.tells(here)
    return any(one == words or (not one <= here and own.tells(one) >= least) for one in others)


def _of_some(one: provisions.Told, text: str, own: Provisions, meant: Provision) -> bool:
    """Whether a count is that of those of whom another part of the article says that they “chỉ” do so much: “dịch vụ
    chỉ phải đáp ứng ba tiêu chí”."""
    counts = any(each.unit not in OF_TIME for each in provisions.figures_of(one.said))
    beside = (each for each in own.all if each.article == meant.article and each is not meant)
    return counts and bool(_OF_SOME.search(text, 0, one.start)) and any("chỉ " in each.text for each in beside)


def _has(units: Collection[str], text: str) -> bool:
    """Whether a provision, or a part of it, has a figure in one of some units."""
    free = "đồng" in units and provisions.FREE.search(text)
    return bool(free) or any(each.unit in units for each in provisions.figures_of(text))


def _is_sure(meant: Meant, enough: Sequence[tuple[float, float, float]]) -> bool:
    """Whether a sentence can be about no other provision."""
    return any(meant.share >= share and meant.told >= told and meant.all_told >= every for share, told, every in enough)


def _stretches(sentence: Sentence, start: int) -> Iterator[tuple[int, int]]:
    """A sentence, then each part of it between commas that holds a figure or a day."""
    whole = start, len(sentence.text)
    yield whole
    held = [(one.start, one.end) for one in sentence.figures] + [(one.start, one.end) for one in sentence.days]
    yield from sorted({clause(sentence.text, *one, start) for one in held if one[0] >= start} - {whole})
