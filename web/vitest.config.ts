import { defineConfig } from "vitest/config";

const PATIENCE_MS = 60_000; // a loaded machine is slow, and no test is about time

export default defineConfig({ test: { environment: "happy-dom", testTimeout: PATIENCE_MS, include: ["tests/**/*.test.{ts,tsx}"] } });
