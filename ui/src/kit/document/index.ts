export { AuditMany } from "./AuditMany";
export { DocumentDrawer, type DocumentDrawerProps, type DocumentTab } from "./DocumentDrawer";
export type { DocumentKind, DocumentRef } from "./names";
export { ReasonDialog } from "./ReasonDialog";
export { type SeenDocument, useDocument, useSteady } from "./useDocument";
