import { recordFailure } from '@/lib/domain/connections/connection-failures'
import { findProvider } from '@/lib/domain/connections/find-provider'
import { findOwner } from '@/lib/domain/connections/saml-responses'
import { signInWithProvider } from '@/lib/domain/connections/sign-in-with-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { DomainError } from '@/lib/errors'
import { failedPath, finishFederatedSignIn } from '../finish-federated-sign-in'
import { ProviderProblem } from '../provider-problem'
import { takeUnsolicitedAnswer } from './saml-sign-in'

/** A sign-in that the provider began, into the organization that owns the connection. */
export async function finishUnsolicited(
  tenant: Tenant,
  connectionId: string,
  handle: string,
): Promise<string> {
  const owner = await findOwner({ tenantId: tenant.id, connectionId })
  if (!owner) return failedPath('not_enabled')
  const { slug } = owner
  const access = { kind: 'public', tenantId: tenant.id, subject: slug } as const
  const found = await findProvider(access, connectionId)
  if (found?.provider.strategy !== 'samlp') return failedPath('not_enabled', { slug })
  const { provider, organizationId } = found
  try {
    const { profile, issuer } = await takeUnsolicitedAnswer(provider, handle)
    const federated = { connectionId, issuer, profile, organizationId, slug, returnTo: null, ticket: null }
    const outcome = await signInWithProvider(tenant.id, federated)
    return await finishFederatedSignIn(tenant, { federated, displayName: provider.displayName, outcome })
  } catch (error) {
    if (error instanceof DomainError && error.code === 'too_many') return failedPath('too_many', { slug })
    if (!(error instanceof ProviderProblem)) throw error
    await recordFailure(tenant.id, { connectionId, organizationId }, error.reason)
    return failedPath(error.reason, { slug })
  }
}
