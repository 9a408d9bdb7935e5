import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { App, Input } from "antd";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { invalidate, queryClient, useOp, useWrite } from "@/api/client";
import { failureFrom } from "@/api/failure";
import { transport } from "@/api/transport";
import type { EntryView, Me } from "@/api/types";
import { setLocale } from "@/i18n";
import { Field } from "../form";
import { WorkspaceProvider } from "../workspace";
import { differing } from "./Changed";
import { RecordDrawer } from "./RecordDrawer";

interface Values {
  name: string;
  name_en?: string | undefined;
}

function Entry() {
  const record = useOp("dictionaries.entry", { id: 1 });
  const update = useWrite("dictionaries.update");
  return (
    <RecordDrawer<EntryView, Values>
      record={record} initial={({ name, name_en }) => ({ name, name_en })}
      fields={<><Field name="name" label="Name"><Input /></Field><Field name="name_en" label="English"><Input /></Field></>}
      save={(entry, values) => update.mutateAsync({ id: 1, version: entry.version, rank: 1, active: true, name: values.name, name_en: values.name_en ?? null })}
    />
  );
}

let stored: Partial<EntryView>;
let saved: unknown[];

/** A core with one entry. */
function core() {
  stored = { id: 1, version: 1, dictionary: "cause", code: "A", name: "first", name_en: "one", rank: 1, active: true };
  saved = [];
  vi.spyOn(transport, "call").mockImplementation(async ({ op, input }) => {
    if (op !== "dictionaries.update") return { ...stored };
    if ((input as EntryView).version !== stored.version) throw failureFrom({ code: "stale_version", kind: "stale" });
    saved.push(input);
    stored = { ...stored, ...(input as EntryView), version: (stored.version ?? 0) + 1 };
    return { ...stored };
  });
}

async function colleague(change: Partial<EntryView>) {
  stored = { ...stored, ...change, version: (stored.version ?? 0) + 1 };
  await invalidate(["dictionaries"]);
}

async function open() {
  core();
  const router = createRouter({ routeTree: createRootRoute({ component: Entry }), history: createMemoryHistory() });
  const me = { permissions: ["masters.manage"] } as unknown as Me;
  render(
    <QueryClientProvider client={queryClient}><App><WorkspaceProvider value={{ zone: "UTC", currency: "CNY", me }}><RouterProvider router={router as never} /></WorkspaceProvider></App></QueryClientProvider>,
  );
  return (await screen.findByLabelText("Name")) as HTMLInputElement;
}

const field = (label: string) => screen.getByLabelText(label) as HTMLInputElement;

beforeAll(async () => {
  // The browser's own; the frame of the tests has none.
  Object.assign(window, { matchMedia: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined }) });
  await setLocale("en");
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

test("nothing typed: a colleague's save is shown at once", async () => {
  await open();
  await colleague({ name: "theirs" });
  await waitFor(() => expect(field("Name").value).toBe("theirs"));
  expect(screen.queryByText(/changed this record/)).toBeNull();
});

test("what is typed outlives a colleague's save, is compared with it, and is saved upon it", async () => {
  await open();
  fireEvent.change(field("Name"), { target: { value: "mine" } });
  await colleague({ name: "theirs", name_en: "two" });
  await screen.findByText(/changed this record/);
  expect(field("Name").value).toBe("mine");
  fireEvent.click(screen.getByRole("button", { name: "Compare" }));
  const now = await screen.findByRole("region", { name: "As it is now" });
  expect([...now.querySelectorAll("input")].map((input) => input.value)).toEqual(["theirs", "two"]);
  fireEvent.click(screen.getByRole("button", { name: "Keep what I typed" }));
  await waitFor(() => expect(screen.queryByText(/changed this record/)).toBeNull());
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(saved).toMatchObject([{ version: 2, name: "mine", name_en: "two" }]));
  await waitFor(() => expect((screen.getByRole("button", { name: "Save" }) as HTMLButtonElement).disabled).toBe(true));
  expect(screen.queryByText(/changed this record/), "one's own save is nobody else's").toBeNull();
});

test("saving over a change that was not heard of compares instead of losing either", async () => {
  await open();
  fireEvent.change(field("Name"), { target: { value: "mine" } });
  stored = { ...stored, name: "theirs", version: 2 };
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  fireEvent.click(await screen.findByRole("button", { name: "Discard mine, show the latest" }));
  await waitFor(() => expect(field("Name").value).toBe("theirs"));
  expect(saved).toEqual([]);
});

test("what differs, whatever way nothing is written", () => {
  expect([...differing({ a: 1, b: undefined, c: [1] }, { a: 2, b: null, c: [1] })]).toEqual(["a"]);
});
