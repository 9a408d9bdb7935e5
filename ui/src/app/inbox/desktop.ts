// Notifications by the system, for messages that arrive while nobody looks at the page.
import i18next from "i18next";
import { transport } from "@/api/transport";
import type { Message } from "@/api/types";
import { readStored, writeStored } from "@/kit/stored";
import { messageText } from "./message";

const KEY = "inbox.desktop";

/** A person asks for them on each machine; on a desktop they need not, and may turn them off. */
export function isWanted(): boolean {
  return readStored<boolean>(KEY) ?? transport.shell === "desktop";
}

/** Turns them on or off; answers whether they will be shown. */
export async function want(wanted: boolean): Promise<boolean> {
  const { notifications } = transport;
  const allowed = wanted && notifications !== undefined && (notifications.allowed() === "yes" || (await notifications.ask()));
  writeStored(KEY, allowed);
  return allowed;
}

export function isShown(): boolean {
  return isWanted() && transport.notifications?.allowed() === "yes";
}

/** Shows a message, unless somebody looks at the page. */
export function notify(message: Message, onOpen: () => void): void {
  if (!isShown() || document.hasFocus()) return;
  transport.notifications?.show(i18next.t("shell.product"), messageText(message), onOpen);
}
