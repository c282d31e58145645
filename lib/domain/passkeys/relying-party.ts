import { COSEALG } from '@simplewebauthn/server/helpers'
import type { Tx } from '@/lib/db/prisma'
import { env } from '@/lib/env'

/** Who a passkey is for: the tenant, by the host of its URL. A credential for one host answers to no other. */
export interface RelyingParty {
  id: string
  name: string
  /** The tenant’s URL: where its pages are. */
  origin: string
}

/** What a passkey may sign with. */
export const algorithms = [COSEALG.ES256, COSEALG.EdDSA, COSEALG.RS256]

export async function relyingPartyOf(tx: Tx, tenantId: string): Promise<RelyingParty> {
  const { name, url } = await tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { name: true, url: true },
  })
  const { hostname, origin } = new URL(url)
  return { id: hostname, name, origin }
}

/**
 * The origin that an answer must come from. In the demo the port does not matter, as for the host of a request, so that a
 * second process answers for itself.
 */
export function expectedOrigin(party: RelyingParty, claimed: string): string {
  if (!env().demo || !URL.canParse(claimed)) return party.origin
  const [ours, theirs] = [new URL(party.origin), new URL(claimed)]
  const isOurs = ours.protocol === theirs.protocol && ours.hostname === theirs.hostname
  return isOurs ? theirs.origin : party.origin
}
