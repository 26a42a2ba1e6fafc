import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { frenchUnit } from '../format/units';

interface Props {
  label: string;
  units: readonly string[];
  unit: string | null;
  onChoose: (unit: string) => void;
}

/** The unit an analyte is read in: arrows move, Space chooses. One unit is only said. */
export function UnitChoice({ label, units, unit, onChoose }: Props) {
  if (units.length < 2 || unit === null) return <span className="muted">{frenchUnit(unit)}</span>;
  return (
    <ToggleButtonGroup
      className="views unit-choice"
      aria-label={`Unité : ${label}`}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[unit]}
      onSelectionChange={(keys) => onChoose(String([...keys][0]))}
    >
      {units.map((u) => (
        <ToggleButton key={u} id={u} className="view">
          {frenchUnit(u) || 'sans unité'}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
