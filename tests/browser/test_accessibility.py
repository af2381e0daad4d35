"""Every page, and the editor with every tag, judged by axe in light and dark."""

import json
import re
from base64 import b64encode
from collections.abc import Callable

import pytest
from desk import Desk
from inspection import AXE, violations
from pages import EYE, SPAN, TEXT, settled, walk_through
from papers import pdf
from photographs import data_url
from serving import ROOT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: `npm ci` in web/"),
]

LONG = "".join(f'<Label value="Label {n}"/>' for n in range(30))
CHOICE = '<Choice value="Glad" hint="happy"/><Choice value="Sad"/>'
TREE = '<Choice value="Being"><Choice value="Person" color="#c2410c"/></Choice>'
TEXT_TAG = '<Text name="text" value="$text"/>'
IMAGE_TAG = '<Image name="image" value="$image"/>'
CONFIGS = {
    "boxes": f"""<View>{IMAGE_TAG}<RectangleLabels name="box" toName="image" allowEmpty="true">
        <Label value="Cat"/><Label value="Eye" maxUsages="1"/></RectangleLabels>
        <Rating name="sharp" toName="image" perRegion="true"/></View>""",
    "shapes": f"""<View><Style>.le-flow {{ gap: 8px }}</Style>{IMAGE_TAG}
        <EllipseLabels name="e" toName="image"><Label value="E"/></EllipseLabels>
        <PolygonLabels name="p" toName="image"><Label value="P"/></PolygonLabels>
        <KeyPointLabels name="k" toName="image"><Label value="K"/></KeyPointLabels>
        <BrushLabels name="b" toName="image"><Label value="B"/></BrushLabels></View>""",
    "bare shapes": f"""<View>{IMAGE_TAG}<Labels name="l" toName="image"><Label value="L"/></Labels>
        <Rectangle name="r" toName="image"/><Ellipse name="e" toName="image"/>
        <Polygon name="p" toName="image"/><KeyPoint name="k" toName="image"/>
        <Brush name="b" toName="image"/></View>""",
    "entities": f"""<View><Filter name="find" toName="name"/><Labels name="name" toName="text">
        <Label value="Person" hint="somebody" alias="P" showAlias="true"/>{LONG}</Labels>{TEXT_TAG}
        <Relations><Relation value="knows"/></Relations>
        <TextArea name="note" toName="text" perRegion="true"/></View>""",
    "card": f'<View>{TEXT_TAG}<Choices name="mood" toName="text">{CHOICE}</Choices></View>',
    "questions": f"""<View><Header value="A letter"/>{TEXT_TAG}<Collapse><Panel value="More">
        <Choices name="a" toName="text" choice="multiple" required="true">{CHOICE}</Choices></Panel>
        </Collapse><Choices name="b" toName="text" layout="select">{CHOICE}</Choices>
        <Rating name="c" toName="text"/><Number name="d" toName="text" min="0"/>
        <Number name="e" toName="text" min="0" max="9" slider="true"/>
        <DateTime name="f" toName="text"/><TextArea name="g" toName="text" rows="3">
        <Shortcut value="Dear"/></TextArea>
        <Taxonomy name="h" toName="text">{TREE}</Taxonomy></View>""",
    "label tree": f'<View>{TEXT_TAG}<Taxonomy name="t" toName="text" labeling="true">'
    f"{TREE}</Taxonomy></View>",
    "pairs": """<View><Pairwise name="pw" toName="text,other"/>{0}
        <Text name="other" value="$text"/></View>""".replace("{0}", TEXT_TAG),
    "ranking": """<View><List name="list" value="$items" title="Best first"/>
        <Ranker name="rank" toName="list"><Bucket name="yes" title="Yes"/>
        <Bucket name="no" title="No"/></Ranker></View>""",
    "reading": """<View><Markdown value="**Read** [this](https://example.com)"/>
        <HyperText name="html" value="$html"/><Table name="table" value="$table"/>
        <HyperTextLabels name="hl" toName="html"><Label value="Word"/></HyperTextLabels></View>""",
    "pages": """<View><Repeater on="$items" indexFlag="{{idx}}" mode="pagination"><View>
        <Text name="t{{idx}}" value="$items[{{idx}}].title"/>
        <Choices name="c{{idx}}" toName="t{{idx}}"><Choice value="A"/><Choice value="B"/></Choices>
        </View></Repeater></View>""",
    "paged": f"""<View><PagedView><View>{TEXT_TAG}</View><View><Pdf name="pdf" value="$pdf"/>
        <Choices name="c" toName="pdf">{CHOICE}</Choices></View></PagedView></View>""",
    "paper": f"""<View><Pdf name="pdf" value="$pdf"/>
        <Choices name="c" toName="pdf">{CHOICE}</Choices></View>""",
    "unknown": f'<View>{TEXT_TAG}<Sparkle name="s" toName="text"/></View>',
}
DATA = {
    "text": TEXT,
    "html": "<p>A <b>word</b></p>",
    "table": {"name": "Marta", "age": 41},
    "pdf": f"data:application/pdf;base64,{b64encode(pdf('A page')).decode()}",
    "items": [{"id": str(n), "title": f"Item {n}", "body": "text"} for n in range(3)],
}
RESULTS = {
    "boxes": {"from_name": "box", "to_name": "image", "type": "rectanglelabels", "value": EYE},
    "entities": {"from_name": "name", "to_name": "text", "type": "labels", "value": SPAN},
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_bar_nobodys_way(sit: Callable[..., Desk], scheme: str) -> None:
    desk = sit(color_scheme=scheme)
    wrong = [f"{name}: {one}" for name in walk_through(desk) for one in violations(desk.page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_editor_bars_nobodys_way(sit: Callable[..., Desk], scheme: str) -> None:
    desk = sit(color_scheme=scheme)
    desk.sign_up()
    image = data_url("chelsea")
    wrong: list[str] = []
    for name, config in CONFIGS.items():
        task: dict[str, object] = {"data": {**DATA, "image": image}}
        if name in RESULTS:
            item = {**RESULTS[name], "id": "one"}
            task["predictions"] = [{"result": [{**item, "score": 0.9}], "score": 0.9}]
        project = desk.make_project(f"Tags: {name}", config, [task])
        desk.open(f"/projects/{project}/labeling")
        settled(desk)
        wrong += [f"{name}: {one}" for one in violations(desk.page)]
        if name in RESULTS:
            # What is asked about a region shows once it is selected.
            desk.press("Alt+.")
            wrong += [f"{name}, selected: {one}" for one in violations(desk.page)]
    assert not wrong, "\n".join(wrong)


def test_every_tag_that_is_drawn_is_judged() -> None:
    sources = (ROOT / "web/src/editor/tags").glob("*/index.tsx")
    drawn = {tag for file in sources for tag in re.findall(r'\btag: "(\w+)"', file.read_text())}
    written = json.dumps(CONFIGS)
    assert {tag for tag in drawn if not re.search(rf"<{tag}\b", written)} == set()
