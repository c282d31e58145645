import { bookkeeping, bypassRowSecurity, change, read } from '@/lib/db/transaction'
import { explainFailure, type FailureReason } from './connection-failures'
import type { Profile } from './federated-profile'
import { type AnyProvider, anyProviderOf } from './find-provider'
import { isEmailTrusted } from './sign-in-by-verified-email'

/** The sign-in works, but each user first has to enter a code that is emailed to them. */
const warnings = {
  unverified: 'The provider says that the address is not verified, so people must confirm it by email.',
  other_address:
    'The address is not in a verified domain of an organization that has this connection enabled, so people must confirm it by email.',
} as const

type Warning = keyof typeof warnings
export type TestProblem = FailureReason | Warning

/** `isWarning`: people can sign in nevertheless. */
export function explainTest(problem: string): { isWarning: boolean; text: string } {
  return isWarning(problem)
    ? { isWarning: true, text: warnings[problem] }
    : { isWarning: false, text: explainFailure(problem).admin }
}

function isWarning(problem: string): problem is Warning {
  return Object.hasOwn(warnings, problem)
}

interface Tested {
  tenantId: string
  connectionId: string
}

/** Also of a connection that is enabled nowhere: the permission was checked when the test began. */
export function findTestedProvider({ tenantId, connectionId: id }: Tested): Promise<AnyProvider | null> {
  return read(asReturning(tenantId), async (tx) => {
    const row = await tx.connection.findFirst({ where: { tenantId, id } })
    return row && anyProviderOf(row)
  })
}

/**
 * What a sign-in with this profile would meet; stored as the last test, without anything about the user. `lacksEntityId`: no
 * one can sign in until it is confirmed, so that is what is stored.
 */
export function recordTest(
  of: Tested,
  outcome: FailureReason | Profile,
  { lacksEntityId = false }: { lacksEntityId?: boolean } = {},
): Promise<TestProblem | null> {
  const { tenantId, connectionId: id } = of
  return change(asReturning(tenantId), async (tx) => {
    const problem =
      typeof outcome === 'string'
        ? outcome
        : (problemIn(outcome) ?? ((await isEmailTrusted(tx, of, outcome)) ? null : 'other_address'))
    // Another admin may have saved an entity ID meanwhile.
    await tx.$executeRaw`
      UPDATE connections
      SET tested_at = ${new Date()}, test_problem = CASE
        WHEN ${lacksEntityId} AND options->>'issuer' IS NULL THEN 'saml_entity_id' ELSE ${problem} END
      WHERE tenant_id = ${tenantId} AND id = ${id}`
    return bookkeeping(problem)
  })
}

function problemIn({ address, emailVerified }: Profile): TestProblem | null {
  if (address === null) return 'no_address'
  return emailVerified === false ? 'unverified' : null
}

function asReturning(tenantId: string) {
  return bypassRowSecurity('the provider answers to the test of a connection', tenantId)
}
