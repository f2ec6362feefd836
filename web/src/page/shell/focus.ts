/** What a form begins with. */
const FIELDS = 'input:not([type="file"]), textarea, select, button.input';

/** Puts the keyboard and the reader at the beginning of what is shown now. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Leads into a form, or to its heading while it has no field. */
export function focusFirstField(within: ParentNode | null): void {
  const field = within?.querySelector<HTMLElement>(FIELDS);
  if (!field) return focusHeading();
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: 'center' });
}

/** Whether somebody uses the keyboard: a field that takes the focus opens none on their screen. */
export function byKeyboard(): boolean {
  return document.activeElement?.matches(':focus-visible') ?? false;
}

/** Leads back to the link by which the person went to a page, or to the heading. */
export function focusLinkTo(hash: string): void {
  const link = [
    ...document.querySelectorAll<HTMLElement>('aside a[href], main a[href], header a.button'),
  ].find((one) => one.getAttribute('href') === hash);
  if (link) link.focus({ preventScroll: true });
  else focusHeading();
}
