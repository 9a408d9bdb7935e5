export { ClockCard } from "./ClockCard";
export { ClockText, SlaRibbon } from "./SlaRibbon";
export { type RibbonClock, type RibbonPiece, pieceLine, pieceText } from "./pieces";
export { ribbonOf } from "./of";
