/** Certificates for servers of tests: an authority made for the occasion, a server of this machine, one of another name. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Paths of PEM files. */
export type Certificate = { readonly cert: string; readonly key: string };

export type Certificates = {
  /** PEM text of the authority that signed both servers. */
  readonly ca: string;
  readonly caFile: string;
  /** Of an authority that signed neither. */
  readonly strangerCa: string;
  /** For `localhost` and 127.0.0.1. */
  readonly server: Certificate;
  /** For a host that this machine is not. */
  readonly elsewhere: Certificate;
  remove(): void;
};

/** `owner`: a server that runs as another user reads its key only where it owns it. */
export function makeCertificates(owner: { readonly uid?: number; readonly gid?: number } = {}): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'outdial-tls-'));
  const at = (name: string): string => join(folder, name);
  // Of our own, so that the machine's settings of openssl decide nothing.
  const config = at('openssl.cnf');
  const lines = ['[req]', 'distinguished_name=name', '[name]', '[authority]', 'basicConstraints=critical,CA:TRUE'];
  writeFileSync(config, `${[...lines, 'keyUsage=critical,keyCertSign'].join('\n')}\n`);
  const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-config', config];

  const authority = (name: string): string => {
    const made = ['-keyout', at(`${name}.key`), '-out', at(`${name}.pem`), '-days', '2', '-subj', `/CN=${name}`];
    openssl('req', '-x509', '-extensions', 'authority', ...newKey, ...made);
    return readFileSync(at(`${name}.pem`), 'utf8');
  };
  const server = (name: string, hosts: string): Certificate => {
    openssl('req', '-new', ...newKey, '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`), '-subj', `/CN=${name}`);
    writeFileSync(at(`${name}.ext`), `subjectAltName=${hosts}\nextendedKeyUsage=serverAuth\n`);
    const signed = ['-CA', at('authority.pem'), '-CAkey', at('authority.key'), '-CAcreateserial', '-days', '2'];
    const made = ['-in', at(`${name}.csr`), '-extfile', at(`${name}.ext`), '-out', at(`${name}.pem`)];
    openssl('x509', '-req', ...made, ...signed);
    return { cert: at(`${name}.pem`), key: at(`${name}.key`) };
  };

  const made = {
    ca: authority('authority'),
    caFile: at('authority.pem'),
    strangerCa: authority('stranger'),
    server: server('server', 'DNS:localhost,IP:127.0.0.1'),
    elsewhere: server('elsewhere', 'DNS:elsewhere.example,IP:192.0.2.1'),
  };
  const { uid, gid } = owner;
  for (const name of readdirSync(folder)) chmodSync(at(name), 0o600);
  if (uid !== undefined && gid !== undefined) {
    for (const path of [folder, ...readdirSync(folder).map(at)]) chownSync(path, uid, gid);
  }
  return { ...made, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
