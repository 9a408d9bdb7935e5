import { expect, test } from "vitest";
import { exifOf, smaller, upright, withExif } from "./shrink";

/** An Exif segment with one entry before the orientation, in either order of bytes. */
function exif(little: boolean, orientation: number): Uint8Array {
  const tiff = new DataView(new ArrayBuffer(8 + 2 + 24 + 4));
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  tiff.setUint16(8, 2, little);
  const entry = (at: number, tag: number, value: number) => {
    tiff.setUint16(at, tag, little);
    tiff.setUint16(at + 2, 3, little);
    tiff.setUint32(at + 4, 1, little);
    tiff.setUint16(at + 8, value, little);
  };
  entry(10, 0x0100, 4000);
  entry(22, 0x0112, orientation);
  const length = 2 + 6 + tiff.byteLength;
  return Uint8Array.from([0xff, 0xe1, length >> 8, length & 255, 0x45, 0x78, 0x69, 0x66, 0, 0, ...new Uint8Array(tiff.buffer)]);
}
const JFIF = [0xff, 0xe0, 0, 4, 1, 1];
const SCAN = [0xff, 0xda, 0, 2, 9, 9, 0xff, 0xd9];
const jpeg = (...segments: (readonly number[] | Uint8Array)[]) => Uint8Array.from([0xff, 0xd8, ...segments.flatMap((one) => [...one]), ...SCAN]);

test.each([true, false])("the Exif of a photo goes over to the smaller one, which is upright already (little endian: %s)", (little) => {
  const kept = exifOf(jpeg(JFIF, exif(little, 6)));
  expect(kept).toEqual(exif(little, 6));
  const joined = withExif(jpeg(JFIF), upright(kept ?? new Uint8Array()));
  expect(exifOf(joined)).toEqual(exif(little, 1));
  expect([...joined.slice(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  expect(joined.length).toBe(jpeg(JFIF).length + exif(little, 1).length);
});

test.each([
  ["nothing", new Uint8Array()],
  ["a PNG", Uint8Array.from([0x89, 0x50, 0x4e, 0x47])],
  ["a JPEG without Exif", jpeg(JFIF)],
  ["a JPEG cut within its Exif", jpeg(exif(true, 6)).slice(0, 20)],
  ["a length that cannot be", Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, 0, 0x45, 0x78])],
  ["Exif after the picture's own bytes", Uint8Array.from([...jpeg(JFIF), ...exif(true, 6)])],
])("%s has no Exif to keep", (_, bytes) => {
  expect(exifOf(bytes)).toBeUndefined();
});

test.each([
  ["no table", Uint8Array.from([0xff, 0xe1, 0, 10, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x49, 0x49])],
  ["a table outside of it", Uint8Array.from([0xff, 0xe1, 0, 16, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x49, 0x49, 42, 0, 0xff, 0xff, 0xff, 0x7f])],
  ["a table that ends too soon", exif(true, 6).slice(0, 30)],
])("damaged Exif is left as it is: %s", (_, bytes) => {
  expect(upright(bytes)).toEqual(bytes);
});

test.each([
  [4000, 3000, [2560, 1920]],
  [3000, 4000, [1920, 2560]],
  [2560, 1440, undefined],
  [10_000, 1, [2560, 1]],
])("%d × %d", (width, height, expected) => {
  expect(smaller(width, height)).toEqual(expected);
});
