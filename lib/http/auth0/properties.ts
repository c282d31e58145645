import { z } from 'zod'
import { literalFlag } from './literal'
import { invalidInput } from './problem'

/**
 * One property of a resource in Auth0’s form. From a table of these come the schemas of bodies and answers, and the
 * translation to and from the domain.
 */
export interface Property<Resource, Input, Context> {
  /** In a body. A property without it is only answered. */
  request?: z.ZodType
  /** In an answer. A property without it is only accepted. */
  answer?: z.ZodType
  /** The input of a verb that the value in a body means. @throws ApiProblem 400 */
  decode?(value: unknown, context: Context): Partial<Input>
  /** The value in an answer; undefined leaves the property out. */
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

/** A setting of the domain that only has another name here. Null is left out of an answer. */
export function setting<const K extends string, R extends z.ZodType, A extends z.ZodType>(
  name: K,
  { request, answer }: { request: R; answer: A },
) {
  return {
    request,
    answer,
    decode: (value: z.output<R>) => record(name, value),
    encode: (resource: Readonly<Record<K, unknown>>) => resource[name] ?? undefined,
  }
}

function record<K extends string, V>(name: K, value: V): Record<K, V>
function record(name: string, value: unknown): unknown {
  return { [name]: value }
}

/** A flag for which Foyer has one value. */
export function fixedFlag(value: boolean, sentence: string) {
  return {
    request: literalFlag(value, sentence),
    answer: z.boolean().optional().meta({ example: value }),
    encode: () => value,
  }
}

/** For a decoder: a body may repeat the value that there is. @throws ApiProblem 400 */
export function assertReadOnly(name: string, value: unknown, present: string | undefined): void {
  if (value !== present) throw invalidInput('body', 'This is read-only', [name])
}

/** In a body, null asks for the initial value. */
export function nullIs<S extends z.ZodType>(initial: NonNullable<z.output<S>>, schema: S) {
  return schema.nullable().transform((value) => value ?? initial)
}

/** Auth0 takes an empty text for none. */
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

/** The shape of a body, in which every property may be left out. */
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
