import { invalid, notFound } from '@/lib/errors'
import { getAllowedConnection } from '../invitations/allowed-connections'
import type { EmailAddress } from '../text/email-address'
import { signUp } from '../users/sign-up'
import { isAllowedAddress, readJoinLink } from './find-join-link'
import { reserveJoining } from './join-by-link'
import { joinRefused, joinRefusalSentence } from './join-refusal'

interface NewPerson {
  name: string
  address: EmailAddress
  /** Without one, the user signs in by email. */
  password: string | undefined
}

/**
 * The user joins once they have verified the address. Answers the same for an address that has an account.
 * @throws DomainError not_found, gone; invalid at `email` or `password`; conflict, too_many
 */
export async function signUpByLink(
  tenantId: string,
  token: string,
  person: NewPerson,
): Promise<{ proofId: string }> {
  await reserveJoining(tenantId, token)
  const strategy = person.password === undefined ? 'email' : 'password'
  const { id: joinLinkId, organization } = await readJoinLink({ tenantId, token }, async (tx, found) => {
    if (!found) throw notFound()
    if (found.state !== 'live') throw joinRefused(found.state, found)
    if (!isAllowedAddress(found, person.address.folded))
      throw invalid('email', joinRefusalSentence('other_domain', found))
    await getAllowedConnection(tx, found, { strategy, emailFolded: person.address.folded })
    return found
  })
  return signUp(tenantId, { ...person, organizationId: organization.id, joinLinkId })
}
