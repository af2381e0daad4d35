/** A text field that hands its text on when it is left or Enter is pressed, not at every letter. */
import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useState } from "react";

interface FieldProps extends Omit<TextInputProps, "value" | "onChange" | "onBlur"> {
  value: string;
  onCommit: (value: string) => void;
}

export function Field({ value, onCommit, onKeyDown, ...rest }: FieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    if (text !== value) onCommit(text);
  };
  return (
    <TextInput
      {...rest}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape") setText(value);
        onKeyDown?.(event);
      }}
    />
  );
}
