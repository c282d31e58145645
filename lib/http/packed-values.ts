import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { typedValues, type FormValues } from './form-state'

/** Sealed, it must fit into a cookie of 4,096 bytes. */
const longest = 2400

/** What was typed, without codes and other secrets, compressed. Null if it is too long. */
export function packValues(form: FormData): string | null {
  const text = deflateRawSync(JSON.stringify(withoutSecrets(typedValues(form)))).toString('base64')
  return text.length <= longest ? text : null
}

const typed = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

export function unpackValues(packed: string): FormValues {
  return typed.parse(JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString()))
}

function withoutSecrets(values: FormValues): FormValues {
  const isKept = ([name, value]: [string, string | string[]]) =>
    value === '' || !/code|credential/i.test(name)
  return Object.fromEntries(Object.entries(values).filter(isKept))
}
