"""The documentation site: tools/make_docs.py gathers the pages of one language and starts Sphinx on them."""

import os
from copy import copy
from functools import lru_cache

language = os.environ["DRAFTKIT_DOCS_LANGUAGE"]
project = "draftkit"
author = copyright = "draftkit"
extensions = ["myst_parser"]
templates_path = [os.path.join(os.path.dirname(__file__), "_templates")]
exclude_patterns = ["images"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
highlight_language = "none"
html_theme = "furo"
html_title = "draftkit"
html_show_sphinx = html_copy_source = html_show_sourcelink = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_last_updated_fmt = None
suppress_warnings = ["misc.highlighting_failure"]  # a few snippets show what is wrong on purpose


def setup(app: object) -> None:
    """Four hundred pages, one for each rule, stand in no list of contents: what is shown beside one of a folder is
    shown beside all, and is made once; so is the stem of a word, for the search."""
    from docutils.utils import DependencyList
    from myst_parser.mdit_to_docutils import base
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.search.en import SearchEnglish
    from sphinx.util import docutils

    beside, made = StandaloneHTMLBuilder._get_local_toctree, {}

    def once(self, page, **asked):
        place = page if page in self.env.files_to_rebuild else os.path.dirname(page)
        key = (place, *sorted(asked.items()))
        if key not in made:
            made[key] = beside(self, page, **asked)
        return made[key]

    StandaloneHTMLBuilder._get_local_toctree = once
    SearchEnglish.stem = lru_cache(maxsize=None)(SearchEnglish.stem)

    def alike(make):
        """The settings of a page are those of every other, but for the files it depends on; two hundred options are
        made for them."""
        known = {}

        def settings(*parts, **more):
            key = repr((*(part if isinstance(part, type) else type(part) for part in parts), more))
            if key not in known:
                known[key] = make(*parts, **more)
            found = copy(known[key])
            found.record_dependencies = DependencyList()
            return found

        return settings

    base.get_default_settings = alike(base.get_default_settings)
    docutils._get_settings = alike(docutils._get_settings)
