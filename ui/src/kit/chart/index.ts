export { ChartFrame, type ChartFile, type ChartFrameProps } from "./ChartFrame";
export { FigureCard, type FigureCardProps } from "./FigureCard";
export { Spark } from "./Spark";
