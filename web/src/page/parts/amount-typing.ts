import { regroup } from '../../plain/amount';

/** Keeps the digits of an amount in groups while it is typed. What is pasted stays as it came. */
export function amountTyping(node: HTMLInputElement): () => void {
  let before = node.value;
  const remember = () => (before = node.value);
  const group = (event: Event) => {
    const { inputType, isComposing, data } = event as InputEvent;
    // Digits, or the way back: a whole text that is put in at once is read as it stands.
    const isKey = /^insert(Composition)?Text$/.test(inputType ?? '') && /^\d+$/.test(data ?? '');
    if (isComposing || !(isKey || inputType?.startsWith('delete'))) return;
    const erasing = /Backward$/.test(inputType) ? 'back' : /Forward$/.test(inputType) ? 'on' : null;
    const after = { text: node.value, caret: node.selectionEnd ?? node.value.length };
    const next = regroup(before, after, erasing);
    if (next.text === after.text) return;
    node.value = next.text;
    node.setSelectionRange(next.caret, next.caret);
  };
  node.addEventListener('beforeinput', remember);
  // Before whoever takes the value from the field.
  node.addEventListener('input', group, { capture: true });
  return () => {
    node.removeEventListener('beforeinput', remember);
    node.removeEventListener('input', group, { capture: true });
  };
}
