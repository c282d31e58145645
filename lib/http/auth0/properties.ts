import { z } from 'zod'
import type { Field } from '@/lib/domain/fields'
import { literalFlag } from './literal'
import { invalidInput } from './problem'

/** A table of these gives the schemas of bodies and answers, and the translation to and from the domain. */
export interface Property<Resource, Input, Context> {
  /** Missing if the property is only answered. */
  request?: z.ZodType
  /** Missing if the property is only accepted. */
  answer?: z.ZodType
  /** @throws ApiProblem 400 */
  decode?(value: unknown, context: Context): Partial<Input>
  /** Undefined leaves the property out. */
  encode?(resource: Resource, context: Context): unknown
}

/** Types decode and encode by the two schemas. */
export function property<R extends z.ZodType, A extends z.ZodType, Resource, Input>(definition: {
  request: R
  answer: A
  decode: (value: z.output<R>) => Input
  encode: (resource: Resource) => z.input<A> | undefined
}) {
  return definition
}

/** Only the name differs from the domain. Null is left out of an answer. */
export function setting<const K extends string, R extends z.ZodType, A extends z.ZodType>(
  name: K,
  { request, answer }: { request: R; answer: A },
) {
  return {
    request,
    answer,
    decode: (value: z.output<R>) => record(name, value),
    encode: (resource: Readonly<Partial<Record<K, unknown>>>) => resource[name] ?? undefined,
  }
}

function record<K extends string, V>(name: K, value: V): Record<K, V>
function record(name: string, value: unknown): unknown {
  return { [name]: value }
}

export function fixedFlag(value: boolean, sentence: string) {
  return {
    request: literalFlag(value, sentence),
    answer: z.boolean().optional().meta({ example: value }),
    encode: () => value,
  }
}

/** A body may repeat the present value. @throws ApiProblem 400 */
export function assertReadOnly(name: string, value: unknown, present: string | undefined): void {
  if (value !== present) throw invalidInput('body', 'This is read-only', [name])
}

/** The settings that have the column’s name and the field’s schema. */
export function publishedSettings<Resource extends object, Input>(
  fields: Record<string, Field>,
): Record<string, PublishedSetting<Resource, Input>>
export function publishedSettings(fields: Record<string, Field>): unknown {
  const published = Object.entries(fields).flatMap(([name, { column, initial, schema, published }]) => {
    if (!published) return []
    const request = initial === undefined || initial === null ? schema : nullIs(initial, schema)
    const schemas = { request: request.meta(published), answer: schema.optional().meta(published) }
    return [[column, setting(name, schemas)] as const]
  })
  return Object.fromEntries(published)
}

type PublishedSetting<Resource, Input> = Property<Resource, Input, unknown> & {
  request: z.ZodType
  answer: z.ZodType
}

/** In a body, null sets the initial value. */
export function nullIs<S extends z.ZodType>(initial: NonNullable<z.output<S>>, schema: S) {
  return schema.nullable().transform((value) => value ?? initial)
}

/** Auth0 treats an empty text as none. */
export function emptyIsNull(schema: z.ZodType<string | null>) {
  return schema.transform((value) => value || null)
}

type Schemas = Record<string, { request?: z.ZodType; answer?: z.ZodType }>

type RequestShape<T> = {
  [K in keyof T as T[K] extends { request: z.ZodType } ? K : never]: T[K] extends {
    request: infer S extends z.ZodType
  }
    ? z.ZodOptional<S>
    : never
}

type AnswerShape<T> = {
  [K in keyof T as T[K] extends { answer: z.ZodType } ? K : never]: T[K] extends {
    answer: infer S extends z.ZodType
  }
    ? S
    : never
}

export function requestShape<T extends Schemas>(properties: T): RequestShape<T>
export function requestShape(properties: Schemas): unknown {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, { request }] of Object.entries(properties)) if (request) shape[name] = request.optional()
  return shape
}

export function answerShape<T extends Schemas>(properties: T): AnswerShape<T>
export function answerShape(properties: Schemas): unknown {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, { answer }] of Object.entries(properties)) if (answer) shape[name] = answer
  return shape
}

/** @throws ApiProblem 400 for a value that the schema alone cannot reject */
export function decodeBody<Input, Context>(
  properties: Record<string, Property<never, Input, Context>>,
  body: object,
  context: Context,
): Partial<Input> {
  return Object.entries(body).reduce<Partial<Input>>((input, [name, value]: [string, unknown]) => {
    const decoded = value === undefined ? undefined : properties[name]?.decode?.(value, context)
    return { ...input, ...decoded }
  }, {})
}

export function encodeAnswer<Resource, Context>(
  properties: Record<string, Property<Resource, object, Context>>,
  resource: Resource,
  context: Context,
): Record<string, unknown> {
  const encoded = Object.entries(properties).map(([name, one]): [string, unknown] => [
    name,
    one.encode?.(resource, context),
  ])
  return Object.fromEntries(encoded.filter(([, value]) => value !== undefined))
}
