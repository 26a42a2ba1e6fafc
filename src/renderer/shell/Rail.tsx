import { Button } from 'react-aria-components';
import { Icon } from '../parts/Icon';
import { useInbox } from '../state/inbox';
import { useOutbox, waitingForSomeone } from '../state/outbox';
import { type Place, placeNames, usePlaces } from '../state/places';
import { ServiceLights } from './ServiceLights';

/** The narrow rail: places above, service lights and settings below. */
export function Rail() {
  const toFile = useInbox((s) => s.list.value?.counts.toFile ?? 0);
  const parked = useOutbox((s) => waitingForSomeone(s.intents.value ?? []));
  return (
    <nav className="rail" aria-label="Lieux">
      <PlaceButton place="reception" count={toFile} counted="à classer" />
      <PlaceButton place="dossier" />
      <PlaceButton place="envois" count={parked} counted="à reprendre" urgent />
      <PlaceButton place="rediger" />
      <span className="spring" />
      <ServiceLights />
      <PlaceButton place="reglages" />
    </nav>
  );
}

function PlaceButton(props: { place: Place; count?: number; counted?: string; urgent?: boolean }) {
  const { place, count = 0, counted, urgent } = props;
  const here = usePlaces((s) => s.place === place);
  return (
    <Button
      className={`rail-place ${here ? 'here' : ''}`}
      onPress={() => usePlaces.getState().go(place)}
      aria-current={here ? 'page' : undefined}
    >
      <Icon name={place} />
      <span>{placeNames[place]}</span>
      {count > 0 && (
        <span className={`count ${urgent ? 'urgent' : ''}`}>
          {count > 999 ? '999+' : count}
          <span className="unseen"> {counted}</span>
        </span>
      )}
    </Button>
  );
}
