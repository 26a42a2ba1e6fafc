"""Judges the operator of the bac à sable with Python's own imaplib, smtplib and email: prints what it saw as JSON."""
import imaplib, json, smtplib, ssl, sys, threading, time

where = json.loads(sys.argv[1])
context = ssl.create_default_context(cafile=where["ca"])
context.load_cert_chain(where["certificate"], where["key"])
context.maximum_version = ssl.TLSVersion.TLSv1_2
address = where["address"].encode()
saw = {}

smtp = smtplib.SMTP("localhost", where["smtp"], timeout=10)
smtp.ehlo()
saw["authInClear"] = smtp.docmd("AUTH", "EXTERNAL")[0]
saw["starttls"] = smtp.starttls(context=context)[0]
smtp.ehlo()
saw["size"] = smtp.esmtp_features["size"]
saw["mailBeforeLogin"] = smtp.mail(where["address"])[0]
saw["auth"] = smtp.auth("EXTERNAL", lambda challenge=None: where["address"])[0]
body = "Subject: dots\r\nMessage-ID: <dots@judge>\r\n\r\n.one\r\n..two\r\nlast\r\n"
saw["refused"] = {k: v[0] for k, v in smtp.sendmail(where["address"], [where["to"], "x@gmail.com"], body).items()}
saw["otherSender"] = smtp.mail(where["to"])[0]
smtp.quit()

imap = imaplib.IMAP4("localhost", where["imap"], timeout=10)
saw["loginInClear"] = None
try:
    imap.login("a", "b")
except imaplib.IMAP4.error as e:
    saw["loginInClear"] = "PRIVACYREQUIRED" in str(e)
imap.starttls(ssl_context=context)
saw["capabilities"] = sorted(imap.capabilities)
imap.authenticate("EXTERNAL", lambda challenge: address)
saw["folders"] = sorted(l.decode() for l in imap.list()[1])
saw["namespace"] = imap.namespace()[1][0].decode()
saw["status"] = imap.status("INBOX", "(MESSAGES UNSEEN UIDNEXT)")[1][0].decode()
raw = b"Subject: =?utf-8?q?appos=C3=A9?=\r\nMessage-ID: <append@judge>\r\nFrom: \"A, B\" <a@b.fr>\r\n\r\ncorps \xc3\xa9\r\n"
typ, data = imap.append("INBOX", "(\\Flagged)", '"03-Nov-2026 08:00:00 +0000"', raw)
saw["append"] = [typ, data[0].decode().split()[0]]
typ, data = imap.select("INBOX")
count = int(data[0])
saw["count"] = count
saw["search"] = imap.uid("SEARCH", "HEADER", "Message-ID", '"<append@judge>"')[1][0].decode()
uid = saw["search"]
typ, data = imap.uid("FETCH", uid, "(FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])")
saw["same"] = data[0][1] == raw
saw["meta"] = data[0][0].decode()
saw["partial"] = imap.uid("FETCH", uid, "(BODY.PEEK[]<9.8>)")[1][0][1].decode()
saw["fields"] = imap.uid("FETCH", uid, "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")[1][0][1].decode()
saw["envelope"] = imap.uid("FETCH", uid, "(ENVELOPE)")[1][0].decode()
saw["structure"] = imap.uid("FETCH", "1", "(BODYSTRUCTURE)")[1][0].decode()
saw["part"] = imap.uid("FETCH", "1", "(BODY.PEEK[2])")[1][0][1].decode()
saw["unseenBefore"] = len(imap.search(None, "UNSEEN")[1][0].split())
imap.uid("FETCH", uid, "(BODY[])")
saw["unseenAfter"] = len(imap.search(None, "UNSEEN")[1][0].split())
saw["store"] = imap.uid("STORE", uid, "+FLAGS", "(\\Answered)")[1][0].decode()
saw["copy"] = imap.uid("COPY", uid, "Archives")[0]
saw["move"] = imap.uid("MOVE", uid, "Corbeille")[0]
saw["afterMove"] = imap.uid("SEARCH", "ALL")[1][0].decode()
imap.store("1", "+FLAGS", "\\Deleted")
saw["expunge"] = [l.decode() for l in imap.expunge()[1]]
saw["readonly"] = imap.select("Archives", readonly=True)[1][0].decode()
saw["readonlyStore"] = imap.uid("STORE", "1", "+FLAGS", "(\\Seen)")[0]
saw["bad"] = None
imaplib.Commands["FROBNICATE"] = ("SELECTED",)
try:
    imap._simple_command("FROBNICATE")
except imaplib.IMAP4.error as e:
    saw["bad"] = True
saw["logout"] = imap.logout()[0]
print(json.dumps(saw))
