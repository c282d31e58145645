import { newSamlId } from './saml-identity-provider'
import { type Deviations, minutesFromNow, saying } from './saml-deviations'
import { namedAddresses, ownAddresses } from '@/lib/federation/saml/service-urls'
import type { SamlFixture } from './saml-fixture'

const secondAudience =
  '<saml:AudienceRestriction><saml:Audience>https://other.test</saml:Audience></saml:AudienceRestriction>'

/** Signed as it should be, but not true, not for this sign-in or not in time. */
export function falseStatements(fixture: Pick<SamlFixture, 'tenant' | 'of'>): Deviations {
  return { ...falseTimes(), ...falseParties(fixture), ...otherAddresses(fixture), ...unusualClaims() }
}

function falseTimes(): Deviations {
  return {
    'an assertion that has expired': [
      'saml_time',
      { statement: { notOnOrAfter: minutesFromNow(-2), notBefore: minutesFromNow(-9) } },
    ],
    'an assertion that is not valid yet': ['saml_time', { statement: { notBefore: minutesFromNow(2) } }],
    'an assertion that was issued long ago': [
      'saml_time',
      { statement: { issuedAt: minutesFromNow(-62), notOnOrAfter: minutesFromNow(600) } },
    ],
    'an assertion that was issued in the future': [
      'saml_time',
      { statement: { issuedAt: minutesFromNow(5) } },
    ],
    'a session at the provider that is over': [
      'saml_time',
      saying('SessionIndex=', 'SessionNotOnOrAfter="2020-01-01T00:00:00Z" SessionIndex='),
    ],
    'a time in no time zone': [
      'wrong_answer',
      saying(/ NotBefore="[^"]+"/, ' NotBefore="2020-01-01T00:00:00"'),
    ],
  }
}

/** Ours, but not those at which the response comes. */
function otherAddresses({ tenant, of }: Pick<SamlFixture, 'tenant' | 'of'>): Deviations {
  const { provider, addresses } = of
  const named = namedAddresses(tenant, provider.name)
  const other = addresses.acsUrl === named.acsUrl ? ownAddresses(tenant, provider.id) : named
  const neighbour = namedAddresses(tenant, `${provider.name}-2`)
  return {
    'the connection’s other ACS URL as its destination': [
      'saml_recipient',
      { statement: { destination: other.acsUrl } },
    ],
    'the connection’s other ACS URL as its recipient': [
      'saml_recipient',
      { statement: { recipient: other.acsUrl } },
    ],
    'the connection’s other entity ID': ['saml_recipient', { statement: { audience: other.entityId } }],
    'the name of another connection in the destination': [
      'saml_recipient',
      { statement: { destination: neighbour.acsUrl } },
    ],
    'the name of another connection in the audience': [
      'saml_recipient',
      { statement: { audience: neighbour.entityId } },
    ],
    'a longer query in the destination': [
      'saml_recipient',
      { statement: { destination: `${named.acsUrl}&amp;a=b` } },
    ],
  }
}

function falseParties({ tenant, of }: Pick<SamlFixture, 'tenant' | 'of'>): Deviations {
  return {
    'another audience': ['saml_recipient', { statement: { audience: 'https://other.test' } }],
    'no audience': ['saml_recipient', { statement: { audience: '' } }],
    'a second audience that is not ours': ['saml_recipient', { statement: { conditions: secondAudience } }],
    'another recipient': ['saml_recipient', { statement: { recipient: 'https://other.test/acs' } }],
    'another destination': ['saml_recipient', { statement: { destination: 'https://other.test/acs' } }],
    'an empty destination': ['saml_recipient', { statement: { destination: '' } }],
    'the ACS URL of another connection': [
      'saml_recipient',
      { statement: { destination: `${tenant.url}/login/callback/con_other` } },
    ],
    'the audience of another tenant': [
      'saml_recipient',
      { statement: { audience: 'https://other-tenant.test/saml/con_1/metadata' } },
    ],
    'another issuer': ['wrong_issuer', { statement: { issuer: 'https://other.test/idp' } }],
    'an assertion of another issuer': [
      'wrong_issuer',
      saying(/(<saml:Issuer>)[^<]+/, '$1https://other.test/idp'),
    ],
    'a response of another issuer': [
      'wrong_issuer',
      { signing: { editResponse: (xml) => xml.replace(/(<saml:Issuer>)[^<]+/, '$1https://other.test/idp') } },
    ],
    'an issuer that ends like ours': [
      'wrong_issuer',
      { statement: { issuer: `${of.provider.options.issuer ?? ''}/` } },
    ],
    'an assertion for another request': [
      'saml_unrequested',
      saying(/InResponseTo="[^"]+"/, `InResponseTo="${newSamlId()}"`),
    ],
    'an assertion for no request': ['saml_unrequested', saying(/ InResponseTo="[^"]+"/, '')],
  }
}

function unusualClaims(): Deviations {
  return {
    'a holder of a key': [
      'wrong_answer',
      { statement: { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' } },
    ],
    'a sender that vouches': [
      'wrong_answer',
      { statement: { method: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' } },
    ],
    'a condition that is not known': ['wrong_answer', { statement: { conditions: '<saml:Condition/>' } }],
    'an empty NameID': ['wrong_answer', { statement: { nameId: '' } }],
    'a NameID that changes': [
      'saml_transient',
      { statement: { nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' } },
    ],
    'a very long NameID': ['wrong_answer', { statement: { nameId: 'a'.repeat(300) } }],
    'a refusal of the provider': [
      'refused_there',
      { statement: { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' } },
    ],
    'a cancelled sign-in': [
      'cancelled',
      { statement: { status: 'urn:oasis:names:tc:SAML:2.0:status:RequestDenied' } },
    ],
  }
}
