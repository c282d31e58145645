import { createHmac, sign, type KeyObject } from 'node:crypto'
import { z } from 'zod'

export interface Parts {
  header: Record<string, unknown>
  payload: Record<string, unknown>
}

const part = z.record(z.string(), z.unknown())

/** The header and the claims of a JWT, without verifying its signature. */
export function partsOf(jwt: unknown): Parts {
  const [header, payload] = String(jwt)
    .split('.')
    .map((text) => Buffer.from(text, 'base64url').toString())
  return { header: part.parse(JSON.parse(header ?? '')), payload: part.parse(JSON.parse(payload ?? '')) }
}

/** A JWT with this header and these claims, signed by `how`. */
export function signed({ header, payload }: Parts, how: (input: string) => string): string {
  const input = [header, payload]
    .map((said) => Buffer.from(JSON.stringify(said)).toString('base64url'))
    .join('.')
  return `${input}.${how(input)}`
}

export function byRsa(key: KeyObject): (input: string) => string {
  return (input) => sign('sha256', Buffer.from(input), key).toString('base64url')
}

export function byHmac(secret: string): (input: string) => string {
  return (input) => createHmac('sha256', secret).update(input).digest('base64url')
}
