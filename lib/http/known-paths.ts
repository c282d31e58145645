import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const route = z.object({ page: z.string(), regex: z.string() })
const manifest = z.object({ staticRoutes: z.array(route), dynamicRoutes: z.array(route) })

/** Next redirects to the path without it. */
const slashAtEnd = /.\/$/
/** Next renders them where there is nothing else. */
const errorPages = new Set(['/_not-found', '/_global-error'])
const staticFile = /^\/_next\/static\//
/** A part of a segment, where it is written so. */
const encodedSlash = /%(2f|5c)/gi

/**
 * The page, route handler or file at a path, of the build in `folder`: with parameters in braces, `/o/{slug}`. Null where there is
 * nothing: Next would render its page for others as for any path, and run a server action that is sent there.
 */
export function readKnownPaths(folder: string): (path: string) => string | null {
  const text = readFileSync(join(folder, '.next/routes-manifest.json'), 'utf8')
  const { staticRoutes, dynamicRoutes } = manifest.parse(JSON.parse(text))
  const routes = [...staticRoutes, ...dynamicRoutes].map(({ page, regex }) => ({
    pattern: new RegExp(regex),
    route: page.replaceAll(/\[+(?:\.\.\.)?(\w+)\]+/g, '{$1}'),
  }))
  const files = new Set([
    ...listPaths(join(folder, 'public'), '/'),
    ...listPaths(join(folder, '.next/static'), '/_next/static/'),
  ])
  return (path) => {
    // Next redirects these.
    const redirected = path.replaceAll(/[/\\]+/g, '/')
    const plain = decodeURIComponent(redirected.replaceAll(encodedSlash, '%25$1'))
    if (errorPages.has(plain)) return null
    if (files.has(plain)) return staticFile.test(plain) ? '/_next/static' : plain
    const found = routes.find(({ pattern }) => pattern.test(plain))
    return found?.route ?? (slashAtEnd.test(redirected) ? '(redirect)' : null)
  }
}

function listPaths(folder: string, before: string): string[] {
  return readdirSync(folder, { recursive: true }).map((name) => before + String(name))
}
