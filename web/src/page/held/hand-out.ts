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
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return true;
    } catch (refusal) {
      if (refusal instanceof DOMException && refusal.name === 'AbortError') return false;
    }
  }
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return true;
}
