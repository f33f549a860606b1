"""Files of the website: each under a name by its content, which is kept for good, and under its plain name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from api.http.assets import FOR_A_WHILE, FOR_GOOD, Assets

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
#: Two scripts that need each other, one that needs them, a style with a picture, and what only looks like a reference.
FILES = {
    "main.js": 'import { a } from "./part/one.js";\nconst later = () => import("./part/two.js");\n',
    "part/one.js": 'import "./two.js"; import x from "elsewhere"; const text = "from ./two.js";\n',
    "part/two.js": 'import { one } from "../part/one.js"; // from "./absent.js"\n',
    "look.css": '@import "part/base.css"; a { background: url(icon.svg#dot) } b { background: url("data:,x") }\n',
    "part/base.css": "i { background: url('../icon.svg') }\n",
    "icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "icon.0123456789ab.svg": "<svg/>",
}


def lay(folder: Path, **changed: str) -> Assets:
    """Lay the files in *folder*, of which some are *changed*, and read them."""
    paths = {}
    for name, text in (FILES | changed).items():
        paths[name] = folder / name
        paths[name].parent.mkdir(parents=True, exist_ok=True)
        paths[name].write_text(text, encoding="utf-8")
    return Assets(paths)


def read(assets: Assets, name: str) -> str:
    """Read what is sent under *name*."""
    asset, _life = assets.find(name)
    assert asset
    return asset.content.decode()


def test_references_are_by_content(tmp_path: Path) -> None:
    """A file that is fetched by its content refers to others by theirs, also where two need each other."""
    assets = lay(tmp_path)
    one, two = assets.find_name("part/one.js"), assets.find_name("part/two.js")
    icon, base = assets.find_name("icon.svg"), assets.find_name("part/base.css")

    assert re.fullmatch(r"part/one\.[0-9a-f]{12}\.js", one)
    assert read(assets, assets.find_name("main.js")) == (
        f'import {{ a }} from "./{one}";\nconst later = () => import("./{two}");\n'
    )
    assert f'import "./{two.removeprefix("part/")}"; import x from "elsewhere"; const text = "from ./two.js"' in read(
        assets, one
    )
    assert f'import {{ one }} from "./{one.removeprefix("part/")}"; // from "./absent.js"' in read(assets, two)
    assert f'@import "./{base}"; a {{ background: url(./{icon}#dot) }} b {{ background: url("data:,x") }}' in read(
        assets, "look.css"
    )
    assert f"url('./../{icon}')" in read(assets, base)


def test_name_changes_with_the_file_and_with_what_it_needs(tmp_path: Path) -> None:
    """A file that changes takes along the names of all that refer to it, step by step, and no others."""
    before, after = lay(tmp_path / "before"), lay(tmp_path / "after", **{"part/two.js": "export const one = 2;\n"})
    again = lay(tmp_path / "again")

    changed = {name for name in FILES if before.find_name(name) != after.find_name(name)}

    assert changed == {"part/two.js", "part/one.js", "main.js"}
    assert all(before.find_name(name) == again.find_name(name) for name in FILES)


def test_name_of_before_is_known(tmp_path: Path) -> None:
    """Of a name by content that is no longer used the file is found; what only looks so is a file of its own."""
    assets = lay(tmp_path)

    assert assets.find("main.000000000000.js") == (None, FOR_A_WHILE)
    assert assets.find_successor("main.000000000000.js") == assets.find("main.js")[0]
    assert assets.find_successor("absent.000000000000.js") is None
    assert assets.find_successor("main.js") is None
    assert read(assets, "icon.0123456789ab.svg") == "<svg/>"


@pytest.mark.parametrize("path", ["/", "/network", "/sparql", "/gaps"])
def test_pages_refer_by_content(client: FlaskClient, path: str) -> None:
    """Whatever a page loads, and what that loads, has a name by its content and may be kept for good."""
    ahead = re.findall(r'(?:href|src)="(/static/[^"#]+)', client.get(path, headers=HTML).text)
    loaded = set(ahead)
    assert loaded
    while ahead:
        name = ahead.pop()
        response = client.get(name)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, FOR_GOOD)
        assert re.search(r"\.[0-9a-f]{12}\.(css|js|svg)$", name)
        if name.endswith(".js") and ".min." not in name:
            new = {urljoin(name, it) for it in re.findall(r'from "(\./[^"]+)"', response.text)} - loaded
            loaded |= new
            ahead.extend(new)

    assert path != "/network" or any("/network-drawing." in it for it in loaded)


def test_plain_name_is_kept_a_while(client: FlaskClient) -> None:
    """Under its plain name a file is the same, for five minutes; then a browser asks whether it is still that."""
    plain = client.get("/static/network.js")
    known = {"If-None-Match": plain.headers["ETag"]}
    lasting = re.search(r"/static/network\.[0-9a-f]+\.js", client.get("/network", headers=HTML).text)

    assert plain.headers["Cache-Control"] == FOR_A_WHILE
    assert plain.content_type == "text/javascript; charset=utf-8"
    assert "Date" not in plain.headers
    assert client.get("/static/network.js", headers=known).status_code == 304
    assert lasting
    assert client.get(lasting[0]).data == plain.data


def test_part_of_a_file_is_given(client: FlaskClient) -> None:
    """A range of a file is given as such, and one beyond it is refused."""
    whole = client.get("/static/style/base.css").data
    part = client.get("/static/style/base.css", headers={"Range": "bytes=10-19"})

    assert (part.status_code, part.data) == (206, whole[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert client.get("/static/style/base.css", headers={"Range": "bytes=9999999-"}).status_code == 416


def test_name_of_before_leads_to_the_file_of_now(client: FlaskClient) -> None:
    """A page that was open while the website changed finds its files, and keeps nothing under a wrong name."""
    response = client.get("/static/network.000000000000.js")

    assert (response.status_code, client.get(response.headers["Location"]).status_code) == (302, 200)
    assert "Cache-Control" not in response.headers
    for absent in ("absent.000000000000.js", "absent.js", "../app.py", "%2e%2e/app.py", "", "vis/", "network.css/"):
        assert client.get(f"/static/{absent}").status_code == 404
