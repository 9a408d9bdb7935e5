// The kinds of documents, and the operations of the frame under each kind's prefix.
import type { Input, OpName, Output } from "@/api/types";

/** Every module with a `document` operation. */
export type DocumentKind = OpName extends infer O ? (O extends `${infer K}.document` ? K : never) : never;

/** Who changed what, as one looks at it. */
export interface DocumentRef {
  kind: DocumentKind;
  id: number;
}

export type Document = Output<"work_orders.document">;
export type Comment = Output<"work_orders.comments">["comments"][number];
export type Attachment = Output<"work_orders.attachments">["attachments"][number];
export type TimelineItem = Output<"work_orders.timeline">["events"][number];
export type Fact = Document["facts"][number];
export type Action = Document["actions"][number]["action"];
export type ReasonOf = Input<"documents.reasons">["of"];
export type Reason = Input<"work_orders.void">["reason"];
