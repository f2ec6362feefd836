/**
 * Whether a page shows its form. Who may write when it is opened keeps it until they leave: a role that is
 * taken away, or a store that fails, does not take anybody's words off the screen.
 */
export class Form {
  /** The form was open when last looked at. */
  #open = false;
  readonly stands: boolean = $derived.by(() => {
    const [asked, may] = [this.#asked(), this.#may()];
    this.#open = asked && (this.#open || may);
    return this.#open;
  });
  readonly #asked: () => boolean;
  readonly #may: () => boolean;

  constructor(asked: () => boolean, may: () => boolean) {
    this.#asked = asked;
    this.#may = may;
  }
}

/** Nothing below the node can be changed any more; its words can still be read, selected and copied. */
export function frozen(node: HTMLElement): () => void {
  const freeze = (on: boolean) => {
    for (const field of node.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      'input, textarea',
    ))
      field.readOnly = on;
    // What only shows another part of them still does.
    for (const control of node.querySelectorAll<HTMLButtonElement | HTMLSelectElement>(
      'button:not([role="tab"]), select',
    ))
      control.disabled = on;
  };
  freeze(true);
  const watch = new MutationObserver(() => freeze(true));
  watch.observe(node, { childList: true, subtree: true });
  return () => {
    watch.disconnect();
    freeze(false);
  };
}

/** What stands in the fields below the node, to be pasted elsewhere. */
export function wordsIn(node: HTMLElement): string {
  const fields = [
    ...node.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea'),
  ];
  return fields
    .filter((field) => field.value !== '')
    .map((field) => `${field.labels?.[0]?.textContent.trim() ?? ''}: ${field.value}`)
    .join('\n');
}
