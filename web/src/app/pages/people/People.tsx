/** Everybody in the organization with their role, and what each role may do, as a matrix. */
import {
  Avatar,
  Button,
  CopyButton,
  Group,
  Menu,
  Paper,
  Select,
  Table,
  Text,
  Title,
} from "@mantine/core";
import { IconCheck, IconDots, IconLink } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, patch, post, urlOf } from "@/api/http";
import type { Role, User } from "@/api/types";
import { notifyDone, notifyError } from "../../components/notify";
import { Page } from "../../components/Page";
import { Failure, Loading } from "../../components/states";
import { formatDay } from "../../i18n";
import { queryClient } from "../../query";
import { atLeast, nameOf, useUser } from "../../session";
import { RoleMatrix } from "./RoleMatrix";

const ASSIGNABLE: Role[] = ["administrator", "manager", "reviewer", "annotator"];

export function People() {
  const { t } = useTranslation();
  const me = useUser();
  const people = useQuery({ queryKey: ["people"], queryFn: () => get<User[]>("api/users/") });
  const change = useMutation({
    mutationFn: ({ id, ...fields }: { id: number; role?: Role; is_active?: boolean }) =>
      patch(`api/labelry/users/${id}`, fields),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["people"] }),
    onError: (error) => notifyError(error),
  });
  const resetLink = useMutation({
    mutationFn: (id: number) => post<{ url: string }>(`api/labelry/users/${id}/reset-link`),
    onSuccess: async ({ url }) => {
      await navigator.clipboard.writeText(urlOf(url.replace(/^\//, "")));
      notifyDone(t("people.resetCopied"));
    },
    onError: (error) => notifyError(error),
  });
  if (people.error) return <Failure error={people.error} onRetry={() => void people.refetch()} />;
  if (!people.data) return <Loading />;
  const mayChange = atLeast(me, "administrator");
  return (
    <Page title={t("nav.people")} actions={atLeast(me, "manager") ? <InviteLink /> : null}>
      <Paper className="ly-surface" style={{ overflowX: "auto" }}>
        <Table verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("people.person")}</Table.Th>
              <Table.Th w={200}>{t("people.role")}</Table.Th>
              <Table.Th visibleFrom="sm">{t("people.lastSeen")}</Table.Th>
              <Table.Th w={48} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.data.map((person) => {
              const fixed = !mayChange || person.role === "owner" || person.id === me.id;
              const active = person.is_active !== false;
              return (
                <Table.Tr key={person.id} opacity={active ? 1 : 0.6}>
                  <Table.Td>
                    <Group gap="sm" wrap="nowrap">
                      <Avatar size={32} color="sea" src={person.avatar ?? null}>
                        {person.initials.toUpperCase()}
                      </Avatar>
                      <div>
                        <Text fw={500}>{nameOf(person)}</Text>
                        <Text size="xs" c="dimmed">
                          {active ? person.email : t("people.deactivated")}
                        </Text>
                      </div>
                    </Group>
                  </Table.Td>
                  <Table.Td>
                    {fixed || !active ? (
                      <Text>{person.role ? t(`role.${person.role}`) : ""}</Text>
                    ) : (
                      <Select
                        size="xs"
                        aria-label={t("people.roleOf", { name: nameOf(person) })}
                        allowDeselect={false}
                        value={person.role ?? null}
                        data={ASSIGNABLE.map((role) => ({ value: role, label: t(`role.${role}`) }))}
                        onChange={(role) => {
                          const chosen = ASSIGNABLE.find((name) => name === role);
                          if (chosen) change.mutate({ id: person.id, role: chosen });
                        }}
                      />
                    )}
                  </Table.Td>
                  <Table.Td visibleFrom="sm">
                    <Text c="dimmed">
                      {person.last_activity ? formatDay(person.last_activity) : ""}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    {fixed ? null : (
                      <Menu position="bottom-end">
                        <Menu.Target>
                          <Button
                            variant="subtle"
                            color="gray"
                            size="xs"
                            px={6}
                            aria-label={t("people.more", { name: nameOf(person) })}
                          >
                            <IconDots size={16} />
                          </Button>
                        </Menu.Target>
                        <Menu.Dropdown>
                          <Menu.Item onClick={() => resetLink.mutate(person.id)}>
                            {t("people.resetLink")}
                          </Menu.Item>
                          <Menu.Item
                            color={active ? "red" : "sea"}
                            onClick={() => change.mutate({ id: person.id, is_active: !active })}
                          >
                            {t(active ? "people.deactivate" : "people.activate")}
                          </Menu.Item>
                        </Menu.Dropdown>
                      </Menu>
                    )}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Paper>
      <Title order={2} mt={40} mb="md">
        {t("people.matrix")}
      </Title>
      <RoleMatrix />
    </Page>
  );
}

function InviteLink() {
  const { t } = useTranslation();
  const invite = useQuery({
    queryKey: ["invite"],
    queryFn: () => get<{ token: string }>("api/invite"),
    retry: false,
  });
  if (!invite.data) return null;
  const link = urlOf("user/signup/", { token: invite.data.token });
  return (
    <CopyButton value={link}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={16} /> : <IconLink size={16} />}
          onClick={copy}
        >
          {t(copied ? "people.inviteCopied" : "people.invite")}
        </Button>
      )}
    </CopyButton>
  );
}
