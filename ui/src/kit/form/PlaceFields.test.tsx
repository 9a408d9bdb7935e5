import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { Form } from "antd";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { queryClient } from "@/api/client";
import { transport } from "@/api/transport";
import { setLocale } from "@/i18n";
import { PlaceFields } from "./PlaceFields";

beforeAll(async () => {
  // The test's window has no layout; the form asks it for one.
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined }));
  await setLocale("en");
});
afterEach(cleanup);

test("a place that is taken away leaves the address alone, and the form knows that it was changed", () => {
  vi.spyOn(transport, "call").mockImplementation(async () => ({ divisions: [] }));
  const changed = vi.fn();
  render(
    <QueryClientProvider client={queryClient}>
      <Form initialValues={{ address: "Tianhe 1", latitude: 23.1, longitude: 113.3 }} onValuesChange={(_, all) => changed(all)}><PlaceFields label="Address" /></Form>
    </QueryClientProvider>,
  );
  expect((screen.getByLabelText("Latitude") as HTMLInputElement).value).toBe("23.100000");
  fireEvent.click(screen.getByRole("button", { name: "Clear the place" }));
  expect(changed).toHaveBeenLastCalledWith({ address: "Tianhe 1", latitude: undefined, longitude: undefined });
});
