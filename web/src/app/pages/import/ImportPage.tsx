/** Import: drop files, choose them, or paste; then the progress, and errors that stay on the page. */
import { Button, Group } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "../../components/Page";
import { queryClient } from "../../query";
import { ImportPanel } from "./ImportPanel";

const route = getRouteApi("/signed-in/shell/projects/$project/import");

export function ImportPage() {
  const { t } = useTranslation();
  const params = route.useParams();
  return (
    <Page title={t("nav.import")} width={720}>
      <ImportPanel
        project={params.project}
        onDone={() => void queryClient.invalidateQueries()}
        done={
          <Group>
            <Button
              renderRoot={(props) => (
                <Link to="/projects/$project/labeling" params={params} {...props} />
              )}
            >
              {t("home.start")}
            </Button>
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link to="/projects/$project/data" params={params} {...props} />
              )}
            >
              {t("import.seeTasks")}
            </Button>
          </Group>
        }
      />
    </Page>
  );
}
