/** The labeling page: the work fills the screen, the hand stays where it is, nothing waits. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { Failure, Loading } from "../components/states";
import { useUser } from "../session";
import { Desk } from "./Desk";
import { labelingContext } from "./transport";
import { useLabelingSession } from "./useLabeling";

const route = getRouteApi("/signed-in/projects/$project/labeling");

export function LabelingPage() {
  const { project } = route.useParams();
  const { task } = route.useSearch();
  const user = useUser();
  const context = useQuery({
    queryKey: ["labeling", project],
    queryFn: () => labelingContext(project),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { session, failure } = useLabelingSession(user.id, project, task ?? null);

  // The editor is fetched beside the task, not after it.
  useEffect(() => void import("./Stage"), []);

  if (context.error)
    return <Failure error={context.error} onRetry={() => void context.refetch()} />;
  if (failure) return <Failure error={failure} />;
  if (!context.data || !session) return <Loading />;
  return <Desk context={context.data} session={session} single={task !== undefined} />;
}
