/** Export: which format, which tasks, download. A format that cannot be made says why. */
import { Alert, Badge, Box, Button, Checkbox, Group, Radio, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { downloadFile } from "@/api/download";
import { get } from "@/api/http";
import type { ExportFormat } from "@/api/types";
import { notifyDone } from "../../components/notify";
import { Page } from "../../components/Page";
import { Failure, Loading, messageOf } from "../../components/states";

const route = getRouteApi("/signed-in/shell/projects/$project/export");

export function ExportPage() {
  const { t } = useTranslation();
  const { project } = route.useParams();
  const formats = useQuery({
    queryKey: ["formats", project],
    queryFn: () => get<ExportFormat[]>(`api/projects/${project}/export/formats`),
  });
  const [chosen, setChosen] = useState("JSON");
  const [all, setAll] = useState(false);
  const download = useMutation({
    mutationFn: () =>
      downloadFile(`api/projects/${project}/export`, {
        export_type: chosen,
        download_all_tasks: all || undefined,
      }),
    onSuccess: (name) => notifyDone(t("export.done", { name })),
  });
  if (formats.error)
    return <Failure error={formats.error} onRetry={() => void formats.refetch()} />;
  if (!formats.data) return <Loading />;
  return (
    <Page title={t("nav.export")} width={720}>
      <Stack gap="lg">
        <Radio.Group value={chosen} onChange={setChosen} label={t("export.format")}>
          <Stack gap="sm">
            {formats.data.map((format) => (
              <Radio.Card
                key={format.name}
                value={format.name}
                disabled={format.disabled ?? false}
                radius="md"
                p="md"
                bg="var(--ly-surface)"
                opacity={format.disabled ? 0.6 : 1}
              >
                <Group wrap="nowrap" align="flex-start">
                  <Radio.Indicator mt={2} />
                  <Box>
                    <Group gap="sm">
                      <Text fw={600}>{format.title}</Text>
                      {format.disabled ? (
                        <Badge color="gray" variant="light" tt="none">
                          {t("export.notHere")}
                        </Badge>
                      ) : null}
                    </Group>
                    <Text c="dimmed" size="sm">
                      {format.disabled
                        ? (format.reason ?? t("export.unsuitable"))
                        : format.description}
                    </Text>
                  </Box>
                </Group>
              </Radio.Card>
            ))}
          </Stack>
        </Radio.Group>
        <Checkbox
          label={t("export.all")}
          description={t("export.allText")}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
        {download.error ? <Alert color="red">{messageOf(download.error)}</Alert> : null}
        <Group>
          <Button
            leftSection={<IconDownload size={16} />}
            loading={download.isPending}
            onClick={() => download.mutate()}
          >
            {t("export.download")}
          </Button>
        </Group>
      </Stack>
    </Page>
  );
}
