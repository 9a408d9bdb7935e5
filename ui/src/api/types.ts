// Everything the UI knows of the wire comes through this file, so that the generated folder can change its own layout.
export * from "./generated/contract";
import { OPERATIONS, type OperationFact, type Operations } from "./generated/contract";

export type OpName = keyof Operations;
export type Input<O extends OpName> = Operations[O]["input"];
export type Output<O extends OpName> = Operations[O]["output"];

const GRID_SUFFIX = /^(\w+)\.(columns|page|total|export)$/;

/** Kind and tags of an operation. The four operations of a grid read what the grid is named after. */
export function factOf(op: string): OperationFact {
  const known = OPERATIONS[op];
  if (known) return known;
  const grid = GRID_SUFFIX.exec(op);
  if (grid) return { kind: grid[2] === "export" ? "job" : "read", tags: grid[2] === "columns" ? [] : [grid[1] ?? ""] };
  return { kind: "read", tags: [] };
}
