import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const route = z.object({ regex: z.string() })
const manifest = z.object({ staticRoutes: z.array(route), dynamicRoutes: z.array(route) })

/** Next redirects to the path without it. */
const slashAtEnd = /.\/$/
/** Next renders them where there is nothing else. */
const errorPages = new Set(['/_not-found', '/_global-error'])
/** A part of a segment, where it is written so. */
const encodedSlash = /%(2f|5c)/gi

/**
 * Whether there is a page, a route handler or a file at a path, of the build in `folder`. Next would render its page
 * for others as for any path, and run a server action that is sent there.
 */
export function readKnownPaths(folder: string): (path: string) => boolean {
  const text = readFileSync(join(folder, '.next/routes-manifest.json'), 'utf8')
  const { staticRoutes, dynamicRoutes } = manifest.parse(JSON.parse(text))
  const routes = [...staticRoutes, ...dynamicRoutes].map(({ regex }) => new RegExp(regex))
  const files = new Set([
    ...listPaths(join(folder, 'public'), '/'),
    ...listPaths(join(folder, '.next/static'), '/_next/static/'),
  ])
  return (path) => {
    // Next redirects these.
    const redirected = path.replaceAll(/[/\\]+/g, '/')
    const plain = decodeURIComponent(redirected.replaceAll(encodedSlash, '%25$1'))
    if (errorPages.has(plain)) return false
    return slashAtEnd.test(redirected) || files.has(plain) || routes.some((pattern) => pattern.test(plain))
  }
}

function listPaths(folder: string, before: string): string[] {
  return readdirSync(folder, { recursive: true }).map((name) => before + String(name))
}
