"""Profile YAML to FormatProfile; YAML files that build on another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from draftkit.errors import ConfigError
from draftkit.model.profile import CitationForm, FormatProfile, Limits, StyleSpec
from draftkit.readers.source import clear_text
from draftkit.readers.yaml_text import VIETNAMESE, in_language, keyed, laid_over, load_kept

_MOST = 8


def load_layered(path: Path, name: str, find: Callable[[str], Path]) -> dict[str, Any]:
    """Load a YAML map with its bases merged in; `find` turns the name of a base into its path. Raises ConfigError when
    a file is not a map, or when bases go round in a circle."""
    layers: list[dict[str, Any]] = []
    while True:
        data: dict[str, Any] = dict(keyed(load_kept(clear_text(path, name), name), name))
        layers.append(data)
        base = data.pop("base", None)
        if base is None:
            break
        if len(layers) > _MOST:
            raise ConfigError("{file}: “base” leads round in a circle.", file=name)
        path = find(str(base))
        name = path.name
    merged: dict[str, Any] = {}
    for layer in reversed(layers):
        merged = laid_over(merged, layer)
    return merged


_STYLE_KEYS = frozenset(StyleSpec._fields) - {"id", "sizes", "size_range"} | {"size", "range"}


def read_profile(path: Path, find: Callable[[str], Path], language: str = VIETNAMESE) -> FormatProfile:
    """A profile with those it builds on, in a language. Raises ConfigError naming a missing, unknown or wrong key."""
    data = in_language(load_layered(path, path.name, find), language)
    try:
        return _profile(fixed(data))
    except KeyError as error:
        raise ConfigError("{file}: key {key} is missing.", file=path.name, key=error) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ConfigError("{file}: {problem}.", file=path.name, problem=error) from error


def _profile(data: Any) -> FormatProfile:
    page, sizes, rules, citations = data["page"], data["sizes"], data["rules"], data["citations"]
    styles = {key: _style(key, style, sizes["pairs"]) for key, style in data["styles"].items()}
    _refuse_unpaired(page["size_mm"], page["header_columns_mm"], page["signature_columns_mm"], data["limits"]["line"])
    ranges = (page["margin_range_mm"], data["stamps_mm"], data["limits"]["rules"], data["limits"]["widest_margin_mm"])
    _refuse_unpaired(*(pair for held in ranges for pair in held.values()))
    _refuse_unpaired(*(style["range"] for style in data["styles"].values() if "range" in style))
    same = ("name", "title", "act", "language", "font", "blanks_mm", "stamps_mm", "line_spacing", "effect_min_days")
    measures = ("margin_mm", "margin_range_mm", "header_mm", "header_columns_mm", "signature_columns_mm")
    return FormatProfile(
        **{name: data[name] for name in same},
        valid_from=str(data["valid_from"] or ""),
        valid_until=str(data["valid_until"] or ""),
        earlier=data.get("earlier") or "",
        page_mm=page["size_mm"],
        **{name: page[name] for name in measures},
        default_pair=sizes["default"],
        pairs=sizes["pairs"],
        rules={name: rules[name] for name in ("motto", "agency", "title", "annex")},
        rule_width_pt=rules["width_pt"],
        citations={name: CitationForm(**form) for name, form in citations.items() if isinstance(form, dict)},
        amended=citations["amended"],
        basis_end=data["bases"]["end"],
        basis_last=data["bases"]["last"],
        styles=styles,
        limits=Limits(**data["limits"]),
        roles={style.role: style for style in styles.values()},
    )


def fixed(data: Any) -> Any:
    """Data with its lists as tuples."""
    if isinstance(data, dict):
        return {key: fixed(value) for key, value in data.items()}
    return tuple(map(fixed, data)) if isinstance(data, list) else data


def _refuse_unpaired(*pairs: Any) -> None:
    """Raise TypeError or ValueError for one that is not two numbers."""
    for one in pairs:
        _low, _high = one


def _style(key: str, data: Mapping[str, Any], pairs: tuple[int, ...]) -> StyleSpec:
    unknown = set(data) - _STYLE_KEYS
    if unknown:
        raise ValueError(f"style {key}: unknown key {', '.join(sorted(unknown))}")
    rest = {name: value for name, value in data.items() if name not in ("size", "range")}
    return StyleSpec(id=key, sizes=dict(zip(pairs, data["size"], strict=True)), size_range=data.get("range"), **rest)
