// Language and appearance, as two small menus. Both act at once.
import { BulbOutlined, GlobalOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { LOCALES } from "@/i18n";
import { usePrefs } from "../prefs";

export function LookMenus() {
  const { t } = useTranslation();
  const { prefs, change } = usePrefs();
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          selectable: true,
          selectedKeys: [prefs.language],
          onClick: ({ key }) => change({ language: key as typeof prefs.language }),
          items: [
            { key: "system", label: t("shell.language.system") },
            ...LOCALES.map((locale) => ({ key: locale, label: t(`common.language.${locale}`) })),
          ],
        }}
      >
        <Button type="text" icon={<GlobalOutlined />} aria-label={t("shell.language.label")} title={t("shell.language.label")} />
      </Dropdown>
      <Dropdown
        trigger={["click"]}
        menu={{
          selectable: true,
          multiple: true,
          selectedKeys: [`theme ${prefs.theme}`, `density ${prefs.density}`],
          onClick: ({ key }) => {
            const [what, value] = key.split(" ");
            change({ [what as "theme"]: value as "light" });
          },
          items: [
            {
              type: "group", label: t("shell.theme.label"),
              children: ["system", "light", "dark"].map((v) => ({ key: `theme ${v}`, label: t(`shell.theme.${v}`) })),
            },
            {
              type: "group", label: t("shell.density.label"),
              children: ["compact", "comfortable"].map((v) => ({ key: `density ${v}`, label: t(`shell.density.${v}`) })),
            },
          ],
        }}
      >
        <Button type="text" icon={<BulbOutlined />} aria-label={t("shell.theme.label")} title={t("shell.theme.label")} />
      </Dropdown>
    </>
  );
}
