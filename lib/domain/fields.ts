import { z } from 'zod'
import { join, raw, type Sql } from '@/lib/db/sql'

export interface Field<S extends z.ZodType = z.ZodType, Context = unknown> {
  column: string
  /** For a new resource. */
  initial?: z.output<S>
  /** Decodes and encodes the column’s value. */
  schema: S
  /** The Management API has it under the column’s name, with this schema; its part of the OpenAPI document. */
  published?: { description?: string; example?: unknown }
  /** Validates and normalizes the value before it is written. @throws DomainError invalid */
  parse?(value: z.output<S>, context: Context): z.output<S>
}

export function field<S extends z.ZodType>(definition: Field<S>): Field<S> {
  return definition
}

type Fields<Context = never> = Record<string, Field<z.ZodType, Context>>

export type Values<F> = {
  [K in keyof F]: F[K] extends { schema: infer S extends z.ZodType } ? z.output<S> : never
}

/** Undefined: unchanged, or the initial value for a new resource. */
export type FieldsInput<F> = { [K in keyof F]?: Values<F>[K & keyof Values<F>] | undefined }

export function schemaOf<F extends Fields>(fields: F): z.ZodObject<{ [K in keyof F]: F[K]['schema'] }>
export function schemaOf(fields: Fields): unknown {
  return z.object(Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])))
}

export function columnsOf(alias: string, fields: Fields): Sql {
  const columns = Object.entries(fields).map(([name, { column, schema }]) => {
    const value = `${alias}.${column}`
    // Prisma’s list columns are never NOT NULL.
    return raw(`${schema instanceof z.ZodArray ? `coalesce(${value}, '{}')` : value} AS "${name}"`)
  })
  return join(columns)
}

export function namesOf<F extends Fields>(fields: F): (keyof F)[]
export function namesOf(fields: Fields): unknown {
  return Object.keys(fields)
}

type Parsed<F, V> = {
  [K in keyof V & keyof F]: Values<F>[K] | Extract<V[K], undefined>
}

export function initialOf<F extends Fields>(fields: F): Partial<Values<F>>
export function initialOf(fields: Fields): unknown {
  return withoutUndefined(
    Object.fromEntries(
      Object.entries(fields).map(([name, { initial }]): [string, unknown] => [name, initial]),
    ),
  )
}

/** @throws DomainError invalid */
export function parseFields<F extends Fields<Context>, V extends object, Context>(
  fields: F,
  values: V,
  context: Context,
): Parsed<F, V>
export function parseFields(fields: Fields<unknown>, values: object, context: unknown): unknown {
  const parsed: Record<string, unknown> = {}
  for (const [name, value] of Object.entries<unknown>({ ...values })) {
    const one = fields[name]
    if (one) parsed[name] = value === undefined || !one.parse ? value : one.parse(value, context)
  }
  return parsed
}

export function withoutUndefined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> }
export function withoutUndefined(given: object): unknown {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
