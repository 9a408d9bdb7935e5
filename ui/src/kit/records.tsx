// A record of another module beside a page's own things (an order beside the map): the module that owns the kind brings the
// view, the app puts all of them here, and whoever shows one names only its kind and id.
import { type ComponentType, Suspense, createContext, lazy, useContext } from "react";
import { Waiting } from "./bits";

export type RecordLoader = () => Promise<{ default: ComponentType<{ id: number }> }>;
export type RecordViews = Readonly<Record<string, ComponentType<{ id: number }>>>;

const Context = createContext<RecordViews>({});
export const RecordViewsProvider = Context.Provider;

/** Views by kind, each loaded when one of its kind is first shown. */
export function recordViews(loaders: Readonly<Record<string, RecordLoader>>): RecordViews {
  return Object.fromEntries(Object.entries(loaders).map(([kind, load]) => [kind, lazy(load)]));
}

/** A record by kind and id; nothing where no module shows that kind. */
export function RecordView({ kind, id }: { kind: string; id: number }) {
  const View = useContext(Context)[kind];
  return View ? <Suspense fallback={<Waiting rows={8} />}><View key={id} id={id} /></Suspense> : null;
}
