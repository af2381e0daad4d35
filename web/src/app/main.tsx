/** Starts the app. */
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./theme/global.css";
import "./i18n";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { get } from "@/api/http";
import { queryClient } from "./query";
import { router } from "./router";
import { cssVariables, theme } from "./theme/theme";

// After an update of the server the parts this page has not loaded yet have other names: load it
// anew, if there is a server to load it from.
window.addEventListener("vite:preloadError", () => {
  const last = Number(sessionStorage.getItem("labelry.reloaded") ?? 0);
  if (Date.now() - last < 10_000) return;
  sessionStorage.setItem("labelry.reloaded", String(Date.now()));
  get("api/labelry/session").then(
    () => window.location.reload(),
    // Offline: the page that asked says so, and what is open stays open.
    () => undefined,
  );
});

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element with the id `root`.");
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" limit={4} transitionDuration={120} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
