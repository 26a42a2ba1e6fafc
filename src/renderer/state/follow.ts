import type { Area } from '../../shared/contract/contract';
import type { InsCheck } from '../../shared/contract/inbox';
import { onChanged } from '../bridge/bridge';
import { useApplication } from './application';
import { useDossier } from './dossier';
import { rowOf, useInbox } from './inbox';
import { useItem } from './item';
import { useOutbox } from './outbox';
import { useRefusedIns } from './refusedIns';

/** What is asked again when an area changed. */
const refreshers: Record<Area, () => Promise<unknown>> = {
  app: async () => {
    const before = signedIn();
    await useApplication.getState().refreshApp();
    // Another card: another person, who left the worklist otherwise.
    if (before !== undefined && signedIn() !== before) await useInbox.getState().recall();
  },
  services: () => useApplication.getState().refreshServices(),
  settings: () => useApplication.getState().refreshSettings(),
  inbox: async () => {
    await useInbox.getState().refresh();
    await reopenIfChanged();
  },
  patients: () => Promise.all([useDossier.getState().refresh(), useRefusedIns.getState().refresh()]),
  outbox: () => useOutbox.getState().refresh(),
};

const signedIn = (): string | null | undefined => {
  const { value } = useApplication.getState().app;
  return value ? (value.professional?.rpps ?? null) : undefined;
};

/** The opened item is asked again only when the list says that it is no longer the same: opening must not feed on itself. */
async function reopenIfChanged(): Promise<void> {
  const { item, itemId, open } = useItem.getState();
  const row = rowOf(itemId);
  if (!row || !item.value) return;
  const shown = item.value.row;
  const same = row.revision === shown.revision && sameCheck(row.insCheck, shown.insCheck);
  if (!same) await open(itemId);
}

const sameCheck = (a: InsCheck | null, b: InsCheck | null) =>
  a?.state === b?.state && a?.reason === b?.reason;

/** First snapshots, then « changed » events for as long as the window lives. */
export function follow(): () => void {
  const { inbox: _asked, ...others } = refreshers;
  for (const refresh of Object.values(others)) void refresh();
  void useInbox.getState().recall();
  return onChanged(({ areas }) => {
    for (const area of new Set(areas)) void refreshers[area]();
  });
}
