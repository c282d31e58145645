import { COSEALG } from '@simplewebauthn/server/helpers'
import type { Tx } from '@/lib/db/prisma'
import { env } from '@/lib/env'

/** A credential counts only for the host of the tenant’s URL. */
export interface RelyingParty {
  id: string
  name: string
  origin: string
}

export const algorithms = [COSEALG.ES256, COSEALG.EdDSA, COSEALG.RS256]

export async function relyingPartyOf(tx: Tx, tenantId: string): Promise<RelyingParty> {
  const { name, url } = await tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { name: true, url: true },
  })
  const { hostname, origin } = new URL(url)
  return { id: hostname, name, origin }
}

/** In a demo the port does not matter, so that a second process can respond. */
export function expectedOrigin(party: RelyingParty, claimed: string): string {
  if (!env().demo || !URL.canParse(claimed)) return party.origin
  const [ours, theirs] = [new URL(party.origin), new URL(claimed)]
  const isOurs = ours.protocol === theirs.protocol && ours.hostname === theirs.hostname
  return isOurs ? theirs.origin : party.origin
}
