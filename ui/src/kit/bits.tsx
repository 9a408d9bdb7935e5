// Small pieces that every page uses.
import {
  ArrowDownOutlined, ArrowUpOutlined, CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, ExclamationCircleFilled, MinusCircleOutlined,
  CheckOutlined, InboxOutlined, PauseCircleFilled, SafetyCertificateFilled, SyncOutlined,
} from "@ant-design/icons";
import { Skeleton } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import "./bits.css";
import { type StateHue, hueOf } from "./theme";

const ICONS: Record<StateHue, ReactNode> = {
  met: <CheckCircleFilled />,
  running: <ClockCircleOutlined />,
  warning: <ExclamationCircleFilled />,
  breached: <CloseCircleFilled />,
  paused: <PauseCircleFilled />,
  exempt: <SafetyCertificateFilled />,
  void: <MinusCircleOutlined />,
};

/** Neutral states that a look must tell apart. */
const OWN_ICONS: Record<string, ReactNode> = {
  open: <InboxOutlined />, in_progress: <SyncOutlined />, closed: <CheckOutlined />, above: <ArrowUpOutlined />, usual: <CheckOutlined />, below: <ArrowDownOutlined />,
};

/** A state is always icon, word and hue. `state` is the code, `children` its word. */
export function StateTag({ state, hue, children }: { state: string; hue?: StateHue; children: ReactNode }) {
  const chosen = hue ?? hueOf(state);
  return (
    <span className={`state-tag state-${chosen}`}>
      <span aria-hidden="true">{OWN_ICONS[state] ?? ICONS[chosen]}</span>
      <span>{children}</span>
    </span>
  );
}

/** One line on what belongs here, and the action that brings it. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty" role="status">
      <p>{children}</p>
      {action}
    </div>
  );
}

/** Page title, a quiet remark beside it, and actions at the right. */
export function PageHeader({ title, remark, actions }: { title: ReactNode; remark?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="page-header">
      <div className="grow">
        <h1>{title}</h1>
        {remark ? <span className="quiet">{remark}</span> : null}
      </div>
      {actions ? <div className="row wrap">{actions}</div> : null}
    </header>
  );
}

/** True once `waiting` has lasted 200 ms: a quick answer shows no skeleton at all. */
export function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setSlow(false);
      return;
    }
    const timer = setTimeout(() => setSlow(true), 200);
    return () => clearTimeout(timer);
  }, [waiting]);
  return waiting && slow;
}

/** Nothing for 200 ms, then a skeleton of some lines. */
export function Waiting({ rows = 4 }: { rows?: number }) {
  const slow = useSlow(true);
  return slow ? <Skeleton active title={false} paragraph={{ rows }} /> : null;
}
