import { z } from 'zod'
import { join, raw, type Sql } from '@/lib/db/sql'

/** One setting of a resource. A table of these says all that the domain knows of the resource’s settings. */
export interface Field<S extends z.ZodType = z.ZodType, Context = unknown> {
  column: string
  /** Decodes what the column contains, and encodes it again. */
  schema: S
  /** Validates and normalizes the value before it is written. @throws DomainError invalid */
  parse?(value: z.output<S>, context: Context): z.output<S>
}

type Fields<Context = never> = Record<string, Field<z.ZodType, Context>>

export type Values<F> = {
  [K in keyof F]: F[K] extends { schema: infer S extends z.ZodType } ? z.output<S> : never
}

/** The schema of a row that columnsOf() selects. */
export function schemaOf<F extends Fields>(fields: F): z.ZodObject<{ [K in keyof F]: F[K]['schema'] }>
export function schemaOf(fields: Fields): unknown {
  return z.object(Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])))
}

/** What stands after SELECT to read all fields from the table with this alias. */
export function columnsOf(alias: string, fields: Fields): Sql {
  const columns = Object.entries(fields).map(([name, { column, schema }]) => {
    const value = `${alias}.${column}`
    // Columns that are lists of Prisma’s are never NOT NULL.
    return raw(`${schema instanceof z.ZodArray ? `coalesce(${value}, '{}')` : value} AS "${name}"`)
  })
  return join(columns)
}

export function namesOf<F extends Fields>(fields: F): (keyof F)[]
export function namesOf(fields: Fields): unknown {
  return Object.keys(fields)
}

/**
 * The values with each one validated and normalized by its field; undefined stays undefined.
 * @throws DomainError invalid
 */
export function parseFields<V extends object, Context>(
  fields: Fields<Context>,
  values: V,
  context: Context,
): V
export function parseFields(fields: Fields<unknown>, values: object, context: unknown): unknown {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]: [string, unknown]) => {
      const field = fields[name]
      return [name, value === undefined || !field?.parse ? value : field.parse(value, context)]
    }),
  )
}
