// The typed way to the core: `call` for one-off calls, `useOp` for what a page shows, `useWrite` for what a person does.
import {
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  keepPreviousData,
  useMutation,
  useQuery,
} from "@tanstack/react-query";
import { currentLocale } from "@/i18n";
import { type Failure, asFailure, isUndecided } from "./failure";
import { RequestIds } from "./requests";
import { transport } from "./transport";
import { type Input, type OpName, type Output, factOf } from "./types";

const ids = new RequestIds();
const AUTOMATIC_TRIES = 3;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (count, cause) => count < 2 && asFailure(cause).error.code === "unreachable",
    },
    mutations: { retry: false },
  },
});

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

async function send<O extends OpName>(op: O, input: Input<O>, request_id?: string): Promise<Output<O>> {
  try {
    const answer = await transport.call({ op, input, locale: currentLocale(), ...(request_id ? { request_id } : {}) });
    return answer as Output<O>;
  } catch (cause) {
    const failure = asFailure(cause);
    // Locked, logged out or made to change the password meanwhile: the gate asks who is there and shows the right page.
    if (failure.error.kind === "unauthenticated" && op !== "access.status") {
      void queryClient.invalidateQueries({ queryKey: ["access.status"] });
    }
    throw failure;
  }
}

/**
 * Calls one operation. A write whose answer got lost is sent again under the same request id, first by itself, then
 * whenever the person repeats it, so that it is never done twice.
 */
export async function call<O extends OpName>(op: O, input: Input<O>): Promise<Output<O>> {
  if (factOf(op).kind === "read") return send(op, input);
  const id = ids.take(op, input);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await send(op, input, id);
      ids.settle(op, input);
      return answer;
    } catch (cause) {
      const failure = asFailure(cause);
      ids.settle(op, input, failure);
      if (failure.error.code !== "unreachable" || attempt === AUTOMATIC_TRIES) throw failure;
      await pause(300 * attempt);
    }
  }
}

export interface OpOptions {
  enabled?: boolean;
  /** Keep showing the previous answer while a changed input loads. */
  keep?: boolean;
  refetch_ms?: number;
}

/** What an operation answers now; it is asked again when something it reads has changed. */
export function useOp<O extends OpName>(op: O, input: Input<O>, options: OpOptions = {}): UseQueryResult<Output<O>, Failure> {
  return useQuery<Output<O>, Failure>({
    queryKey: [op, input],
    queryFn: () => call(op, input),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
    ...(options.refetch_ms ? { refetchInterval: options.refetch_ms } : {}),
  });
}

/** A write or job as a mutation. `mutate(input)` rejects with a Failure whose text ErrorNotice shows. */
export function useWrite<O extends OpName>(op: O): UseMutationResult<Output<O>, Failure, Input<O>> {
  return useMutation<Output<O>, Failure, Input<O>>({
    mutationKey: [op],
    mutationFn: (input) => call(op, input),
    onSuccess: () => {
      if (factOf(op).kind === "write") void invalidate(factOf(op).tags);
    },
    onError: (failure) => {
      if (isUndecided(failure)) void invalidate(factOf(op).tags);
    },
  });
}

type TagListener = (tags: readonly string[]) => void;
const tagListeners = new Set<TagListener>();

/** For views that keep their own rows (the grid): told whenever data with some tags has changed. */
export function onTags(listener: TagListener): () => void {
  tagListeners.add(listener);
  return () => tagListeners.delete(listener);
}

/** Whether something that reads `own` is touched by a change of `changed`; `*` says that anything may have changed. */
export function meets(own: readonly string[], changed: readonly string[]): boolean {
  return changed.includes("*") || own.some((tag) => changed.includes(tag));
}

/** Marks every shown answer that reads one of these tags as old. */
export async function invalidate(tags: readonly string[]): Promise<void> {
  for (const listener of tagListeners) listener(tags);
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => {
      const op = queryKey[0];
      return typeof op === "string" && meets(factOf(op).tags, tags);
    },
  });
}
