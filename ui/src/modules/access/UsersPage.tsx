// The list of people.
import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { StateTag } from "@/kit/bits";
import { type CellView, GridFrame } from "@/kit/grid";
import { useAskedTo, usePageSearch } from "@/kit/route";
import { CreateUser } from "./CreateUser";
import { UserDrawer } from "./UserDrawer";

export default function UsersPage() {
  const { t } = useTranslation();
  const [, change] = usePageSearch();
  const [making, setMaking] = useState(false);
  useAskedTo({ add: () => setMaking(true) });
  const cells = useMemo<Record<string, CellView>>(() => ({
    roles: (row) => rolesText(String(row.roles ?? ""), t),
    active: (row) => (
      <StateTag state={row.active ? "met" : "void"} hue={row.active ? "met" : "paused"}>
        {t(row.active ? "access.user.active" : "access.user.inactive")}
      </StateTag>
    ),
  }), [t]);
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
      {t("access.user.add")}
    </Button>
  );
  return (
    <>
      <GridFrame
        grid="users" title={t("shell.nav.users")} actions={add} cells={cells} empty={t("access.user.empty")}
        drawer={(id) => <UserDrawer key={id} id={id} />}
      />
      <CreateUser
        open={making} onClose={() => setMaking(false)}
        onMade={(id) => {
          setMaking(false);
          change({ open: id });
        }}
      />
    </>
  );
}

/** The stored list of roles in words. */
function rolesText(roles: string, t: (key: string) => string): string {
  return roles.split(",").filter(Boolean).map((role) => t(`common.role.${role}`)).join(t("common.list_comma"));
}
