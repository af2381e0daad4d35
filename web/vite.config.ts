import react from "@vitejs/plugin-react";
import { loadEnv } from "vite";
import { defineConfig } from "vitest/config";

/** What the server answers itself; everything else is the app. */
const SERVER_PATHS = [
  "/api",
  "/data",
  "/user/login/",
  "/user/signup/",
  "/logout",
  "/health",
  "/version",
];

export default defineConfig(({ mode, command }) => {
  const { LABELRY_DEV_SERVER: server = "http://127.0.0.1:8080" } = loadEnv(mode, ".", "LABELRY_");
  return {
    // Relative, so that the app runs under any host and any subpath.
    base: command === "build" ? "./" : "/",
    plugins: [
      react(),
      {
        // In production the server writes the base it is reached under into the page.
        name: "base-for-development",
        apply: "serve",
        transformIndexHtml: () => [{ tag: "base", attrs: { href: "/" }, injectTo: "head-prepend" }],
      },
    ],
    resolve: { tsconfigPaths: true },
    server: { proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, server])) },
    build: {
      outDir: "../labelry/server/webapp",
      emptyOutDir: true,
      target: "es2023",
      // Browsers that know light-dark(): its replacement needs a color-scheme written in the same file.
      rolldownOptions: {
        output: {
          // Licences of what is shipped have no ending of their own, and Windows refuses a last dot.
          assetFileNames: ({ names }) =>
            names.some((name) => name.startsWith("LICENSE"))
              ? "assets/[name]-[hash].txt"
              : "assets/[name]-[hash][extname]",
          codeSplitting: {
            // One file for what nearly every page uses, instead of dozens of crumbs.
            groups: [
              {
                name: "base",
                test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-)?(router|query|history|store)|@mantine|@floating-ui|i18next|react-i18next)/,
              },
            ],
          },
        },
      },
      cssTarget: ["chrome125", "edge125", "firefox125", "safari17.5"],
    },
    // The longest takes three seconds; a busy machine is no reason to fail.
    test: {
      environment: "node",
      include: ["src/**/*.test.{ts,tsx}"],
      testTimeout: 60_000,
      setupFiles: ["src/testing/seed.ts"],
    },
  };
});
