// Printing a part of the page: the rest is not on the paper, and the paper is light whatever the screen is.
import { type Density, type Mode, applyTheme } from "./theme";

/** Prints one element with the page's own print dialog, and puts the page back afterwards. */
export function printPart(element: HTMLElement): void {
  const root = document.documentElement;
  const mode = (root.dataset.theme ?? "light") as Mode;
  const density = (root.dataset.density ?? "compact") as Density;
  const path: Element[] = [];
  for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) path.push(at);
  for (const part of path) part.classList.add("print-path");
  element.classList.add("print-part");
  root.dataset.print = "part";
  applyTheme("light", density);
  const restore = () => {
    for (const part of path) part.classList.remove("print-path");
    element.classList.remove("print-part");
    delete root.dataset.print;
    applyTheme(mode, density);
    window.removeEventListener("afterprint", restore);
  };
  window.addEventListener("afterprint", restore);
  window.print();
}
