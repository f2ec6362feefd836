import { base64url } from '../../plain/base64url';

/** What one value of a document holds, in the core; base64 makes four signs of three bytes. */
const LOGO_CHARS_MAX = 4_000;
/** Larger than any photograph of a phone; reading more only fills its memory. */
export const LOGO_FILE_BYTES_MAX = 20_000_000;
/** Sides in pixels, the sharpest first: what stands on paper as two centimetres has no use for more. */
const SIDES = [160, 128, 96, 80, 64];
const QUALITIES = [0.85, 0.7, 0.55, 0.4];

/** Why a file is no logo; there is a sentence for each. */
export type LogoTrouble = 'big' | 'unreadable';

/**
 * A picture as the settings keep it: scaled down on this phone, on white, as the sharpest JPEG that one value
 * holds. Nothing else of the file, such as where it was taken, is left. Throws a {@link LogoTrouble}.
 */
export async function logoFrom(file: Blob): Promise<string> {
  if (file.size > LOGO_FILE_BYTES_MAX) throw 'big' satisfies LogoTrouble;
  const picture = await createImageBitmap(file).catch(() => {
    throw 'unreadable' satisfies LogoTrouble;
  });
  try {
    for (const side of SIDES)
      for (const quality of QUALITIES) {
        const text = base64url(await jpeg(picture, side, quality));
        if (text.length <= LOGO_CHARS_MAX) return text;
      }
  } finally {
    picture.close();
  }
  throw 'unreadable' satisfies LogoTrouble;
}

async function jpeg(picture: ImageBitmap, side: number, quality: number): Promise<Uint8Array> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) throw 'unreadable' satisfies LogoTrouble;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  if (!blob) throw 'unreadable' satisfies LogoTrouble;
  return new Uint8Array(await blob.arrayBuffer());
}
