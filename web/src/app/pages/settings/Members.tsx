/** Who is in the project, and as what. */
import {
  ActionIcon,
  Avatar,
  Button,
  Group,
  Paper,
  Select,
  Stack,
  Text,
  Title,
  Tooltip,
} from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, post, remove } from "@/api/http";
import type { Member, Role, User } from "@/api/types";
import { notifyError } from "../../components/notify";
import { messageOf } from "../../components/states";
import { queryClient } from "../../query";
import { nameOf } from "../../session";

const HERE: Role[] = ["manager", "reviewer", "annotator"];

export function Members({ project }: { project: number }) {
  const { t } = useTranslation();
  const path = `api/labelry/projects/${project}/members` as const;
  const members = useQuery({ queryKey: ["members", project], queryFn: () => get<Member[]>(path) });
  const people = useQuery({ queryKey: ["people"], queryFn: () => get<User[]>("api/users/") });
  const [chosen, setChosen] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["members", project] });
  const set = useMutation({
    mutationFn: (member: { user: number; role: string }) => post(path, member),
    onSuccess: () => setChosen(null),
    onSettled: refresh,
    onError: (error) => notifyError(error),
  });
  const drop = useMutation({
    mutationFn: (user: number) => remove(`${path}/${user}`),
    onSettled: refresh,
    onError: (error) => notifyError(error),
  });
  const inside = new Set(members.data?.map((member) => member.user.id));
  const outside = (people.data ?? []).filter((person) => !inside.has(person.id));
  return (
    <Paper className="ly-surface" p="lg">
      <Title order={2}>{t("members.title")}</Title>
      <Text c="dimmed">{t("members.text")}</Text>
      {members.error ? <Text c="var(--ly-danger)">{messageOf(members.error)}</Text> : null}
      <Stack gap="sm" mt="md">
        {members.data?.map((member) => (
          <Group key={member.user.id} justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap" miw={0}>
              <Avatar size={28} color="sea" name={nameOf(member.user)} />
              <Text className="ly-clip-1">{nameOf(member.user)}</Text>
            </Group>
            <Group gap="xs" wrap="nowrap">
              <Select
                size="xs"
                w={190}
                aria-label={t("people.roleOf", { name: nameOf(member.user) })}
                allowDeselect={false}
                value={member.role}
                data={[
                  {
                    value: "",
                    label:
                      member.role === ""
                        ? t("members.asEverywhere", { role: t(`role.${member.effective_role}`) })
                        : t("members.inherit"),
                  },
                  ...HERE.map((role) => ({ value: role as string, label: t(`role.${role}`) })),
                ]}
                onChange={(role) =>
                  role === null ? undefined : set.mutate({ user: member.user.id, role })
                }
              />
              <Tooltip label={t("members.remove")}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t("members.removeNamed", { name: nameOf(member.user) })}
                  onClick={() => drop.mutate(member.user.id)}
                >
                  <IconX size={16} />
                </ActionIcon>
              </Tooltip>
            </Group>
          </Group>
        ))}
        <Group>
          <Select
            flex={1}
            searchable
            placeholder={t("members.choose")}
            aria-label={t("members.choose")}
            nothingFoundMessage={t("members.nobody")}
            value={chosen}
            onChange={setChosen}
            data={outside.map((person) => ({ value: String(person.id), label: nameOf(person) }))}
          />
          <Button
            variant="default"
            disabled={chosen === null}
            loading={set.isPending}
            onClick={() => set.mutate({ user: Number(chosen), role: "" })}
          >
            {t("members.add")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
