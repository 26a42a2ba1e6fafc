import { type Content, element, type Markup } from '../../xml/write';

/** A table of the HL7 narrative block: one line of headings, then the rows given. */
export const narrativeTable = (heads: readonly string[], rows: Content): Markup =>
  element(
    'table',
    {},
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        heads.map((h) => element('th', {}, h)),
      ),
    ),
    element('tbody', {}, rows),
  );
