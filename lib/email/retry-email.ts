import type { TenantAccess } from '@/lib/access'
import { noLongerWanted } from '@/lib/db/outgoing-mail'
import { enqueue } from '@/lib/db/queue'
import type { Tx } from '@/lib/db/prisma'
import { change } from '@/lib/db/transaction'
import { assertCanSendEmail } from '@/lib/domain/email-sender/email-sender'
import { DomainError, notFound } from '@/lib/errors'

/**
 * Queues an email again that the provider refused. Not one whose fate is unknown: it would perhaps arrive twice.
 * @throws DomainError not_found, conflict if it has not failed, no_email_sender
 */
export async function retryEmail(access: TenantAccess<'update:email_provider'>, id: string): Promise<void> {
  const { tenantId } = access
  await assertCanSendEmail(tenantId)
  return change(access, async (tx) => {
    const [mail] = await tx.$queryRaw<
      { recipient: string; template: string; organizationId: string | null }[]
    >`
      UPDATE mails SET state = 'queued', first_tried_at = NULL, last_problem = NULL
      WHERE tenant_id = ${tenantId} AND id = ${id} AND state = 'failed' AND last_problem IS DISTINCT FROM ${noLongerWanted}
        AND NOT EXISTS (
          SELECT FROM email_events e WHERE e.tenant_id = ${tenantId} AND e.mail_id = ${id} AND e.type = 'bounced')
      RETURNING recipient, template, organization_id AS "organizationId"`
    if (!mail) throw (await exists(tx, { tenantId, id })) ? notFailed() : notFound()
    const { recipient, template, organizationId } = mail
    await enqueue(tx, 'mail', { jobs: [{ tenantId, mailId: id }] })
    return {
      result: undefined,
      events: [
        {
          type: 'mail.retried',
          ...(organizationId === null ? {} : { organizationId }),
          target: { kind: 'mail', id, email: recipient },
          details: { template },
        },
      ],
    }
  })
}

async function exists(tx: Tx, { tenantId, id }: { tenantId: string; id: string }): Promise<boolean> {
  return (await tx.mail.count({ where: { tenantId, id } })) > 0
}

function notFailed(): DomainError {
  return new DomainError('conflict', 'This email has not failed, so it is not sent again.')
}
