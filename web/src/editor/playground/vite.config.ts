/** Serves the playground: `npx vite -c src/editor/playground/vite.config.ts`. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: new URL(".", import.meta.url).pathname,
  cacheDir: "../../../node_modules/.vite-playground",
  plugins: [react()],
  server: { fs: { allow: ["../../.."] } },
});
