import type { z } from 'zod'
import { enterpriseSchema } from './attribute-values'
import { ScimError } from './scim-error'
import { tagOf } from './scim-route'

interface ResourceMeta {
  type: 'User' | 'Group'
  id: string
  createdAt: Date
  updatedAt: Date
  version: string
}

/** RFC 7643, section 3.1. */
export function metaOf({ type, id, createdAt, updatedAt, version }: ResourceMeta, base: string): object {
  return {
    resourceType: type,
    created: createdAt.toISOString(),
    lastModified: updatedAt.toISOString(),
    location: `${base}/${type}s/${id}`,
    version: tagOf(version),
  }
}

/** @throws ScimError 400 */
export function parseResource<T>(schema: z.ZodType<T>, given: object): T {
  const { data, error } = schema.safeParse(given)
  if (!error) return data
  const [issue] = error.issues
  const path = issue?.path.join('.').replace(/^enterprise\./, `${enterpriseSchema}:`) ?? ''
  throw new ScimError(400, `${path}: ${issue?.message ?? 'Invalid'}`, 'invalidValue')
}

/** Parses a body for PUT, of which the present resource does not matter. */
export function replacing<T>(parse: (given: unknown) => T): (given: unknown) => () => T {
  return (given) => {
    const input = parse(given)
    return () => input
  }
}
