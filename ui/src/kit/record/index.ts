export { RecordDrawer } from "./RecordDrawer";
export { InUse, RecordPage } from "./RecordPage";
