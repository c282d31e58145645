import { join } from 'node:path'
import { z } from 'zod'
import { makeFixture } from './fixture'
import { callsOfFoyer, tokenRequest, type FoyerCalls } from './foyer-calls'
import { callOnce } from './load'
import { populate } from './population'
import { startServer, type RunningServer } from './server'

const root = join(import.meta.dirname, '..')
const answer = z.object({ access_token: z.string() })
const invitation = z.object({ invitation_url: z.url() })

interface StartedFoyer {
  server: RunningServer
  calls: FoyerCalls
  /** Signing in, an organization’s page and an invitation. */
  publicPages: URL[]
}

/** The built product in a process of its own, and what is asked of it. */
export async function startFoyer(port: number): Promise<StartedFoyer> {
  const fixture = await makeFixture(port)
  const population = await populate(fixture.tenantId)
  const { MIGRATION_DATABASE_URL: _, ...env } = process.env
  const server = await startServer([join(root, 'bin/serve.mjs')], env, port)
  const audience = `${fixture.url}/api/v2/`
  const wanted = { ...fixture.management, grant_type: 'client_credentials', audience }
  const text = await callOnce(port, tokenRequest(fixture.host, wanted))
  const bearer = `Bearer ${answer.parse(JSON.parse(text)).access_token}`
  const calls = callsOfFoyer({ ...fixture, ...population, bearer })
  const [invite] = calls.invite
  const invited = invitation.parse(JSON.parse(await callOnce(port, invite?.() ?? fail())))
  const pages = ['/sign-in', '/o/acme', invited.invitation_url]
  return { server, calls, publicPages: pages.map((page) => new URL(page, fixture.url)) }
}

function fail(): never {
  throw new Error('The bench sends nothing.')
}
