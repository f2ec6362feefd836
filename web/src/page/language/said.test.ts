import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../..');
/** What is read aloud or shown of an element besides its text. */
const SAID = ['aria-label', 'placeholder', 'title', 'alt', 'label'];
/** Two letters in a row; a sign, a number or one letter says the same in every language. */
const WORDS = /\p{L}{2}/u;

/** Where the markup of a piece of markup stands. */
const INNER = ['nodes', 'fragment', 'attributes', 'body', 'consequent', 'alternate', 'fallback'];

interface Node {
  type?: string;
  name?: string;
  data?: string;
  value?: unknown;
}

/** Texts that stand in the markup itself, and not in the dictionary. */
function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { type, name = '', data = '', value } = node as Node;
  if (type === 'Attribute') return SAID.includes(name) ? textsIn(value) : [];
  const own = type === 'Text' && WORDS.test(data) ? [data.trim()] : [];
  return [...own, ...INNER.flatMap((name) => textsIn((node as Record<string, unknown>)[name]))];
}

test('no component says anything by itself: every text stands in the dictionary', () => {
  const sample = parse('{#if a}<p title="Satu">Dua</p>{:else}3{/if}', { modern: true });
  expect(textsIn(sample.fragment)).toEqual(expect.arrayContaining(['Satu', 'Dua']));
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' });
  const found = files
    .filter((name) => name.endsWith('.svelte'))
    .flatMap((name) => {
      const { fragment } = parse(readFileSync(join(SRC, name), 'utf8'), { modern: true });
      return textsIn(fragment).map((text) => `${name}: ${text}`);
    });
  expect(found).toEqual([]);
});
