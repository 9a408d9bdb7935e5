export { Changed, ChangedNotice } from "./Changed";
export { type Held, useHeld } from "./held";
export { RecordDrawer } from "./RecordDrawer";
export { InUse, RecordPage } from "./RecordPage";
