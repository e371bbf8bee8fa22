/** Key and certificate in PEM. */
interface Certificate {
  readonly key: string
  readonly cert: string
}

export const loopbackCertificate: Certificate
export const strangeCertificate: Certificate
