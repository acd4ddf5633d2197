// Builds one page per role into display/dist, which is committed and embedded in the daemon.
// File names carry no hash, so a rebuild gives small diffs; the daemon sends an ETag instead.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { words } from './scripts/words';

const pages = ['index', 'kiosk', 'board', 'counter', 'dashboard', 'devices', 'sign-in', 'receipts', 'access', 'tablet', 't'];

export default defineConfig({
  base: '/',
  publicDir: 'public',
  plugins: [words(), svelte()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    // Boards run on TV browsers of about 2018 (Tizen 5.5, webOS 5 ≈ Chrome 68–69).
    target: 'es2017',
    cssTarget: ['chrome69', 'firefox78', 'safari14.1'],
    modulePreload: { polyfill: false },
    // A data: URL would be refused by `default-src 'self'`.
    assetsInlineLimit: 0,
    sourcemap: false,
    reportCompressedSize: true,
    rollupOptions: {
      input: Object.fromEntries(pages.map((page) => [page, `${import.meta.dirname}/${page}.html`])),
      output: {
        // The pieces most pages share come as one file: each request is a round trip on a slow network.
        codeSplitting: { groups: [{ name: 'shared', test: /shared\/(?:(?:Languages|Name|Pic|T)\.svelte|machine)/ }, { name: 'api', test: /shared\/(?:api|problem)\.ts/ }, { name: 'rate', test: /shared\/(?:Face|Qr)\.svelte|lean-qr|shared\/words\/rate|words=rate/ }] },
        entryFileNames: 'assets/[name].js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' }, fs: { allow: ['../..'] } },
  test: { include: ['test/**/*.test.ts'], setupFiles: ['shared/words/all.ts'], environment: 'node', testTimeout: 60_000 },
});
