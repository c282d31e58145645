import type { Placed } from '@/lib/http/operation'
import { operations } from '@/lib/http/operations/table'
import { findProgram } from '@/lib/server/routes'

/** An operation of the Management API as the route table has it. */
export type Route = Placed

export async function routes(): Promise<Route[]> {
  return [...operations]
}

/** The operation at a path, found as the server finds it. */
export function findOperation(method: string, pathname: string): Route | null {
  const path = findProgram(pathname)?.route.path
  return operations.find((route) => route.method === method && `/api/v2${route.path}` === path) ?? null
}
