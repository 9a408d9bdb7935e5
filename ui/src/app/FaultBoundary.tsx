// A page that throws shows what happened and a way on, instead of a white window.
import { Button } from "antd";
import i18next from "i18next";
import { Component, type ReactNode } from "react";
import { newRequestId } from "@/api/requests";

interface State {
  reference?: string;
}

export class FaultBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(): State {
    return { reference: newRequestId().slice(0, 8) };
  }

  override render() {
    if (!this.state.reference) return this.props.children;
    return (
      <main className="fault" role="alert">
        <h1>{i18next.t("shell.fault.title")}</h1>
        <p>{i18next.t("shell.fault.body")}</p>
        <p className="quiet">
          {i18next.t("common.error.reference")} <span className="mono">{this.state.reference}</span>
        </p>
        <Button type="primary" onClick={() => window.location.reload()}>
          {i18next.t("common.reload")}
        </Button>
      </main>
    );
  }
}
