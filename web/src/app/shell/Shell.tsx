/** The frame of every page but the labeling page: one slim header and the page under it. */
import { ActionIcon, Box, Group, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconCommand, IconPlugConnectedX } from "@tabler/icons-react";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { commandsNow } from "../commands/registry";
import { KeyOf } from "../components/Key";
import { atLeast, useUser } from "../session";
import { Logo } from "./Logo";
import classes from "./Shell.module.css";
import { UserMenu } from "./UserMenu";

export function Shell() {
  const { t } = useTranslation();
  const user = useUser();
  const { online } = useNetwork();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const manager = atLeast(user, "manager");
  useLeftovers(user.id);
  return (
    <Box className={classes.shell}>
      <header className={classes.header}>
        <Group gap="md" wrap="nowrap">
          <Link to="/" className={classes.logo} aria-label={t("app.name")}>
            <Logo />
          </Link>
          <nav aria-label={t("nav.main")} className={classes.nav}>
            <Link
              to="/"
              className={classes.link}
              data-active={path === "/" || path.startsWith("/projects") || undefined}
            >
              {t("nav.projects")}
            </Link>
            {manager ? (
              <>
                <Link
                  to="/people"
                  className={classes.link}
                  data-active={path === "/people" || undefined}
                >
                  {t("nav.people")}
                </Link>
                <Link
                  to="/trash"
                  className={classes.link}
                  data-active={path === "/trash" || undefined}
                >
                  {t("nav.trash")}
                </Link>
              </>
            ) : null}
          </nav>
        </Group>
        <Group gap="sm" wrap="nowrap">
          {online ? null : (
            <Group gap={6} c="var(--ly-warning)" role="status">
              <IconPlugConnectedX size={16} aria-hidden />
              <Text size="xs" visibleFrom="sm">
                {t("state.offlineShort")}
              </Text>
            </Group>
          )}
          <UnstyledButton className={classes.find} onClick={openPalette} visibleFrom="sm">
            <span>{t("palette.open")}</span>
            <KeyOf command="app.palette" />
          </UnstyledButton>
          <Tooltip label={t("palette.open")}>
            <ActionIcon
              variant="subtle"
              color="gray"
              hiddenFrom="sm"
              size="lg"
              aria-label={t("palette.open")}
              onClick={openPalette}
            >
              <IconCommand size={18} />
            </ActionIcon>
          </Tooltip>
          <UserMenu />
        </Group>
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
    </Box>
  );
}

/** Answers given on a labeling page that was left offline go out from here. */
function useLeftovers(user: number): void {
  useEffect(() => {
    const started = import("../labeling/leftovers").then((module) => module.sendLeftovers(user));
    return () => void started.then((stop) => stop());
  }, [user]);
}

function openPalette(): void {
  commandsNow()
    .find((command) => command.id === "app.palette")
    ?.run();
}
