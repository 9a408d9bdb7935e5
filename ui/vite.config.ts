import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Relative asset paths, since the same build is served from tauri://localhost and from `outpostctl serve`.
// `npm run dev` hands API calls to a server named by OUTPOST_SERVER.
const server = process.env.OUTPOST_SERVER ?? "http://127.0.0.1:7420";

export default defineConfig({
  base: "./",
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { target: ["es2022", "safari17"], chunkSizeWarningLimit: 1400, modulePreload: { polyfill: false } },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(["/api", "/upload", "/download", "/events", "/map"].map((path) => [path, server])),
  },
  // Generous, since a busy machine is no failure.
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"], restoreMocks: true, testTimeout: 60_000 },
});
