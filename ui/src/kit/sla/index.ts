export { ClockCard, useMilestoneName } from "./ClockCard";
export { mainClock } from "./main";
export { ClockText, SlaRibbon } from "./SlaRibbon";
export { type RibbonClock, type RibbonPiece, pieceLine, pieceText } from "./pieces";
export { ribbonOf } from "./of";
