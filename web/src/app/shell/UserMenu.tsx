/** The person's menu: account, theme, signing out. */
import {
  Avatar,
  Menu,
  SegmentedControl,
  Text,
  UnstyledButton,
  useMantineColorScheme,
} from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { nameOf, signOut, useUser } from "../session";

export function UserMenu() {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const initials = user.initials.toUpperCase();
  return (
    <Menu position="bottom-end" width={240} transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <UnstyledButton
          aria-label={t("nav.userMenu", { name: nameOf(user), initials })}
          style={{ borderRadius: 99 }}
        >
          <Avatar size={30} color="sea" src={user.avatar ?? null}>
            {initials}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" c="var(--ly-text)" className="ly-clip-1">
            {nameOf(user)}
          </Text>
          {user.role ? <Text size="xs">{t(`role.${user.role}`)}</Text> : null}
        </Menu.Label>
        <Menu.Item
          leftSection={<IconUser size={16} />}
          onClick={() => void navigate({ to: "/user/account" })}
        >
          {t("nav.account")}
        </Menu.Item>
        <div style={{ padding: "4px 8px" }}>
          <ThemeSwitch />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          {t("nav.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={t("theme.label")}
      value={colorScheme}
      onChange={(value) => {
        if (value === "light" || value === "dark" || value === "auto") setColorScheme(value);
      }}
      data={[
        { value: "auto", label: t("theme.auto") },
        { value: "light", label: t("theme.light") },
        { value: "dark", label: t("theme.dark") },
      ]}
    />
  );
}
