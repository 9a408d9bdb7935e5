// Photos of the work made smaller before they are sent: a phone's twelve megapixels say no more than four do, and the line
// at a customer's is slow. When and where it was taken stays with it.

/** Pixels on the longer side of a photo that is sent smaller. */
export const LONGER_SIDE = 2560;
const QUALITY = 0.86;

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const APP1 = 0xe1;
const SCAN = 0xda;

/** The Exif segment of a JPEG, with its marker and length; undefined for any other file, or one that has none. */
export function exifOf(jpeg: Uint8Array): Uint8Array | undefined {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) return undefined;
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff; ) {
    const marker = jpeg[at + 1];
    if (marker === undefined || marker === SCAN) return undefined;
    const length = ((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0);
    if (length < 2 || at + 2 + length > jpeg.length) return undefined;
    if (marker === APP1 && EXIF.every((byte, i) => jpeg[at + 4 + i] === byte)) return jpeg.slice(at, at + 2 + length);
    at += 2 + length;
  }
  return undefined;
}

const ORIENTATION = 0x0112;

/** The same segment for a picture that stands upright already: it was turned when it was drawn. */
export function upright(exif: Uint8Array): Uint8Array {
  const turned = exif.slice();
  const view = new DataView(turned.buffer, 10);
  if (view.byteLength < 8) return turned;
  const little = view.getUint16(0) === 0x4949;
  const first = view.getUint32(4, little);
  if (first + 2 > view.byteLength) return turned;
  const entries = view.getUint16(first, little);
  for (let i = 0; i < entries && first + 2 + (i + 1) * 12 <= view.byteLength; i++) {
    const entry = first + 2 + i * 12;
    if (view.getUint16(entry, little) === ORIENTATION) view.setUint16(entry + 8, 1, little);
  }
  return turned;
}

/** A JPEG with this Exif segment at its beginning. */
export function withExif(jpeg: Uint8Array, exif: Uint8Array): Uint8Array {
  const joined = new Uint8Array(jpeg.length + exif.length);
  joined.set(jpeg.subarray(0, 2));
  joined.set(exif, 2);
  joined.set(jpeg.subarray(2), 2 + exif.length);
  return joined;
}

/** Width and height of a smaller picture, or undefined where it is small enough as it is. */
export function smaller(width: number, height: number, most = LONGER_SIDE): [number, number] | undefined {
  const by = most / Math.max(width, height);
  return by >= 1 ? undefined : [Math.max(1, Math.round(width * by)), Math.max(1, Math.round(height * by))];
}

/** The photo with at most `LONGER_SIDE` pixels on its longer side; the file itself where it is small, or cannot be drawn here. */
export async function shrunk(file: File): Promise<File> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    // What cannot be drawn here the core looks at, and says what is wrong with it.
    return file;
  }
  const size = smaller(picture.width, picture.height);
  if (!size) return file;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = size;
  const paper = canvas.getContext("2d");
  if (!paper) return file;
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, ...size);
  paper.drawImage(picture, 0, 0, ...size);
  picture.close();
  const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!drawn || drawn.size >= file.size) return file;
  const bytes = new Uint8Array(await drawn.arrayBuffer());
  const exif = exifOf(new Uint8Array(await file.arrayBuffer()));
  const whole = exif ? withExif(bytes, upright(exif)) : bytes;
  return new File([whole as BlobPart], `${file.name.replace(/\.[^.]+$/, "")}.jpg`, { type: "image/jpeg", lastModified: file.lastModified });
}
