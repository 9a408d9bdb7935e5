import { UnorderedListOutlined } from "@ant-design/icons";
import { Badge, Button, Popover } from "antd";
import { useTranslation } from "react-i18next";
import { JobProgress, isOver, useJobs } from "@/kit/jobs";

const SHOWN = 12;

/** The jobs of this person: how far they are, what came of them. */
export function TaskTray() {
  const { t } = useTranslation();
  const jobs = useJobs();
  const running = jobs.filter((job) => !isOver(job)).length;
  const label = running > 0 ? `${t("shell.tasks.title")} · ${t("shell.tasks.running", { count: running })}` : t("shell.tasks.title");
  return (
    <Popover
      trigger="click" placement="bottomRight"
      content={
        <div className="tasks" role="dialog" aria-label={t("shell.tasks.title")}>
          <h2>{t("shell.tasks.title")}</h2>
          {jobs.length === 0 ? <p className="quiet">{t("shell.tasks.none")}</p> : null}
          {jobs.slice(0, SHOWN).map((job) => <JobProgress key={job.id} job={job} />)}
        </div>
      }
    >
      <Badge count={running} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<UnorderedListOutlined />} aria-label={label} title={label} />
      </Badge>
    </Popover>
  );
}
