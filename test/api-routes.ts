import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { NextRequest } from 'next/server'
import type { Operation } from '@/lib/http/operation'

const folder = join(import.meta.dirname, '../app/api/v2')
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof methods)[number]

type Handle = (
  request: NextRequest,
  context: { params: Promise<Record<string, string> | undefined> },
) => Promise<Response>
/** An operation of the Management API as the route tree has it. */
export interface Route {
  method: Method
  /** Auth0’s way to write it: `/organizations/{id}`. */
  path: string
  handle: Handle
  operation: Operation
}

/** Every operation under app/api/v2, found by its files, as Next finds them. */
export async function routes(): Promise<Route[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\/route\.ts$/.test(file),
  )
  const found = await Promise.all(files.sort().map(routesIn))
  return found.flat()
}

async function routesIn(file: string): Promise<Route[]> {
  const path = `/${dirname(file).replaceAll('[', '{').replaceAll(']', '}')}`
  const exported = (await import(join(folder, file))) as Record<string, Handle & { operation?: Operation }>
  return methods.flatMap((method) => {
    const handle = exported[method]
    return handle?.operation ? [{ method, path, handle, operation: handle.operation }] : []
  })
}

/** The operation for a path, names before parameters; with the parameters, decoded. */
export function match(
  all: readonly Route[],
  method: string,
  pathname: string,
): { route: Route; params: Record<string, string> } | null {
  const given = pathname.split('/').slice(1)
  const fitting = all.flatMap((route) => {
    const parts = route.path.split('/').slice(1)
    const params: Record<string, string> = {}
    if (route.method !== method || parts.length !== given.length) return []
    const fits = parts.every((part, place) => {
      const segment = given[place] ?? ''
      if (!part.startsWith('{')) return part === segment
      params[part.slice(1, -1)] = decoded(segment)
      return segment !== ''
    })
    return fits ? [{ route, params }] : []
  })
  const named = ({ route }: { route: Route }) => route.path.replaceAll(/\{\w+\}/g, '~')
  return fitting.sort((one, other) => (named(one) < named(other) ? -1 : 1))[0] ?? null
}

/** What does not decode is left as it came. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
