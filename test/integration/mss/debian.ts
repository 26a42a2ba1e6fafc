import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Identity, TestIgc } from './certificates';
import { temporaryFolder, until } from './house';

/** Why the real servers cannot be run here, or null. Debian: dovecot-imapd dovecot-lmtpd postfix. */
export function whyNoDebianMail(): string | null {
  if (process.getuid?.() !== 0) return 'needs root (Postfix)';
  for (const program of ['/usr/sbin/dovecot', '/usr/sbin/postfix', '/usr/bin/setpriv'])
    if (!existsSync(program)) return `${program} is absent`;
  return null;
}

export interface DebianMail {
  imap: { host: string; port: number; security: 'starttls' | 'implicit' };
  imaps: { host: string; port: number; security: 'starttls' | 'implicit' };
  submission: { host: string; port: number; security: 'starttls' | 'implicit' };
  /** Files delivered to an address. */
  delivered(address: string): string[];
  /** The Maildir of an address; `own` gives what was written in it to Dovecot. */
  maildir(address: string): string;
  own(address: string): void;
  /** Puts a message in the Maildir of an address, as a delivery would. */
  deliver(address: string, raw: string | Uint8Array): Promise<void>;
  /** A new UIDVALIDITY, as after a restored backup; open connections are cut. */
  renumber(address: string): Promise<void>;
  stop(): Promise<void>;
}

/** Dovecot and Postfix on loopback with compulsory client certificates, as an operator sets them up. */
export async function debianMail(
  igc: TestIgc,
  client: Identity,
  addresses: string[],
  sizeLimit: number,
  /** The only capabilities Dovecot tells, in place of its own. */
  capability = '',
): Promise<DebianMail> {
  const dir = temporaryFolder();
  let deliveries = 0;
  chmodSync(dir, 0o755);
  const [imap, imaps, lmtp, submission] = (await freePorts(4)) as [number, number, number, number];
  const user = { name: 'nobody', group: 'nogroup', uid: id('-u'), gid: id('-g') };
  for (const sub of ['dove', 'dove/run', 'dove/state', 'dove/boxes']) {
    mkdirSync(join(dir, sub));
    chownSync(join(dir, sub), user.uid, user.gid);
  }
  for (const sub of ['pf', 'pfq', 'pfd']) mkdirSync(join(dir, sub));
  spawnSync('chown', ['postfix', join(dir, 'pfd')]);
  const file = (name: string, content: string) => {
    writeFileSync(join(dir, name), content);
    return join(dir, name);
  };
  const [ca, certificate, key] = [
    file('ca.pem', igc.ca),
    file('server.pem', igc.server.certificate),
    file('server.key', igc.server.key),
  ];

  const dovecot = spawn(
    'setpriv',
    [
      '--reuid',
      user.name,
      '--regid',
      user.group,
      '--clear-groups',
      '/usr/sbin/dovecot',
      '-F',
      '-c',
      file('dovecot.conf', dovecotConf()),
    ],
    { stdio: 'ignore' },
  );
  const folder = join(dir, 'pf');
  file('pf/main.cf', mainCf());
  file('pf/master.cf', masterCf());
  file('pf/boxes', addresses.map((a) => `${a} ok\n`).join(''));
  file('pf/clientcerts', `${fingerprint(file('client.pem', client.certificate))} doctor\n`);
  const started = spawnSync('postfix', ['-c', folder, 'start'], { encoding: 'utf8' });
  if (started.status !== 0) throw new Error(`postfix: ${started.stderr}`);
  for (const port of [imap, imaps, lmtp, submission]) await until(() => listens(port));
  return {
    imap: { host: 'localhost', port: imap, security: 'starttls' },
    imaps: { host: '127.0.0.1', port: imaps, security: 'implicit' },
    submission: { host: 'localhost', port: submission, security: 'starttls' },
    delivered(address) {
      const box = join(dir, 'dove/boxes', address, 'new');
      return existsSync(box) ? readdirSync(box).map((name) => readFileSync(join(box, name), 'latin1')) : [];
    },
    maildir: (address) => join(dir, 'dove/boxes', address),
    own(address) {
      spawnSync('chown', ['-R', `${user.name}:${user.group}`, join(dir, 'dove/boxes', address)]);
    },
    async deliver(address, raw) {
      const box = join(dir, 'dove/boxes', address);
      for (const sub of ['', 'tmp', 'new', 'cur']) {
        if (existsSync(join(box, sub))) continue;
        mkdirSync(join(box, sub));
        chownSync(join(box, sub), user.uid, user.gid);
      }
      deliveries += 1;
      const name = `${Date.now()}.M${String(deliveries).padStart(6, '0')}P${process.pid}.test`;
      writeFileSync(join(box, 'tmp', name), raw);
      chownSync(join(box, 'tmp', name), user.uid, user.gid);
      renameSync(join(box, 'tmp', name), join(box, 'new', name));
    },
    async renumber(address) {
      const box = join(dir, 'dove/boxes', address);
      spawnSync('doveadm', ['-c', join(dir, 'dovecot.conf'), 'kick', address]);
      for (const name of readdirSync(box)) if (/^dovecot[.-]/.test(name)) rmSync(join(box, name));
      // Dovecot takes the second of the clock.
      await new Promise((resolve) => setTimeout(resolve, 1_100));
    },
    async stop() {
      spawnSync('postfix', ['-c', folder, 'stop']);
      dovecot.kill();
      await new Promise((resolve) => dovecot.once('close', resolve));
    },
  };

  function dovecotConf(): string {
    return `
base_dir = ${dir}/dove/run
state_dir = ${dir}/dove/state
log_path = ${dir}/dove/log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = ${user.name}
default_internal_group = ${user.group}
default_login_user = ${user.name}
mail_location = maildir:${dir}/dove/boxes/%u
first_valid_uid = 100
ssl = required
ssl_cert = <${certificate}
ssl_key = <${key}
ssl_ca = <${ca}
ssl_verify_client_cert = yes
ssl_require_crl = no
auth_ssl_require_client_cert = yes
auth_ssl_username_from_cert = yes
ssl_cert_username_field = commonName
auth_mechanisms = external
passdb {
  driver = static
  args = nopassword
}
userdb {
  driver = static
  args = uid=${user.name} gid=${user.group} home=${dir}/dove/boxes/%u allow_all_users=yes
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = ${imaps}
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp}
  }
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Envoy&AOk-s {
    auto = subscribe
    special_use = \\Sent
  }
  mailbox Archives {
    auto = create
    special_use = \\Archive
  }
  mailbox Corbeille {
    auto = create
    special_use = \\Trash
  }
}
${capability === '' ? '' : `protocol imap {\n  imap_capability = ${capability}\n}`}
`;
  }

  function mainCf(): string {
    return `
compatibility_level = 3.6
queue_directory = ${dir}/pfq
data_directory = ${dir}/pfd
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
maillog_file = ${dir}/postfix.log
maillog_file_prefixes = ${dir}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost
mydestination =
mynetworks =
local_transport = error:none
virtual_mailbox_domains = ${[...new Set(addresses.map((a) => a.slice(a.indexOf('@') + 1)))].join(' ')}
virtual_transport = lmtp:inet:127.0.0.1:${lmtp}
virtual_mailbox_maps = texthash:${folder}/boxes
alias_maps =
local_recipient_maps =
message_size_limit = ${sizeLimit}
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtpd_tls_cert_file = ${certificate}
smtpd_tls_key_file = ${key}
smtpd_tls_CAfile = ${ca}
smtpd_tls_fingerprint_digest = sha256
relay_clientcerts = texthash:${folder}/clientcerts
smtp_tls_security_level = none
`;
  }

  function masterCf(): string {
    const restricted = ['client', 'relay', 'recipient'].map(
      (r) => `  -o smtpd_${r}_restrictions=permit_tls_clientcerts,reject`,
    );
    const plain = [
      'rewrite unix - - n - - trivial-rewrite',
      'qmgr unix n - n 300 1 qmgr',
      'cleanup unix n - n - 0 cleanup',
    ]
      .concat(['bounce', 'defer', 'trace'].map((name) => `${name} unix - - n - 0 bounce`))
      .concat(['error', 'lmtp', 'virtual', 'local', 'smtp'].map((name) => `${name} unix - - n - - ${name}`))
      .concat([
        'tlsmgr unix - - n 1000? 1 tlsmgr',
        'proxymap unix - - n - - proxymap',
        'anvil unix - - n - 1 anvil',
      ])
      .concat([
        'scache unix - - n - 1 scache',
        'flush unix n - n 1000? 0 flush',
        'pickup unix n - n 60 1 pickup',
      ])
      .concat(['verify unix - - n - 1 verify', 'postlog unix-dgram n - n - 1 postlogd']);
    return [
      `127.0.0.1:${submission} inet n - n - - smtpd`,
      '  -o smtpd_tls_security_level=encrypt',
      '  -o smtpd_tls_req_ccert=yes',
      ...restricted,
      ...plain,
      '',
    ].join('\n');
  }
}

const id = (which: string): number => Number(spawnSync('id', [which, 'nobody'], { encoding: 'utf8' }).stdout);

const fingerprint = (path: string): string =>
  spawnSync('openssl', ['x509', '-noout', '-fingerprint', '-sha256', '-in', path], { encoding: 'utf8' })
    .stdout.trim()
    .split('=')[1]!;

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

const listens = async (port: number): Promise<boolean> => {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
};
