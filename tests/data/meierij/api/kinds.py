"""The kinds of pages there are, each by an address at which the packaged plan makes much of it."""

from __future__ import annotations

from urllib.parse import quote

PLAN = "meierij-2019-2022"
#: Questions of which the packaged plan has many rows.
LONG = ("evidence", "never-together", "surroundings", "gaps", "claims", "through-the-joint-plan", "defects", "measures")
TRIPLES = quote("SELECT * { ?s ?p ?o } LIMIT 2000")
LINES = quote("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 2000")

KINDS = {
    "start": "/",
    "plans": "/plans",
    "plan": f"/plans/{PLAN}",
    "themes": "/themes",
    "theme": f"/themes/{PLAN}/zorg-en-veiligheid",
    "partners": "/partners",
    "partner": "/partners/politie",
    "partner of a plan": f"/partners/{PLAN}/basisteam-meierij",
    "measures": "/measures?size=all",
    "measure": f"/measures/{PLAN}/informatieveiligheid-05",
    "legislation": "/legislation",
    "law": "/legislation/wvggz",
    "document": f"/documents/{PLAN}/plan",
    "line": f"/documents/{PLAN}/plan/lines/140",
    "gaps": "/gaps",
    "gaps of a kind": "/gaps?kind=legal_basis&size=all",
    "coverage": "/coverage",
    "coverage of a theme": "/coverage?theme=zorg-en-veiligheid",
    "calendar": "/calendar?size=all",
    "decisions": "/decisions?size=all",
    "defects": "/defects?size=all",
    "levels": "/levels",
    "money": "/money",
    "compare": "/compare",
    "versions": "/versions",
    "changes": "/changes",
    "handout": "/handout?theme=zorg-en-veiligheid",
    "meeting": "/meeting?partner=politie&partner=meierijstad&partner=boxtel",
    "network": "/network",
    "network of a view": "/network?view=partner-coverage",
    "network as a table": "/network?show=table&size=all",
    "network as a list": "/network?show=list&size=all",
    "network in words": "/network?show=text",
    "questions": "/questions",
    **{f"question {name}": f"/questions/{name}" for name in LONG},
    **{f"all of {name}": f"/questions/{name}?size=all" for name in LONG},
    **{f"memo of {name}": f"/questions/{name}/memo" for name in LONG},
    "search": "/search?q=veiligheid",
    "editor": "/sparql",
    "editor of a question": "/sparql?from=cooperation",
    "rows in the editor": f"/sparql?query={TRIPLES}",
    "graph in the editor": f"/sparql?query={LINES}",
    "model": "/def",
    "topic of the model": "/def/topics/lists",
    "document of a thing": f"/doc/plan/{PLAN}?all=1",
    "document of a role": "/doc/role/partner",
    "document of a graph": f"/doc/graph/{PLAN}/stated",
    "API": "/api/v1",
    "question of the API": "/api/v1?about=evidence",
    "about": "/about",
    "help": "/help",
    "accessibility": "/accessibility",
    "contact": "/contact",
    "data": "/data",
    "error": "/nothing",
}
