// Where the dashboard stands, for its route and for itself.
export const PATH = "/dashboard";
