import type { ReactNode } from 'react';
import type { Attachment } from '../../shared/documents/clinicalDocument';
import type { Narrative, NarrativeRow } from '../../shared/documents/narrative';
import { AttachmentImage } from './AttachmentImage';

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
}

/** Typed nodes become our own elements: no HTML of the document is ever parsed, no link can be followed. */
export function NarrativeView({ nodes, attachments }: Props) {
  const draw = (children: readonly Narrative[]): ReactNode =>
    children.map((node, i) => (
      <Node key={`${node.type}-${String(i)}`} node={node} attachments={attachments} draw={draw} />
    ));
  return <div className="narrative">{draw(nodes)}</div>;
}

type Draw = (children: readonly Narrative[]) => ReactNode;

function Node({
  node,
  attachments,
  draw,
}: {
  node: Narrative;
  attachments: readonly Attachment[];
  draw: Draw;
}) {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'content':
      return <span className={classOf(node.styles)}>{draw(node.children)}</span>;
    case 'paragraph':
      return <div className={`n-paragraph ${classOf(node.styles) ?? ''}`}>{draw(node.children)}</div>;
    case 'sub':
      return <sub>{draw(node.children)}</sub>;
    case 'sup':
      return <sup>{draw(node.children)}</sup>;
    case 'footnote':
      return <small className="n-note">{draw(node.children)}</small>;
    case 'link':
      return (
        <span className="n-link">
          {draw(node.children)} <span className="n-address">[{node.address}]</span>
        </span>
      );
    case 'list':
      return <List node={node} draw={draw} />;
    case 'table':
      return <Table node={node} draw={draw} />;
    case 'media':
      return attachments
        .filter((a) => a.mediaId !== null && node.ids.includes(a.mediaId))
        .map((a) => <AttachmentImage key={a.index} attachment={a} caption={node.caption} />);
  }
}

function List({ node, draw }: { node: Extract<Narrative, { type: 'list' }>; draw: Draw }) {
  const items = node.items.map((item, i) => <li key={`item-${String(i)}`}>{draw(item.children)}</li>);
  return (
    <div className="n-list">
      {node.caption && <p className="n-caption">{node.caption}</p>}
      {node.ordered ? <ol>{items}</ol> : <ul>{items}</ul>}
    </div>
  );
}

function Table({ node, draw }: { node: Extract<Narrative, { type: 'table' }>; draw: Draw }) {
  return (
    <div className="n-table">
      <table>
        {node.caption && <caption>{node.caption}</caption>}
        {node.head.length > 0 && <thead>{rows(node.head, draw)}</thead>}
        <tbody>{rows(node.body, draw)}</tbody>
        {node.foot.length > 0 && <tfoot>{rows(node.foot, draw)}</tfoot>}
      </table>
    </div>
  );
}

const rows = (list: readonly NarrativeRow[], draw: Draw) =>
  list.map((row, r) => (
    <tr key={`row-${String(r)}`} className={classOf(row.styles)}>
      {row.cells.map((cell, c) => {
        const Cell = cell.header ? 'th' : 'td';
        return (
          <Cell
            key={`cell-${String(c)}`}
            colSpan={cell.columns}
            rowSpan={cell.rows}
            className={[classOf(cell.styles), cell.align && `n-${cell.align}-aligned`]
              .filter(Boolean)
              .join(' ')}
          >
            {draw(cell.children)}
          </Cell>
        );
      })}
    </tr>
  ));
