/** What the two human files of an archive say. No patient trait: the archive may lie on a disk. */
export interface ArchiveNotice {
  /** « Dr Camille DOCTEUR-FICTIF ». */
  sender: string;
  structure: string;
  phone: string;
  /** « Colloque 0.1.0 ». */
  software: string;
  /** Titles of the documents, in the order of the files. */
  documents: readonly { file: string; title: string }[];
}

const escaped = (s: string): string =>
  s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** INDEX.HTM: XHTML Basic 1.1, without script or style (ITI-32). */
export function indexPage(n: ArchiveNotice): string {
  const items = n.documents
    .map((d) => `<li><a href="IHE_XDM/SUBSET01/${d.file}">${escaped(d.title)}</a></li>`)
    .join('\r\n');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML Basic 1.1//EN" "http://www.w3.org/TR/xhtml-basic/xhtml-basic11.dtd">',
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr">',
    '<head><title>Documents médicaux</title></head>',
    '<body>',
    '<h1>Documents médicaux</h1>',
    `<p>Émetteur\u202f: ${escaped(n.sender)}, ${escaped(n.structure)}${n.phone ? `, ${escaped(n.phone)}` : ''}</p>`,
    `<ul>\r\n${items}\r\n</ul>`,
    '<p>Voir aussi <a href="README.TXT">README.TXT</a>.</p>',
    '</body>',
    '</html>',
    '',
  ].join('\r\n');
}

/** README.TXT: who made the archive, with what, and how to open it. */
export function readme(n: ArchiveNotice): string {
  return [
    'Archive IHE_XDM (profil IHE XDM, volet « Échange de documents de santé » du CI-SIS)',
    '',
    `Émetteur : ${n.sender}`,
    `Structure : ${n.structure}`,
    ...(n.phone ? [`Téléphone : ${n.phone}`] : []),
    `Logiciel : ${n.software}`,
    '',
    'Contenu : un lot de documents au format CDA R2, dans IHE_XDM/SUBSET01.',
    'METADATA.XML décrit le lot ; chaque DOCnnnn.XML est un document.',
    'Un logiciel de cabinet ouvre l’archive entière. À défaut, ouvrez INDEX.HTM',
    'dans un navigateur, ou le PDF joint au même message.',
    '',
  ].join('\r\n');
}
