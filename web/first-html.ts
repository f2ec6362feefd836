import type { Plugin } from 'vite';
import { start } from './src/words/start.ts';

/** Writes the sentences of the first screen into index.html; English ones stand beside them. */
export function firstHtml(): Plugin {
  return {
    name: 'paguyuban-first-html',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) =>
        html.replace(/>%([a-z]+)%</g, (_all, name: string) => {
          const words = start[name];
          if (!words) throw new Error(`index.html asks for "${name}", which no words are for`);
          return ` data-en="${words[1]}">${words[0]}<`;
        }),
    },
  };
}
