import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import type { ServiceStatus } from '../../shared/contract/status';
import { useApplication } from '../state/application';

/** Where a popover is drawn: inside a landmark of the page. */
export const OVERLAYS = 'overlays';

/** One light a service: a word always, and on a click what is wrong and what to do. */
export function ServiceLights() {
  const services = useApplication((s) => s.services);
  if (services.failure && !services.value)
    return (
      <div className="light error">
        <i aria-hidden="true" />
        <span>État inconnu</span>
      </div>
    );
  return (
    <ul className="lights" aria-label="État des services">
      {(services.value ?? []).map((s) => (
        <li key={s.id}>
          <Light service={s} />
        </li>
      ))}
    </ul>
  );
}

function Light({ service }: { service: ServiceStatus }) {
  return (
    <DialogTrigger>
      <Button className={`light ${service.state}`}>
        <i aria-hidden="true" />
        <span>{service.label}</span>
        <span className={service.state === 'ok' ? 'unseen' : 'light-word'}>
          <span className="unseen"> : </span>
          {service.word}
        </span>
      </Button>
      <Popover
        placement="right bottom"
        className="popover"
        offset={6}
        UNSTABLE_portalContainer={document.getElementById(OVERLAYS) ?? document.body}
      >
        <Dialog className="light-dialog">
          <Heading slot="title">
            {service.label} : {service.word}
          </Heading>
          <p>{service.explanation}</p>
          {service.action && <p className="todo">{service.action}</p>}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
