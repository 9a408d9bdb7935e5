// Where the pages of this module stand, for their routes and for themselves.
export const PATH = "/dashboard";
export const MONITOR = "/monitor";
export const BRIEF = "/brief";
