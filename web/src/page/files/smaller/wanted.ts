import { PICTURE_LONG_SIDE } from '../../../plain/files';

// A worker of its own: a photo of twelve million pixels is a third of a second of work for a slow phone.

/** Good enough to read a sheet of paper; the smallest size at which a stamp stays sharp. */
const QUALITY = 0.8;

addEventListener('message', ({ data }: MessageEvent<{ id: number; file: Blob }>) => {
  const { id, file } = data;
  void smaller(file).then(
    (bytes) => postMessage({ id, bytes }, { transfer: [bytes.buffer] }),
    (error: unknown) => {
      console.error(error);
      postMessage({ id, bytes: null });
    },
  );
});

/** The picture as a JPEG of its own, on white, upright; nothing else of the file is in it. */
async function smaller(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const scale = Math.min(1, PICTURE_LONG_SIDE / Math.max(picture.width, picture.height));
    const side = (whole: number) => Math.max(1, Math.round(whole * scale));
    const canvas = new OffscreenCanvas(side(picture.width), side(picture.height));
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('nothing to draw with');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    picture.close();
  }
}
