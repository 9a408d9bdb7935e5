export { BarcodeInput } from "./BarcodeInput";
export { Field, type FieldProps } from "./Field";
export { DateInput, DateTimeInput, type FieldInput, MoneyInput, PersonInput, PhoneInput, RecordInput } from "./inputs";
export { PhotoInput } from "./PhotoInput";
export { RecordDialog, RecordForm, placeError, useLeave } from "./RecordForm";
export { SignatureInput } from "./SignatureInput";
export { isPhone } from "./values";
