import type { Session } from './session';

/** What is offered at this point of the session: nothing but STARTTLS before TLS. */
export function capabilities(session: Session): string {
  if (!session.secured) return 'IMAP4rev1 ID STARTTLS LOGINDISABLED';
  if (session.box)
    return 'IMAP4rev1 ID ENABLE IDLE NAMESPACE SPECIAL-USE UIDPLUS MOVE UNSELECT LITERAL+ SASL-IR';
  const mechanisms = ['AUTH=EXTERNAL', ...(session.house.options.acceptToken ? ['AUTH=XOAUTH2'] : [])];
  return `IMAP4rev1 ID LITERAL+ SASL-IR LOGINDISABLED ${mechanisms.join(' ')}`;
}
