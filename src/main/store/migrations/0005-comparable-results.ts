/** What it takes to compare a result with another: laboratory, method, comparator, the unit of its interval. Drawn from the kept models. */
export const name = '0005-comparable-results';

const columns = ['comparator', 'range_unit', 'laboratory', 'method', 'isolate', 'status'];
const paths: Record<string, string> = {
  comparator: '$.value.comparator',
  range_unit: '$.range.unit',
  laboratory: '$.laboratory',
  method: '$.method',
  isolate: '$.isolate',
  status: '$.status',
};
const kept = (path: string) =>
  `(SELECT json_extract(r.value, '${path}') FROM documents d, json_each(d.model, '$.results') r
    WHERE d.id = results.document_id AND json_extract(r.value, '$.key') = results.result_key)`;

export const sql = `
${columns.map((c) => `ALTER TABLE results ADD COLUMN ${c} TEXT;`).join('\n')}
UPDATE results SET
${columns.map((c) => `  ${c} = ${kept(paths[c]!)},`).join('\n')}
  value = ${kept('$.value.value')},
  low = ${kept('$.range.low')},
  high = ${kept('$.range.high')};
`;
