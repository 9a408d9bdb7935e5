// A small WebDriver client over fetch: enough to steer the real window, and no dependency.

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Control and letter A, then both released: selects all that stands in a field. */
const SELECT_ALL = "\uE009a\uE000";
const DELETE = "\uE017";

async function request(method, url, body) {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    ...(method === "POST" ? { body: JSON.stringify(body ?? {}) } : {}),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value?.error ?? response.status} ${value?.message ?? ""}`);
  return value;
}

/** Opens `application` through the driver at `driver`. */
export async function openWindow(driver, application, args = []) {
  const capabilities = { alwaysMatch: { browserName: "wry", "tauri:options": { application, args } } };
  const { sessionId } = await request("POST", `${driver}/session`, { capabilities });
  const at = `${driver}/session/${sessionId}`;
  const find = (xpath) => request("POST", `${at}/element`, { using: "xpath", value: xpath }).then((found) => found[ELEMENT]);
  const shown = (script, ...values) => request("POST", `${at}/execute/sync`, { script, args: values });
  const window = {
    /** Waits for the element at an XPath. */
    async wait(xpath, limit = 30_000) {
      for (const start = performance.now(); ; ) {
        try {
          return await find(xpath);
        } catch (cause) {
          if (performance.now() - start > limit) {
            const words = await shown("return document.body.innerText").catch(() => "");
            throw new Error(`nothing at ${xpath}; the window shows:\n${words}`, { cause });
          }
        }
        await new Promise((done) => setTimeout(done, 100));
      }
    },
    async click(xpath) {
      await request("POST", `${at}/element/${await window.wait(xpath)}/click`);
    },
    /** Replaces what stands in a field. Three requests: the keys of one are typed too fast for what they change. */
    async fill(xpath, words) {
      const element = await window.wait(xpath);
      for (const keys of [SELECT_ALL, DELETE, words]) await request("POST", `${at}/element/${element}/value`, { text: keys });
    },
    /** Runs a script in the page and answers what it returns. */
    run: shown,
    async screenshot() {
      return Buffer.from(await request("GET", `${at}/screenshot`), "base64");
    },
    async title() {
      return request("GET", `${at}/title`);
    },
    /** Closes the window, and with it the app. */
    async close() {
      await request("DELETE", at);
    },
  };
  return window;
}

/** The field that a label names. */
export const field = (label) => `//input[@id=//label[normalize-space()=${quoted(label)}]/@for]`;
/** A button by its words. */
export const button = (words) => `//button[normalize-space()=${quoted(words)}]`;
/** A heading by its words. */
export const heading = (words) => `//h1[normalize-space()=${quoted(words)}]`;

function quoted(words) {
  return words.includes("'") ? `"${words}"` : `'${words}'`;
}
