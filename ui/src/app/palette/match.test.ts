import { expect, test } from "vitest";
import { initials } from "./initials";
import { matching, score, wordsOf } from "./match";

test.each([
  ["看板", "kb"],
  ["工单", "gd"],
  ["导入工单", "drgd"],
  ["时限策略", "sxcl"],
  ["备份与检查", "bfyjc"],
  ["用户", "yh"],
  ["立即备份", "ljbf"],
  ["切换到深色", "qhdss"],
  ["调休上班日", "txsbr"],
  ["退出登录", "tcdl"],
  ["消息", "xx"],
  ["任务", "rw"],
  ["阿啊安坐做", "aaazz"],
  ["打开 GD-12", "dkgd12"],
  ["", ""],
])("the initials of %s are %s", (text, letters) => {
  expect(initials(text)).toBe(letters);
});

const entry = (id: string, ...texts: string[]) => ({ id, words: wordsOf(texts) });
const entries = [
  entry("dashboard", "看板", "Dashboard"),
  entry("orders", "工单", "Work orders"),
  entry("import", "导入", "Import"),
  entry("backup", "立即备份", "Back up now"),
  entry("admin", "备份与检查", "Backup & check"),
  entry("dark", "切换到深色", "Switch to dark", "theme", "appearance", "外观"),
  entry("lock", "锁定", "Lock"),
];
const found = (query: string) => matching(query, entries).map(({ id }) => id);

test.each([
  ["工单", ["orders"]],
  ["工", ["orders"]],
  ["gd", ["orders"]],
  ["GD", ["orders"]],
  ["dr", ["import"]],
  ["work", ["orders"]],
  ["orders", ["orders"]],
  ["ord wor", ["orders"]],
  ["wo", ["orders"]],
  ["bf", ["admin", "backup"]],
  ["备份", ["admin", "backup"]],
  ["back", ["backup", "admin"]],
  ["switch dark", ["dark"]],
  ["外观", ["dark"]],
  ["theme", ["dark"]],
  ["zzz", []],
  ["   ", []],
  ["<script>", []],
  ["工单 看板", []],
])("“%s” means %j", (query, ids) => {
  expect(found(query)).toEqual(ids);
});

test("a beginning comes before a middle, and texts before initials", () => {
  const words = wordsOf(["导入工单"]);
  expect(score("导入", words)).toBeGreaterThan(score("工单", words));
  expect(score("工单", words)).toBeGreaterThan(score("drgd", words));
  expect(score("drgd", words)).toBeGreaterThan(score("gd", words));
});
