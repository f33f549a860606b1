"""A network as one page that works from a stick: script, style, data and picture are in it, and it loads nothing.

A browser runs in it what has the digest of a script of ours (Content Security Policy Level 3, W3C), and nothing else.
"""

from __future__ import annotations

import html
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from visualisation.files.cleaning import clean_network, clean_text
from visualisation.files.twin import build_tables
from visualisation.vis_network import VIS_FILES, find_vis_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from visualisation.files.caption import Caption
    from visualisation.measures import Measurement
    from visualisation.networks import Network

#: Where a script of ours says that the network shows, the still picture gives way to it; on paper it comes back.
_STYLE = """
body { max-width: 72rem; margin: 0 auto; padding: 1rem; color: #1d2a33; background: #fff;
  font: 1rem/1.5 "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; overflow-wrap: anywhere; }
.caption { margin: 0; padding: 0; list-style: none; color: #52616b; overflow-wrap: anywhere; }
.moving { display: none; position: relative; }
.scripted .moving { display: block; }
.tools { display: flex; gap: .5rem; }
.network-scroll { overflow-x: auto; border: 1px solid #8a949b; }
.network { position: relative; min-height: 12rem; touch-action: pan-x pan-y; }
.network:focus-visible { outline: 3px solid #d98e04; outline-offset: -3px; }
#network-tip { position: absolute; z-index: 2; max-width: 22rem; padding: .35rem .6rem; border-radius: .3rem;
  background: #1d2a33; color: #fff; font-size: .875rem; pointer-events: none; overflow-wrap: anywhere; }
#network-tip[hidden] { display: none; }
#network-status { min-height: 1.5rem; margin: .25rem 0; overflow-wrap: anywhere; }
.moving:has([data-drawn]) ~ .still { display: none; }
.still { margin: 1rem 0; overflow-x: auto; }
.still svg { max-width: 100%; height: auto; }
.rows { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; font-size: 1.2rem; margin-top: 1.5rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #d5dadd;
  overflow-wrap: anywhere; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
@media print {
  .scripted .moving { display: none; }
  .moving:has([data-drawn]) ~ .still { display: block; }
}
"""
_BEGINNING = 'document.documentElement.classList.add("scripted");'


@dataclass(frozen=True)
class Drawing:
    """How a network is drawn in a page: still, as `svg`, and by `script` from `data`, JSON by the id of its element.

    The script draws in the element `network`, and sets `data-drawn` there when it is done. It may use the buttons with
    `data-zoom`, `larger` and `smaller`, and with `data-fit`, say what is pointed at in `network-tip`, and what is
    there in `network-status`.
    """

    svg: str
    data: Mapping[str, str]
    script: str


def write_html(network: Network, caption: Caption, drawing: Drawing, measurement: Measurement | None = None) -> bytes:
    """Write *network* as a page under *caption*, with *drawing* and two tables that say the same.

    :raises ValueError: when the script would end the element that it stands in.
    """
    script, style = (_read_vis(name) for name in VIS_FILES)
    scripts = [_guard_script(text) for text in (_BEGINNING, script, drawing.script)]
    styles = [style, _STYLE]
    begin, *later = (f"<script>{text}</script>\n" for text in scripts)
    page = [
        f'<!DOCTYPE html>\n<html lang="{_escape(caption.language)}">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{_build_policy(scripts, styles)}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n',
        f"<title>{_escape(caption.title)}</title>\n",
        *(f"<style>{text}</style>\n" for text in styles),
        begin,
        f"</head>\n<body>\n<main>\n<h1>{_escape(caption.title)}</h1>\n",
        f'<ul class="caption">{"".join(f"<li>{_escape(line)}</li>" for line in caption.lines)}</ul>\n',
        _build_frame(caption),
        f'<figure class="still">{drawing.svg}</figure>\n',
        build_tables(clean_network(network, measurement=measurement), caption),
        "</main>\n",
        *(_build_data(name, text) for name, text in sorted(drawing.data.items())),
        *later,
        "</body>\n</html>\n",
    ]
    return "".join(page).encode()


def _read_vis(name: str) -> str:
    """Read the file *name* of vis-network."""
    return (find_vis_folder() / name).read_text(encoding="utf-8")


def _guard_script(text: str) -> str:
    """Give the script *text* with the ends of lines by which a browser makes its digest.

    :raises ValueError: when it holds what ends or hides a script in HTML.
    """
    if any(it in text.lower() for it in ("</script", "<!--")):
        raise ValueError("A script in a page must not hold '</script' or '<!--'; write '<' as '\\x3c' there")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _build_policy(scripts: list[str], styles: list[str]) -> str:
    """Build what the page may do: run *scripts*, have *styles* and the pictures in them, and load nothing."""
    run, look = (" ".join(f"'{_digest(text)}'" for text in texts) for texts in (scripts, styles))
    return f"default-src 'none'; script-src {run}; style-src {look}; img-src data:; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    """Compute the digest of *text* as a policy names it."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _build_frame(caption: Caption) -> str:
    """Build the buttons, named as in *caption*, and the elements that the script draws in."""
    tools = (('data-zoom="larger"', "larger"), ('data-zoom="smaller"', "smaller"), ("data-fit", "all_in_view"))
    buttons = (f'<button type="button" {it}>{_escape(caption.find_name(name))}</button>' for it, name in tools)
    return (
        f'<div class="moving">\n<p class="tools">{"".join(buttons)}</p>\n'
        '<div class="network-scroll"><div id="network" class="network" role="application" tabindex="0" '
        f'aria-label="{_escape(caption.title)}"></div></div>\n'
        '<div id="network-tip" aria-hidden="true" hidden></div>\n<p id="network-status" role="status"></p>\n</div>\n'
    )


def _build_data(name: str, text: str) -> str:
    """Build the element called *name* with the JSON *text*."""
    return f'<script type="application/json" id="{_escape(name)}">{_escape_json(text)}</script>\n'


def _escape(text: str) -> str:
    """Write *text* as HTML, between tags or quotes."""
    return html.escape(clean_text(text))


def _escape_json(data: str) -> str:
    """Write the JSON *data* so that it neither ends a script nor breaks a line; it stays the same JSON."""
    marks = {ord(it): f"\\u{ord(it):04x}" for it in "<>&\u2028\u2029"}
    return data.translate(marks)
