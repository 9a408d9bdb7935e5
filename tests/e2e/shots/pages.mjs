// Every page of the app, and the states of it that are worth a look. The pictures and the accessibility test go by this one
// list; a test compares it with the navigation, so that a new page cannot be forgotten.

/** Waits until nothing is loading any more: no skeleton, no spinner, no row still to come. */
async function settled(page) {
  await page.waitForFunction(
    () => !document.querySelector(".ant-skeleton, .ant-spin-spinning, .ag-row-loading, .ag-loading"),
    undefined,
    { timeout: 30_000 },
  );
  // One more frame: what came last is drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function openFirstRow(page) {
  await page.locator(".ag-row .ag-cell").first().click();
  await page.keyboard.press("Enter");
  await page.getByRole("complementary").first().waitFor();
}

/**
 * `name`, the address behind the `#`, and what to do there before the picture. `nav` says that the navigation leads there.
 * @type {{name: string, address: string, nav?: boolean, act?: (page: import("playwright-core").Page) => Promise<void>}[]}
 */
export const pages = [
  { name: "dashboard", address: "/dashboard", nav: true },
  { name: "work-orders", address: "/work_orders", nav: true },
  { name: "work-order", address: "/work_orders", act: openFirstRow },
  { name: "outlets", address: "/outlets", nav: true },
  { name: "outlet", address: "/outlets", act: openFirstRow },
  { name: "engineers", address: "/engineers", nav: true },
  { name: "regions", address: "/regions", nav: true },
  { name: "customers", address: "/customers", nav: true },
  { name: "customer", address: "/customers", act: openFirstRow },
  { name: "imports", address: "/imports", nav: true },
  { name: "import-wizard", address: "/imports/new" },
  { name: "policies", address: "/policies", nav: true },
  { name: "dictionaries", address: "/dictionaries", nav: true },
  { name: "dictionary-entry", address: "/dictionaries", act: openFirstRow },
  { name: "users", address: "/users", nav: true },
  { name: "user", address: "/users", act: openFirstRow },
  { name: "admin", address: "/admin", nav: true },
  { name: "keys", address: "/dictionaries", act: (page) => page.keyboard.press("?") },
];

/** Goes to a page and brings it into the state that its entry names. */
export async function visit(view, entry) {
  const { page, server } = view;
  await page.goto(`${server.url}/#/first_steps`);
  await page.goto(`${server.url}/#${entry.address}`);
  await page.locator("#content h1, #content h2").first().waitFor();
  await settled(page);
  if (entry.act) {
    await entry.act(page);
    await settled(page);
  }
}
