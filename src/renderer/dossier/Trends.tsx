import { useRef } from 'react';
import type { AnalyteSeries } from '../../shared/biology/measurement';
import { critical, outOfInterval } from '../../shared/biology/result';
import { trendOf } from '../../shared/biology/trend';
import { EmptyState } from '../parts/states';
import { Key } from '../shortcuts/Key';
import { useShortcut } from '../shortcuts/useShortcut';
import { useApplication } from '../state/application';
import { chooseNextUnit } from '../state/units';
import { TrendCard } from './TrendCard';

/** Every analyte with its chart and, always, its table; those whose last value is out of its interval first. */
export function Trends({ series }: { series: readonly AnalyteSeries[] }) {
  const list = useRef<HTMLDivElement>(null);
  const cards = () => [...(list.current?.querySelectorAll<HTMLElement>('.trend-card') ?? [])];
  const here = () => cards().findIndex((card) => card.contains(document.activeElement));
  const walk = (by: number) => cards()[Math.min(series.length - 1, Math.max(0, here() + by))]?.focus();
  useShortcut('nextAnalyte', () => walk(1));
  useShortcut('previousAnalyte', () => walk(-1));
  useShortcut('unit', () => {
    const analyte = cards()[Math.max(0, here())]?.dataset.analyte;
    const own = series.find((s) => s.analyte === analyte);
    const wanted = useApplication.getState().settings.value?.preferredUnits[analyte ?? ''] ?? null;
    const trend = own && trendOf(own, wanted);
    if (trend) chooseNextUnit(trend.analyte, trend.units, trend.unit);
  });
  if (series.length === 0)
    return (
      <EmptyState icon="flask" title="Aucun résultat chiffré dans ce dossier.">
        Les analyses reçues en biologie structurée seront suivies ici.
      </EmptyState>
    );
  return (
    <div className="trends" ref={list}>
      <p className="muted trend-keys">
        <Key of="nextAnalyte" /> <Key of="previousAnalyte" /> d’une analyse à l’autre, <Key of="unit" />{' '}
        change d’unité : le choix vaut pour tous les patients. La valeur reçue reste toujours dans le tableau.
      </p>
      {series
        .toSorted((a, b) => gravity(b) - gravity(a) || a.label.localeCompare(b.label, 'fr'))
        .map((s) => (
          <TrendCard key={s.analyte} series={s} />
        ))}
    </div>
  );
}

const gravity = (s: AnalyteSeries): number => {
  const flag = s.measurements.at(-1)?.flag ?? null;
  return critical(flag) ? 2 : outOfInterval(flag) ? 1 : 0;
};
