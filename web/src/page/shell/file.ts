/** Long enough for a slow phone to have begun to save. */
const HOLD_MS = 60_000;

/** As a download; where it goes the browser decides. */
export function save(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), HOLD_MS);
}

/** Whether the phone hands such a file on to other apps. */
export function mayShare(file: File): boolean {
  return navigator.canShare?.({ files: [file] }) ?? false;
}

/** False if the person closed the sheet, or the phone refused. */
export async function share(file: File): Promise<boolean> {
  return navigator.share({ files: [file] }).then(
    () => true,
    () => false,
  );
}
