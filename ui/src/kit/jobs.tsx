// Long work. The core tells every page how its jobs are getting on; this keeps the latest word on each, so that a tray, a
// wizard and a button can all follow the same job.
import { CloseOutlined, DownloadOutlined } from "@ant-design/icons";
import { Button, Progress } from "antd";
import { type ReactNode, createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, invalidate, useOp, useWrite } from "@/api/client";
import { transport } from "@/api/transport";
import type { FileRef, JobView, Message } from "@/api/types";
import { StateTag } from "./bits";
import { ErrorNotice } from "./ErrorNotice";
import { Failure } from "@/api/failure";
import "./jobs.css";
import { useFormats, useWorkspace } from "./workspace";

const Jobs = createContext<readonly JobView[]>([]);

export function isOver(job: JobView): boolean {
  return job.state === "succeeded" || job.state === "failed" || job.state === "cancelled";
}

/** Merges news into what is known; a job that is over stays over, whatever arrives late. */
export function mergeJobs(known: readonly JobView[], news: readonly JobView[]): JobView[] {
  const byId = new Map(known.map((job) => [job.id, job]));
  for (const job of news) {
    const before = byId.get(job.id);
    if (!before || !isOver(before) || isOver(job)) byId.set(job.id, job);
  }
  return [...byId.values()].sort((a, b) => b.started_at - a.started_at || b.id - a.id);
}

export interface JobsProviderProps {
  children: ReactNode;
  /** Told of each message that arrives in the person's inbox. */
  onMessage?: (message: Message) => void;
}

/** Listens to the core once for the whole page: job news into the tray, changed data into the cache, messages to the inbox. */
export function JobsProvider({ children, onMessage }: JobsProviderProps) {
  const listed = useOp("jobs.list", {});
  const me = useWorkspace().me?.id;
  const [news, setNews] = useState<JobView[]>([]);
  const hear = useRef(onMessage);
  hear.current = onMessage;
  useEffect(
    () =>
      transport.subscribe((notice) => {
        if (notice.jobs?.length) setNews((before) => mergeJobs(before, notice.jobs ?? []));
        // A desktop hears those of everybody who uses its workspace.
        const own = (notice.messages ?? []).filter((message) => message.user_id === me);
        if (own.length) void invalidate(["inbox"]);
        for (const message of own) hear.current?.(message);
        if (notice.tags?.length) void invalidate(notice.tags);
      }),
    [me],
  );
  const jobs = useMemo(() => mergeJobs(listed.data?.jobs ?? [], news), [listed.data, news]);
  return <Jobs.Provider value={jobs}>{children}</Jobs.Provider>;
}

export function useJobs(): readonly JobView[] {
  return useContext(Jobs);
}

const seenEnds = new Set<number>();

/** A page has shown the end of this job to somebody who was looking: the message about it need not wait any more. */
function seenToItsEnd(id: number) {
  if (seenEnds.has(id) || document.visibilityState !== "visible") return;
  seenEnds.add(id);
  const marked = call("inbox.mark", { link: { kind: "job", id } });
  marked.then(() => invalidate(["inbox"])).catch(() => seenEnds.delete(id));
}

/** One job, live. It is also asked for each second until it is over, in case a notice got lost. */
export function useJob(id: number | undefined): JobView | undefined {
  const job = useNews(id);
  const ended = job && isOver(job) ? job.id : undefined;
  useEffect(() => {
    if (ended !== undefined) seenToItsEnd(ended);
  }, [ended]);
  return job;
}

function useNews(id: number | undefined): JobView | undefined {
  const known = useJobs().find((job) => job.id === id);
  const over = known ? isOver(known) : false;
  const asked = useOp("jobs.get", { id: id ?? 0 }, { enabled: id !== undefined && !over, refetch_ms: 1000 });
  if (id === undefined) return undefined;
  return mergeJobs(known ? [known] : [], asked.data && asked.data.id === id ? [asked.data] : [])[0];
}

/** Calls `onOver` once when the job has ended. */
export function useJobEnd(id: number | undefined, onOver: (job: JobView) => void): JobView | undefined {
  const job = useJob(id);
  const told = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (!job || !isOver(job) || told.current === job.id) return;
    told.current = job.id;
    onOver(job);
  }, [job, onOver]);
  return job;
}

/** Follows a job to its end outside of rendering. */
export async function jobEnd(id: number): Promise<JobView> {
  for (;;) {
    const job = await call("jobs.get", { id });
    if (isOver(job)) {
      seenToItsEnd(id);
      return job;
    }
    await new Promise((done) => setTimeout(done, 500));
  }
}

export function isFileRef(value: unknown): value is FileRef {
  return typeof value === "object" && value !== null && "file" in value && "name" in value;
}

/** The file that a job has made: what it wrote, or the rows that it rejected. */
export function fileOf(job: JobView): FileRef | undefined {
  const result = job.result;
  if (typeof result !== "object" || result === null) return undefined;
  if ("file" in result && isFileRef(result.file)) return result.file;
  return "rejects" in result && isFileRef(result.rejects) ? result.rejects : undefined;
}

/** An import that only said what it would do. */
export function isDryRun({ kind, result }: JobView): boolean {
  return kind === "imports.run" && typeof result === "object" && result !== null && "committed" in result && result.committed === false;
}

/** The key of a job's name. */
export function jobTextKey(operation: string): string {
  return `jobs.kind.${operation.split(".").at(-1) ?? ""}`;
}

/** A job as a line: what it does, how far it is, a way to stop it, and what came of it. */
export function JobProgress({ job, title }: { job: JobView; title?: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { integer, bytes, dateTime } = useFormats();
  const cancel = useWrite("jobs.cancel");
  const file = fileOf(job);
  const named = (key: string, fallback: string) => (i18n.exists(key) ? t(key) : t(fallback));
  // A file is read by bytes; everything else is counted.
  const count = job.kind === "imports.run" && job.phase === "reading" ? bytes : integer;
  const percent = job.total ? Math.min(100, Math.floor((100 * job.done) / job.total)) : 0;
  const name = title ?? (isDryRun(job) ? t("jobs.dry_run") : named(jobTextKey(job.kind), "shell.tasks.title"));
  return (
    <div className="job">
      <div className="row">
        <span className="grow ellipsis">{name}</span>
        {isOver(job) && !title ? <span className="faint">{dateTime(job.started_at)}</span> : null}
        <StateTag state={job.state}>{t(`jobs.state.${job.state}`)}</StateTag>
        {isOver(job) ? null : (
          <Button
            size="small" type="text" icon={<CloseOutlined />} aria-label={t("jobs.cancel")} loading={cancel.isPending}
            onClick={() => cancel.mutate({ id: job.id })}
          />
        )}
      </div>
      {isOver(job) ? null : (
        <>
          <Progress
            percent={percent} size="small" showInfo={Boolean(job.total)} status="active"
            aria-label={typeof name === "string" ? name : t("jobs.state.running")}
          />
          <div className="row quiet">
            <span className="grow">{named(`jobs.phase.${job.phase}`, "jobs.state.running")}</span>
            <span className="figure">
              {job.total
                ? t("jobs.progress", { done: count(job.done), total: count(job.total) })
                : t("jobs.progress_open", { done: count(job.done) })}
            </span>
          </div>
        </>
      )}
      {job.state === "failed" && job.error ? <ErrorNotice compact error={new Failure(job.error)} /> : null}
      {file ? (
        <Button size="small" icon={<DownloadOutlined />} onClick={() => void transport.download(file)}>
          {t("jobs.download", { name: file.name })}
        </Button>
      ) : null}
    </div>
  );
}
