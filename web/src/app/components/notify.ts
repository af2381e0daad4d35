/** Short messages in the corner. */
import { notifications } from "@mantine/notifications";
import { messageOf } from "./states";

export function notifyDone(message: string): void {
  notifications.show({ message, autoClose: 4_000, color: "sea" });
}

/** Errors stay until they are closed: they say what to do. */
export function notifyError(error: unknown, title?: string): void {
  notifications.show({
    message: messageOf(error),
    color: "red",
    autoClose: false,
    ...(title === undefined ? {} : { title }),
  });
}
