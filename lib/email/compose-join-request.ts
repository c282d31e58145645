import { lockJoinEmails } from '@/lib/domain/join-requests/request-to-join'
import { openOrganization, type Composed, type MailboxPage } from './mailbox-page'

const secrets = { token: '', code: '' }

/**
 * About the request or, once it is answered or withdrawn, about the oldest that waits: that one’s own email was left out
 * while this one was queued. Null if none waits.
 */
export async function composeJoinRequested(page: MailboxPage, requestId: string): Promise<Composed | null> {
  const organization = openOrganization(page)
  if (organization === null) return null
  const { tx, mail, worn, url } = page
  const { tenantId, organizationId } = mail
  if (organizationId === null) return null
  await lockJoinEmails(tx, { tenantId, organizationId })
  const [request] = await tx.$queryRaw<{ name: string; email: string; pending: number }[]>`
    SELECT u.name, u.email, (
      SELECT count(*)::int FROM (
        SELECT FROM join_requests p
        WHERE p.tenant_id = ${tenantId} AND p.organization_id = ${organizationId} AND p.state = 'pending'
        LIMIT 100) listed) AS pending
    FROM join_requests q JOIN users u ON u.tenant_id = ${tenantId} AND u.id = q.user_id AND NOT u.blocked
    WHERE q.tenant_id = ${tenantId} AND q.organization_id = ${organizationId} AND q.state = 'pending'
    ORDER BY (q.id = ${requestId}) DESC, q.created_at, q.id LIMIT 1`
  if (!request) return null
  return {
    content: {
      ...worn,
      template: 'join_requested',
      personName: request.name,
      personEmail: request.email,
      organizationName: organization.displayName,
      pending: request.pending,
      link: `${url}/o/${organization.slug}/invitations`,
    },
    secrets,
  }
}

export function composeJoinAnswer(
  page: MailboxPage,
  template: 'join_approved' | 'join_declined',
): Composed | null {
  const organization = openOrganization(page)
  if (organization === null) return null
  const { worn, url } = page
  const { slug, displayName: organizationName } = organization
  if (template === 'join_declined') return { content: { ...worn, template, organizationName }, secrets }
  return { content: { ...worn, template, organizationName, link: `${url}/o/${slug}/home` }, secrets }
}
