import { expiryOf, samlCertificates } from '@/lib/domain/connections/saml-certificates'
import { samlOptions, samlStrategy } from '@/lib/domain/connections/saml-options'
import { openOrganization, type Composed, type MailboxPage } from './mailbox-page'

/** Null once there is a newer certificate, or no connection. */
export async function composeCertificateExpiring(
  page: MailboxPage,
  connectionId: string,
): Promise<Composed | null> {
  const organization = openOrganization(page)
  if (organization === null) return null
  const { tx, mail, worn, url } = page
  const { tenantId, organizationId } = mail
  const connection = await tx.connection.findFirst({
    where: { tenantId, id: connectionId, organizationId, strategy: samlStrategy },
  })
  const expiry = connection && expiryOf(samlCertificates(samlOptions.parse(connection.options)), new Date())
  if (!expiry) return null
  return {
    content: {
      ...worn,
      template: 'certificate_expiring',
      connectionName: connection.displayName,
      organizationName: organization.displayName,
      expiresAt: expiry.at,
      hasExpired: expiry.isOver,
      link: `${url}/o/${organization.slug}/sign-in-methods/providers/${connectionId}`,
    },
    secrets: { token: '', code: '' },
  }
}
