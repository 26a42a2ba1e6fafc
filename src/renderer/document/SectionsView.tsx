import { useMemo, useState } from 'react';
import type { ClinicalDocument, Section } from '../../shared/documents/clinicalDocument';
import { ActionButton } from '../parts/ActionButton';
import { AttachmentFile, AttachmentImage } from './AttachmentImage';
import { isBitmap, isPdf } from './attachments';
import { cutSections } from './cutSections';
import { NarrativeView } from './NarrativeView';
import { codesBehind } from './statements';

/** Nodes drawn at once: ten times the longest public example, and well under a second. */
const STEP = 5000;

/** The text of a document, section by section, then what it carries beside. */
export function SectionsView({ document }: { document: ClinicalDocument }) {
  const { attachments } = document;
  const [most, setMost] = useState(STEP);
  const { sections, whole } = useMemo(() => cutSections(document.sections, most), [document.sections, most]);
  const files = attachments.filter((a) => a.role === 'file' || (a.role === 'image' && a.mediaId === null));
  return (
    <div className="sections">
      {sections.map((s, i) => (
        <OneSection key={`${s.code ?? ''}${String(i)}`} section={s} depth={3} document={document} />
      ))}
      {!whole && (
        <p className="cut-text">
          <span>Ce texte est très long : seul son début est affiché.</span>
          <ActionButton onAct={() => setMost(most + STEP)}>Afficher la suite</ActionButton>
        </p>
      )}
      {sections.length === 0 && <p className="muted">Ce document ne contient pas de texte : voir le PDF.</p>}
      {files.length > 0 && (
        <section>
          <h3>Pièces jointes</h3>
          {files.map((a) =>
            isBitmap(a) ? (
              <AttachmentImage key={a.index} attachment={a} />
            ) : (
              !isPdf(a) && <AttachmentFile key={a.index} attachment={a} />
            ),
          )}
        </section>
      )}
    </div>
  );
}

function OneSection(props: { section: Section; depth: number; document: ClinicalDocument }) {
  const { section, depth, document } = props;
  const Title = `h${Math.min(6, depth)}` as 'h3' | 'h4' | 'h5' | 'h6';
  return (
    <section>
      {section.title && <Title>{section.title}</Title>}
      <NarrativeView
        nodes={section.narrative}
        attachments={document.attachments}
        behind={codesBehind(section.statements ?? [])}
      />
      {section.sections.map((s, i) => (
        <OneSection key={`${s.code ?? ''}${String(i)}`} section={s} depth={depth + 1} document={document} />
      ))}
    </section>
  );
}
