/** Sends what a labeling page left in the outbox, while the person is on any other page. */
import { queryClient } from "../query";
import { systemClock } from "./journal/model";
import { Outbox } from "./journal/outbox";
import { WorkStore } from "./journal/store";
import { sendExclusively } from "./tabs";
import { httpTransport } from "./transport";

/** Starts sending, again whenever the network or the person comes back. Answers how to stop. */
export async function sendLeftovers(user: number): Promise<() => Promise<void>> {
  const store = await WorkStore.open();
  const outbox = new Outbox({
    user,
    store,
    transport: httpTransport,
    clock: systemClock,
    exclusive: (work) => sendExclusively(user, work),
    settleDrafts: async () => undefined,
    // Whatever page is open may show counts that the answer changes.
    onSent: () => void queryClient.invalidateQueries(),
  });
  const flush = () => void outbox.flush();
  window.addEventListener("online", flush);
  window.addEventListener("focus", flush);
  flush();
  return async () => {
    window.removeEventListener("online", flush);
    window.removeEventListener("focus", flush);
    await outbox.close();
    store.close();
  };
}
