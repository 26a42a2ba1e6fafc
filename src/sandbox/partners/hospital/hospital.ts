import { Dpi } from './dpi';
import { Gam } from './gam';
import { Mailroom } from './mailroom';

/** The hospital's information system. */
export class Hospital {
  readonly gam = new Gam();
  readonly dpi = new Dpi();
  readonly mailroom = new Mailroom(this.gam, this.dpi);
}
