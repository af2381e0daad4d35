/** Deleted projects, which can be restored for thirty days. */
import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconRestore, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, post } from "@/api/http";
import type { Project, TrashedProject } from "@/api/types";
import { notifyDone, notifyError } from "../../components/notify";
import { Page } from "../../components/Page";
import { Empty, Failure, Loading } from "../../components/states";
import { formatMoment } from "../../i18n";
import { queryClient } from "../../query";

export function Trash() {
  const { t } = useTranslation();
  const trash = useQuery({
    queryKey: ["trash"],
    queryFn: () => get<TrashedProject[]>("api/labelry/trash"),
  });
  const restore = useMutation({
    mutationFn: (id: number) => post<Project>(`api/labelry/trash/projects/${id}/restore`),
    onSuccess: async (project) => {
      notifyDone(t("trash.restored", { title: project.title }));
      await queryClient.invalidateQueries();
    },
    onError: (error) => notifyError(error),
  });
  if (trash.error) return <Failure error={trash.error} onRetry={() => void trash.refetch()} />;
  if (!trash.data) return <Loading />;
  return (
    <Page title={t("nav.trash")} width={720}>
      {trash.data.length === 0 ? (
        <Empty
          icon={<IconTrash size={36} stroke={1.4} />}
          title={t("trash.emptyTitle")}
          text={t("trash.emptyText")}
        />
      ) : (
        <Stack gap="sm">
          {trash.data.map((project) => (
            <Paper key={project.id} className="ly-surface" p="md">
              <Group justify="space-between">
                <div>
                  <Text fw={600}>{project.title}</Text>
                  <Text size="xs" c="dimmed">
                    {t("trash.deleted", { when: formatMoment(project.deleted_at) })}
                  </Text>
                </div>
                <Button
                  variant="default"
                  leftSection={<IconRestore size={16} />}
                  loading={restore.isPending && restore.variables === project.id}
                  onClick={() => restore.mutate(project.id)}
                >
                  {t("trash.restore")}
                </Button>
              </Group>
            </Paper>
          ))}
        </Stack>
      )}
    </Page>
  );
}
