import dayjs from "dayjs";
import { describe, expect, it } from "vitest";
import { pictureOf } from "./pictures";
import { pathOf } from "./RecordForm";
import { digitsOf, instantOfPicker, isPhone, minorOf, pickerOf, scanned } from "./values";

describe("what inputs hold", () => {
  it("reads money without binary fractions", () => {
    const cases: [string, number, number | undefined][] = [
      ["1234.50", 2, 123_450], ["0.1", 2, 10], ["-3", 2, -300], ["19.999", 2, undefined], ["19.990", 2, 1999], ["7", 0, 7], ["1.5", 0, undefined],
      ["", 2, undefined], ["1,234", 2, undefined], ["9007199254740", 2, 900_719_925_474_000],
    ];
    for (const [text, digits, minor] of cases) expect(minorOf(text, digits), text).toBe(minor);
    expect([digitsOf("CNY"), digitsOf("JPY")]).toEqual([2, 0]);
  });

  it("keeps an instant through a picker whatever the browser's zone", () => {
    const noon = Date.UTC(2026, 10, 22, 4, 30);
    const shown = pickerOf(noon, "Asia/Shanghai");
    expect(shown?.format("YYYY-MM-DD HH:mm")).toBe("2026-11-22 12:30");
    expect(instantOfPicker(shown ?? dayjs(), "Asia/Shanghai")).toBe(noon);
    expect(pickerOf(null, "UTC")).toBeNull();
  });

  it("tells a picture by its bytes, not by its name", () => {
    expect(pictureOf(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe("jpeg");
    expect(pictureOf(new TextEncoder().encode("<svg onload=alert(1)>"))).toBeUndefined();
    expect(pictureOf(new Uint8Array())).toBeUndefined();
    expect(pictureOf(new Uint8Array([0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x41, 0x56, 0x45]))).toBeUndefined();
  });

  it("takes what a scanner and a telephone give", () => {
    expect(scanned("\u0002SN-2611-77\r\n")).toBe("SN-2611-77");
    for (const good of ["13800001234", "+86 138-0000-1234", "(0755) 2688 1234", "0755-26881234转802"]) expect(isPhone(good), good).toBe(true);
    for (const bad of ["", "12", "call me", "<script>", "1".repeat(25)]) expect(isPhone(bad), bad).toBe(false);
  });

  it("finds the field a refusal names", () => {
    expect(pathOf("scope.region_ids")).toEqual(["scope", "region_ids"]);
    expect(pathOf("lines.2.amount")).toEqual(["lines", 2, "amount"]);
  });
});
