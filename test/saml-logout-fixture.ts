import { readLogoutMessage, type Received } from '@/lib/federation/saml/logout-message'
import { signOutUrlOf } from '@/lib/federation/saml/service-urls'
import { createSamlKeys, type SamlSigning, signingWith } from './saml-identity-provider'
import {
  logoutRequest,
  type LogoutStatement,
  logoutStatement,
  type QuerySigning,
  querySigning,
  signedForm,
  signedQuery,
} from './saml-logout'
import { createSamlFixture } from './saml-fixture'

/** A connection without a database, whose provider signs people out. `stranger` has keys that the connection does not know. */
export async function createSamlLogoutFixture() {
  const [fixture, stranger] = await Promise.all([createSamlFixture(), createSamlKeys()])
  const { keys, tenant } = fixture
  const { provider } = fixture.of
  const destination = signOutUrlOf(tenant, provider.id)
  const statement = (changed?: Partial<LogoutStatement>) =>
    logoutStatement({ issuer: fixture.statement().issuer, destination }, changed)
  const read = (received: Received) => readLogoutMessage(received, { provider, destination })
  const byQuery = (said?: Partial<LogoutStatement>, signing?: Partial<QuerySigning>) =>
    signedQuery(logoutRequest(statement(said)), querySigning(keys, signing))
  const byForm = (
    said?: Partial<LogoutStatement>,
    signing?: Partial<SamlSigning>,
    tamper?: (xml: string) => string,
  ) =>
    signedForm(logoutRequest(statement(said)), signingWith(keys, signing), (xml) => {
      const tampered = tamper?.(xml)
      if (tampered === xml) throw new Error('This deviation changes nothing.')
      return tampered ?? xml
    })
  return { ...fixture, provider, stranger, destination, statement, read, byQuery, byForm }
}

/** By HTTP-POST, without a signature. */
export function unsignedForm(
  xml: string,
  name: 'SAMLRequest' | 'SAMLResponse' = 'SAMLRequest',
): URLSearchParams {
  return new URLSearchParams({ [name]: Buffer.from(xml).toString('base64') })
}
