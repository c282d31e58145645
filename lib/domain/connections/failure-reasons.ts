/** Why a sign-in by a provider failed. The audit stores the key; the user and the administrators see their own text. */
const reasons = {
  unreachable: {
    person: 'The service that you sign in with does not answer. Try again in a few minutes.',
    admin: 'The provider did not answer in time, or answered with an error.',
  },
  not_public: {
    person: 'This way to sign in is not set up right. Tell the people who run it.',
    admin: 'The provider’s address does not lead to the public internet by https.',
  },
  wrong_answer: {
    person:
      'The service that you sign in with gave an answer that makes no sense. Try again, or tell the people who run it.',
    admin: 'The provider’s answer was not what OpenID Connect asks for.',
  },
  wrong_issuer: {
    person:
      'The answer came from another service than the one you were sent to, so it was not accepted. Begin again.',
    admin: 'The answer names another issuer than the one that is set up.',
  },
  wrong_token: {
    person: 'The answer was not meant for this sign-in, so it was not accepted. Begin again.',
    admin:
      'The ID token was not for us or not for this sign-in, had expired, or was not signed by the provider.',
  },
  client_refused: {
    person: 'This way to sign in is not set up right. Tell the people who run it.',
    admin: 'The provider refused our client ID, our secret or key, or the redirect URI.',
  },
  cancelled: {
    person: 'You stopped before it was done. Nothing has changed.',
    admin: 'The person, or the provider, stopped the sign-in.',
  },
  refused_there: {
    person: 'The service that you sign in with refused. Ask the people who run it what is missing.',
    admin: 'The provider answered with an error instead of a sign-in.',
  },
  no_address: {
    person:
      'The service that you sign in with does not say what your email address is, and it is needed here.',
    admin: 'The provider sent no email address. Look at the scopes and the claims.',
  },
  blocked: {
    person: 'This account cannot be used. Ask the people who run it.',
    admin: 'The person is blocked.',
  },
  unproven: {
    person: 'The address of this account is not proven yet. Sign in with a link by email once.',
    admin: 'The address of the person’s account is not proven, and the provider names another.',
  },
  no_account: {
    person: 'There is no account for you here yet. Ask the people who run it for an invitation.',
    admin: 'The person has no account, and this sign-in method makes none here.',
  },
  not_enabled: {
    person: 'This way to sign in is not open here. Go back and choose another.',
    admin: 'The sign-in method is not switched on.',
  },
} as const

export type FailureReason = keyof typeof reasons

/** The text for the user who signs in, and the one for those who administer the connection. */
export function explainFailure(reason: string): { person: string; admin: string } {
  return isReason(reason)
    ? reasons[reason]
    : { person: 'That did not work. Begin again.', admin: 'It did not work.' }
}

function isReason(text: string): text is FailureReason {
  return Object.hasOwn(reasons, text)
}
