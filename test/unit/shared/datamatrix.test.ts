import { expect, test } from 'vitest';
import { insDatamatrix } from '../../../src/shared/identity/datamatrix';

const fictive = {
  birthName: "D'EXEMPLE--FICTIF",
  firstNames: 'ANNE-LAURE MARIE',
  firstGivenName: 'ANNE-LAURE',
  sex: 'F' as const,
  birthDate: '1985-03-14',
  birthPlace: '2A004',
};

test('a test OID fills its field: no separator after it', () => {
  expect(insDatamatrix({ value: '285032A00412371', oid: '1.2.250.1.213.1.4.10' }, fictive)).toBe(
    "IS010000000000000000000000S1285032A00412371S21.2.250.1.213.1.4.10S3ANNE-LAURE MARIE\u001dS4D'EXEMPLE--FICTIF\u001dS5FS614-03-1985S72A004",
  );
});

test('a production OID is shorter: a separator follows', () => {
  const traits = {
    ...fictive,
    birthName: 'SPECIMEN',
    firstNames: 'INES',
    birthDate: '1978-07-02',
    birthPlace: '99123',
  };
  expect(insDatamatrix({ value: '278079912345641', oid: '1.2.250.1.213.1.4.8' }, traits)).toBe(
    'IS010000000000000000000000S1278079912345641S21.2.250.1.213.1.4.8\u001dS3INES\u001dS4SPECIMEN\u001dS5FS602-07-1978S799123',
  );
});

test('a name of exactly 100 characters takes no separator', () => {
  const message = insDatamatrix(
    { value: '278079912345641', oid: '1.2.250.1.213.1.4.8' },
    { ...fictive, birthName: 'A'.repeat(100) },
  );
  expect(message).toContain(`S4${'A'.repeat(100)}S5F`);
});
