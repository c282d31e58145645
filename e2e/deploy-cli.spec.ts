import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { DeployCli, runToEnd, type Exported } from './deploy-cli'
import { fillTenant } from '@/test/fixtures/filled-tenant'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'
import { Sdk } from './sdk'
import { startTlsFront, type TlsFront } from './tls-front'

const script = 'bin/run-script.mjs'
const corporate = 'connections/corporate.json'
const filledFiles = [
  ...['connections/corporate-adfs.json', 'connections/corporate-pingfederate.json'],
  ...[corporate, 'organizations/acme.json', 'organizations/harbour.json', 'roles/Porter.json'],
  ...['clients/Robot.json', 'clients/Rooms on the web.json', 'grants/Robot-Rooms.json', 'themes/theme.json'],
  ...[
    'resource-servers/Rooms.json',
    'resource-servers/Lumen API.json',
    'tenant.json',
    'branding/branding.json',
  ],
]
const domains = z.array(z.object({ domain: z.string(), use_for_organization_discovery: z.boolean() }))
const connections = z.array(z.looseObject({ name: z.string() }))

let front: TlsFront
test.beforeAll(async ({ baseURL }) => {
  front = await startTlsFront(baseURL)
})
test.afterAll(() => front.stop())

test('auth0-deploy-cli copies the demo to an empty tenant, and imports what it exported', async ({
  baseURL,
}, info) => {
  // Lumen itself is changed by other tests meanwhile, so this is lumen once more, made by the seed.
  const [demo, empty] = await Promise.all([
    BrowserTenant.create(baseURL, front.origin, ({ id, url }) =>
      runToEnd([script, 'e2e/demo-tenant.ts', id, url]),
    ),
    BrowserTenant.create(baseURL, front.origin, ({ id, url }) => runToEnd([script, ...create(id, url)])),
  ])
  const source = await Sdk.of(7, demo)
  const target = await Sdk.of(7, empty)
  await fillTenant(source)
  const from = new DeployCli(source, info.outputPath('demo'))
  const to = new DeployCli(target, info.outputPath('empty'))

  const before = await from.export('before')
  expect(Object.keys(before)).toEqual(expect.arrayContaining(filledFiles))
  const adapted = adaptForImport(before, demo)
  await Promise.all([to.import(adapted, mappings(empty)), from.import(adapted, mappings(demo))])
  const [after, again] = await Promise.all([to.export('after'), from.export('after')])
  expect(comparable(after, empty)).toEqual(comparable(before, demo))
  expect(again).toEqual(before)
  expect(statuses(before)).toEqual(['pending', 'verified'])
  expect(statuses(after)).toEqual(['pending', 'pending'])
})

/** What docs/moving-from-auth0.md asks to be put into the files: a secret, and a word for the old tenant’s own API. */
function adaptForImport(exported: Exported, { url }: BrowserTenant): Exported {
  const files = mapFiles(exported, (text) => text.replaceAll(`"${url}/api/v2/"`, '"@@MANAGEMENT_AUDIENCE@@"'))
  const connection = z.looseObject({ options: z.looseObject({}) }).parse(JSON.parse(files[corporate] ?? ''))
  const options = { ...connection.options, client_secret: 'secret' }
  return { ...files, [corporate]: JSON.stringify({ ...connection, options }) }
}

function mappings({ url }: BrowserTenant): Record<string, string> {
  return { MANAGEMENT_AUDIENCE: `${url}/api/v2/` }
}

/** Without what must differ between two tenants. Ids are in no export, and secrets neither. */
function comparable(exported: Exported, { url }: BrowserTenant): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(exported).map(([file, text]) => [
      file,
      file.endsWith('.json')
        ? JSON.parse(text.replaceAll(`"${url}/api/v2/"`, '"own"'), sameEverywhere)
        : text,
    ]),
  )
}

function sameEverywhere(key: string, value: unknown): unknown {
  // A domain gets a record of its own, which names the organization by its id, and DNS has yet to say it.
  if (key === 'discovery_domains') return inOrder(domains.parse(value), ({ domain }) => domain)
  // Foyer lists these two by ids, which the other tenant has others of.
  if (key === 'connections') return inOrder(connections.parse(value), ({ name }) => name)
  return value
}

function inOrder<Row>(rows: Row[], by: (row: Row) => string): Row[] {
  return rows.toSorted((one, other) => (by(one) < by(other) ? -1 : 1))
}

function statuses(exported: Exported): string[] {
  const domain = z.object({ status: z.string() })
  const { discovery_domains: found } = z
    .object({ discovery_domains: z.array(domain) })
    .parse(JSON.parse(exported['organizations/harbour.json'] ?? ''))
  return found.map(({ status }) => status).sort()
}

function mapFiles(exported: Exported, change: (text: string) => string): Exported {
  return Object.fromEntries(Object.entries(exported).map(([file, text]) => [file, change(text)]))
}

function create(id: string, url: string): string[] {
  return [
    'bin/tenant.ts',
    'create',
    '--id',
    id,
    '--name',
    'Own',
    '--url',
    url,
    '--operator',
    'olu@journey.test',
  ]
}
