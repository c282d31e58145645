import type { SamlSigning, SamlStatement } from './saml-identity-provider'

/** How a response differs from a true one. */
export interface Deviation {
  statement?: Partial<SamlStatement>
  signing?: Partial<SamlSigning>
  /** After it was signed. */
  tamper?: (xml: string) => string
}

/** By what the response contains; the reason is a key of connection-failures.ts. */
export type Deviations = Record<string, readonly [reason: string, deviation: Deviation]>

/** After it was signed. */
export function replacing(part: string | RegExp, by: string): Deviation {
  return { tamper: (xml) => xml.replace(part, by) }
}

/** In the assertion, before it is signed. */
export function saying(part: string | RegExp, by: string): Deviation {
  return { signing: { edit: (xml) => xml.replace(part, by) } }
}

export function minutesFromNow(count: number): Date {
  return new Date(Date.now() + count * 60_000)
}
