import type { CDPSession, Locator, Page } from '../../../web/e2e.ts';

// What fingers do in a text field of a browser.

/** Puts the caret before a word, or at the end behind a space: never into somebody's word. */
export async function placeCaret(field: Locator, where: number): Promise<void> {
  await field.focus();
  await field.evaluate((node, share) => {
    const input = node as HTMLTextAreaElement;
    const text = input.value;
    const places = [0];
    for (let at = 1; at <= text.length; at += 1) if (/\s/.test(text[at - 1] ?? '')) places.push(at);
    const place = places[Math.floor(share * places.length)] ?? 0;
    input.setSelectionRange(place, place);
  }, where);
}

/** Selects a word, with the space behind it; false if it is not there. */
export async function selectWord(field: Locator, word: string): Promise<boolean> {
  await field.focus();
  return field.evaluate((node, wanted) => {
    const input = node as HTMLTextAreaElement;
    const at = input.value.indexOf(wanted);
    if (at < 0) return false;
    const end = at + wanted.length;
    input.setSelectionRange(at, input.value[end] === ' ' ? end + 1 : end);
    return true;
  }, word);
}

/** As a paste: one input of many letters. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => document.execCommand('insertText', false, pasted), text);
}

/** A word that comes by composition, as from a keyboard that proposes words. */
export async function compose(keys: CDPSession, word: string, pauseMs: () => number, page: Page) {
  for (let end = 1; end <= word.length; end += 2) {
    const text = word.slice(0, end);
    await keys.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
    await page.waitForTimeout(pauseMs());
  }
  await keys.send('Input.insertText', { text: word });
}
