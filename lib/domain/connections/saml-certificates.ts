import type { OrganizationAccess } from '@/lib/access'
import { DomainError, notFound } from '@/lib/errors'
import type { Connection } from './read-connection'
import { parseCertificate, readCertificate, type SamlOptions } from './saml-options'
import { updateSamlConnection } from './update-saml-connection'

export interface SamlCertificate {
  /** SHA-256, as providers show it. */
  fingerprint: string
  expiresAt: Date
}

/** In the order in which they expire. */
export function samlCertificates({ certificates }: Pick<SamlOptions, 'certificates'>): SamlCertificate[] {
  return certificates
    .flatMap((one) => readCertificate(one) ?? [])
    .map(({ fingerprint256, validToDate }) => ({ fingerprint: fingerprint256, expiresAt: validToDate }))
    .toSorted((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime())
}

const warnedDays = 30

/** Of the certificate that is valid longest, from 30 days before; null until then. */
export function expiryOf(
  certificates: readonly SamlCertificate[],
  now: Date,
): { at: Date; isOver: boolean } | null {
  const at = certificates.at(-1)?.expiresAt
  const soon = new Date(now.getTime() + warnedDays * 24 * 60 * 60_000)
  return at === undefined || at > soon ? null : { at, isOver: at <= now }
}

type Editor = OrganizationAccess<'update:organization_connections'>

/** Beside the present ones, until the provider signs with it. @throws DomainError invalid at `certificate` */
export async function addSamlCertificate(
  access: Editor,
  { id, certificate }: { id: string; certificate: string },
): Promise<Connection> {
  const added = parseCertificate(certificate)
  const settings = ({ certificates }: SamlOptions) => ({ certificates: [...certificates, added] })
  return updateSamlConnection(access, { id, settings })
}

/** @throws DomainError not_found; conflict for the last one */
export function removeSamlCertificate(
  access: Editor,
  { id, fingerprint }: { id: string; fingerprint: string },
): Promise<Connection> {
  return updateSamlConnection(access, {
    id,
    settings: ({ certificates: present }) => {
      const certificates = present.filter((one) => readCertificate(one)?.fingerprint256 !== fingerprint)
      if (certificates.length === present.length) throw notFound()
      if (certificates.length > 0) return { certificates }
      throw new DomainError('conflict', 'This is the only certificate. Add another one first.')
    },
  })
}
