import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "@/api/client";
import type { Me, Status } from "@/api/types";
import { setLocale } from "@/i18n";
import { App } from "./App";

// What the gate shows follows from what `access.status` answers; the answers are made here, over the real client.
const me: Me = {
  id: 1, login: "wanglei", name: "Wang Lei", roles: ["admin"], permissions: [], scope: { kind: "all", region_ids: [], outlet_ids: [] },
  must_change_password: false, locked: false,
};
const status = (over: Partial<Status>): Status => ({
  initialized: true, workspace: { name: "East", kind: "local", engine: "sqlite" }, version: "0.1.0", contract: 1, schema: 7, zone: "Asia/Shanghai",
  currency: "CNY", idle_lock_minutes: 15, ...over,
});

let now: Status;
let asked: string[];

class Silent {
  static readonly CLOSED = 2;
  readyState = 0;
  close() {}
}

beforeAll(async () => {
  window.localStorage.setItem("outpost.prefs", JSON.stringify({ language: "en", theme: "light" }));
  await setLocale("en");
});

beforeEach(() => {
  asked = [];
  queryClient.clear();
  vi.stubGlobal("EventSource", Silent);
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal("scrollTo", () => undefined);
  vi.stubGlobal("fetch", async (path: string) => {
    const op = path.replace("/api/", "");
    asked.push(op);
    if (op === "access.status") return new Response(JSON.stringify(now));
    if (op === "jobs.list") return new Response(JSON.stringify({ jobs: [] }));
    if (op === "access.unlock") {
      now = status({ me });
      return new Response(JSON.stringify(me));
    }
    return new Response(JSON.stringify({ code: "login_refused", kind: "refused", params: {}, reference: "r" }), { status: 409 });
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a fresh workspace asks for its administrator", async () => {
  now = status({ initialized: false });
  render(<App />);
  await screen.findByRole("heading", { name: "First start" }, { timeout: 20_000 });
  expect(screen.getByLabelText("Password again")).toBeTruthy();
});

test("nobody logged in means the login page, and a wrong password says what to do", async () => {
  now = status({});
  render(<App />);
  fireEvent.change(await screen.findByLabelText("Login", {}, { timeout: 20_000 }), { target: { value: "wanglei" } });
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: "nonsense" } });
  fireEvent.click(screen.getByRole("button", { name: "Log in" }));
  const alert = await screen.findByRole("alert", {}, { timeout: 20_000 });
  expect(alert.textContent).toMatch(/Login or password is wrong/);
});

test("a password that must be changed comes before everything else", async () => {
  now = status({ me: { ...me, must_change_password: true } });
  render(<App />);
  await screen.findByRole("heading", { name: "Change password" }, { timeout: 20_000 });
  expect(screen.queryByRole("navigation")).toBeNull();
});

test("the lock screen stands over the work, which stays where it was", async () => {
  now = status({ me: { ...me, locked: true } });
  const { container } = render(<App />);
  await screen.findByRole("dialog", { name: "Locked" }, { timeout: 20_000 });
  expect(container.querySelector(".work")?.getAttribute("aria-hidden")).toBe("true");
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: "tea at four" } });
  fireEvent.click(screen.getByRole("button", { name: "Unlock" }));
  await waitFor(() => expect(screen.queryByRole("dialog", { name: "Locked" })).toBeNull(), { timeout: 20_000 });
  expect(container.querySelector(".work")).toBeTruthy();
  expect(asked).toContain("access.unlock");
});

test("an answer that cannot be had says so and offers to try again", async () => {
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ code: "workspace_in_use", kind: "busy", params: { owner: "pid 7" }, reference: "r-9" }), { status: 503 }));
  render(<App />);
  const alert = await screen.findByRole("alert", {}, { timeout: 20_000 });
  expect(alert.textContent).toMatch(/pid 7 has this workspace open/);
  expect(alert.textContent).toMatch(/r-9/);
  expect(screen.getByRole("button", { name: /Try again/ })).toBeTruthy();
});
