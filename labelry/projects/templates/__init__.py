"""The gallery of labeling configs to start a project from, each with a sample task."""

from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from labelry.labeling import parse, sample_task


@dataclass(frozen=True)
class Template:
    """One config of the gallery. `kind` is what is labeled, `sample` the data of a task for it."""

    name: str
    title: str
    group: str
    kind: Literal["image", "text", "table"]
    description: str
    label_config: str
    sample: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


_GALLERY: list[tuple[str, str, str, Literal["image", "text", "table"], str]] = [
    (
        "image-classification",
        "Image classification",
        "Images",
        "image",
        "One answer for each picture.",
    ),
    (
        "object-detection",
        "Object detection",
        "Images",
        "image",
        "Boxes around things, each with a label.",
    ),
    (
        "image-outlines",
        "Outlines",
        "Images",
        "image",
        "Polygons around surfaces seen from above.",
    ),
    (
        "image-masks",
        "Masks",
        "Images",
        "image",
        "Surfaces painted with a brush, exact to the pixel.",
    ),
    (
        "round-things",
        "Round things",
        "Images",
        "image",
        "Ellipses around cells, coins or wheels.",
    ),
    (
        "keypoints",
        "Key points",
        "Images",
        "image",
        "The points of a body or an object, each with its name.",
    ),
    (
        "mixed-regions",
        "Boxes and outlines",
        "Images",
        "image",
        "Boxes for what is counted, polygons for what is measured.",
    ),
    (
        "damage-report",
        "Damage report",
        "Images",
        "image",
        "Boxes around damage, and for each how bad it is.",
    ),
    (
        "text-in-images",
        "Text in images",
        "Images",
        "image",
        "Boxes around fields of a scan, and what each of them says.",
    ),
    (
        "image-captioning",
        "Image captions",
        "Images",
        "image",
        "A sentence that describes the picture.",
    ),
    (
        "image-quality",
        "Photo check",
        "Images",
        "image",
        "Keep or retake, with the reasons only where they are needed, and a rating.",
    ),
    (
        "text-classification",
        "Text classification",
        "Texts",
        "text",
        "One topic for each text.",
    ),
    (
        "sentiment",
        "Sentiment",
        "Texts",
        "text",
        "How the writer feels, and how strongly.",
    ),
    (
        "named-entities",
        "Named entities",
        "Texts",
        "text",
        "Names, places and dates marked in the text.",
    ),
    (
        "relation-extraction",
        "Relations",
        "Texts",
        "text",
        "Names marked in the text, and how they relate to each other.",
    ),
    (
        "taxonomy",
        "Taxonomy",
        "Texts",
        "text",
        "A place in a tree of categories, found by search or by walking down.",
    ),
    (
        "content-moderation",
        "Moderation",
        "Texts",
        "text",
        "Publish or remove, with the reasons asked only where they are needed.",
    ),
    (
        "intent-and-slots",
        "Intent and slots",
        "Texts",
        "text",
        "What a sentence to an assistant wants, and the words that say it.",
    ),
    (
        "question-answering",
        "Question answering",
        "Texts",
        "text",
        "The words of a passage that answer a question.",
    ),
    (
        "summary",
        "Summary",
        "Texts",
        "text",
        "A short text in place of a long one.",
    ),
    (
        "document-review",
        "Text review",
        "Texts",
        "text",
        "Sentences marked as clear or not, with a remark on each.",
    ),
    (
        "translation",
        "Translation",
        "Texts",
        "text",
        "A machine's translation corrected and rated.",
    ),
    (
        "side-by-side",
        "Side by side",
        "Comparing",
        "text",
        "Two answers to one question: which is better, and why.",
    ),
    (
        "better-one",
        "The better one",
        "Comparing",
        "text",
        "Two texts side by side, and one key for the better one.",
    ),
    (
        "best-first",
        "Best first",
        "Comparing",
        "text",
        "Answers dragged into two buckets and put in order.",
    ),
    (
        "questionnaire",
        "Questionnaire",
        "Forms",
        "text",
        "Several questions about one text.",
    ),
    (
        "inspection",
        "Inspection",
        "Forms",
        "text",
        "A long form in parts that fold away, each saying what it still needs.",
    ),
    (
        "record-check",
        "Record check",
        "Forms",
        "table",
        "The columns of a table row, checked and corrected.",
    ),
    (
        "receipt",
        "Receipt",
        "Forms",
        "table",
        "A table to read, and a number and a date to type.",
    ),
    (
        "step-by-step",
        "Step by step",
        "Forms",
        "text",
        "One question at a time, on pages that keys turn.",
    ),
    (
        "guided-answer",
        "Guided answer",
        "Comparing",
        "text",
        "Guidelines in Markdown beside the answer to judge.",
    ),
    (
        "web-page",
        "Web page",
        "Documents",
        "text",
        "HTML as its readers see it, to sort and to rate.",
    ),
    (
        "paper",
        "Paper",
        "Documents",
        "text",
        "A PDF page by page, its kind and what it is about.",
    ),
]


@cache
def templates() -> tuple[Template, ...]:
    """Every template of the gallery, in the order it is shown."""
    found = []
    for name, title, group, kind, description in _GALLERY:
        text = files(__package__).joinpath(f"{name}.xml").read_text(encoding="utf-8")
        sample = sample_task(parse(text))
        found.append(Template(name, title, group, kind, description, text, sample))
    return tuple(found)
