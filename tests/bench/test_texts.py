import xml.etree.ElementTree as ElementTree

from bench import texts


def test_a_seed_gives_the_same_tasks_again():
    assert texts.tasks(20, seed=3) == texts.tasks(20, seed=3)
    assert texts.tasks(20, seed=3) != texts.tasks(20, seed=4)


def test_results_fit_the_labeling_config():
    config = ElementTree.fromstring(texts.LABEL_CONFIG)
    choices = {choice.get("value") for choice in config.iter("Choice")}
    picked = {
        choice
        for task in texts.tasks(50, seed=1, annotated=True)
        for item in task["annotations"][0]["result"]
        for choice in item["value"]["choices"]
    }
    assert picked == choices


def test_chunks_add_up_to_the_count():
    assert [len(chunk) for chunk in texts.chunks(4_500, seed=1)] == [2_000, 2_000, 500]
