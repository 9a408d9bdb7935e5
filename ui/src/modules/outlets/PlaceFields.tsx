// Where an outlet stands: its address and its place on the map.
import { Input, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { Field } from "@/kit/form";

export function PlaceFields() {
  const { t } = useTranslation();
  return (
    <>
      <Field name="address" label={t("outlets.address")} max={200}><Input autoComplete="off" /></Field>
      <div className="record-form-pair">
        <Field name="latitude" label={t("outlets.latitude")}><InputNumber className="wide" min={-90} max={90} precision={6} controls={false} /></Field>
        <Field name="longitude" label={t("outlets.longitude")}><InputNumber className="wide" min={-180} max={180} precision={6} controls={false} /></Field>
      </div>
    </>
  );
}
