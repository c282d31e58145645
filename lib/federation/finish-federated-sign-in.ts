import type { FederatedProfile, Outcome } from '@/lib/domain/connections/federated-profile'
import type { FailureReason } from '@/lib/domain/connections/connection-failures'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { metrics } from '@/lib/metrics'
import { completeSignIn } from '@/lib/web/complete-sign-in'
import { deletePendingLink, savePendingLink } from './pending-link'

interface FinishedSignIn {
  federated: FederatedProfile
  displayName: string
  outcome: Outcome
}

export async function finishFederatedSignIn(
  tenant: Tenant,
  { federated, displayName, outcome }: FinishedSignIn,
): Promise<string> {
  switch (outcome.kind) {
    case 'arrived':
    case 'code': {
      await deletePendingLink(tenant)
      const { returnTo, slug, ticket } = federated
      const isInvited = ticket !== null && !outcome.hasAccepted
      const { redirect } = await completeSignIn(tenant, outcome.arrival, {
        returnTo: isInvited ? `/invitations/${ticket}` : returnTo,
        slug: isInvited ? null : slug,
      })
      return redirect
    }
    case 'verify':
      await savePendingLink(tenant, {
        federated,
        displayName,
        wait: { for: 'code', proofId: outcome.proofId },
      })
      return '/sign-in/with/code'
    case 'link':
      await savePendingLink(tenant, {
        federated,
        displayName,
        wait: { for: 'account', userId: outcome.userId },
      })
      return '/sign-in/with/link'
    case 'refused':
      return failedPath(outcome.reason, federated)
  }
}

type FailedWhy = FailureReason | 'lost' | 'too_many'

/** In the branding of the organization where the sign-in began. */
export function failedPath(
  reason: FailedWhy,
  { slug, returnTo }: { slug?: string | null; returnTo?: string | null } = {},
): string {
  metrics().signIns.inc({ outcome: 'failed' })
  const query = new URLSearchParams({ reason })
  if (slug) query.set('organization', slug)
  if (returnTo) query.set('return_to', returnTo)
  return `/sign-in/with/failed?${query.toString()}`
}
