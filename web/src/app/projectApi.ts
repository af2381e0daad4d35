/** Requests about one project that more than one page makes. */
import { queryOptions } from "@tanstack/react-query";
import { get, patch, post } from "@/api/http";
import type { ConfigCheck, Project, ProjectChange, Template, User } from "@/api/types";
import { queryClient } from "./query";
import { atLeast } from "./session";

export const projectQuery = (id: number) =>
  queryOptions({
    queryKey: ["project", id],
    queryFn: () => get<Project>(`api/projects/${id}/`),
  });

export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: () => get<Template[]>("api/labelry/templates"),
  staleTime: Number.POSITIVE_INFINITY,
});

export async function changeProject(id: number, change: ProjectChange): Promise<Project> {
  const project = await patch<Project>(`api/projects/${id}/`, change);
  queryClient.setQueryData(projectQuery(id).queryKey, project);
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ["projects"] }),
    queryClient.invalidateQueries({ queryKey: ["labeling", id] }),
    queryClient.invalidateQueries({ queryKey: ["columns", id] }),
  ]);
  return project;
}

export function checkConfig(labelConfig: string, signal?: AbortSignal): Promise<ConfigCheck> {
  return post<ConfigCheck>(
    "api/labelry/config/check",
    { label_config: labelConfig },
    signal ? { signal } : {},
  );
}

/** Whether a person may change the project and its tasks, rather than only label. */
export function manages(user: User, project: Project): boolean {
  return (
    atLeast(user, "administrator") ||
    (project.role ?? user.role) === "manager" ||
    atLeast(user, "manager")
  );
}

/** Whether a person may see everybody's work in the project. */
export function seesAllWork(user: User, project: Project): boolean {
  return manages(user, project) || (project.role ?? user.role) === "reviewer";
}
