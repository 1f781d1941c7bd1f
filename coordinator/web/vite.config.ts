import { defineConfig } from "vite";

// The page is served under `default-src 'none'` without any inline script or style, so nothing may be inlined here either.
export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    reportCompressedSize: false,
  },
});
