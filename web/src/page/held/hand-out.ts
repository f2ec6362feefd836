import { mayShare, save } from '../shell/file';

/**
 * Gives something to the person as a file: by the phone's share sheet where it takes files, else as a
 * download. False if the person closed the sheet.
 */
export async function handOut(
  name: string,
  content: string | Blob,
  type = content instanceof Blob ? content.type : 'text/plain',
): Promise<boolean> {
  const file = new File([content], name, { type });
  if (mayShare(file)) {
    try {
      await navigator.share({ files: [file] });
      return true;
    } catch (refusal) {
      if (refusal instanceof DOMException && refusal.name === 'AbortError') return false;
    }
  }
  save(file);
  return true;
}
