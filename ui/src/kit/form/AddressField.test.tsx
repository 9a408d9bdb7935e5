import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { queryClient } from "@/api/client";
import { transport } from "@/api/transport";
import { setLocale } from "@/i18n";
import { AddressField, type AddressValue } from "./AddressField";

let kept: AddressValue = {};

function Page({ initial = {} }: { initial?: AddressValue }) {
  const [value, setValue] = useState(initial);
  kept = value;
  return <QueryClientProvider client={queryClient}><AddressField value={value} onChange={(next) => setValue(next ?? {})} /></QueryClientProvider>;
}

beforeAll(() => setLocale("en"));
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const answer = (divisions: unknown[], certainty?: string) =>
  vi.spyOn(transport, "call").mockImplementation(async ({ op }) => (op === "places.locate" ? { divisions, ...(certainty ? { certainty } : {}) } : { divisions: [] }));

const tianhe = { code: "440106", path: [{ code: "440106", name: "", english: "Tianhe" }], longitude: 113.3616, latitude: 23.1248 };

test("degrees told in another system are kept as WGS-84, and shown as they were told", () => {
  answer([]);
  render(<Page initial={{ coordinate_system: "gcj02" }} />);
  fireEvent.change(screen.getByLabelText("Longitude"), { target: { value: "116.410244" } });
  expect(kept.longitude).toBeUndefined();
  fireEvent.change(screen.getByLabelText("Latitude"), { target: { value: "39.916404" } });
  expect(kept.longitude).toBeCloseTo(116.404, 5);
  expect(kept.latitude).toBeCloseTo(39.915, 5);
  expect((screen.getByLabelText("Longitude") as HTMLInputElement).value).toBe("116.410244");
});

test("an address is placed at its division, and what is unsure is said", async () => {
  answer([tianhe], "likely");
  render(<Page initial={{ address: "Tianhe 1" }} />);
  fireEvent.click(screen.getByRole("button", { name: /Find by address/ }));
  await screen.findByText(/Perhaps Tianhe/);
  expect(kept).toMatchObject({ division: "440106", longitude: 113.3616, coordinate_system: "wgs84" });
});

test("namesakes are offered, and nothing is placed before one is chosen", async () => {
  answer([tianhe, { ...tianhe, code: "1", path: [{ code: "1", name: "", english: "Other" }] }], "ambiguous");
  render(<Page initial={{ address: "Tianhe 1" }} />);
  fireEvent.click(screen.getByRole("button", { name: /Find by address/ }));
  const choice = await screen.findByRole("button", { name: "Other" });
  expect(kept.longitude).toBeUndefined();
  fireEvent.click(choice);
  expect(kept.division).toBe("1");
});
