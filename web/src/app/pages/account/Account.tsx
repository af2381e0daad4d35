/** One's own account: name, password, theme, tokens. */
import {
  ActionIcon,
  Button,
  Code,
  CopyButton,
  Group,
  Paper,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
  Tooltip,
} from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { get, patch, post } from "@/api/http";
import { notifyDone, notifyError } from "../../components/notify";
import { Page } from "../../components/Page";
import { queryClient } from "../../query";
import { sessionQuery, useUser } from "../../session";
import { ThemeSwitch } from "../../shell/UserMenu";

export function Account() {
  const { t } = useTranslation();
  return (
    <Page title={t("account.title")} width={720}>
      <Stack gap="lg">
        <NameForm />
        <Part title={t("account.theme")}>
          <Group maw={320}>
            <ThemeSwitch />
          </Group>
        </Part>
        <Part title={t("keys.title")} text={t("keys.text")}>
          <Group>
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/user/account/hotkeys" {...props} />}
            >
              {t("sheet.change")}
            </Button>
          </Group>
        </Part>
        <PasswordForm />
        <AccessToken />
        <LegacyToken />
      </Stack>
    </Page>
  );
}

function Part({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <Paper className="ly-surface" p="lg">
      <Title order={2}>{title}</Title>
      {text ? (
        <Text c="dimmed" mt={4}>
          {text}
        </Text>
      ) : null}
      <Stack gap="md" mt="md">
        {children}
      </Stack>
    </Paper>
  );
}

function NameForm() {
  const { t } = useTranslation();
  const user = useUser();
  const [first, setFirst] = useState(user.first_name);
  const [last, setLast] = useState(user.last_name);
  const save = useMutation({
    mutationFn: () => patch(`api/users/${user.id}/`, { first_name: first, last_name: last }),
    onSuccess: async () => {
      await queryClient.invalidateQueries(sessionQuery);
      notifyDone(t("account.saved"));
    },
    onError: (error) => notifyError(error),
  });
  return (
    <Part title={t("account.you")} text={user.email}>
      <form onSubmit={submitting(() => save.mutate())}>
        <Group align="end">
          <TextInput
            flex={1}
            miw={180}
            label={t("account.firstName")}
            autoComplete="given-name"
            value={first}
            onChange={(e) => setFirst(e.currentTarget.value)}
          />
          <TextInput
            flex={1}
            miw={180}
            label={t("account.lastName")}
            autoComplete="family-name"
            value={last}
            onChange={(e) => setLast(e.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            loading={save.isPending}
            disabled={first === user.first_name && last === user.last_name}
          >
            {t("action.save")}
          </Button>
        </Group>
      </form>
    </Part>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => post("api/labelry/password", { current, new: next }),
    onSuccess: async () => {
      setCurrent("");
      setNext("");
      await queryClient.invalidateQueries(sessionQuery);
      notifyDone(t("account.passwordChanged"));
    },
  });
  const error = change.error instanceof ApiError ? change.error : null;
  const general =
    error && !error.field("current") && !error.field("new") ? error.message : undefined;
  return (
    <Part title={t("account.password")} text={t("account.passwordText")}>
      <form onSubmit={submitting(() => change.mutate())}>
        <Stack gap="md" maw={360}>
          <PasswordInput
            label={t("account.currentPassword")}
            autoComplete="current-password"
            value={current}
            error={error?.field("current") ?? general}
            onChange={(e) => setCurrent(e.currentTarget.value)}
          />
          <PasswordInput
            label={t("account.newPassword")}
            autoComplete="new-password"
            value={next}
            error={error?.field("new")}
            onChange={(e) => setNext(e.currentTarget.value)}
          />
          <Group>
            <Button
              type="submit"
              variant="default"
              loading={change.isPending}
              disabled={current === "" || next === ""}
            >
              {t("account.changePassword")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Part>
  );
}

function AccessToken() {
  const { t } = useTranslation();
  const tokens = useQuery({
    queryKey: ["tokens"],
    queryFn: () => get<{ token: string }[]>("api/token/"),
  });
  const [made, setMade] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["tokens"] });
  const create = useMutation({
    mutationFn: () => post<{ token: string }>("api/token/"),
    onSuccess: ({ token }) => {
      setMade(token);
      void refresh();
    },
    onError: (error) => notifyError(error),
  });
  const revoke = useMutation({
    mutationFn: (token: string) => post("api/token/blacklist/", { refresh: token }),
    onSuccess: () => {
      setMade(null);
      void refresh();
    },
    onError: (error) => notifyError(error),
  });
  const [existing] = tokens.data ?? [];
  return (
    <Part title={t("account.accessToken")} text={t("account.accessTokenText")}>
      {made ? (
        <>
          <Secret value={made} />
          <Text c="var(--ly-warning)">{t("account.shownOnce")}</Text>
        </>
      ) : null}
      <Group>
        {existing ? (
          <Button
            variant="default"
            color="red"
            loading={revoke.isPending}
            onClick={() => revoke.mutate(made ?? existing.token)}
          >
            {t("account.revoke")}
          </Button>
        ) : (
          <Button
            variant="default"
            loading={create.isPending}
            disabled={!tokens.data}
            onClick={() => create.mutate()}
          >
            {t("account.createToken")}
          </Button>
        )}
      </Group>
    </Part>
  );
}

function LegacyToken() {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const token = useQuery({
    queryKey: ["legacy-token"],
    queryFn: () => get<{ token: string }>("api/current-user/token"),
    enabled: shown,
  });
  const reset = useMutation({
    mutationFn: () => post("api/current-user/reset-token/"),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["legacy-token"] }),
    onError: (error) => notifyError(error),
  });
  return (
    <Part title={t("account.legacyToken")} text={t("account.legacyTokenText")}>
      {shown && token.data ? <Secret value={token.data.token} /> : null}
      {token.error ? <Text c="var(--ly-danger)">{token.error.message}</Text> : null}
      <Group>
        <Button variant="default" onClick={() => setShown((on) => !on)}>
          {t(shown ? "account.hide" : "account.show")}
        </Button>
        {shown ? (
          <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate()}>
            {t("account.reset")}
          </Button>
        ) : null}
      </Group>
    </Part>
  );
}

function Secret({ value }: { value: string }) {
  const { t } = useTranslation();
  return (
    <Group wrap="nowrap" gap="sm">
      <Code block flex={1} style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>
        {value}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? "action.copied" : "action.copy")}>
            <ActionIcon variant="default" size="lg" aria-label={t("action.copy")} onClick={copy}>
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}

function submitting(act: () => void) {
  return (event: FormEvent) => {
    event.preventDefault();
    act();
  };
}
