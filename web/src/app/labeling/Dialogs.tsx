/** What must be decided before work goes on: conflicts, refused submits, a sign-in that ran out. */
import {
  Button,
  Group,
  Modal,
  Paper,
  PasswordInput,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ResultItem } from "@/api/types";
import { messageOf } from "../components/states";
import { formatMoment } from "../i18n";
import { signIn, useUser } from "../session";
import { wordsOf } from "./card";
import type { OutboxItem } from "./journal/model";
import type { OutboxView } from "./journal/outbox";
import type { LabelingSession, SessionView } from "./LabelingSession";

interface DialogsProps {
  session: LabelingSession;
  view: SessionView;
  outbox: OutboxView;
  signedOut: boolean;
}

export function Dialogs({ session, view, outbox, signedOut }: DialogsProps) {
  const work = view.current?.work;
  const conflict = outbox.items.find((item) => item.state === "conflict");
  const refused = outbox.items.find((item) => item.state === "refused");
  if (signedOut) return <SignInAgain onDone={session.wake} />;
  if (work?.conflict) {
    return (
      <Conflict
        mine={work.result}
        theirs={work.conflict.theirs.result}
        when={work.conflict.theirs.updated_at}
        onKeep={(keep) => void session.settleDraft(keep)}
      />
    );
  }
  if (conflict?.theirs) {
    return (
      <Conflict
        mine={conflict.result}
        theirs={conflict.theirs.result}
        when={conflict.theirs.updated_at}
        onKeep={(keep) => void session.outbox.resolve(conflict, keep, conflict.ifMatch)}
      />
    );
  }
  return refused ? <Refused item={refused} session={session} /> : null;
}

interface ConflictProps {
  mine: readonly ResultItem[];
  theirs: readonly ResultItem[];
  when: string;
  onKeep: (keep: "mine" | "theirs") => void;
}

function Conflict({ mine, theirs, when, onKeep }: ConflictProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      size="lg"
      title={t("conflict.title")}
    >
      <Text c="dimmed" mb="md">
        {t("conflict.text")}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Version
          title={t("conflict.mine")}
          result={mine}
          action={t("conflict.keepMine")}
          onKeep={() => onKeep("mine")}
        />
        <Version
          title={t("conflict.theirs", { when: formatMoment(when) })}
          result={theirs}
          action={t("conflict.keepTheirs")}
          onKeep={() => onKeep("theirs")}
        />
      </SimpleGrid>
    </Modal>
  );
}

function Version(props: {
  title: string;
  result: readonly ResultItem[];
  action: string;
  onKeep: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md">
      <Stack gap="sm" h="100%" justify="space-between">
        <div>
          <Title order={3}>{props.title}</Title>
          <Text size="xs" c="dimmed">
            {t("conflict.items", { count: props.result.length })}
          </Text>
          <Text mt="sm">{wordsOf(props.result) || t("labeling.empty")}</Text>
        </div>
        <Button variant="default" onClick={props.onKeep}>
          {props.action}
        </Button>
      </Stack>
    </Paper>
  );
}

function Refused({ item, session }: { item: OutboxItem; session: LabelingSession }) {
  const { t } = useTranslation();
  const [discarding, setDiscarding] = useState(false);
  const [later, setLater] = useState(false);
  return (
    <Modal
      opened={!later}
      onClose={() => setLater(true)}
      title={t("refused.title", { task: item.task })}
    >
      <Stack gap="md">
        <Text>{item.reason}</Text>
        <Text c="dimmed">{t(discarding ? "refused.sure" : "refused.text")}</Text>
        <Group justify="flex-end">
          <Button
            variant="subtle"
            color="red"
            onClick={() => (discarding ? void session.outbox.discard(item) : setDiscarding(true))}
          >
            {t(discarding ? "refused.reallyDiscard" : "refused.discard")}
          </Button>
          <Button onClick={() => void session.outbox.retry(item)}>{t("refused.retry")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function SignInAgain({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const user = useUser();
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(): Promise<void> {
    setBusy(true);
    try {
      await signIn(user.email, password, true);
      onDone();
    } catch (failure) {
      setError(messageOf(failure));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t("signInAgain.title")}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <Text c="dimmed">{t("signInAgain.text")}</Text>
          <PasswordInput
            label={t("signInAgain.password", { email: user.email })}
            autoComplete="current-password"
            data-autofocus
            value={password}
            error={error}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy}>
            {t("auth.signIn")}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
