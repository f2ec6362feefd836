import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { fetchedFirst } from './fetched-first.ts';
import { phoneMetadata } from './phone-metadata.ts';
import { firstHtml } from './first-html.ts';
import { firstBundle, workerFile } from './first-bundle.ts';
import { lateStyles } from './late-styles.ts';
import { shell } from './shell.ts';

const MAIN = join(import.meta.dirname, 'src/main.ts');

/** Where `npm run dev` finds a running relay. */
const relay = process.env['PAGUYUBAN_RELAY'] ?? 'http://127.0.0.1:8787';

export default defineConfig({
  plugins: [svelte(), fetchedFirst(), lateStyles(MAIN), firstHtml(), shell(), phoneMetadata()],
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: workerFile } } },
  build: {
    target: 'es2022',
    // One file: of several, one that failed to come once is never fetched again. What comes later brings its own.
    cssCodeSplit: false,
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/sw.ts' },
      output: {
        codeSplitting: {
          // Else a wanted part takes along what it shares with others, and these would miss it.
          includeDependenciesRecursively: false,
          groups: [{ name: firstBundle(MAIN) }],
        },
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': { target: relay, ws: true } } },
});
