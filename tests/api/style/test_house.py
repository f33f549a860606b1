"""A house style: what of it is taken, what is refused, and what of it cannot be read by everybody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from api.commands.cli import main
from api.settings import BadSetting
from api.style.contrast import PAIRS, find_low_contrasts, read_own_tokens
from api.style.house import read_house_style
from api.style.sheet import read_rules
from tests.website import opened

if TYPE_CHECKING:
    from pathlib import Path

#: A made-up municipality: what the packages of real ones hold, in small.
TOKENS = """
@charset "UTF-8"; /* a comment with { and } and ; in it */
@import "https://example.org/fonts.css";
@import "./brand.css";
@font-face { font-family: "Dorp"; src: url("dorp.woff2"); }
.dorp-theme { --utrecht-link-color: var(--dorp-red); --utrecht-document-font-family: "Dorp; { Sans", serif; }
.dorp-theme { color: red; --utrecht-document-background-color: url(//example.org/x.png); --utrecht-unread: 1px }
.dorp-theme .utrecht-button { --utrecht-document-color: #fff; }
@media (min-width: 60em) { .dorp-theme { --utrecht-heading-1-font-size: 3rem; } }
@media (prefers-color-scheme: dark) { .dorp-theme { --utrecht-link-color: #fff; } }
"""
BRAND = ".dorp-theme { --dorp-red: #b00020; --dorp-unused: 3px; }"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Write a package of tokens, as it is when it is unpacked."""
    folder = tmp_path / "package"
    (folder / "dist").mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"name": "@dorp/design-tokens"}), encoding="utf-8")
    (folder / "dist" / "index.css").write_text(TOKENS, encoding="utf-8")
    (folder / "dist" / "brand.css").write_text(BRAND, encoding="utf-8")
    return folder


def test_only_tokens_that_are_read_are_taken(package: Path) -> None:
    """Of a package the theme's tokens are kept that we read, with what they are made of; nothing that is fetched."""
    house = read_house_style(package)

    assert house.theme == "dorp-theme"
    assert dict(house.tokens) == {
        "--dorp-red": "#b00020",
        "--utrecht-link-color": "var(--dorp-red)",
        "--utrecht-document-font-family": '"Dorp; { Sans", serif',
    }
    assert b"@media (min-width: 60em)" in house.css
    for unwanted in (b"url", b"import", b"font-face", b"dark", b"color: red", b"unread", b"utrecht-button"):
        assert unwanted not in house.css
    assert read_rules(house.css.decode())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "No such file"),
        (b"p { color: red }", "gives no token"),
        (b"\xff\xfe", "UTF-8"),
        (b" " * 2_000_001, "more than"),
    ],
)
def test_what_cannot_be_used_is_refused_at_once(tmp_path: Path, text: bytes | None, why: str) -> None:
    """A file that is not there, or without tokens, is refused as the app begins, by the name of the setting."""
    file = tmp_path / "tokens.css"
    if text is not None:
        file.write_bytes(text)

    with pytest.raises(BadSetting) as caught:
        read_house_style(file)
    assert why in str(caught.value)
    assert "SAMENDOEN_HOUSE_STYLE" in str(caught.value)


def test_folder_without_tokens_says_what_was_looked_for(tmp_path: Path) -> None:
    """An empty folder is refused with the names of what it could have."""
    with pytest.raises(BadSetting, match=r"dist/theme\.css"):
        read_house_style(tmp_path)


def test_import_does_not_leave_the_package(package: Path) -> None:
    """A file beside the package is not read, whatever its tokens import."""
    (package.parent / "secret.css").write_text(".dorp-theme { --utrecht-link-color: #111111 }", encoding="utf-8")
    (package / "dist" / "index.css").write_text(f'@import "../../secret.css"; {BRAND} {TOKENS}', encoding="utf-8")

    assert b"#111111" not in read_house_style(package).css


@pytest.mark.parametrize("dark", [False, True])
def test_own_colours_can_be_told_apart(*, dark: bool) -> None:
    """No pair of our own tokens has too little contrast, in the light and in the dark."""
    tokens = read_own_tokens(dark=dark)

    assert {name for _, *names, _ in PAIRS for name in names} <= set(tokens)
    assert [str(it.what) for it in find_low_contrasts(tokens)] == []


def test_faint_house_style_is_told(tmp_path: Path) -> None:
    """The command names each pair that is too faint, with its colours and its ratio, and fails."""
    file = tmp_path / "faint.css"
    file.write_text(
        ":root { --utrecht-link-color: #999; --utrecht-button-primary-action-color: hsl(0 0% 50%) }", "utf-8"
    )
    done = CliRunner().invoke(main, ["house-style", str(file), "--lang", "en"])

    assert done.exit_code == 1
    assert "links on the page, #999999 on #f7f8f8, is 2.68 and needs 4.5" in done.output
    assert "buttons, #808080 on #0f5e6e" in done.output


def test_every_page_has_the_house_style(folder: Path, package: Path) -> None:
    """With the setting, a page has the class of the theme and reads its tokens from our own address."""
    with opened(SAMENDOEN_DATA=str(folder), SAMENDOEN_HOUSE_STYLE=str(package)) as app:
        client = app.test_client()
        page = client.get("/themes").get_data(as_text=True)
        sheet = client.get("/static/house-style.css")

    assert '<html lang="nl" class="dorp-theme"' in page
    assert page.index("style/tokens.") < page.index("/static/house-style.css?digest=") < page.index("</head>")
    assert sheet.mimetype == "text/css"
    assert b"--dorp-red: #b00020" in sheet.data


def test_without_the_setting_the_look_is_ours(folder: Path) -> None:
    """Without the setting there is no house style to read."""
    with opened(SAMENDOEN_DATA=str(folder)) as app:
        assert 'class="samendoen-theme"' in app.test_client().get("/themes").get_data(as_text=True)
        assert app.test_client().get("/static/house-style.css").status_code == 404
