import { findFirstToken, findLastSignIn, type LastSignIn } from '@/lib/domain/clients/client-use'
import type { Client } from '@/lib/domain/clients/read-client'
import type { TenantAccess } from '@/lib/access'
import { applicationPath } from '../../application-path'
import { LivePanel } from '../../../live-panel'

type Use = Pick<LastSignIn, 'at'> & Partial<LastSignIn>

export function signsPeopleIn({ grantTypes }: Client): boolean {
  return grantTypes.includes('authorization_code')
}

/** The last sign-in or, of a machine, its first token. */
export function findUse(access: TenantAccess<'read:clients'>, client: Client): Promise<Use | null> {
  return signsPeopleIn(client) ? findLastSignIn(access, client.id) : findFirstToken(access, client.id)
}

export function UsePanel({ client, use }: { client: Client; use: Use | null }) {
  const path = applicationPath(client.id)
  const last = use && { ...use, at: use.at.toISOString() }
  return signsPeopleIn(client) ? (
    <LivePanel kind="signIn" path={path} pollPath={`${path}/last-sign-in`} last={last} />
  ) : (
    <LivePanel kind="machine" path={path} pollPath={`${path}/first-token`} last={last} />
  )
}
