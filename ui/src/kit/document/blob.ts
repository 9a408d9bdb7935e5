// Pictures of attachments: fetched like any file, so that each look asks for the right to see its document.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { transport } from "@/api/transport";
import type { Attachment } from "./names";

const TYPES: Readonly<Record<string, string>> = { jpeg: "image/jpeg", png: "image/png", webp: "image/webp" };

/** A picture's address, valid while the component stands. Previews are JPEG whatever the photo is. */
export function usePicture(file: string | undefined, kind: Attachment["kind"]): { url: string | undefined; failed: boolean } {
  const bytes = useQuery({
    queryKey: ["attachment", file],
    queryFn: () => transport.read(file ?? ""),
    enabled: file !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
  const [url, setUrl] = useState<string>();
  const { data } = bytes;
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(new Blob([data], { type: TYPES[kind] ?? "image/jpeg" }));
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(undefined);
    };
  }, [data, kind]);
  return { url, failed: bytes.isError };
}
