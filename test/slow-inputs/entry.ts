import type { Dice } from '../hostile-input'
import type { SlowText } from './slow-texts'

/** A public entry of the product: a page, an action or an operation. */
export interface Entry {
  name: string
  method: string
  /** With `{name}` where a text of the sender's stands. */
  path: string
  /** What stands there otherwise. */
  parameters: Readonly<Record<string, string>>
  /** Names that it reads from the query. */
  query: readonly string[]
  headers: Readonly<Record<string, string>>
  caller: Caller
  /** What its body may be; nothing where it has none. */
  bodies: readonly BodyKind[]
  /** The fields of a form, with something that is accepted for each. */
  fields: Readonly<Record<string, string>>
  /** The fields of a form that take a file. */
  files: readonly string[]
  /** Arguments of a server action that come before its form. */
  bound: readonly unknown[]
  /** A JSON body that is accepted. */
  example?: unknown
  /** Of its body, in bytes. */
  limit: number
}

/** A visitor without a session, the owner of an organization, an operator, or a machine with every scope. */
export type Caller = 'stranger' | 'owner' | 'operator' | 'machine'

type BodyKind = 'json' | 'form' | 'multipart' | 'arguments'

export interface Sent {
  method: string
  path: string
  headers: Record<string, string>
  body?: Buffer
}

export interface Making {
  entry: Entry
  /** Of what is slow in it, in bytes. */
  size: number
  text: SlowText
  dice: Dice
}

/** One way to make a request slow. */
export interface Shape {
  name: string
  /** Whether a slow text is a part of it. */
  takesText: boolean
  /** The shape that puts the same text into one of the places only. */
  narrower?: string
  fits: (entry: Entry) => boolean
  make: (making: Making) => Sent
}

/** Node refuses more than 16 KB of request line and headers together. */
export const largestHead = 12_000

/** The request as it would be without anything slow, but for what is given. */
export function request(
  { method, path, parameters, headers }: Entry,
  given: {
    parameters?: Record<string, string>
    query?: string
    headers?: Record<string, string>
    body?: Buffer
  } = {},
): Sent {
  const values = { ...parameters, ...given.parameters }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? 'unknown'),
  )
  return {
    method,
    path: given.query === undefined ? filled : `${filled}?${given.query}`,
    headers: { ...headers, ...given.headers },
    ...(given.body === undefined ? {} : { body: given.body }),
  }
}

export function takes(kind: BodyKind): (entry: Entry) => boolean {
  return ({ bodies }) => bodies.includes(kind)
}
