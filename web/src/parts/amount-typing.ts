import { regroup } from '../amount';

/** Keeps the digits of an amount in groups while it is typed. What is pasted stays as it came. */
export function amountTyping(node: HTMLInputElement): () => void {
  let before = node.value;
  const remember = () => (before = node.value);
  const group = (event: Event) => {
    const { inputType, isComposing } = event as InputEvent;
    if (isComposing || !/^(insertText|insertCompositionText|delete)/.test(inputType ?? '')) return;
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
