import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

/** Elliptic curves: a key takes a millisecond, an RSA key up to a second. */
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 24 * 60 * 60 * 1000;

/** A certificate and its private key, as PEM. */
export interface PemPair {
  cert: string;
  key: string;
}

/** What a certificate is for. */
export interface CertificateRequest {
  commonName: string;
  /** Kubernetes reads groups from here. */
  organization?: string;
  /** DNS names and IP addresses; with them it is a server's certificate, without a client's. */
  hosts?: string[];
  /** When it expires, in milliseconds since 1970: a time that has passed makes one that nobody takes. Default: in a year. */
  notAfter?: number;
}

/** A certificate authority. */
export class Authority {
  private constructor(
    /** Its own certificate and key. */
    readonly pem: PemPair,
    private readonly certificate: x509.X509Certificate,
    private readonly key: CryptoKey,
  ) {}

  /**
   * A new one, valid for ten years. With `domain` it can vouch for names below that domain only, whoever has its key:
   * that makes it harmless to trust.
   */
  static async create(commonName: string, domain?: string): Promise<Authority> {
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      name: [{ CN: [commonName] }],
      keys,
      signingAlgorithm: ALGORITHM,
      ...validFor(3650),
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
        ...(domain ? [onlyNamesBelow(domain)] : []),
      ],
    });
    const pem = { cert: toPem(certificate), key: await keyToPem(keys) };
    return new Authority(pem, certificate, keys.privateKey);
  }

  /** One that was stored. */
  static async load(pem: PemPair): Promise<Authority> {
    const key = await crypto.subtle.importKey(
      'pkcs8',
      x509.PemConverter.decodeFirst(pem.key),
      ALGORITHM,
      false,
      ['sign'],
    );
    return new Authority(pem, new x509.X509Certificate(pem.cert), key);
  }

  /** Issues a certificate. */
  async issue(request: CertificateRequest): Promise<PemPair> {
    const { commonName, organization, hosts, notAfter } = request;
    const keys = await generateKeys();
    const name = [{ CN: [commonName] }];
    const purpose = hosts ? 'serverAuth' : 'clientAuth';
    const certificate = await x509.X509CertificateGenerator.create({
      subject: organization ? [{ O: [organization] }, ...name] : name,
      issuer: this.certificate.subject,
      publicKey: keys.publicKey,
      signingKey: this.key,
      signingAlgorithm: ALGORITHM,
      ...validFor(365, notAfter),
      extensions: [
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage[purpose]]),
        await x509.AuthorityKeyIdentifierExtension.create(this.certificate),
        ...(hosts ? [alternativeNames(hosts)] : []),
      ],
    });
    return { cert: toPem(certificate), key: await keyToPem(keys) };
  }
}

function generateKeys() {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

/** From yesterday: the clock of a container or a virtual machine may lag. */
function validFor(days: number, notAfter = Date.now() + days * DAY) {
  return {
    notBefore: new Date(Math.min(Date.now(), notAfter) - DAY),
    notAfter: new Date(notAfter),
  };
}

function alternativeNames(hosts: string[]) {
  const names = hosts.map((value): x509.JsonGeneralName => {
    return { type: isIP(value) ? 'ip' : 'dns', value };
  });
  return new x509.SubjectAlternativeNameExtension(names);
}

/** RFC 5280, 4.2.1.10: SEQUENCE { permittedSubtrees [0] { GeneralSubtree { base [2] dNSName } } }, critical. */
function onlyNamesBelow(domain: string) {
  const wrap = (tag: number, content: Buffer) =>
    Buffer.concat([Buffer.from([tag, content.length]), content]);
  const subtree = wrap(0x30, wrap(0x82, Buffer.from(domain, 'ascii')));
  return new x509.Extension('2.5.29.30', true, wrap(0x30, wrap(0xa0, subtree)));
}

function toPem(certificate: x509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}

async function keyToPem(keys: CryptoKeyPair): Promise<string> {
  const der = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return `${x509.PemConverter.encode(der, 'PRIVATE KEY')}\n`;
}
