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
        return _profile(data)
    except KeyError as error:
        raise ConfigError("{file}: key {key} is missing.", file=path.name, key=error) from error
    except (TypeError, ValueError) as error:
        raise ConfigError("{file}: {problem}.", file=path.name, problem=error) from error


def _profile(data: Any) -> FormatProfile:
    page, sizes, rules = data["page"], data["sizes"], data["rules"]
    pairs = tuple(sizes["pairs"])
    styles = {key: _style(key, style, pairs) for key, style in data["styles"].items()}
    return FormatProfile(
        name=data["name"],
        title=data["title"],
        act=data["act"],
        valid_from=str(data["valid_from"] or ""),
        valid_until=str(data["valid_until"] or ""),
        language=data["language"],
        font=data["font"],
        page_mm=_pair(page["size_mm"]),
        margin_mm=page["margin_mm"],
        margin_range_mm={side: _pair(limits) for side, limits in page["margin_range_mm"].items()},
        header_mm=page["header_mm"],
        header_columns_mm=_pair(page["header_columns_mm"]),
        signature_columns_mm=_pair(page["signature_columns_mm"]),
        default_pair=sizes["default"],
        pairs=pairs,
        rules={name: rules[name] for name in ("motto", "agency", "title", "annex")},
        rule_width_pt=rules["width_pt"],
        blanks_mm=data["blanks_mm"],
        stamps_mm={name: _pair(size) for name, size in data["stamps_mm"].items()},
        citations={
            name: CitationForm(form["first"], form["later"], tuple(form.get("types") or ()))
            for name, form in data["citations"].items()
            if isinstance(form, dict)
        },
        amended=data["citations"]["amended"],
        basis_end=data["bases"]["end"],
        basis_last=data["bases"]["last"],
        styles=styles,
        line_spacing=data["line_spacing"],
        effect_min_days=data["effect_min_days"],
        limits=_limits(data["limits"]),
        roles={style.role: style for style in styles.values()},
        earlier=data.get("earlier") or "",
    )


def _limits(data: Mapping[str, Any]) -> Limits:
    ranges = {name: {key: _pair(value) for key, value in data[name].items()} for name in ("rules", "widest_margin_mm")}
    rest = {name: value for name, value in data.items() if name not in ranges and name not in ("line", "indent_mm")}
    return Limits(
        line=_pair(data["line"]),
        indent_mm=tuple(data["indent_mm"]),
        rules=ranges["rules"],
        widest_margin_mm=ranges["widest_margin_mm"],
        **rest,
    )


def _pair(data: Any) -> tuple[float, float]:
    first, second = data
    return first, second


def _style(key: str, data: Mapping[str, Any], pairs: tuple[int, ...]) -> StyleSpec:
    unknown = set(data) - _STYLE_KEYS
    if unknown:
        raise ValueError(f"style {key}: unknown key {', '.join(sorted(unknown))}")
    rest = {name: value for name, value in data.items() if name not in ("size", "range")}
    limits = _pair(data["range"]) if "range" in data else None
    return StyleSpec(id=key, sizes=dict(zip(pairs, data["size"], strict=True)), size_range=limits, **rest)
