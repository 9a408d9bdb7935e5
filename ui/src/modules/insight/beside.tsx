// An order beside the page that speaks of it: what one looks at keeps its place. Which one stands in the address.
import { type ReactNode, useCallback } from "react";
import { Drawer } from "@/kit/grid";
import { RecordView } from "@/kit/records";
import { usePageSearch } from "@/kit/route";

/** Opens an order beside the page. */
export function useOpenOrder(): (id: number) => void {
  const [search, change] = usePageSearch();
  const isOpen = search.open !== undefined;
  return useCallback((id: number) => change({ open: id }, { replace: isOpen }), [change, isOpen]);
}

export function BesideOrder({ children }: { children: ReactNode }) {
  const [search, change] = usePageSearch();
  const open = typeof search.open === "number" ? search.open : undefined;
  return (
    <div className="beside">
      <div className="beside-page">{children}</div>
      {open === undefined ? null : <Drawer onClose={() => change({ open: undefined })}><RecordView kind="work_order" id={open} /></Drawer>}
    </div>
  );
}
