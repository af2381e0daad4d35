/** What a page shows when there is nothing, when it waits, and when something went wrong. */
import { Box, Button, Center, Group, Loader, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconLock, IconMapOff, IconPlugConnectedX } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, UnreachableError } from "@/api/errors";

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}

export function Empty({ icon, title, text, children }: EmptyProps) {
  return (
    <Center py={64} px="md">
      <Stack align="center" gap="sm" maw={460} ta="center">
        {icon ? (
          <Box c="dimmed" aria-hidden>
            {icon}
          </Box>
        ) : null}
        <Title order={2}>{title}</Title>
        {text ? (
          <Text c="dimmed" component="div">
            {text}
          </Text>
        ) : null}
        {children ? (
          <Group mt="sm" justify="center">
            {children}
          </Group>
        ) : null}
      </Stack>
    </Center>
  );
}

export function Loading() {
  const { t } = useTranslation();
  return (
    <Center py={96} role="status" aria-label={t("state.loading")}>
      <Loader size="sm" type="dots" />
    </Center>
  );
}

export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const router = useRouter();
  const retry = onRetry ?? (() => void router.invalidate());
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error instanceof ApiError && error.status === 403) return <Forbidden detail={error.detail} />;
  const offline = error instanceof UnreachableError || isMissingPart(error);
  return (
    <div role="alert">
      <Empty
        icon={
          offline ? (
            <IconPlugConnectedX size={36} stroke={1.4} />
          ) : (
            <IconAlertTriangle size={36} stroke={1.4} />
          )
        }
        title={offline ? t("state.offlineTitle") : t("state.errorTitle")}
        text={offline ? t("state.offlineText") : messageOf(error)}
      >
        <Button variant="default" onClick={retry}>
          {t("state.retry")}
        </Button>
      </Empty>
    </div>
  );
}

/** A part of the app that could not be fetched: to the person the same as no server. */
function isMissingPart(error: unknown): boolean {
  return (
    error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<IconMapOff size={36} stroke={1.4} />}
      title={t("state.notFoundTitle")}
      text={t("state.notFoundText")}
    >
      <HomeButton />
    </Empty>
  );
}

export function Forbidden({ detail }: { detail?: string }) {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<IconLock size={36} stroke={1.4} />}
      title={t("state.forbiddenTitle")}
      text={detail ?? t("state.forbiddenText")}
    >
      <HomeButton />
    </Empty>
  );
}

function HomeButton() {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <Button variant="default" onClick={() => void router.navigate({ to: "/" })}>
      {t("state.home")}
    </Button>
  );
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
