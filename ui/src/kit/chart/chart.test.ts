import { expect, test } from "vitest";
import { cleanSvg } from "./sanitise";
import { resolveColours } from "./save";

test("a drawing keeps its shapes and texts", () => {
  const svg = cleanSvg('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5" viewBox="0 0 10 5"><rect x="1" fill="var(--chart-1, #0f766e)"/><text x="2">网点</text></svg>');
  expect(svg?.querySelector("rect")?.getAttribute("fill")).toBe("var(--chart-1, #0f766e)");
  expect(svg?.querySelector("text")?.textContent).toBe("网点");
  expect(svg?.namespaceURI).toBe("http://www.w3.org/2000/svg");
});

test.each([
  '<script>alert(1)</script>',
  '<foreignObject><img src="x"/></foreignObject>',
  '<image href="http://example.com/x.png"/>',
  '<use href="http://example.com/x.svg#a"/>',
  '<style>* { background: url(http://example.com) }</style>',
  '<a href="javascript:alert(1)"><text>x</text></a>',
])("%s does not pass", (evil) => {
  const svg = cleanSvg(`<svg xmlns="http://www.w3.org/2000/svg">${evil}<rect/></svg>`);
  expect(svg?.children).toHaveLength(1);
  expect(svg?.firstElementChild?.localName).toBe("rect");
});

test("no handler, no outside reference, no style passes", () => {
  const svg = cleanSvg('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><rect onclick="x()" style="x:y" fill="url(http://e.com/#a)" stroke="url(#a)"/></svg>');
  expect(svg?.outerHTML).not.toMatch(/onload|onclick|style|e\.com/);
  expect(svg?.querySelector("rect")?.getAttribute("stroke")).toBe("url(#a)");
});

test.each(["", "not svg", "<html/>", "<svg"])("%j is no drawing", (text) => {
  expect(cleanSvg(text)).toBeUndefined();
});

test("a file has plain colours", () => {
  const look = (name: string) => (name === "--chart-1" ? " #112233" : "");
  expect(resolveColours('fill="var(--chart-1, #0f766e)" stroke="var(--other, #ffffff)" x="var(--none)"', look)).toBe('fill="#112233" stroke="#ffffff" x="currentColor"');
});
