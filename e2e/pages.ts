import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { PortalFixture } from './portal-fixture'

/** The paths of the pages, as the build names them, but for those of the console. */
export function pagesBuilt(): string[] {
  return allPages().filter((path) => !isOfConsole(path))
}

export function consolePagesBuilt(): string[] {
  return allPages().filter(isOfConsole)
}

function isOfConsole(path: string): boolean {
  return path === '/console' || path.startsWith('/console/')
}

/** The paths of what is built that is not a page. */
export function routesBuilt(): string[] {
  return built('/route')
}

function allPages(): string[] {
  return built('/page')
}

function built(kind: '/page' | '/route'): string[] {
  const manifest = join(import.meta.dirname, '../.next/app-path-routes-manifest.json')
  const paths = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(manifest, 'utf8')))
  return Object.entries(paths).flatMap(([source, path]) => (source.endsWith(kind) ? [path] : []))
}

/** A path of the fixture’s organization that the pattern of the page fits. */
export function pathOf(pattern: string, at: PortalFixture): string {
  const values: Record<string, string> = {
    slug: at.organization.slug,
    userId: encodeURIComponent(at.other.id),
    roleId: at.roleId,
    invitationId: at.invitationId,
    ticket: at.ticket,
    ssoTicket: at.ssoTicket,
    token: at.joinToken,
    connectionId: at.emailConnectionId,
    providerId: pattern.endsWith('/directory') ? at.directory.id : at.ownConnectionId,
    webhookId: at.webhookId,
  }
  return pattern.replaceAll(/\[(\w+)\]/g, (_, name: string) => values[name] ?? 'none')
}
