/** Home: the projects as cards, each with one button to start labeling; the samples when there is none. */
import { Button, Group, Loader, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconSearch, IconStack2 } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "@/api/http";
import type { Page as ApiPage, Project } from "@/api/types";
import { useCommands } from "../../commands/useCommands";
import { Page } from "../../components/Page";
import { Empty, Failure, Loading } from "../../components/states";
import { atLeast, useUser } from "../../session";
import { ProjectCard } from "./ProjectCard";
import { Samples } from "./Samples";

const PAGE_SIZE = 30;

export function Home() {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const manager = atLeast(user, "manager");
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search.trim());
  const projects = useInfiniteQuery({
    queryKey: ["projects", wanted],
    queryFn: ({ pageParam }) =>
      get<ApiPage<Project>>("api/projects/", {
        query: { page: pageParam, page_size: PAGE_SIZE, search: wanted || undefined, week: true },
      }),
    initialPageParam: 1,
    getNextPageParam: (last, all) => (last.next ? all.length + 1 : undefined),
    placeholderData: keepPreviousData,
  });
  const all = projects.data?.pages.flatMap((page) => page.results) ?? [];
  const total = projects.data?.pages[0]?.count ?? 0;

  useCommands(
    all.map((project) => ({
      id: `project.${project.id}`,
      title: t("home.label", { project: project.title }),
      group: t("home.startGroup"),
      run: () =>
        void navigate({ to: "/projects/$project/labeling", params: { project: project.id } }),
    })),
  );

  if (projects.error)
    return <Failure error={projects.error} onRetry={() => void projects.refetch()} />;
  if (!projects.data) return <Loading />;
  const none = total === 0 && wanted === "";
  return (
    <Page
      title={t("nav.projects")}
      actions={
        manager && !none ? (
          <Button
            leftSection={<IconPlus size={16} />}
            renderRoot={(props) => <Link to="/projects/new" {...props} />}
          >
            {t("nav.newProject")}
          </Button>
        ) : null
      }
    >
      {none ? (
        manager ? (
          <Samples />
        ) : (
          <Empty
            icon={<IconStack2 size={36} stroke={1.4} />}
            title={t("home.nothingTitle")}
            text={t("home.nothingText")}
          />
        )
      ) : (
        <Stack gap="md">
          {total > 6 || wanted !== "" ? (
            <TextInput
              maw={320}
              leftSection={<IconSearch size={16} />}
              placeholder={t("home.search")}
              aria-label={t("home.search")}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          ) : null}
          {all.length === 0 ? (
            <Text c="dimmed">{t("home.notFound", { search: wanted })}</Text>
          ) : null}
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
            {all.map((project) => (
              <ProjectCard key={project.id} project={project} />
            ))}
          </SimpleGrid>
          {projects.hasNextPage ? (
            <Group justify="center">
              <Button
                variant="default"
                onClick={() => void projects.fetchNextPage()}
                rightSection={projects.isFetchingNextPage ? <Loader size={12} /> : null}
              >
                {t("home.more")}
              </Button>
            </Group>
          ) : null}
        </Stack>
      )}
    </Page>
  );
}
