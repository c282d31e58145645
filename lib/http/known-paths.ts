import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const route = z.object({ regex: z.string() })
const manifest = z.object({ staticRoutes: z.array(route), dynamicRoutes: z.array(route) })

/** Next answers these without a page; a slash at the end by a redirect. */
const ofNext = /^\/_next\/|.\/$/

/**
 * Whether there is a page, a route handler or a public file at a path, of the build in `folder`. Next would render its page
 * for others as for any path, and run a server action that is sent there.
 */
export function readKnownPaths(folder: string): (path: string) => boolean {
  const text = readFileSync(join(folder, '.next/routes-manifest.json'), 'utf8')
  const { staticRoutes, dynamicRoutes } = manifest.parse(JSON.parse(text))
  const routes = [...staticRoutes, ...dynamicRoutes].map(({ regex }) => new RegExp(regex))
  const files = readdirSync(join(folder, 'public'), { recursive: true }).map((name) => `/${String(name)}`)
  return (path) => {
    // Next redirects these.
    const plain = decodeURIComponent(path).replaceAll(/[/\\]+/g, '/')
    return ofNext.test(plain) || files.includes(plain) || routes.some((pattern) => pattern.test(plain))
  }
}
