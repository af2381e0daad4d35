"""What the measures share: a running engine, its people, and projects filled to a size."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bench import texts
from bench.client import Client, RequestError
from bench.engines.base import ADMIN_TOKEN, Engine

SEED = 20_260_101


@dataclass(frozen=True)
class Plan:
    """How much of everything: sizes in tasks, repeats per case, seconds per case of labeling."""

    sizes: tuple[int, ...] = (1_000, 10_000)
    people: tuple[int, ...] = (1, 8)
    repeats: int = 3
    pages: int = 30
    labeling_seconds: float = 15
    queue: int = 3_000


@dataclass
class Workbench:
    """One engine under measurement; `folder` is scratch space that the run removes."""

    engine: Engine
    plan: Plan
    folder: Path
    _tokens: list[str] = field(default_factory=list)
    _projects: dict[int, int] = field(default_factory=dict)

    @property
    def data_folder(self) -> Path:
        return self.folder / "data"

    def say(self, words: str) -> None:
        print(f"[{self.engine.name}] {words}", file=sys.stderr, flush=True)

    def client(self, token: str = ADMIN_TOKEN) -> Client:
        return Client(self.engine.port, token)

    def people(self, count: int) -> list[str]:
        """The tokens of `count` people, each a user of their own."""
        missing = count - len(self._tokens)
        if missing > 0:
            prefix = f"person{len(self._tokens)}-"
            self._tokens += self.engine.create_users(missing, prefix)
        return self._tokens[:count]

    def new_project(self, title: str, overlap: int = 1) -> int:
        """An empty text classification project that wants `overlap` annotations a task."""
        fields = {
            "title": title,
            "label_config": texts.LABEL_CONFIG,
            "maximum_annotations": overlap,
        }
        return int(self.client().must("POST", "/api/projects/", fields)["id"])

    def fill(self, project: int, count: int, *, annotated: bool = False) -> None:
        """Import `count` tasks, a few thousand a request. Raises `RequestError`."""
        client = self.client()
        for part in texts.chunks(count, SEED, annotated=annotated):
            answer = client.must("POST", f"/api/projects/{project}/import", part)
            if answer.get("task_count") != len(part):
                raise RequestError(f"import of {len(part)} tasks answered {answer}")
        client.close()

    def project(self, size: int) -> int:
        """A project of `size` annotated tasks, which measures that only read share."""
        if size not in self._projects:
            self.say(f"filling a project with {size:,} annotated tasks")
            project = self.new_project(f"Bench of {size} tasks")
            self.fill(project, size, annotated=True)
            self._projects[size] = project
        return self._projects[size]

    def take_project(self, size: int) -> int:
        """The same, for a measure that changes it: nobody else is given it again."""
        project = self.project(size)
        del self._projects[size]
        return project

    def warm_up(self) -> None:
        """A little of everything, so that no measure pays for what a server loads once."""
        project = self.new_project("Bench warm-up")
        self.fill(project, 20)
        client = self.client()
        task = client.must("GET", f"/api/projects/{project}/next/")["id"]
        annotation = {"result": texts.result(random.Random(SEED)), "project": project}
        client.must("POST", f"/api/tasks/{task}/annotations/", annotation)
        client.must("GET", f"/api/tasks/?project={project}&page=1&page_size=10&fields=all")
        client.must("GET", f"/api/projects/{project}/export?exportType=JSON")
        client.close()
