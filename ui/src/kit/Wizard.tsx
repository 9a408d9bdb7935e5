// Steps named by what the person decides. The page owns the step; this draws it and gives Enter, Ctrl-Enter and back.
import { Button, Steps } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { keyName, useKeys } from "./keys";
import "./wizard.css";

export interface WizardStep {
  key: string;
  title: string;
}

export interface WizardProps {
  steps: readonly WizardStep[];
  current: number;
  children: ReactNode;
  onBack?: () => void;
  onNext?: () => void;
  /** Text of the forward button; the last step says what it does. */
  nextText?: string;
  nextDisabled?: boolean;
  busy?: boolean;
  /** Left of the buttons: a remark on what happens next. */
  remark?: ReactNode;
  extra?: ReactNode;
}

export function Wizard({ steps, current, children, onBack, onNext, nextText, nextDisabled = false, busy = false, remark, extra }: WizardProps) {
  const { t } = useTranslation();
  const body = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  // A new step starts at its heading, for the eye and for the keyboard.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what the effect is about
  useEffect(() => {
    if (!first.current) body.current?.focus({ preventScroll: false });
    first.current = false;
  }, [current]);
  const forward = () => {
    if (onNext && !nextDisabled && !busy) onNext();
  };
  useKeys({ "ctrl+enter": { run: forward, text: "common.next", group: "form" } });
  // A select would take the Enter for itself, so the wizard hears the chord first.
  const onChord = (event: KeyboardEvent) => {
    if (keyName(event) !== "ctrl+enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    forward();
  };
  return (
    <div className="wizard" onKeyDownCapture={onChord}>
      <Steps size="small" current={current} items={steps.map((step) => ({ title: step.title }))} />
      <div className="wizard-body" ref={body} tabIndex={-1} role="group" aria-label={steps[current]?.title}>
        {children}
      </div>
      {onBack || onNext || extra || remark ? <footer className="wizard-foot">
        {onBack ? <Button onClick={onBack} disabled={busy}>{t("common.back")}</Button> : null}
        {extra}
        <span className="grow quiet">{remark}</span>
        {onNext ? (
          <Button type="primary" onClick={onNext} disabled={nextDisabled} loading={busy}>
            {nextText ?? t("common.next")}
          </Button>
        ) : null}
      </footer> : null}
    </div>
  );
}
