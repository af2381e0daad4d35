/** The pages and their URLs, which are Label Studio's; each page's code is loaded when it is opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { isSignedOut } from "@/api/errors";
import { basePath } from "./base";
import { Failure, Loading, NotFound } from "./components/states";
import { queryClient } from "./query";
import { sessionQuery } from "./session";
import { Root } from "./shell/Root";
import { Shell } from "./shell/Shell";

type Search = Record<string, unknown>;

function taskOf(search: Search): { task?: number } {
  const task = Number(search.task);
  return Number.isInteger(task) && task > 0 ? { task } : {};
}

/** Links carry tokens as text; the router would read one of digits only as a number. */
function tokenOf(search: Search): { token?: string } {
  return search.token === undefined ? {} : { token: String(search.token) };
}

const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: () => (
    <main id="main" tabIndex={-1}>
      <NotFound />
    </main>
  ),
  errorComponent: ({ error }) => <Failure error={error} />,
});

/** Pages for people who are signed in; others are sent to the sign-in and back afterwards. */
const signedIn = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (session.user) return;
    throw redirect(
      session.first_run
        ? { to: "/user/signup" }
        : { to: "/user/login", search: { next: location.href } },
    );
  },
});

const shell = createRoute({ getParentRoute: () => signedIn, id: "shell", component: Shell });

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/home/Home"), "Home"),
});
const projects = createRoute({
  getParentRoute: () => shell,
  path: "/projects",
  component: lazyRouteComponent(() => import("./pages/home/Home"), "Home"),
});
const create = createRoute({
  getParentRoute: () => shell,
  path: "/projects/new",
  component: lazyRouteComponent(() => import("./pages/create/NewProject"), "NewProject"),
});
const people = createRoute({
  getParentRoute: () => shell,
  path: "/people",
  component: lazyRouteComponent(() => import("./pages/people/People"), "People"),
});
const trash = createRoute({
  getParentRoute: () => shell,
  path: "/trash",
  component: lazyRouteComponent(() => import("./pages/trash/Trash"), "Trash"),
});
const keys = createRoute({
  getParentRoute: () => shell,
  path: "/user/account/hotkeys",
  component: lazyRouteComponent(() => import("./pages/account/Keys"), "Keys"),
});
const account = createRoute({
  getParentRoute: () => shell,
  path: "/user/account",
  component: lazyRouteComponent(() => import("./pages/account/Account"), "Account"),
});

export const projectRoute = createRoute({
  getParentRoute: () => shell,
  path: "/projects/$project",
  params: {
    parse: ({ project }) => ({ project: Number(project) }),
    stringify: ({ project }) => ({ project: String(project) }),
  },
  component: lazyRouteComponent(() => import("./pages/project/ProjectFrame"), "ProjectFrame"),
});
const projectIndex = createRoute({
  getParentRoute: () => projectRoute,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/projects/$project/data", params });
  },
});
export const dataRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: "/data",
  validateSearch: taskOf,
  component: lazyRouteComponent(() => import("./pages/data/DataManager"), "DataManager"),
});
const importRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: "/import",
  component: lazyRouteComponent(() => import("./pages/import/ImportPage"), "ImportPage"),
});
const exportRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: "/export",
  component: lazyRouteComponent(() => import("./pages/export/ExportPage"), "ExportPage"),
});
const settings = createRoute({
  getParentRoute: () => projectRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("./pages/settings/Settings"), "Settings"),
});
const config = createRoute({
  getParentRoute: () => projectRoute,
  path: "/settings/labeling",
  component: lazyRouteComponent(() => import("./pages/config/ConfigPage"), "ConfigPage"),
});

/** The labeling page stands alone: its own bar, the whole window. */
export const labelingRoute = createRoute({
  getParentRoute: () => signedIn,
  path: "/projects/$project/labeling",
  params: {
    parse: ({ project }) => ({ project: Number(project) }),
    stringify: ({ project }) => ({ project: String(project) }),
  },
  validateSearch: taskOf,
  component: lazyRouteComponent(() => import("./labeling/LabelingPage"), "LabelingPage"),
});

const login = createRoute({
  getParentRoute: () => rootRoute,
  path: "/user/login",
  validateSearch: (search: Search): { next?: string } =>
    typeof search.next === "string" ? { next: search.next } : {},
  component: lazyRouteComponent(() => import("./pages/auth/Login"), "Login"),
});
const signup = createRoute({
  getParentRoute: () => rootRoute,
  path: "/user/signup",
  validateSearch: tokenOf,
  component: lazyRouteComponent(() => import("./pages/auth/Signup"), "Signup"),
});
const reset = createRoute({
  getParentRoute: () => rootRoute,
  path: "/user/reset",
  validateSearch: tokenOf,
  component: lazyRouteComponent(() => import("./pages/auth/Reset"), "Reset"),
});

const routeTree = rootRoute.addChildren([
  signedIn.addChildren([
    shell.addChildren([
      home,
      projects,
      create,
      people,
      trash,
      account,
      keys,
      projectRoute.addChildren([
        projectIndex,
        dataRoute,
        importRoute,
        exportRoute,
        settings,
        config,
      ]),
    ]),
    labelingRoute,
  ]),
  login,
  signup,
  reset,
]);

export const router = createRouter({
  routeTree,
  basepath: basePath || "/",
  defaultPreload: "intent",
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error }) => {
    if (isSignedOut(error)) {
      window.location.assign(new URL("user/login", document.baseURI).href);
      return null;
    }
    return <Failure error={error} />;
  },
  defaultNotFoundComponent: NotFound,
  trailingSlash: "preserve",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
