import { z } from 'zod'
import { accepted, refused, type Parsed } from '../text/parsed'

const base64url = z
  .string()
  .min(1)
  .max(12_000)
  .regex(/^[\w-]+$/)

/** What the browser says that it was asked, and where. A page in a frame of another site’s is none of ours. */
const claims = z.object({
  challenge: base64url,
  origin: z.string().max(300),
  crossOrigin: z.literal(false).optional(),
})

const clientDataJSON = base64url.refine((text) => claims.safeParse(decoded(text)).success)

const envelope = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.unknown().transform(() => ({})),
}

const newCredential = z
  .object({
    ...envelope,
    response: z.object({
      clientDataJSON,
      attestationObject: base64url,
      transports: z
        .array(z.string().regex(/^[a-z-]{1,20}$/))
        .max(10)
        .default([]),
    }),
  })
  .transform(withClaims)

const assertion = z
  .object({
    ...envelope,
    response: z.object({
      clientDataJSON,
      authenticatorData: base64url,
      signature: base64url,
      /** There for a passkey that is found without a name; it says whose it is. */
      userHandle: base64url,
    }),
  })
  .transform(withClaims)

export type NewCredential = z.output<typeof newCredential>
export type Assertion = z.output<typeof assertion>

/** A browser’s new credential, as JSON. */
export function parseNewCredential(text: string): Parsed<NewCredential> {
  const given = newCredential.safeParse(json(text))
  return given.success ? accepted(given.data) : refused('The passkey could not be added.')
}

/** A browser’s answer to a challenge, as JSON. */
export function parseAssertion(text: string): Parsed<Assertion> {
  const given = assertion.safeParse(json(text))
  return given.success ? accepted(given.data) : refused(noEntry)
}

/** Whatever is wrong with a passkey at sign-in, this is what is said. */
export const noEntry = 'This passkey is not valid here. Use another sign-in method.'

function withClaims<Credential extends { response: { clientDataJSON: string } }>(credential: Credential) {
  return { credential, claims: claims.parse(decoded(credential.response.clientDataJSON)) }
}

function decoded(text: string): unknown {
  return json(Buffer.from(text, 'base64url').toString('utf8'))
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
