import { svelte } from '@sveltejs/vite-plugin-svelte';
import { phoneMetadata } from './phone-metadata.ts';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte(), phoneMetadata()],
  test: {
    include: ['src/**/*.test.ts', '*.test.ts'],
    environment: 'node',
    // Every page begins with it.
    setupFiles: ['src/page/kinds/table.ts'],
    server: { deps: { inline: ['libphonenumber-js'] } },
  },
});
