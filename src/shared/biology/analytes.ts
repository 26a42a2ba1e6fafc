/**
 * What a value of each LOINC is: facts of LOINC (component, property, system) for the analytes a general practitioner follows,
 * and molar masses (PubChem). A LOINC that is not here is still followed, alone, in units of its own measure.
 */

/** LOINC property, with a unit that shows its measure. */
export const properties = {
  MCnc: 'g/L',
  SCnc: 'mol/L',
  NCnc: '/L',
  CCnc: 'U/L',
  ACnc: '[IU]/L',
  Fr: '1',
  EntVol: 'L',
  EntMass: 'g',
  Time: 's',
  VRat: 'mL/min',
  Vel: 'mm/h',
  MRat: 'g/d',
  SRat: 'mol/d',
  SMRto: 'mg/mmol',
} as const;
export type Property = keyof typeof properties;

/** LOINC code, its property, and its method where LOINC names one. */
export type AnalyteCode = readonly [loinc: string, property: Property, method?: string];

export interface Analyte {
  readonly id: string;
  readonly label: string;
  /** LOINC system: values of different systems never meet. */
  readonly system: 'Ser/Plas' | 'Bld' | 'RBC' | 'Ur' | 'Ur 24h' | 'PPP';
  readonly codes: readonly AnalyteCode[];
  /** g/mol: moles and grams convert through it. Absent: they do not. */
  readonly molarMass?: string;
  /** The one conversion that is neither a factor nor a molar mass: value in `to` = slope × value in `from` + intercept. */
  readonly linear?: {
    readonly from: string;
    readonly to: string;
    readonly slope: string;
    readonly intercept: string;
  };
  /** Codes whose values mean what the others mean in that unit alone: a « % » of the IFCC is two points below one of the NGSP. */
  readonly only?: Readonly<Record<string, string>>;
  /** Why two of its measures do not convert, where a doctor would expect it. */
  readonly apart?: string;
  /** Values of two techniques are not one curve (immunoassays…): no line from one laboratory or method to another. */
  readonly byMethod?: true;
  /** Units offered, the usual French one first. */
  readonly units: readonly string[];
}

const mole = (unit: 'mmol/L' | 'umol/L' | 'nmol/L' | 'pmol/L', ...mass: string[]) => ({
  units: [unit, ...mass],
});

export const analytes: readonly Analyte[] = [
  // Blood count
  { id: 'hemoglobin', label: 'Hémoglobine', system: 'Bld', codes: [['718-7', 'MCnc'], ['20509-6', 'MCnc', 'calcul'], ['59260-0', 'SCnc']], apart: 'la mole d’hémoglobine est celle du monomère ou du tétramère : le laboratoire ne le dit pas', units: ['g/dL', 'g/L'] },
  { id: 'leukocytes', label: 'Leucocytes', system: 'Bld', codes: [['6690-2', 'NCnc', 'automate'], ['26464-8', 'NCnc']], units: ['10*9/L', '/uL'] },
  { id: 'erythrocytes', label: 'Érythrocytes', system: 'Bld', codes: [['789-8', 'NCnc', 'automate'], ['26453-1', 'NCnc']], units: ['10*12/L'] },
  { id: 'platelets', label: 'Plaquettes', system: 'Bld', codes: [['777-3', 'NCnc', 'automate'], ['26515-7', 'NCnc']], units: ['10*9/L', '/uL'] },
  { id: 'neutrophils', label: 'Polynucléaires neutrophiles', system: 'Bld', codes: [['751-8', 'NCnc', 'automate'], ['26499-4', 'NCnc']], units: ['10*9/L', '/uL'] },
  { id: 'lymphocytes', label: 'Lymphocytes', system: 'Bld', codes: [['731-0', 'NCnc', 'automate'], ['26474-7', 'NCnc']], units: ['10*9/L', '/uL'] },
  { id: 'monocytes', label: 'Monocytes', system: 'Bld', codes: [['742-7', 'NCnc', 'automate'], ['26484-6', 'NCnc']], units: ['10*9/L', '/uL'] },
  { id: 'eosinophils', label: 'Polynucléaires éosinophiles', system: 'Bld', codes: [['711-2', 'NCnc', 'automate'], ['26449-9', 'NCnc']], units: ['10*9/L', '/uL'] },
  { id: 'basophils', label: 'Polynucléaires basophiles', system: 'Bld', codes: [['704-7', 'NCnc', 'automate'], ['26444-0', 'NCnc']], units: ['10*9/L', '/uL'] },
  { id: 'neutrophils-share', label: 'Neutrophiles / leucocytes', system: 'Bld', codes: [['770-8', 'Fr', 'automate'], ['26511-6', 'Fr']], units: ['%'] },
  { id: 'lymphocytes-share', label: 'Lymphocytes / leucocytes', system: 'Bld', codes: [['736-9', 'Fr', 'automate'], ['26478-8', 'Fr']], units: ['%'] },
  { id: 'monocytes-share', label: 'Monocytes / leucocytes', system: 'Bld', codes: [['5905-5', 'Fr', 'automate'], ['26485-3', 'Fr']], units: ['%'] },
  { id: 'eosinophils-share', label: 'Éosinophiles / leucocytes', system: 'Bld', codes: [['713-8', 'Fr', 'automate'], ['26450-7', 'Fr']], units: ['%'] },
  { id: 'basophils-share', label: 'Basophiles / leucocytes', system: 'Bld', codes: [['706-2', 'Fr', 'automate'], ['30180-4', 'Fr']], units: ['%'] },
  { id: 'hematocrit', label: 'Hématocrite', system: 'Bld', codes: [['4544-3', 'Fr', 'automate'], ['20570-8', 'Fr']], units: ['%'] },
  { id: 'mcv', label: 'VGM', system: 'RBC', codes: [['787-2', 'EntVol', 'automate'], ['30428-7', 'EntVol']], units: ['fL'] },
  { id: 'mch', label: 'TCMH', system: 'RBC', codes: [['785-6', 'EntMass', 'automate'], ['28539-5', 'EntMass']], units: ['pg'] },
  { id: 'mchc', label: 'CCMH', system: 'RBC', codes: [['786-4', 'MCnc', 'automate'], ['28540-3', 'MCnc']], units: ['g/dL', 'g/L'] },
  { id: 'rdw', label: 'Indice de distribution érythrocytaire', system: 'RBC', codes: [['788-0', 'Fr', 'automate'], ['30385-9', 'Fr']], units: ['%'] },
  { id: 'reticulocytes', label: 'Réticulocytes', system: 'Bld', codes: [['60474-4', 'NCnc', 'automate'], ['14196-0', 'NCnc']], units: ['10*9/L'] },
  { id: 'sedimentation', label: 'Vitesse de sédimentation', system: 'Bld', codes: [['30341-2', 'Vel'], ['4537-7', 'Vel', 'Westergren']], units: ['mm/h'] },
  // Coagulation
  { id: 'inr', label: 'INR', system: 'PPP', codes: [['6301-6', 'Fr', 'coagulation']], units: ['{INR}'] },
  { id: 'prothrombin-time', label: 'Temps de Quick', system: 'PPP', codes: [['5902-2', 'Time', 'coagulation']], byMethod: true, units: ['s'] },
  { id: 'prothrombin-rate', label: 'Taux de prothrombine', system: 'PPP', codes: [['5894-1', 'Fr', 'coagulation']], byMethod: true, units: ['%'] },
  { id: 'aptt', label: 'TCA', system: 'PPP', codes: [['14979-9', 'Time', 'coagulation']], byMethod: true, units: ['s'] },
  { id: 'fibrinogen', label: 'Fibrinogène', system: 'PPP', codes: [['3255-7', 'MCnc', 'coagulation']], units: ['g/L', 'mg/dL'] },
  { id: 'd-dimers-feu', label: 'D-dimères (FEU)', system: 'PPP', codes: [['48065-7', 'MCnc']], byMethod: true, units: ['ng/mL{FEU}', 'ug/L{FEU}'] },
  { id: 'd-dimers-ddu', label: 'D-dimères (DDU)', system: 'PPP', codes: [['48066-5', 'MCnc']], byMethod: true, units: ['ug/L{DDU}', 'ng/mL{DDU}'] },
  // Glucose
  { id: 'glucose', label: 'Glucose', system: 'Ser/Plas', codes: [['14749-6', 'SCnc'], ['2345-7', 'MCnc']], molarMass: '180.156', ...mole('mmol/L', 'g/L', 'mg/dL') },
  { id: 'glucose-fasting', label: 'Glucose à jeun', system: 'Ser/Plas', codes: [['40193-5', 'SCnc'], ['53049-3', 'MCnc']], molarMass: '180.156', ...mole('mmol/L', 'g/L', 'mg/dL') },
  { id: 'glucose-post-fast', label: 'Glucose après jeûne', system: 'Ser/Plas', codes: [['14771-0', 'SCnc'], ['1558-6', 'MCnc']], molarMass: '180.156', ...mole('mmol/L', 'g/L', 'mg/dL') },
  { id: 'glucose-blood', label: 'Glucose sanguin', system: 'Bld', codes: [['15074-8', 'SCnc'], ['2339-0', 'MCnc']], molarMass: '180.156', ...mole('mmol/L', 'g/L', 'mg/dL') },
  { id: 'hba1c', label: 'HbA1c', system: 'Bld', codes: [['4548-4', 'Fr'], ['17856-6', 'Fr', 'HPLC'], ['59261-8', 'Fr', 'IFCC']], linear: { from: 'mmol/mol', to: '%', slope: '0.09148', intercept: '2.152' }, only: { '59261-8': 'mmol/mol' }, apart: 'HbA1c ne se convertit qu’entre % (NGSP) et mmol/mol (IFCC)', units: ['%', 'mmol/mol'] },
  // Kidney, electrolytes
  { id: 'creatinine', label: 'Créatinine', system: 'Ser/Plas', codes: [['14682-9', 'SCnc'], ['2160-0', 'MCnc']], molarMass: '113.118', ...mole('umol/L', 'mg/L', 'mg/dL') },
  { id: 'creatinine-urine', label: 'Créatinine urinaire', system: 'Ur', codes: [['14683-7', 'SCnc'], ['2161-8', 'MCnc']], molarMass: '113.118', ...mole('mmol/L', 'g/L', 'mg/dL') },
  { id: 'gfr-ckd-epi', label: 'DFG estimé (CKD-EPI)', system: 'Ser/Plas', codes: [['62238-1', 'VRat', 'CKD-EPI']], units: ['mL/min/{1.73_m2}'] },
  { id: 'gfr-ckd-epi-2021', label: 'DFG estimé (CKD-EPI 2021)', system: 'Ser/Plas', codes: [['98979-8', 'VRat', 'CKD-EPI 2021']], units: ['mL/min/{1.73_m2}'] },
  { id: 'gfr-mdrd', label: 'DFG estimé (MDRD)', system: 'Ser/Plas', codes: [['33914-3', 'VRat', 'MDRD'], ['77147-7', 'VRat', 'MDRD']], units: ['mL/min/{1.73_m2}'] },
  { id: 'clearance-cockcroft', label: 'Clairance de la créatinine (Cockcroft)', system: 'Ser/Plas', codes: [['35591-7', 'VRat', 'Cockcroft-Gault']], units: ['mL/min'] },
  { id: 'urea', label: 'Urée', system: 'Ser/Plas', codes: [['22664-7', 'SCnc'], ['3091-6', 'MCnc']], molarMass: '60.056', ...mole('mmol/L', 'g/L') },
  { id: 'urea-nitrogen', label: 'Azote uréique', system: 'Ser/Plas', codes: [['14937-7', 'SCnc'], ['3094-0', 'MCnc']], apart: 'la mole d’azote uréique se compte en urée ou en azote : le laboratoire ne le dit pas', ...mole('mmol/L', 'mg/dL') },
  { id: 'urate', label: 'Acide urique', system: 'Ser/Plas', codes: [['14933-6', 'SCnc'], ['3084-1', 'MCnc']], molarMass: '168.11', ...mole('umol/L', 'mg/L', 'mg/dL') },
  { id: 'sodium', label: 'Sodium', system: 'Ser/Plas', codes: [['2951-2', 'SCnc']], units: ['mmol/L'] },
  { id: 'potassium', label: 'Potassium', system: 'Ser/Plas', codes: [['2823-3', 'SCnc']], units: ['mmol/L'] },
  { id: 'potassium-blood', label: 'Potassium sanguin', system: 'Bld', codes: [['6298-4', 'SCnc']], units: ['mmol/L'] },
  { id: 'sodium-blood', label: 'Sodium sanguin', system: 'Bld', codes: [['2947-0', 'SCnc']], units: ['mmol/L'] },
  { id: 'chloride', label: 'Chlore', system: 'Ser/Plas', codes: [['2075-0', 'SCnc']], units: ['mmol/L'] },
  { id: 'bicarbonate', label: 'Bicarbonates', system: 'Ser/Plas', codes: [['1963-8', 'SCnc']], units: ['mmol/L'] },
  { id: 'carbon-dioxide', label: 'CO₂ total', system: 'Ser/Plas', codes: [['2028-9', 'SCnc']], units: ['mmol/L'] },
  { id: 'calcium', label: 'Calcium', system: 'Ser/Plas', codes: [['2000-8', 'SCnc'], ['17861-6', 'MCnc']], molarMass: '40.078', ...mole('mmol/L', 'mg/L', 'mg/dL') },
  { id: 'calcium-ionized', label: 'Calcium ionisé', system: 'Ser/Plas', codes: [['1995-0', 'SCnc'], ['17864-0', 'MCnc', 'électrode']], molarMass: '40.078', ...mole('mmol/L', 'mg/L', 'mg/dL') },
  { id: 'calcium-ionized-blood', label: 'Calcium ionisé (sang)', system: 'Bld', codes: [['1994-3', 'SCnc']], molarMass: '40.078', ...mole('mmol/L', 'mg/L') },
  { id: 'magnesium', label: 'Magnésium', system: 'Ser/Plas', codes: [['2601-3', 'SCnc'], ['19123-9', 'MCnc']], molarMass: '24.305', ...mole('mmol/L', 'mg/L', 'mg/dL') },
  { id: 'phosphate', label: 'Phosphore', system: 'Ser/Plas', codes: [['14879-1', 'SCnc'], ['2777-1', 'MCnc']], molarMass: '30.974', ...mole('mmol/L', 'mg/L', 'mg/dL') },
  { id: 'sodium-urine', label: 'Sodium urinaire', system: 'Ur', codes: [['2955-3', 'SCnc']], units: ['mmol/L'] },
  { id: 'potassium-urine', label: 'Potassium urinaire', system: 'Ur', codes: [['2828-2', 'SCnc']], units: ['mmol/L'] },
  { id: 'albumin-urine', label: 'Albumine urinaire', system: 'Ur', codes: [['1754-1', 'MCnc'], ['14957-5', 'MCnc', 'limite ≤ 20 mg/L']], units: ['mg/L', 'g/L'] },
  { id: 'albumin-creatinine', label: 'Albuminurie / créatininurie', system: 'Ur', codes: [['9318-7', 'Fr'], ['14959-1', 'Fr', 'limite ≤ 20 mg/L'], ['32294-1', 'SMRto']], molarMass: '113.118', units: ['mg/mmol', 'mg/g'] },
  { id: 'protein-urine', label: 'Protéinurie', system: 'Ur', codes: [['2888-6', 'MCnc']], units: ['g/L', 'mg/L'] },
  { id: 'protein-urine-day', label: 'Protéinurie des 24 h', system: 'Ur 24h', codes: [['2889-4', 'MRat']], units: ['g/(24.h)', 'mg/(24.h)'] },
  // Lipids
  { id: 'cholesterol', label: 'Cholestérol total', system: 'Ser/Plas', codes: [['14647-2', 'SCnc'], ['2093-3', 'MCnc']], molarMass: '386.65', units: ['g/L', 'mmol/L', 'mg/dL'] },
  { id: 'cholesterol-hdl', label: 'Cholestérol HDL', system: 'Ser/Plas', codes: [['14646-4', 'SCnc'], ['2085-9', 'MCnc']], molarMass: '386.65', units: ['g/L', 'mmol/L', 'mg/dL'] },
  { id: 'cholesterol-ldl', label: 'Cholestérol LDL', system: 'Ser/Plas', codes: [['22748-8', 'SCnc'], ['2089-1', 'MCnc'], ['39469-2', 'SCnc', 'calcul'], ['13457-7', 'MCnc', 'calcul'], ['69419-0', 'SCnc', 'dosage direct'], ['18262-6', 'MCnc', 'dosage direct']], molarMass: '386.65', units: ['g/L', 'mmol/L', 'mg/dL'] },
  { id: 'triglycerides', label: 'Triglycérides', system: 'Ser/Plas', codes: [['14927-8', 'SCnc'], ['2571-8', 'MCnc']], molarMass: '875', units: ['g/L', 'mmol/L', 'mg/dL'] },
  { id: 'lipoprotein-a', label: 'Lipoprotéine (a)', system: 'Ser/Plas', codes: [['43583-4', 'SCnc'], ['10835-7', 'MCnc']], apart: 'la masse de la lipoprotéine (a) varie d’une personne à l’autre', byMethod: true, units: ['nmol/L', 'mg/L', 'mg/dL'] },
  // Liver, enzymes, proteins
  { id: 'asat', label: 'ASAT', system: 'Ser/Plas', codes: [['1920-8', 'CCnc']], units: ['U/L', 'ukat/L'] },
  { id: 'alat', label: 'ALAT', system: 'Ser/Plas', codes: [['1742-6', 'CCnc']], units: ['U/L', 'ukat/L'] },
  { id: 'ggt', label: 'Gamma-GT', system: 'Ser/Plas', codes: [['2324-2', 'CCnc']], units: ['U/L', 'ukat/L'] },
  { id: 'alkaline-phosphatase', label: 'Phosphatases alcalines', system: 'Ser/Plas', codes: [['6768-6', 'CCnc']], units: ['U/L', 'ukat/L'] },
  { id: 'ldh', label: 'LDH', system: 'Ser/Plas', codes: [['2532-0', 'CCnc'], ['14804-9', 'CCnc', 'lactate vers pyruvate']], byMethod: true, units: ['U/L', 'ukat/L'] },
  { id: 'creatine-kinase', label: 'CK', system: 'Ser/Plas', codes: [['2157-6', 'CCnc']], units: ['U/L', 'ukat/L'] },
  { id: 'lipase', label: 'Lipase', system: 'Ser/Plas', codes: [['3040-3', 'CCnc']], byMethod: true, units: ['U/L', 'ukat/L'] },
  { id: 'amylase', label: 'Amylase', system: 'Ser/Plas', codes: [['1798-8', 'CCnc']], byMethod: true, units: ['U/L', 'ukat/L'] },
  { id: 'bilirubin', label: 'Bilirubine totale', system: 'Ser/Plas', codes: [['14631-6', 'SCnc'], ['1975-2', 'MCnc']], molarMass: '584.66', ...mole('umol/L', 'mg/L', 'mg/dL') },
  { id: 'bilirubin-direct', label: 'Bilirubine directe', system: 'Ser/Plas', codes: [['14629-0', 'SCnc'], ['1968-7', 'MCnc']], molarMass: '584.66', ...mole('umol/L', 'mg/L', 'mg/dL') },
  { id: 'bilirubin-indirect', label: 'Bilirubine indirecte', system: 'Ser/Plas', codes: [['14630-8', 'SCnc'], ['1971-1', 'MCnc']], molarMass: '584.66', ...mole('umol/L', 'mg/L', 'mg/dL') },
  { id: 'protein', label: 'Protéines', system: 'Ser/Plas', codes: [['2885-2', 'MCnc']], units: ['g/L', 'g/dL'] },
  { id: 'albumin', label: 'Albumine', system: 'Ser/Plas', codes: [['1751-7', 'MCnc'], ['54347-0', 'SCnc'], ['2862-1', 'MCnc', 'électrophorèse']], apart: 'aucune masse molaire de l’albumine ne fait foi', byMethod: true, units: ['g/L', 'g/dL'] },
  { id: 'crp', label: 'CRP', system: 'Ser/Plas', codes: [['1988-5', 'MCnc'], ['76485-2', 'SCnc'], ['30522-7', 'MCnc', 'ultrasensible']], apart: 'la mole de CRP dépend de l’étalon du laboratoire', units: ['mg/L', 'mg/dL'] },
  { id: 'lactate', label: 'Lactate', system: 'Ser/Plas', codes: [['2524-7', 'SCnc'], ['14118-4', 'MCnc']], molarMass: '90.08', ...mole('mmol/L', 'mg/L', 'mg/dL') },
  // Iron, vitamins
  { id: 'iron', label: 'Fer', system: 'Ser/Plas', codes: [['14798-3', 'SCnc'], ['2498-4', 'MCnc']], molarMass: '55.845', ...mole('umol/L', 'ug/dL', 'mg/L') },
  { id: 'ferritin', label: 'Ferritine', system: 'Ser/Plas', codes: [['2276-4', 'MCnc'], ['20567-4', 'MCnc', 'immunodosage'], ['14723-1', 'SCnc']], apart: 'aucune masse molaire de la ferritine ne fait foi', byMethod: true, units: ['ug/L', 'ng/mL'] },
  { id: 'transferrin', label: 'Transferrine', system: 'Ser/Plas', codes: [['3034-6', 'MCnc'], ['22674-6', 'SCnc']], apart: 'aucune masse molaire de la transferrine ne fait foi', units: ['g/L', 'mg/dL'] },
  { id: 'transferrin-saturation', label: 'Saturation de la transferrine', system: 'Ser/Plas', codes: [['2502-3', 'Fr'], ['14801-5', 'Fr']], units: ['%'] },
  { id: 'vitamin-b12', label: 'Vitamine B12', system: 'Ser/Plas', codes: [['14685-2', 'SCnc'], ['2132-9', 'MCnc']], molarMass: '1355.4', byMethod: true, ...mole('pmol/L', 'ng/L', 'pg/mL') },
  { id: 'folate', label: 'Folates', system: 'Ser/Plas', codes: [['14732-2', 'SCnc'], ['2284-8', 'MCnc']], molarMass: '441.40', byMethod: true, ...mole('nmol/L', 'ug/L', 'ng/mL') },
  { id: 'vitamin-d3', label: '25-OH vitamine D3', system: 'Ser/Plas', codes: [['14635-7', 'SCnc'], ['1989-3', 'MCnc']], molarMass: '400.64', byMethod: true, ...mole('nmol/L', 'ng/mL', 'ug/L') },
  { id: 'vitamin-d', label: '25-OH vitamine D (D2 + D3)', system: 'Ser/Plas', codes: [['68438-1', 'SCnc'], ['62292-8', 'MCnc']], molarMass: '400.64', byMethod: true, ...mole('nmol/L', 'ng/mL', 'ug/L') },
  // Hormones, markers
  { id: 'tsh', label: 'TSH', system: 'Ser/Plas', codes: [['3016-3', 'ACnc'], ['11580-8', 'ACnc', 'limite ≤ 0,005 mUI/L']], byMethod: true, units: ['m[IU]/L'] },
  { id: 't4-free', label: 'T4 libre', system: 'Ser/Plas', codes: [['14920-3', 'SCnc'], ['3024-7', 'MCnc']], molarMass: '776.87', byMethod: true, ...mole('pmol/L', 'ng/L', 'pg/mL', 'ng/dL') },
  { id: 't3-free', label: 'T3 libre', system: 'Ser/Plas', codes: [['14928-6', 'SCnc'], ['3051-0', 'MCnc']], molarMass: '650.97', byMethod: true, ...mole('pmol/L', 'ng/L', 'pg/mL') },
  { id: 'parathyrin', label: 'Parathormone', system: 'Ser/Plas', codes: [['14866-8', 'SCnc'], ['2731-8', 'MCnc']], molarMass: '9425', byMethod: true, units: ['ng/L', 'pg/mL', 'pmol/L'] },
  { id: 'cortisol', label: 'Cortisol', system: 'Ser/Plas', codes: [['14675-3', 'SCnc'], ['2143-6', 'MCnc']], molarMass: '362.46', byMethod: true, ...mole('nmol/L', 'ug/L', 'ug/dL') },
  { id: 'testosterone', label: 'Testostérone', system: 'Ser/Plas', codes: [['14913-8', 'SCnc'], ['2986-8', 'MCnc']], molarMass: '288.42', byMethod: true, ...mole('nmol/L', 'ng/mL', 'ug/L', 'ng/dL') },
  { id: 'estradiol', label: 'Estradiol', system: 'Ser/Plas', codes: [['14715-7', 'SCnc'], ['2243-4', 'MCnc']], molarMass: '272.38', byMethod: true, ...mole('pmol/L', 'ng/L', 'pg/mL') },
  { id: 'progesterone', label: 'Progestérone', system: 'Ser/Plas', codes: [['14890-8', 'SCnc'], ['2839-9', 'MCnc']], molarMass: '314.46', byMethod: true, ...mole('nmol/L', 'ug/L', 'ng/mL') },
  { id: 'prolactin', label: 'Prolactine', system: 'Ser/Plas', codes: [['15081-3', 'ACnc'], ['2842-3', 'MCnc']], apart: 'une unité internationale de prolactine n’a pas de masse', byMethod: true, units: ['m[IU]/L', 'ug/L', 'ng/mL'] },
  { id: 'fsh', label: 'FSH', system: 'Ser/Plas', codes: [['15067-2', 'ACnc']], byMethod: true, units: ['[IU]/L', 'm[IU]/mL'] },
  { id: 'lh', label: 'LH', system: 'Ser/Plas', codes: [['10501-5', 'ACnc']], byMethod: true, units: ['[IU]/L', 'm[IU]/mL'] },
  { id: 'hcg', label: 'hCG', system: 'Ser/Plas', codes: [['19080-1', 'ACnc']], byMethod: true, units: ['[IU]/L', 'm[IU]/mL'] },
  { id: 'psa', label: 'PSA total', system: 'Ser/Plas', codes: [['2857-1', 'MCnc'], ['35741-8', 'MCnc', 'limite ≤ 0,01 ng/mL']], byMethod: true, units: ['ug/L', 'ng/mL'] },
  { id: 'psa-free', label: 'PSA libre', system: 'Ser/Plas', codes: [['10886-0', 'MCnc']], byMethod: true, units: ['ug/L', 'ng/mL'] },
  { id: 'psa-share', label: 'PSA libre / total', system: 'Ser/Plas', codes: [['12841-3', 'Fr']], byMethod: true, units: ['%'] },
  { id: 'troponin-i', label: 'Troponine I', system: 'Ser/Plas', codes: [['10839-9', 'MCnc'], ['89579-7', 'MCnc', 'ultrasensible']], byMethod: true, units: ['ng/L', 'ug/L'] },
  { id: 'troponin-t', label: 'Troponine T', system: 'Ser/Plas', codes: [['6598-7', 'MCnc'], ['67151-1', 'MCnc', 'ultrasensible']], byMethod: true, units: ['ng/L', 'ug/L'] },
  { id: 'nt-probnp', label: 'NT-proBNP', system: 'Ser/Plas', codes: [['33762-6', 'MCnc']], byMethod: true, units: ['ng/L', 'pg/mL'] },
  { id: 'bnp', label: 'BNP', system: 'Ser/Plas', codes: [['42637-9', 'MCnc'], ['30934-4', 'MCnc']], byMethod: true, units: ['ng/L', 'pg/mL'] },
  { id: 'procalcitonin', label: 'Procalcitonine', system: 'Ser/Plas', codes: [['33959-8', 'MCnc']], byMethod: true, units: ['ug/L', 'ng/mL'] },
  // Drugs
  { id: 'lithium', label: 'Lithium', system: 'Ser/Plas', codes: [['14334-7', 'SCnc'], ['3719-2', 'MCnc']], molarMass: '6.94', ...mole('mmol/L', 'mg/L') },
  { id: 'digoxin', label: 'Digoxine', system: 'Ser/Plas', codes: [['14698-5', 'SCnc'], ['10535-3', 'MCnc']], molarMass: '780.94', byMethod: true, ...mole('nmol/L', 'ug/L', 'ng/mL') },
]; // biome-ignore format: a table reads by its lines
