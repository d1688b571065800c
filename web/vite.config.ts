import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "/app/",
  plugins: [react()],
  html: { cspNonce: "TIDINGS-NONCE" }, // the server puts a new one into each answer
  build: { target: "es2022", sourcemap: false, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: { proxy: Object.fromEntries(["/session", "/account", "/marketing", "/contacts", "/healthz"].map((path) => [path, "http://127.0.0.1:8000"])) },
});
