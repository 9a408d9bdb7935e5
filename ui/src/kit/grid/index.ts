export { GridFrame, type GridFrameProps } from "./GridFrame";
export { GridFilter } from "./GridFilter";
export { RefSelect } from "./FilterEditor";
export { type CellView, headingOf, optionOf } from "./columns";
export { type RefOps, useRefNames } from "./refs";
export { type Leaf, both, chipsOf, filterOf, partsOf, readFilter } from "./filters";
export { Drawer } from "./Drawer";
