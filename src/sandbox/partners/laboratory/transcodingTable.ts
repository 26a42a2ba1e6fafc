/**
 * The table as it is laid down at first start, to be edited by a trainer: laboratory, local code, LOINC and its French
 * name, which may hold semicolons. `ICT` and `ZMAQ` of BIOLAB have no line: they go out under their local code, and
 * the report says so.
 */
export const DEFAULT_TABLE = `laboratoire;code local;LOINC;libellé LOINC
biolab;HB;718-7;Hémoglobine [Masse/Volume] Sang ; Numérique
biolab;GB;6690-2;Leucocytes [Nombre/Volume] Sang ; Numérique
biolab;PLQ;777-3;Plaquettes [Nombre/Volume] Sang ; Numérique
biolab;VGM;787-2;Volume globulaire moyen [Volume d’entité] Érythrocytes ; Numérique
biolab;INR;6301-6;INR [Temps relatif] Plasma pauvre en plaquettes ; Numérique ; Coagulation
biolab;GLYG;1558-6;Glucose à jeun [Masse/Volume] Sérum/Plasma ; Numérique
biolab;GLYM;14771-0;Glucose à jeun [Moles/Volume] Sérum/Plasma ; Numérique
biolab;CREA;14682-9;Créatinine [Moles/Volume] Sérum/Plasma ; Numérique
biolab;K;2823-3;Potassium [Moles/Volume] Sérum/Plasma ; Numérique
biolab;CRP;1988-5;Protéine C réactive [Masse/Volume] Sérum/Plasma ; Numérique
biolab;HBA1C;4548-4;Hémoglobine A1c/Hémoglobine totale [Fraction massique] Sang ; Numérique
biolab;FERR;2276-4;Ferritine [Masse/Volume] Sérum/Plasma ; Numérique
biolab;TSH;3016-3;Thyréostimuline [Unités/Volume] Sérum/Plasma ; Numérique
biolab;LEUCU;20408-1;Leucocytes [Nombre/Volume] Urine ; Numérique
biolab;GERMU;51480-2;Bactéries [Nombre/Volume] Urine ; Numérique
biolab;EPALB;13980-8;Albumine/protéines totales [Fraction massique] Sérum/Plasma ; Numérique ; Électrophorèse
biolab;EPA1;13978-2;Alpha-1 globulines/protéines totales [Fraction massique] Sérum/Plasma ; Numérique ; Électrophorèse
biolab;EPA2;13981-6;Alpha-2 globulines/protéines totales [Fraction massique] Sérum/Plasma ; Numérique ; Électrophorèse
biolab;EPB;13982-4;Bêta-globulines/protéines totales [Fraction massique] Sérum/Plasma ; Numérique ; Électrophorèse
biolab;EPG;13983-2;Gamma-globulines/protéines totales [Fraction massique] Sérum/Plasma ; Numérique ; Électrophorèse
port;1010;718-7;Hémoglobine [Masse/Volume] Sang ; Numérique
port;2001;14771-0;Glucose à jeun [Moles/Volume] Sérum/Plasma ; Numérique
port;2014;2160-0;Créatinine [Masse/Volume] Sérum/Plasma ; Numérique
port;2030;2823-3;Potassium [Moles/Volume] Sérum/Plasma ; Numérique
port;2105;2276-4;Ferritine [Masse/Volume] Sérum/Plasma ; Numérique
port;2201;3016-3;Thyréostimuline [Unités/Volume] Sérum/Plasma ; Numérique
`;
