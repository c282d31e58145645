import { type OrganizationAccess, personOf } from '@/lib/access'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { trustAfterIssuer } from './confirm-provider'
import { openFoundEntityId, testedProvider } from './found-entity-id'
import { lockConnection } from './lock-connection'

/**
 * The entity ID that a test by the caller found becomes the connection’s, which has none, and people can sign in from then
 * on. `found`: by sealFoundEntityId(). @throws DomainError not_found; conflict if the result is too old or another user’s, if another one
 * was set, and if the certificates or the sign-in URL have changed since
 */
export async function confirmEntityId(
  access: OrganizationAccess<'update:organization_connections'>,
  { id, found: sealed }: { id: string; found: string },
): Promise<{ displayName: string }> {
  const { tenantId } = access
  const found = await openFoundEntityId({ tenantId, connectionId: id, userId: personOf(access) }, sealed)
  return changeLocked(access, async (tx) => {
    const { saml, displayName, testProblem } = await lockConnection(tx, access, { id, least: 'limited' })
    if (saml === null) throw notFound()
    if (!found) throw outdated('This test result is too old, or from another user.')
    const { issuer } = found
    if (saml.issuer === issuer) return unchanged({ displayName })
    if (saml.issuer !== null) throw outdated('Another entity ID was saved meanwhile.')
    if (testedProvider(saml) !== found.provider)
      throw outdated('The certificates or the sign-in URL have changed since the test.')
    const options = { ...saml, issuer, ...(await trustAfterIssuer(tx, access, id)) }
    const tested = testProblem === 'saml_entity_id' ? { testProblem: found.problem } : {}
    await tx.connection.update({ where: { tenantId_id: { tenantId, id } }, data: { options, ...tested } })
    const target = { kind: 'connection', id, name: displayName }
    return {
      result: { displayName },
      events: [{ type: 'connection.entity_id_confirmed', target, details: { after: { issuer } } }],
    }
  })
}

function outdated(why: string): DomainError {
  return new DomainError('conflict', `${why} Test the connection again.`)
}
