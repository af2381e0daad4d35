/** Who is signed in, and the project-wide facts the server tells everyone. */
import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { get, post, rememberCsrf, request } from "@/api/http";
import type { Role, Session, User } from "@/api/types";
import { queryClient } from "./query";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async () => {
    const session = await get<Session>("api/labelry/session");
    rememberCsrf(session.csrf);
    return session;
  },
  staleTime: 60_000,
});

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** The person at the screen; only for pages behind the sign-in. */
export function useUser(): User {
  const { user } = useSession();
  if (!user) throw new Error("This page needs a signed-in person.");
  return user;
}

export function useMaybeUser(): User | null {
  return useQuery(sessionQuery).data?.user ?? null;
}

export async function signIn(email: string, password: string, remember: boolean): Promise<void> {
  await post("user/login/", { email, password, persist_session: remember });
  await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
}

export function signUp(email: string, password: string, token: string | undefined): Promise<void> {
  return enter("user/signup/", { email, password }, token);
}

/** Choose a new password with the token of a reset link; signs in. */
export function resetPassword(password: string, token: string | undefined): Promise<void> {
  return enter("user/reset/", { password }, token);
}

async function enter(
  path: "user/signup/" | "user/reset/",
  body: object,
  token: string | undefined,
): Promise<void> {
  await request("POST", path, { body, query: { token } });
  await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
}

export async function signOut(): Promise<void> {
  await request("POST", "logout");
  queryClient.clear();
  window.location.assign(new URL("user/login", document.baseURI).href);
}

/** Where the workbench around us signs a person on; null unless they signed out of that. */
export function workbenchSignOn(): string | null {
  const out = /(?:^|;\s*)workbench=signed-out/.test(document.cookie);
  return out ? new URL("user/workbench/", document.baseURI).href : null;
}

const RANK: Record<Role, number> = {
  annotator: 0,
  reviewer: 1,
  manager: 2,
  administrator: 3,
  owner: 4,
};

/** Whether the person's role is at least `role`. A page that hides by this is still refused by the server. */
export function atLeast(user: User, role: Role): boolean {
  return RANK[user.role ?? "annotator"] >= RANK[role];
}

export function nameOf(user: Pick<User, "first_name" | "last_name" | "email">): string {
  return [user.first_name, user.last_name].filter(Boolean).join(" ") || user.email;
}
