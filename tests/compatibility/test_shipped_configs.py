"""Every config that Label Studio ships with is read here, whole."""

from label_studio_sdk._extensions.label_studio_tools.core.label_config import parse_config
from label_studio_templates import templates

from labelry.labeling import bind, parse, result_schema, sample_task, task_schema, validate_task


def test_all_templates_are_read_with_every_tag_known() -> None:
    configs = templates()
    assert sum(path.endswith(".yml") for path in configs) == 69
    for path, text in configs.items():
        config = parse(text)
        unknown = [tag.tag for tag in config.root.walk() if tag.kind == "unknown"]
        assert unknown == [], path
        assert "is not a tag known here" not in " ".join(map(str, config.problems)), path


def test_a_sample_task_of_each_fits_it() -> None:
    for path, text in templates().items():
        config = parse(text)
        sample = sample_task(config)
        assert validate_task(config, sample) == [], path
        bind(config.tree(), sample)
        assert task_schema(config)
        assert result_schema(config)


def test_written_out_again_each_is_the_same() -> None:
    for path, text in templates().items():
        config = parse(text)
        assert parse(config.to_xml()).summary() == config.summary(), path


def test_their_summary_is_the_one_the_sdk_makes() -> None:
    for path, text in templates().items():
        config = parse(text)
        # The SDK does not see controls without `toName`; here they label the only object.
        bound = [name for name, tag in config.names.items() if "toName" in tag.given]
        ours = {name: told for name, told in config.summary().items() if name in bound}
        assert ours == parse_config(text), path
