/** A field over labels or choices: what is typed narrows them down, Enter picks the first left. */
import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { flag, number, style, text } from "../../core/attrs";
import { filterCommandId, hasMatch, pickFirst, setFilter } from "../../core/filters";
import { normaliseKey } from "../../core/keys";
import type { TagProps } from "../../core/registry";
import { useControl, useEditor, useEditorState } from "../../ui/context";
import { Key } from "../../ui/Key";
import { useWords } from "../../ui/words";
import "./filter.css";

export function FilterTag({ tag }: TagProps) {
  const editor = useEditor();
  const t = useWords();
  const control = useControl(tag.toName[0] ?? null);
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState("");
  const nothing = useEditorState(({ session }) => {
    const filter = session.filters[control?.name ?? ""];
    return filter !== undefined && control !== null && !hasMatch(control, filter);
  });
  const hotkey = text(tag, "hotkey");
  const key = hotkey === "" ? undefined : normaliseKey(hotkey);
  const name = control?.name ?? null;

  useEffect(() => {
    if (key === undefined || name === null) return;
    editor.commands.add({
      id: filterCommandId(name),
      group: "labels",
      words: "filter.find",
      keys: [key],
      when: () => field.current !== null,
      run: () => field.current?.focus(),
    });
  }, [editor, key, name]);
  // A filter that is no longer on show does not go on hiding.
  useEffect(
    () => () => {
      if (name !== null) setFilter(editor, name, null);
    },
    [editor, name],
  );

  if (!control) return null;
  const type = (typed: string): void => {
    setWords(typed);
    const long = typed.length >= Math.max(1, number(tag, "minlength", 3));
    const exact = flag(tag, "caseSensetive");
    setFilter(editor, control.name, long ? { words: typed, exact } : null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && words !== "") {
      event.preventDefault();
      if (!editor.session.filters[control.name]) {
        setFilter(editor, control.name, { words, exact: flag(tag, "caseSensetive") });
      }
      if (pickFirst(editor, control) && flag(tag, "cleanup", true)) type("");
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (words === "") field.current?.blur();
      else type("");
    }
  };
  return (
    <div className="le-filter" style={style(tag)}>
      <TextInput
        ref={field}
        size="xs"
        value={words}
        placeholder={text(tag, "placeholder") || t("filter.find")}
        aria-label={text(tag, "placeholder") || t("filter.find")}
        leftSection={<IconSearch size={14} />}
        rightSection={words !== "" && <CloseButton size="xs" onClick={() => type("")} />}
        error={nothing && !control.labels && t("filter.none")}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Key of={key} />
    </div>
  );
}
