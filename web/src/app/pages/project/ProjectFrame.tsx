/** The frame of a project's pages: its name, its parts, and the button that starts labeling. */
import { Button } from "@mantine/core";
import { IconPlayerPlayFilled } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCommands } from "../../commands/useCommands";
import { Failure, Loading } from "../../components/states";
import { manages, projectQuery } from "../../projectApi";
import { useUser } from "../../session";
import classes from "./ProjectFrame.module.css";

const route = getRouteApi("/signed-in/shell/projects/$project");

export function ProjectFrame() {
  const { t } = useTranslation();
  const params = route.useParams();
  const user = useUser();
  const navigate = useNavigate();
  const { data: project, error, refetch } = useQuery(projectQuery(params.project));
  const manager = project !== undefined && manages(user, project);
  const group = project?.title ?? "";
  useCommands([
    {
      id: "project.label",
      title: t("home.start"),
      group,
      enabled: project !== undefined,
      run: () => void navigate({ to: "/projects/$project/labeling", params }),
    },
    {
      id: "project.data",
      title: t("nav.tasks"),
      group,
      enabled: manager,
      run: () => void navigate({ to: "/projects/$project/data", params }),
    },
    {
      id: "project.import",
      title: t("nav.import"),
      group,
      enabled: manager,
      words: "upload",
      run: () => void navigate({ to: "/projects/$project/import", params }),
    },
    {
      id: "project.export",
      title: t("nav.export"),
      group,
      enabled: manager,
      words: "download",
      run: () => void navigate({ to: "/projects/$project/export", params }),
    },
    {
      id: "project.settings",
      title: t("nav.settings"),
      group,
      enabled: manager,
      run: () => void navigate({ to: "/projects/$project/settings", params }),
    },
    {
      id: "project.config",
      title: t("nav.config"),
      group,
      enabled: manager,
      words: "xml",
      run: () => void navigate({ to: "/projects/$project/settings/labeling", params }),
    },
  ]);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!project) return <Loading />;
  return (
    <div className={classes.frame}>
      <div className={classes.head}>
        <span className={classes.title}>{project.title}</span>
        <nav className={classes.tabs} aria-label={t("nav.project")}>
          <Link to="/projects/$project/data" params={params} className={classes.tab}>
            {t("nav.tasks")}
          </Link>
          {manager ? (
            <>
              <Link to="/projects/$project/import" params={params} className={classes.tab}>
                {t("nav.import")}
              </Link>
              <Link to="/projects/$project/export" params={params} className={classes.tab}>
                {t("nav.export")}
              </Link>
              <Link to="/projects/$project/settings" params={params} className={classes.tab}>
                {t("nav.settings")}
              </Link>
            </>
          ) : null}
        </nav>
        <Button
          size="xs"
          fz="sm"
          className={classes.start}
          leftSection={<IconPlayerPlayFilled size={12} />}
          renderRoot={(props) => (
            <Link to="/projects/$project/labeling" params={params} {...props} />
          )}
        >
          {t("home.start")}
        </Button>
      </div>
      <div className={classes.body}>
        <Outlet />
      </div>
    </div>
  );
}
