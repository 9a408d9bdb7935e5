import type { ApiError, ErrorKind, Params } from "./types";

/** Every failure of a call, whichever transport carried it. `error` is what the core said, or what we know without it. */
export class Failure extends Error {
  readonly error: ApiError;
  constructor(error: ApiError) {
    super(error.code);
    this.name = "Failure";
    this.error = error;
  }
}

const KINDS: readonly ErrorKind[] = [
  "invalid", "refused", "not_found", "forbidden", "unauthenticated", "stale", "conflict", "busy", "fault",
];

function isParams(value: unknown): value is Params {
  return typeof value === "object" && value !== null;
}

/** Reads an error body; a body of another shape (a proxy's page, say) becomes a fault that says so. */
export function failureFrom(body: unknown, reference = ""): Failure {
  if (typeof body === "object" && body !== null && "code" in body && typeof body.code === "string") {
    const raw = body as Partial<ApiError> & { code: string };
    const kind = KINDS.find((k) => k === raw.kind) ?? "fault";
    return new Failure({
      code: raw.code,
      kind,
      params: isParams(raw.params) ? raw.params : {},
      ...(raw.field ? { field: raw.field } : {}),
      reference: raw.reference ?? reference,
    });
  }
  return new Failure({ code: "unreadable_answer", kind: "fault", params: {}, reference });
}

/** The backend could not be reached at all. Whether a write took effect is then unknown. */
export function unreachable(reference = ""): Failure {
  return new Failure({ code: "unreachable", kind: "busy", params: {}, reference });
}

export function asFailure(cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  return new Failure({ code: "page_fault", kind: "fault", params: { detail: text }, reference: "" });
}

/** True when the call may or may not have taken effect, so a repeat must carry the same request id. */
export function isUndecided(failure: Failure): boolean {
  return failure.error.kind === "busy" || failure.error.kind === "fault";
}
