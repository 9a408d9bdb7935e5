// A serial number: typed, sent by a hand scanner (which types it and presses Enter), or read by the camera where the
// browser can.
import { ScanOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { BarcodeDialog, canReadBarcodes } from "./BarcodeCamera";
import type { FieldInput } from "./inputs";
import { scanned } from "./values";

export function BarcodeInput({ value, onChange, id, disabled, onScan }: FieldInput<string> & { onScan?: (text: string) => void }) {
  const { t } = useTranslation();
  const [reading, setReading] = useState(false);
  const take = (text: string) => {
    const read = scanned(text);
    onChange?.(read || undefined);
    if (read) onScan?.(read);
  };
  return (
    <>
      <Input
        {...(id ? { id } : {})} {...(disabled ? { disabled } : {})} className="mono" autoComplete="off" spellCheck={false} maxLength={80} value={value ?? ""}
        onChange={(event) => onChange?.(event.target.value)} onBlur={(event) => onChange?.(scanned(event.target.value) || undefined)}
        onPressEnter={(event) => take(event.currentTarget.value)}
        suffix={canReadBarcodes() ? <Button type="text" size="small" icon={<ScanOutlined />} aria-label={t("form.scan")} disabled={disabled ?? false} onClick={() => setReading(true)} /> : <ScanOutlined aria-hidden="true" />}
      />
      <BarcodeDialog open={reading} onClose={() => setReading(false)} onRead={(text) => { setReading(false); take(text); }} />
    </>
  );
}
