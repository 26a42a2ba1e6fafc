import type { ReactNode } from 'react';
import type { Attachment } from '../../shared/documents/clinicalDocument';
import type { Narrative, NarrativeRow } from '../../shared/documents/narrative';
import { AttachmentImage } from './AttachmentImage';
import type { CodesBehind } from './statements';

/** CDA style codes and XHTML-like words we draw; any other is dropped: a document brings no style of its own. */
const classes: Record<string, string> = {
  Bold: 'n-bold',
  Italics: 'n-italic',
  Underline: 'n-under',
  Emphasis: 'n-italic',
  xContentTitle: 'n-title',
  Lrule: 'n-left',
  Rrule: 'n-right',
  Toprule: 'n-top',
  Botrule: 'n-bottom',
};
const classOf = (styles: readonly string[]) =>
  styles
    .map((s) => classes[s])
    .filter(Boolean)
    .join(' ') || undefined;

interface Props {
  nodes: readonly Narrative[];
  attachments: readonly Attachment[];
  /** What stands in codes behind a place, by its `ID`: said by the pointer, and in « Données codées ». */
  behind?: Behind;
}

/** Typed nodes become our own elements: no HTML of the document is ever parsed, no link can be followed. */
export function NarrativeView({ nodes, attachments, behind = new Map() }: Props) {
  const draw = (children: readonly Narrative[]): ReactNode =>
    children.map((node, i) => (
      <Node
        key={`${node.type}-${String(i)}`}
        node={node}
        attachments={attachments}
        behind={behind}
        draw={draw}
      />
    ));
  return <div className="narrative">{draw(nodes)}</div>;
}

type Behind = ReadonlyMap<string, CodesBehind>;
/** Marks a place that has codes behind it. */
const mark = (behind: Behind, id: string | undefined, more = '') => {
  const title = id === undefined ? undefined : behind.get(id)?.title;
  return { title, className: [more, title && 'n-coded'].filter(Boolean).join(' ') || undefined };
};

/** What the entry has, after words that say something else. */
function Difference({ behind, id }: { behind: Behind; id: string | undefined }) {
  const differs = id === undefined ? null : behind.get(id)?.differs;
  return differs ? (
    <span className="n-differs">
      {' '}
      ≠ donnée codée{'\u202f'}: {differs}
    </span>
  ) : null;
}

type Draw = (children: readonly Narrative[]) => ReactNode;

function Node({
  node,
  attachments,
  behind,
  draw,
}: {
  node: Narrative;
  attachments: readonly Attachment[];
  behind: Behind;
  draw: Draw;
}) {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'content':
      return (
        <span {...mark(behind, node.id, classOf(node.styles))}>
          {draw(node.children)}
          <Difference behind={behind} id={node.id} />
        </span>
      );
    case 'paragraph':
      return (
        <div {...mark(behind, node.id, `n-paragraph ${classOf(node.styles) ?? ''}`)}>
          {draw(node.children)}
          <Difference behind={behind} id={node.id} />
        </div>
      );
    case 'sub':
      return <sub>{draw(node.children)}</sub>;
    case 'sup':
      return <sup>{draw(node.children)}</sup>;
    case 'footnote':
      return <small className="n-note">{draw(node.children)}</small>;
    case 'link':
      return (
        <span className="n-link">
          {draw(node.children)} <span className="n-address">[{node.address || 'adresse retirée'}]</span>
        </span>
      );
    case 'list':
      return <List node={node} behind={behind} draw={draw} />;
    case 'table':
      return <Table node={node} behind={behind} draw={draw} />;
    case 'media':
      return attachments
        .filter((a) => a.mediaId !== null && node.ids.includes(a.mediaId))
        .map((a) => <AttachmentImage key={a.index} attachment={a} caption={node.caption} />);
  }
}

function List({
  node,
  behind,
  draw,
}: {
  node: Extract<Narrative, { type: 'list' }>;
  behind: Behind;
  draw: Draw;
}) {
  const items = node.items.map((item, i) => (
    <li key={`item-${String(i)}`} {...mark(behind, item.id)}>
      {draw(item.children)}
      <Difference behind={behind} id={item.id} />
    </li>
  ));
  return (
    <div className="n-list">
      {node.caption && <p className="n-caption">{node.caption}</p>}
      {node.ordered ? <ol>{items}</ol> : <ul>{items}</ul>}
    </div>
  );
}

function Table({
  node,
  behind,
  draw,
}: {
  node: Extract<Narrative, { type: 'table' }>;
  behind: Behind;
  draw: Draw;
}) {
  return (
    <div className="n-table">
      <table>
        {node.caption && <caption>{node.caption}</caption>}
        {node.head.length > 0 && <thead>{rows(node.head, behind, draw)}</thead>}
        <tbody>{rows(node.body, behind, draw)}</tbody>
        {node.foot.length > 0 && <tfoot>{rows(node.foot, behind, draw)}</tfoot>}
      </table>
    </div>
  );
}

const rows = (list: readonly NarrativeRow[], behind: Behind, draw: Draw) =>
  list.map((row, r) => (
    <tr key={`row-${String(r)}`} {...mark(behind, row.id, classOf(row.styles))}>
      {row.cells.map((cell, c) => {
        const Cell = cell.header ? 'th' : 'td';
        return (
          <Cell
            key={`cell-${String(c)}`}
            colSpan={cell.columns}
            rowSpan={cell.rows}
            {...mark(
              behind,
              cell.id,
              [classOf(cell.styles), cell.align && `n-${cell.align}-aligned`].filter(Boolean).join(' '),
            )}
          >
            {draw(cell.children)}
            <Difference behind={behind} id={cell.id} />
          </Cell>
        );
      })}
    </tr>
  ));
