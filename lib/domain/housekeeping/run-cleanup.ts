import type { SystemAccess } from '@/lib/access'
import { bypassRowSecurity, bookkeeping, change, unchanged } from '@/lib/db/transaction'
import { resealConnections } from '@/lib/domain/connections/reseal-connections'
import { forgetSigningKeys } from '@/lib/domain/keys/forget-signing-keys'
import { resealSigningKeys } from '@/lib/domain/keys/reseal-signing-keys'
import { rotateOverdueKey } from '@/lib/domain/keys/rotate-overdue-key'
import { listTenants } from '@/lib/domain/tenants/list-tenants'
import { expireInvitations } from './expire-invitations'
import { deleteExpired } from './delete-expired'
import { deleteExpiredTokens } from './delete-expired-tokens'
import { purgeOrganizations } from './purge-organizations'

/** Puts away, in every tenant, what its time has passed over. May run as often as one likes. */
export async function runCleanup(): Promise<void> {
  for (const { id } of await listTenants()) await cleanUpTenant(id)
}

/** In small transactions, each of which stands for itself. */
export async function cleanUpTenant(tenantId: string): Promise<void> {
  const access = housekeeper(tenantId)
  await untilNone(() => change(access, (tx) => expireInvitations(tx, tenantId)))
  await untilNone(() => change(access, (tx) => purgeOrganizations(tx, tenantId)))
  await untilNone(() => change(access, async (tx) => unchanged(await deleteExpired(tx, tenantId))))
  await untilNone(() => change(access, async (tx) => unchanged(await deleteExpiredTokens(tx, tenantId))))
  await keepKeys(access)
}

async function keepKeys(access: SystemAccess): Promise<void> {
  await rotateOverdueKey(access)
  await change(access, async (tx) => bookkeeping(await forgetSigningKeys(tx, access.tenantId)))
  await resealSigningKeys(access)
  await resealConnections(access)
}

function housekeeper(tenantId: string): SystemAccess {
  return bypassRowSecurity('the cleanup covers the whole tenant', tenantId)
}

async function untilNone(batch: () => Promise<number>): Promise<void> {
  while ((await batch()) > 0);
}
