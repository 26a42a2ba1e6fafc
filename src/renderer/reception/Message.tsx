import type { InboxItem } from '../../shared/contract/inbox';
import { instant } from '../format/dates';
import { SaveOriginal } from './SaveOriginal';

/** What the mail itself said: plain text, never anything that acts. */
export function Message({ source, itemId }: { source: InboxItem['source']; itemId: string }) {
  return (
    <section className="message" aria-label="Message d’origine">
      <dl className="facts">
        <div>
          <dt>De</dt>
          <dd>
            {source.from} <span className="muted">{source.fromAddress}</span>
          </dd>
        </div>
        <div>
          <dt>Objet</dt>
          <dd>{source.subject || '—'}</dd>
        </div>
        <div>
          <dt>Reçu</dt>
          <dd>
            {instant(source.receivedAt)} par {source.channel === 'mss' ? 'MSSanté' : 'le DMP'}
          </dd>
        </div>
        {source.elsewhere.length > 0 && (
          <div>
            <dt>Dans la boîte</dt>
            <dd>{source.elsewhere.join(', ')}</dd>
          </div>
        )}
      </dl>
      <pre className="mail-text">{source.text.trim() || 'Le message ne contient pas de texte.'}</pre>
      <SaveOriginal itemId={itemId} />
    </section>
  );
}
