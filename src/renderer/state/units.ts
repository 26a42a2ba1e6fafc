import { useApplication } from './application';

const keep = (analyte: string, unit: string): void => {
  const { settings, saveSettings } = useApplication.getState();
  const known = settings.value;
  if (known && known.preferredUnits[analyte] !== unit)
    void saveSettings({ ...known, preferredUnits: { ...known.preferredUnits, [analyte]: unit } });
};

/** The unit this practice reads an analyte in (null: as received), and how to choose another: it is kept for every patient. */
export function usePreferredUnit(analyte: string): readonly [string | null, (unit: string) => void] {
  const unit = useApplication((s) => s.settings.value?.preferredUnits[analyte] ?? null);
  return [unit, (chosen) => keep(analyte, chosen)];
}

/** The next of the units offered, for a key. */
export function chooseNextUnit(analyte: string, units: readonly string[], current: string | null): void {
  const next = units[(units.indexOf(current ?? '') + 1) % units.length];
  if (next !== undefined) keep(analyte, next);
}
