// A page as large as the screen. The whole document goes there, so that what a page opens over itself is seen as well; the
// frame around the page steps aside (`data-wall`).
import { useCallback, useEffect, useState } from "react";

const MARK = "data-wall";

export function useWall(): [on: boolean, toggle: () => void] {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const root = document.documentElement;
    const follow = () => {
      const isOn = document.fullscreenElement === root;
      root.toggleAttribute(MARK, isOn);
      setOn(isOn);
    };
    document.addEventListener("fullscreenchange", follow);
    return () => {
      document.removeEventListener("fullscreenchange", follow);
      root.removeAttribute(MARK);
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, []);
  const toggle = useCallback(() => {
    // A window that may not fill the screen stays as it is.
    const turned = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
    turned?.catch(() => undefined);
  }, []);
  return [on, toggle];
}
