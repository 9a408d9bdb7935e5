export { GridFrame, type GridFrameProps } from "./GridFrame";
export { RefSelect } from "./FilterEditor";
export { type CellView, headingOf, optionOf } from "./columns";
export { type Leaf, both, chipsOf, filterOf } from "./filters";
export { type RefOps, useRefNames } from "./refs";
