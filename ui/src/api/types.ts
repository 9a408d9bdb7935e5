// Everything the UI knows of the wire comes through this file, so that the generated folder can change its own layout.
// The generated names stand first; a few shorter ones that the screens were written with follow.
export * from "./generated/contract";
import {
  type GridTotalInput,
  type GridColumnView,
  type InsightOverviewInput,
  type Kind,
  OPERATIONS,
  type OperationName,
  type Operations,
  type Started,
  type StatusView,
} from "./generated/contract";

export type Id = number;
export type Params = Record<string, string | number>;
export type ErrorKind = Kind;
export type Status = StatusView;
export type JobRef = Started;
export type GridColumn = GridColumnView;
/** A row of a list: its id, and what its columns hold. */
export type GridRow = Record<string, unknown> & { id: Id };
/** Which rows of a list: those of a filter and a search, or named ones. */
export type Selection = GridTotalInput;
/** Business days, outlets and regions that a dashboard speaks of. */
export type InsightPeriod = InsightOverviewInput;

export type OpName = OperationName;
export type Input<O extends OpName> = Operations[O]["input"];
export type Output<O extends OpName> = Operations[O]["output"];
/** The lists that a grid can show: every module with a `page` operation. */
export type GridName = OpName extends infer O ? (O extends `${infer G}.page` ? G : never) : never;

export interface OperationFact {
  kind: "read" | "write" | "job";
  tags: readonly string[];
}

/** Kind and tags of an operation: the cache is invalidated where the tags of a change meet those of a read. */
export function factOf(op: string): OperationFact {
  return op in OPERATIONS ? OPERATIONS[op as OpName] : { kind: "read", tags: [] };
}
