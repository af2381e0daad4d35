/** One's own keys: every action with its key, to search, to change and to put back. */
import {
  ActionIcon,
  Badge,
  Button,
  Group,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
  Tooltip,
  VisuallyHidden,
} from "@mantine/core";
import { IconArrowBackUp, IconSearch, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { addEditorStrings, builtinRegistry } from "@/editor";
import { IS_MAC, type Keymap, ownKeys, printKey, recordedKey } from "@/editor/core/keys";
import { saveKeymap, useKeymap, withKeys } from "../../commands/keymap";
import { SHORTCUTS } from "../../commands/shortcuts";
import { Key } from "../../components/Key";
import { notifyDone, notifyError } from "../../components/notify";
import { Page } from "../../components/Page";
import classes from "./Keys.module.css";

interface Action {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  /** The keys it comes with. */
  readonly usual: readonly string[];
}

/** Keys that no page gets to hear of, or that lead on from field to field. */
const RESERVED = /^(?:Ctrl\+(?:Shift\+)?[wtn]|(?:.+\+)?Tab)$/;

export function Keys() {
  const { t } = useTranslation();
  const keymap = useKeymap();
  const actions = useActions();
  const [query, setQuery] = useState("");
  const [recording, setRecording] = useState<string | null>(null);
  const save = useMutation({ mutationFn: saveKeymap, onError: (error) => notifyError(error) });

  const keysOf = (action: Action) => ownKeys(action.id, keymap, IS_MAC) ?? action.usual;
  const isOwn = ({ id }: Action) => ownKeys(id, keymap, IS_MAC) !== undefined;
  const holders = (key: string, but: Action) =>
    actions.filter((action) => action !== but && keysOf(action).includes(key));

  const take = (action: Action, key: string): void => {
    let next = withKeys(keymap, action.id, [key]);
    for (const other of holders(key, action)) {
      next = withKeys(
        next,
        other.id,
        keysOf(other).filter((held) => held !== key),
      );
    }
    save.mutate(next);
    setRecording(null);
  };
  const resetAll = (): void => {
    const next = actions.reduce<Keymap>((all, { id }) => withKeys(all, id, undefined), keymap);
    save.mutate(next, { onSuccess: () => notifyDone(t("keys.resetAllDone")) });
  };

  const wanted = query.toLowerCase().split(/\s+/);
  const shown = actions.filter((action) => {
    const text = `${action.title} ${action.group} ${keysOf(action).join(" ")}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const groups = [...new Set(shown.map(({ group }) => group))];
  return (
    <Page
      title={t("keys.title")}
      width={720}
      actions={
        <Button variant="default" disabled={!actions.some(isOwn)} onClick={resetAll}>
          {t("keys.resetAll")}
        </Button>
      }
    >
      <Stack gap="lg">
        <Text c="dimmed">{t("keys.text")}</Text>
        <TextInput
          leftSection={<IconSearch size={16} />}
          placeholder={t("keys.search")}
          aria-label={t("keys.search")}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        {groups.map((group) => (
          <Paper key={group} className="ly-surface" p="lg" component="section">
            <Title order={2} mb="xs">
              {group}
            </Title>
            {shown
              .filter((action) => action.group === group)
              .map((action) => (
                <Row
                  key={action.id}
                  action={action}
                  keys={keysOf(action)}
                  own={isOwn(action)}
                  recording={recording === action.id}
                  holders={(key) => holders(key, action)}
                  onRecord={(on) => setRecording(on ? action.id : null)}
                  onTake={(key) => take(action, key)}
                  onRemove={() => save.mutate(withKeys(keymap, action.id, []))}
                  onReset={() => save.mutate(withKeys(keymap, action.id, undefined))}
                />
              ))}
          </Paper>
        ))}
        {groups.length === 0 ? (
          <Text c="dimmed" ta="center">
            {t("palette.nothing", { query })}
          </Text>
        ) : null}
      </Stack>
    </Page>
  );
}

/** What there is to do in the app and in the editor, whatever the page. */
function useActions(): readonly Action[] {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    addEditorStrings(i18n);
    const app = SHORTCUTS.map(({ id, words, group, keys, mac }) => {
      return { id, title: t(words), group: t(group), usual: (IS_MAC && mac) || keys };
    });
    const commands = [...builtinRegistry().commands.values()];
    const editor = commands.map(({ id, words, params, group, keys, mac }) => ({
      id,
      title: String(i18n.t(words as never, { ns: "editor", ...params } as never)),
      group: t(`editorGroup.${group}`),
      usual: (IS_MAC && mac) || keys,
    }));
    return [...app, ...editor];
  }, [t, i18n]);
}

interface RowProps {
  readonly action: Action;
  readonly keys: readonly string[];
  readonly own: boolean;
  readonly recording: boolean;
  readonly holders: (key: string) => readonly Action[];
  readonly onRecord: (on: boolean) => void;
  readonly onTake: (key: string) => void;
  readonly onRemove: () => void;
  readonly onReset: () => void;
}

function Row({ action, keys, own, recording, holders, ...on }: RowProps) {
  const { t } = useTranslation();
  const { title } = action;
  const usual = action.usual.map((key) => printKey(key)).join(", ") || t("keys.none");
  const shared = own ? keys.flatMap(holders)[0] : undefined;
  return (
    <div className={classes.row} data-command={action.id}>
      <div className={classes.words}>
        <Text component="span">{title}</Text>
        {own ? (
          <Badge variant="light" size="sm" ml={8}>
            {t("keys.own")}
          </Badge>
        ) : null}
        {shared ? (
          <Text size="xs" c="var(--ly-warning)">
            {t("keys.also", { action: shared.title })}
          </Text>
        ) : null}
      </div>
      {recording ? (
        <Recorder holders={holders} onTake={on.onTake} onStop={() => on.onRecord(false)} />
      ) : (
        <Group gap="xs" wrap="nowrap" ml="auto">
          {keys.length === 0 ? <Text c="dimmed">{t("keys.none")}</Text> : null}
          {keys.map((key) => (
            <span key={key}>
              <VisuallyHidden component="kbd">{printKey(key)}</VisuallyHidden>
              <Key keys={key} />
            </span>
          ))}
          {own ? (
            <Tooltip label={t("keys.reset", { action: title, key: usual })}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("keys.reset", { action: title, key: usual })}
                onClick={on.onReset}
              >
                <IconArrowBackUp size={16} />
              </ActionIcon>
            </Tooltip>
          ) : null}
          <Tooltip label={t("keys.remove", { action: title })}>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={keys.length === 0}
              aria-label={t("keys.remove", { action: title })}
              onClick={on.onRemove}
            >
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
          <Button
            size="xs"
            variant="default"
            aria-label={t("keys.changeOf", { action: title })}
            onClick={() => on.onRecord(true)}
          >
            {t("keys.change")}
          </Button>
        </Group>
      )}
    </div>
  );
}

interface RecorderProps {
  readonly holders: (key: string) => readonly Action[];
  readonly onTake: (key: string) => void;
  readonly onStop: () => void;
}

/** Takes the next key that is pressed; asks first when something else has it. */
function Recorder({ holders, onTake, onStop }: RecorderProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const holder = asked === null ? undefined : holders(asked)[0];

  useEffect(() => {
    if (asked !== null) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      // Before any command hears of it.
      event.preventDefault();
      event.stopPropagation();
      const key = recordedKey(event);
      if (key === "Escape" || event.repeat) {
        if (!event.repeat) onStop();
      } else if (key !== null && RESERVED.test(key)) setRefused(key);
      else if (key !== null && holders(key).length > 0) setAsked(key);
      else if (key !== null) onTake(key);
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [asked, holders, onTake, onStop]);

  if (asked !== null && holder) {
    return (
      <Group gap="xs" justify="flex-end" ml="auto" role="alert">
        <Text size="sm">{t("keys.taken", { action: holder.title, key: printKey(asked) })}</Text>
        <Button size="xs" autoFocus onClick={() => onTake(asked)}>
          {t("keys.take")}
        </Button>
        <Button size="xs" variant="default" onClick={onStop}>
          {t("keys.keep")}
        </Button>
      </Group>
    );
  }
  return (
    <Group gap="xs" justify="flex-end">
      <Text size="sm" role="status" {...(refused ? { c: "var(--ly-warning)" } : {})}>
        {refused ? t("keys.reserved", { key: printKey(refused) }) : t("keys.press")}
      </Text>
      <Button size="xs" variant="default" autoFocus onClick={onStop} onBlur={onStop}>
        {t("action.cancel")}
      </Button>
    </Group>
  );
}
