import { expect, test } from "vitest";
import { Failure } from "@/api/failure";
import { proposedPassword } from "./FirstPassword";
import { type UserValues, fieldError, scopeOf, valuesOf } from "./UserFields";

test("a proposed password is four groups without signs that are taken for one another", () => {
  const proposed = new Set(Array.from({ length: 50 }, proposedPassword));
  expect(proposed.size).toBe(50);
  for (const password of proposed) expect(password).toMatch(/^([a-hj-np-z2-9]{4}-){3}[a-hj-np-z2-9]{4}$/);
});

test("a scope holds only what belongs to its kind", () => {
  const typed: UserValues = { name: "x", roles: [], scope_kind: "regions", region_ids: [3], outlet_ids: [7], engineer_id: 9 };
  expect(scopeOf(typed)).toEqual({ kind: "regions", region_ids: [3], outlet_ids: [] });
  expect(scopeOf({ ...typed, scope_kind: "own" })).toEqual({ kind: "own", region_ids: [], outlet_ids: [], engineer_id: 9 });
  expect(scopeOf({ ...typed, scope_kind: "all" })).toEqual({ kind: "all", region_ids: [], outlet_ids: [] });
});

test("a form of a person gives back their scope as it was", () => {
  const scope = { kind: "outlets" as const, region_ids: [], outlet_ids: [1, 2] };
  expect(scopeOf(valuesOf("x", ["outlet"], scope))).toEqual(scope);
});

test("a refusal of one field stands at that field, one of the whole stands above", () => {
  const refusal = (field?: string) =>
    new Failure({ code: "value_missing", kind: "invalid", params: {}, reference: "", ...(field ? { field } : {}) });
  expect(fieldError(refusal("scope.region_ids"))?.name).toBe("region_ids");
  expect(fieldError(refusal("login"))?.name).toBe("login");
  expect(fieldError(refusal())).toBeUndefined();
});
