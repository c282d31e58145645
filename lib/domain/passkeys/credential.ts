import { z } from 'zod'

const base64url = z
  .string()
  .min(1)
  .max(12_000)
  .regex(/^[\w-]+$/)

/** Pages in a frame of another site are refused. */
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

const registration = z
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

const authentication = z
  .object({
    ...envelope,
    response: z.object({
      clientDataJSON,
      authenticatorData: base64url,
      signature: base64url,
      /** Identifies the user for a passkey that is found without a user name. */
      userHandle: base64url,
    }),
  })
  .transform(withClaims)

export type NewCredential = z.output<typeof registration>
export type Assertion = z.output<typeof authentication>

/** The same for every failure at sign-in, so that it does not tell which. */
export const invalidPasskey = 'This passkey is not valid here. Use another sign-in method.'

export const newCredential = fromJson(registration, 'The passkey could not be added.')

export const assertion = fromJson(authentication, invalidPasskey)

function fromJson<T>(schema: z.ZodType<T>, sentence: string) {
  return z.string().transform((text, context): T => {
    const { data, success } = schema.safeParse(json(text))
    if (success) return data
    context.addIssue(sentence)
    return z.NEVER
  })
}

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
