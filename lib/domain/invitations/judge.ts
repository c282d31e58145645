import type { Tx } from '@/lib/db/prisma'
import { exhaustedAddresses } from './mail-allowance'

export type Verdict = 'ok' | 'member' | 'invited' | 'exhausted'

/**
 * What would become of an invitation to each of these (folded) addresses. Overdue ones stand in nobody’s way.
 * @param sent.isMailed whether it would be one more mail to the address
 */
export async function judge(
  tx: Tx,
  place: { tenantId: string; organizationId: string },
  sent: { addresses: readonly string[]; isMailed: boolean },
): Promise<Map<string, Verdict>> {
  const { tenantId, organizationId } = place
  const { addresses, isMailed } = sent
  const known = await tx.$queryRaw<{ address: string; verdict: Verdict }[]>`
    SELECT i.email_folded AS address, 'invited' AS verdict, 1 AS weight FROM invitations i
    WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId} AND i.state = 'pending'
      AND i.expires_at > now() AND i.email_folded = ANY (${[...addresses]})
    UNION ALL
    SELECT u.email_folded, 'member', 2
    FROM members m JOIN users u ON u.tenant_id = ${tenantId} AND u.id = m.user_id
    WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId}
      AND u.email_folded = ANY (${[...addresses]})
    ORDER BY weight`
  const exhausted = await exhaustedAddresses(tx, isMailed ? addresses : [])
  const verdicts = new Map(known.map(({ address, verdict }) => [address, verdict]))
  return new Map(addresses.map((address) => [address, verdicts.get(address) ?? leftFor(address, exhausted)]))
}

function leftFor(address: string, exhausted: ReadonlySet<string>): Verdict {
  return exhausted.has(address) ? 'exhausted' : 'ok'
}

/** The verdict for a person, beside the address. */
export function sentenceOf(verdict: Exclude<Verdict, 'ok'>): string {
  return sentences[verdict]
}

const sentences = {
  member: 'Already a member.',
  invited: 'Already invited. To send the mail again, resend that invitation.',
  exhausted: 'This address can get no more invitations today. Try again tomorrow.',
}
