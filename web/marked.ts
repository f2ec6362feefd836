import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/**
 * Around each sentence of a dictionary, so that a test sees on the screen which words come from none. They have
 * no width: the page is laid out as without them.
 */
export const MARKS = { id: ['\u2061', '\u2062'], en: ['\u2063', '\u2064'] } as const;

const DICTIONARY = /\/src\/words\/(id|en)(?:-[a-z]+)?\.ts$/;
/** Where the language is chosen; a test changes it where it is, also below a sheet that is open. */
const LANGUAGE = /\/first-words\.svelte\.ts$/;
const SPEAK = 'globalThis.speak = (code) => language.choose(code, { getItem() {}, setItem() {} });';

/** Runs in the page behind each dictionary: every sentence below it, also one that is made of parts. */
function mark(words: unknown, [before, after]: readonly [string, string]): void {
  const known = ((globalThis as { marked?: WeakSet<object> }).marked ??= new WeakSet());
  const put = (said: unknown): unknown => {
    if (typeof said === 'string') return before + said + after;
    if (typeof said === 'object' && said !== null) go(said as Record<string, unknown>);
    return said;
  };
  const go = (table: Record<string, unknown>) => {
    if (known.has(table)) return;
    known.add(table);
    for (const [name, said] of Object.entries(table)) {
      // The language's own name for itself is no sentence.
      if (name === 'code' && (said === 'id' || said === 'en')) continue;
      if (typeof said !== 'function') table[name] = put(said);
      else if (!known.has(said)) {
        const marked = (...given: unknown[]) =>
          put((said as (...given: unknown[]) => unknown)(...given));
        known.add(marked);
        table[name] = marked;
      }
    }
  };
  if (typeof words === 'object' && words !== null) go(words as Record<string, unknown>);
}

function marking(): Plugin {
  return {
    name: 'marked-words',
    enforce: 'post',
    transform(code, file) {
      if (LANGUAGE.test(file)) return `${code}\n${SPEAK}`;
      const language = DICTIONARY.exec(file)?.[1] as keyof typeof MARKS | undefined;
      if (!language) return null;
      const names = [...code.matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
      const marks = JSON.stringify(MARKS[language]);
      return `${code}\n${mark.toString()}\nfor (const words of [${names.join()}]) mark(words, ${marks});`;
    },
  };
}

/** Builds the page with every sentence marked into a folder. */
export async function buildMarked(outDir: string): Promise<void> {
  const root = import.meta.dirname;
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    plugins: [marking()],
    build: { outDir, emptyOutDir: true, minify: false },
  });
}
