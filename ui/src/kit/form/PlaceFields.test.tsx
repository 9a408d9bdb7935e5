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

test("degrees that do not exist, or half of them, are named at the field and not moved by themselves", async () => {
  vi.spyOn(transport, "call").mockImplementation(async () => ({ divisions: [] }));
  const saved = vi.fn();
  render(
    <QueryClientProvider client={queryClient}>
      <Form initialValues={{ address: "Tianhe 1", latitude: 23.1, longitude: 113.3 }} onFinish={saved}><PlaceFields label="Address" /><button type="submit">Save</button></Form>
    </QueryClientProvider>,
  );
  const [longitude, latitude] = ["Longitude", "Latitude"].map((label) => screen.getByLabelText(label) as HTMLInputElement);
  if (!longitude || !latitude) throw new Error("both degrees are shown");
  const save = () => fireEvent.click(screen.getByRole("button", { name: "Save" }));
  fireEvent.change(longitude, { target: { value: "200" } });
  fireEvent.blur(longitude);
  save();
  await screen.findByText(/between -180 and 180/);
  expect(longitude.value).toBe("200.000000");
  fireEvent.change(longitude, { target: { value: "" } });
  fireEvent.blur(longitude);
  save();
  await screen.findByText("This is required.");
  expect(saved).not.toHaveBeenCalled();
  fireEvent.change(longitude, { target: { value: "113.5" } });
  save();
  await vi.waitFor(() => expect(saved).toHaveBeenCalledWith({ address: "Tianhe 1", latitude: 23.1, longitude: 113.5 }));
});
