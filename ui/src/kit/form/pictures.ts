// What a file's first bytes say it is. Its name and the browser's word for it prove nothing.

export type PictureKind = "jpeg" | "png" | "webp";

/** The kind of picture these bytes begin; undefined for anything else. */
export function pictureOf(bytes: Uint8Array): PictureKind | undefined {
  const begins = (at: number, ...expected: number[]) => expected.every((byte, place) => bytes[at + place] === byte);
  if (begins(0, 0xff, 0xd8, 0xff)) return "jpeg";
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "png";
  if (begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50)) return "webp";
  return undefined;
}

export async function pictureKind(file: Blob): Promise<PictureKind | undefined> {
  return pictureOf(new Uint8Array(await file.slice(0, 16).arrayBuffer()));
}
