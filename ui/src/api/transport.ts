// The only file that knows how the page reaches the core: Tauri's IPC in the desktop window, HTTP everywhere else.
// Both carry the same operations, uploads, downloads and notices, so nothing above this file knows the difference.
import { Failure, failureFrom, unreachable } from "./failure";
import type { BackupView, FileRef, JobView, Message } from "./types";

/** What the core tells every open page: which data changed, how its jobs are getting on, and what is new in an inbox. */
export interface Notice {
  tags?: string[];
  jobs?: JobView[];
  messages?: Message[];
}

export interface Envelope {
  op: string;
  input: unknown;
  /** Present on writes: the same id means the same wish. */
  request_id?: string;
  locale: string;
}

export type Progress = (done: number, total: number) => void;

/** Where a desktop's data is: a folder of this computer (none named: the person's usual one), or a team server. */
export type Connection = { kind: "local"; folder?: string } | { kind: "server"; url: string };

/** What only a desktop can do: go over to another workspace. */
export interface Connections {
  current(): Promise<Connection>;
  /** Remembers the choice; the page starts anew afterwards. */
  connect(to: Connection): Promise<void>;
  /** Closes the workspace and opens it anew, e.g. to carry out a restore. */
  restart(): Promise<void>;
  /** The backups of a workspace that does not open any more; none where it opens. */
  rescueBackups(): Promise<BackupView[]>;
  /** Restores such a workspace from one of them; the page starts anew afterwards. */
  rescue(name: string): Promise<void>;
  /** Asks for a folder; undefined when the person changed their mind. */
  chooseFolder(): Promise<string | undefined>;
}

/** Notifications outside of the page, by the system. */
export interface Notifications {
  /** Whether they may be shown; `ask`: the person has to be asked first. */
  allowed(): "yes" | "no" | "ask";
  /** Asks; only from something that the person did. Answers whether they may be shown. */
  ask(): Promise<boolean>;
  /** Shows one; `onOpen` when the person follows it. */
  show(title: string, body: string, onOpen: () => void): void;
}

export interface Transport {
  readonly shell: "desktop" | "browser";
  call(envelope: Envelope): Promise<unknown>;
  upload(file: File, onProgress?: Progress): Promise<{ upload: string }>;
  /** Saves a finished file; answers false when the person closed the dialog. */
  download(file: FileRef): Promise<boolean>;
  /** The bytes of a file that one may see, for showing it. */
  read(file: string): Promise<Blob>;
  /** A range of the file of a map's layer. */
  mapBytes(layer: number, offset: number, length: number): Promise<ArrayBuffer>;
  /** A tile of a map's layer, fetched by the core; empty where its provider has none. */
  mapTile(layer: number, z: number, x: number, y: number): Promise<ArrayBuffer>;
  /** Listens for notices until the returned function is called. */
  subscribe(onNotice: (notice: Notice) => void): () => void;
  readonly connections?: Connections;
  /** Absent where the shell knows none. */
  readonly notifications?: Notifications;
}

const CONTRACT = "1";
const CHUNK = 4 * 1024 * 1024;
const RECONNECT_MS = 5000;

/** The page that is shown, as the first part of its path: it stands in the timeline of what is done on it. */
function screen(): string {
  return /^#\/([a-z_]+)/.exec(window.location.hash)?.[1] ?? "";
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

async function fetchJson(path: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, { ...init, credentials: "same-origin", cache: "no-store" });
    body = await readBody(response);
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw failureFrom(body, response.headers.get("x-reference") ?? "");
  return body;
}

async function fetchBytes(path: string, headers: Record<string, string>): Promise<ArrayBuffer> {
  let response: Response;
  try {
    response = await fetch(path, { headers, credentials: "same-origin" });
    if (response.ok) return await response.arrayBuffer();
  } catch {
    throw unreachable();
  }
  throw failureFrom(await readBody(response), response.headers.get("x-reference") ?? "");
}

function uploadId(answer: unknown): string {
  if (typeof answer === "string") return answer;
  if (typeof answer === "object" && answer !== null && "upload" in answer && typeof answer.upload === "string") {
    return answer.upload;
  }
  throw failureFrom(answer);
}

/** Reads a file chunk by chunk, so that a large one never stands in memory as a whole. */
async function inChunks(file: File, put: (chunk: Blob, offset: number) => Promise<void>, onProgress?: Progress) {
  onProgress?.(0, file.size);
  for (let offset = 0; offset < file.size; offset += CHUNK) {
    const chunk = file.slice(offset, offset + CHUNK);
    await put(chunk, offset);
    onProgress?.(Math.min(offset + chunk.size, file.size), file.size);
  }
}

const ofTheBrowser: Notifications = {
  allowed: () => (Notification.permission === "granted" ? "yes" : Notification.permission === "denied" ? "no" : "ask"),
  ask: async () => (await Notification.requestPermission()) === "granted",
  show(title, body, onOpen) {
    const shown = new Notification(title, { body, icon: "./favicon.svg" });
    shown.onclick = () => {
      window.focus();
      onOpen();
      shown.close();
    };
  },
};

const http: Transport = {
  shell: "browser",
  // Absent in old browsers, and where the page did not come over TLS or from this machine.
  ...("Notification" in window && window.isSecureContext ? { notifications: ofTheBrowser } : {}),
  call({ op, input, request_id, locale }) {
    return fetchJson(`/api/${op}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-contract": CONTRACT,
        "x-locale": locale,
        "x-outpost": "1",
        "x-screen": screen(),
        ...(request_id ? { "x-request-id": request_id } : {}),
      },
      body: JSON.stringify(input ?? {}),
    });
  },
  async upload(file, onProgress) {
    const headers = { "x-outpost": "1" };
    const begun = await fetchJson(`/upload?name=${encodeURIComponent(file.name)}`, { method: "POST", headers });
    const id = uploadId(begun);
    const put = async (body: Blob, offset: number) => {
      await fetchJson(`/upload/${encodeURIComponent(id)}?offset=${offset}`, { method: "PUT", headers, body });
    };
    await inChunks(file, put, onProgress);
    return { upload: id };
  },
  async download(file) {
    const link = document.createElement("a");
    link.href = `/download/${encodeURIComponent(file.file)}`;
    link.download = file.name;
    document.body.append(link);
    link.click();
    link.remove();
    return true;
  },
  async read(file) {
    let response: Response;
    try {
      response = await fetch(`/download/${encodeURIComponent(file)}`, { credentials: "same-origin", cache: "no-store" });
    } catch {
      throw unreachable();
    }
    if (!response.ok) throw failureFrom(await readBody(response), response.headers.get("x-reference") ?? "");
    return response.blob();
  },
  mapBytes(layer, offset, length) {
    return fetchBytes(`/map/file/${layer}`, { range: `bytes=${offset}-${offset + length - 1}` });
  },
  mapTile(layer, z, x, y) {
    return fetchBytes(`/map/tile/${layer}/${z}/${x}/${y}`, {});
  },
  subscribe(onNotice) {
    let source: EventSource | undefined;
    let retry = 0;
    let before = false;
    const open = () => {
      source = new EventSource("/events", { withCredentials: true });
      // After a gap nobody knows what was missed.
      source.onopen = () => {
        if (before) onNotice({ tags: ["*"] });
        before = true;
      };
      source.onmessage = (event: MessageEvent<string>) => {
        const notice = parseNotice(event.data);
        if (notice) onNotice(notice);
      };
      // The browser comes back by itself after a broken line, but not after a refusal.
      source.onerror = () => {
        if (source?.readyState === EventSource.CLOSED) retry = window.setTimeout(open, RECONNECT_MS);
      };
    };
    open();
    return () => {
      window.clearTimeout(retry);
      source?.close();
    };
  },
};

function parseNotice(data: unknown): Notice | undefined {
  try {
    const value: unknown = typeof data === "string" ? JSON.parse(data) : data;
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A command answers its value, and rejects with an error of the core's shape. */
async function invoke(command: string, args: Record<string, unknown> | Uint8Array, headers?: Record<string, string>) {
  const { invoke: send } = await import("@tauri-apps/api/core");
  try {
    return (await send(command, args, headers ? { headers } : undefined)) as unknown;
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw failureFrom(cause);
  }
}

const connections: Connections = {
  current: async () => (await invoke("connection", {})) as Connection,
  connect: async (to) => {
    await invoke("connect", { to });
    window.location.reload();
  },
  restart: async () => {
    await invoke("reopen", {});
    window.location.reload();
  },
  rescueBackups: async () => (await invoke("rescue_backups", {})) as BackupView[],
  rescue: async (name) => {
    await invoke("rescue", { name });
    window.location.reload();
  },
  chooseFolder: async () => {
    const folder = await invoke("choose_folder", {});
    return typeof folder === "string" ? folder : undefined;
  },
};

const ofTheSystem: Notifications = {
  allowed: () => "yes",
  ask: async () => true,
  show(title, body) {
    void invoke("notify", { title, body }).catch(() => undefined);
  },
};

const desktop: Transport = {
  shell: "desktop",
  connections,
  notifications: ofTheSystem,
  call({ op, input, request_id, locale }) {
    return invoke("call", { op, input: input ?? {}, request_id: request_id ?? null, locale, screen: screen() });
  },
  async upload(file, onProgress) {
    const id = uploadId(await invoke("upload_begin", { name: file.name }));
    const put = async (chunk: Blob, offset: number) => {
      const bytes = new Uint8Array(await chunk.arrayBuffer());
      await invoke("upload_chunk", bytes, { id, offset: String(offset) });
    };
    await inChunks(file, put, onProgress);
    return { upload: id };
  },
  async download(file) {
    const path = await invoke("save_file", { file: file.file, name: file.name });
    return path !== null;
  },
  async read(file) {
    return new Blob([(await invoke("read_file", { file })) as ArrayBuffer]);
  },
  async mapBytes(layer, offset, length) {
    return (await invoke("map_bytes", { layer, offset, length })) as ArrayBuffer;
  },
  async mapTile(layer, z, x, y) {
    return (await invoke("map_tile", { layer, z, x, y })) as ArrayBuffer;
  },
  subscribe(onNotice) {
    let stop: (() => void) | undefined;
    let stopped = false;
    void import("@tauri-apps/api/event")
      .then(({ listen }) =>
        listen("outpost", (event) => {
          const notice = parseNotice(event.payload);
          if (notice) onNotice(notice);
        }),
      )
      .then((unlisten) => {
        if (stopped) unlisten();
        else stop = unlisten;
      });
    return () => {
      stopped = true;
      stop?.();
    };
  },
};

export const transport: Transport = "__TAURI_INTERNALS__" in window ? desktop : http;
