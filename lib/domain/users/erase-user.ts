import type { Tx } from '@/lib/db/prisma'

interface Erased {
  tenantId: string
  userId: string
  emailFolded: string
}

/**
 * Erases what names a user outside the user’s own rows: personal data in the audit, whose events stay; emails to the
 * user and email tokens; closed invitations to the user. Open invitations stay, since they belong to organizations.
 * Invitations that the user sent lose the inviter’s id, and closed ones also the inviter’s name.
 */
export async function eraseUser(tx: Tx, { tenantId, userId, emailFolded }: Erased): Promise<void> {
  await tx.$executeRaw`
    UPDATE audit_people p SET actor_name = NULL, actor_email = NULL, ip = NULL, user_agent = NULL
    FROM audit_events e
    WHERE e.tenant_id = ${tenantId} AND e.actor_id = ${userId} AND p.tenant_id = ${tenantId} AND p.event_id = e.id`
  await tx.$executeRaw`
    UPDATE audit_people p SET target_name = NULL, target_email = NULL
    FROM audit_events e
    WHERE e.tenant_id = ${tenantId} AND e.target_id = ${userId} AND p.tenant_id = ${tenantId} AND p.event_id = e.id`
  await tx.$executeRaw`
    UPDATE audit_people SET target_name = NULL, target_email = NULL
    WHERE tenant_id = ${tenantId} AND lower(target_email) = ${emailFolded}`
  await tx.$executeRaw`DELETE FROM mails WHERE tenant_id = ${tenantId} AND lower(recipient) = ${emailFolded}`
  await tx.$executeRaw`DELETE FROM email_proofs WHERE tenant_id = ${tenantId} AND email_folded = ${emailFolded}`
  await tx.$executeRaw`
    DELETE FROM invitations
    WHERE tenant_id = ${tenantId} AND email_folded = ${emailFolded} AND state <> 'pending'`
  await tx.$executeRaw`
    UPDATE invitations SET inviter_user_id = NULL,
      inviter_name = CASE state WHEN 'pending' THEN inviter_name ELSE 'Somebody who is gone' END
    WHERE tenant_id = ${tenantId} AND inviter_user_id = ${userId}`
}
