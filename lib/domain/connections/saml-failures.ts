/** Why a response of a SAML identity provider was rejected. The audit stores the key only. */
export const samlFailures = {
  saml_unsigned: {
    person: 'The response of the sign-in provider was rejected. Contact your admin.',
    admin: 'The response and its assertion must both be signed. Switch both on at the provider.',
  },
  saml_signature: {
    person: 'The response of the sign-in provider was rejected. Contact your admin.',
    admin: 'A signature is not valid, or was not made with one of the saved certificates.',
  },
  saml_algorithm: {
    person: 'The response of the sign-in provider was rejected. Contact your admin.',
    admin:
      'The response is signed or encrypted with an outdated or unknown algorithm. Use RSA with SHA-256 at the provider.',
  },
  saml_encryption: {
    person: 'The response of the sign-in provider was rejected. Contact your admin.',
    admin:
      'The assertion could not be decrypted. Upload the certificate of the metadata again at the provider.',
  },
  saml_time: {
    person: 'The response of the sign-in provider has expired. Start again.',
    admin: 'The response has expired or is not valid yet. Check the clock of the provider.',
  },
  saml_recipient: {
    person: 'This sign-in method is not set up correctly. Contact your admin.',
    admin: 'The response is for another service. Check the entity ID and the ACS URL at the provider.',
  },
  saml_transient: {
    person: 'This sign-in method is not set up correctly. Contact your admin.',
    admin:
      'The NameID is transient: it changes with every sign-in. Choose a persistent one or the email address at the provider.',
  },
  saml_unconfirmed: {
    person:
      'The certificates of the sign-in provider have to be confirmed by someone with your permissions. Sign in another way, or contact an owner.',
    admin:
      'The certificates were saved by someone with fewer permissions than this member. Someone with all of the member’s permissions must check them on the page of the provider and confirm them.',
  },
  saml_entity_id: {
    person: 'This sign-in method is not set up completely. Contact your admin.',
    admin:
      'The response is right, but the provider’s entity ID is not confirmed, so no one can sign in yet. An admin of the organization tests the provider in the portal, compares the entity ID that the test finds with the one that the provider shows, and confirms it.',
  },
  saml_used: {
    person: 'This sign-in was already used, or fetched too late. Start again.',
    admin: 'The response was already used, or fetched too late.',
  },
  saml_unrequested: {
    person: 'Start signing in here instead of at the sign-in provider.',
    admin:
      'The response answers no sign-in that began here. If people start at the provider, that must be allowed in the settings.',
  },
} as const
