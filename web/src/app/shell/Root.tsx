/** What every page stands in: the skip link, the palette, the shortcut sheet, the offline word. */
import { useMantineColorScheme } from "@mantine/core";
import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeymap } from "../commands/keymap";
import { Palette } from "../commands/Palette";
import { listenForKeys, setKeymap } from "../commands/registry";
import { ShortcutSheet } from "../commands/ShortcutSheet";
import { useCommands } from "../commands/useCommands";
import { atLeast, signOut, useMaybeUser } from "../session";

export function Root() {
  const { t } = useTranslation();
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  const router = useRouter();
  const { toggleColorScheme } = useMantineColorScheme();
  const user = useMaybeUser();
  const keymap = useKeymap();
  useEffect(() => listenForKeys(), []);
  useEffect(() => setKeymap(keymap), [keymap]);

  const go = t("command.go");
  const app = t("command.app");
  const manager = user !== null && atLeast(user, "manager");
  useCommands([
    {
      id: "app.palette",
      title: t("palette.title"),
      group: app,
      run: () => setPalette(true),
    },
    { id: "app.sheet", title: t("sheet.title"), group: app, run: () => setSheet(true) },
    {
      id: "theme",
      title: t("command.theme"),
      group: app,
      words: "dark light",
      run: () => toggleColorScheme(),
    },
    {
      id: "home",
      title: t("nav.projects"),
      group: go,
      enabled: user !== null,
      run: () => void router.navigate({ to: "/" }),
    },
    {
      id: "new",
      title: t("nav.newProject"),
      group: go,
      enabled: manager,
      run: () => void router.navigate({ to: "/projects/new" }),
    },
    {
      id: "people",
      title: t("nav.people"),
      group: go,
      enabled: manager,
      run: () => void router.navigate({ to: "/people" }),
    },
    {
      id: "trash",
      title: t("nav.trash"),
      group: go,
      enabled: manager,
      run: () => void router.navigate({ to: "/trash" }),
    },
    {
      id: "keys",
      title: t("keys.title"),
      group: go,
      enabled: user !== null,
      words: "hotkeys keyboard",
      run: () => void router.navigate({ to: "/user/account/hotkeys" }),
    },
    {
      id: "account",
      title: t("nav.account"),
      group: go,
      enabled: user !== null,
      run: () => void router.navigate({ to: "/user/account" }),
    },
    {
      id: "signout",
      title: t("nav.signOut"),
      group: app,
      enabled: user !== null,
      words: "log out",
      run: () => void signOut(),
    },
  ]);

  return (
    <>
      <button
        type="button"
        className="ly-skip"
        onClick={() => document.getElementById("main")?.focus()}
      >
        {t("app.skip")}
      </button>
      <Outlet />
      <Palette opened={palette} onClose={() => setPalette(false)} />
      <ShortcutSheet opened={sheet} onClose={() => setSheet(false)} />
    </>
  );
}
