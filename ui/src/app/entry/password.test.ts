import { expect, test } from "vitest";
import { checkPassword } from "./password";

test.each([
  ["tea at four", "wanglei", { length: true, run: true, own: true }],
  ["short", "wanglei", { length: false, run: true, own: true }],
  ["abcdefghijkl", "wanglei", { length: true, run: false, own: true }],
  ["aaaaaaaaaaaa", "wanglei", { length: true, run: false, own: true }],
  ["wanglei-123", "wanglei", { length: true, run: true, own: false }],
])("the password %j of %s", (password, login, expected) => {
  expect(checkPassword(password, login, password)).toEqual({ ...expected, same: true });
});
