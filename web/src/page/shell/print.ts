/** Fields with something to read in them; `.pick` opens a list of people, `.here` marks one as present. */
const FIELDS =
  'main :is(textarea, select, .pick, .here, input:is([type="text"], [type="tel"], [type="email"]))';
const CHOSEN = 'main .field .toggle[aria-pressed="true"]';

/**
 * Paper has no fields: while the page is printed, what stands in each stands beside it as text, which
 * runs over as many lines and sheets as it needs.
 */
export function printFields(): void {
  const paper = matchMedia('print');
  paper.addEventListener('change', () => (paper.matches ? lay() : clear()));
  addEventListener('beforeprint', lay);
  addEventListener('afterprint', clear);
}

function lay(): void {
  clear();
  for (const field of document.querySelectorAll<HTMLElement>(`${FIELDS}, ${CHOSEN}`)) {
    const text = document.createElement('span');
    text.className = 'on-paper prose';
    text.textContent = readIn(field);
    field.after(text);
  }
}

function clear(): void {
  for (const text of document.querySelectorAll('.on-paper')) text.remove();
}

function readIn(field: HTMLElement): string {
  if (field instanceof HTMLSelectElement)
    return field.value === '' ? '' : (field.selectedOptions[0]?.textContent ?? '');
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return field.value;
  return (
    (field.querySelector('.grow, .name') ?? field.firstChild ?? field).textContent?.trim() ?? ''
  );
}
