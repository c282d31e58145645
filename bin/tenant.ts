import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { disconnect } from '@/lib/db/prisma'
import { stopQueue } from '@/lib/db/queue'
import { isUniqueViolation } from '@/lib/db/request-context'
import { bypassRowSecurity, change } from '@/lib/db/transaction'
import { waitForDatabase } from '@/lib/db/wait-for-database'
import { revokeSigningKey } from '@/lib/domain/keys/revoke-signing-key'
import { rotateSigningKey } from '@/lib/domain/keys/rotate-signing-key'
import { listSigningKeys, type SigningKey } from '@/lib/domain/keys/signing-keys'
import { createOperatorLink } from '@/lib/domain/tenants/create-operator-link'
import { createTenant } from '@/lib/domain/tenants/create-tenant'
import { firstSignInPath } from '@/lib/domain/tenants/set-up'
import { listTenants, type Tenant } from '@/lib/domain/tenants/list-tenants'
import {
  type TenantSettings,
  type TenantSettingsChange,
  writeTenantSettings,
} from '@/lib/domain/tenants/tenant-settings'
import { emailAddress } from '@/lib/domain/text/email-address'
import { displayName } from '@/lib/domain/text/display-name'
import { firstMessage } from '@/lib/domain/text/parse-input'
import { env } from '@/lib/env'

const usage = `npm run tenant -- create --id <id> --name <name> --url <https://…> --operator <address>
npm run tenant -- link --id <id> --operator <address>
npm run tenant -- show --id <id>
npm run tenant -- set --id <id> [--inherit-global-permissions on|off] [--organization-names on|off]
                      [--session-idle-minutes <n>] [--session-minutes <n>]
                      [--organizations-per-day <n>|unlimited]
npm run tenant -- keys --id <id>
npm run tenant -- rotate-keys --id <id> [--force] [--revoke <key>]

  --id        lower-case letters, digits and hyphens; never changes
  --name      what people read
  --url       the base URL: a scheme and a host alone
  --operator  the first operator, or one who needs a new link; signs in with the link that is printed, once and
              within 24 hours

  --inherit-global-permissions  what users hold at tenant level counts in organizations too
  --organization-names          sign-in takes an organization’s name, and tokens carry it
  --session-idle-minutes        a session ends after so long without a request
  --session-minutes             a new session ends after so long, whatever happens
  --organizations-per-day       how many organizations a person may create for themselves in 24 hours

  --force   rotate even if applications may not know the next key yet
  --revoke  instead, revoke this key at once, with all that it signed`

const options = {
  id: { type: 'string' },
  name: { type: 'string' },
  url: { type: 'string' },
  operator: { type: 'string' },
  'inherit-global-permissions': { type: 'string' },
  'organization-names': { type: 'string' },
  'session-idle-minutes': { type: 'string' },
  'session-minutes': { type: 'string' },
  'organizations-per-day': { type: 'string' },
  force: { type: 'boolean' },
  revoke: { type: 'string' },
} as const
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

const commands: Record<string, (id: string, values: Values) => Promise<void>> = {
  create,
  link,
  show,
  set,
  keys,
  'rotate-keys': rotateKeys,
}

/** Longer than an emailed link: the process that serves the tenant, or its name in the DNS, may not be there yet. */
const firstSignInHours = 24

try {
  await waitForDatabase({
    url: env().databaseUrl,
    variable: 'DATABASE_URL',
    prepare: () => Promise.resolve(),
  })
  await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await stopQueue()
  await disconnect()
}

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options })
  const [command = '', ...others] = positionals
  const found = Object.hasOwn(commands, command) ? commands[command] : undefined
  if (!found || !values.id || others.length > 0) throw new Error(usage)
  await found(values.id, values)
}

async function create(id: string, { name, url, operator }: Values): Promise<void> {
  if (!name || !url || !operator) throw new Error(usage)
  if (!/^[a-z0-9][a-z0-9-]{0,49}$/.test(id))
    throw new Error('--id takes lower-case letters, digits and hyphens, 50 at most.')
  if (!/^https?:\/\/[^/?#@]+\/?$/.test(url))
    throw new Error('--url takes a scheme and a host alone, such as https://login.example.com')
  const address = parsed(emailAddress, operator)
  const tenant = {
    id,
    name: parsed(displayName({ label: 'Name', max: 80 }), name),
    url: new URL(url).origin,
    operator: {
      address,
      name: address.email,
      signInLinkTo: firstSignInPath(url),
      signInLinkSeconds: firstSignInHours * 3600,
    },
  }
  const { signInToken } = await createTenant(tenant).catch((error: unknown) => {
    throw isUniqueViolation(error)
      ? new Error(`There is a tenant ${id}, or one at ${tenant.url}, already.`)
      : error
  })
  console.log(`${tenant.name} is at ${tenant.url}.`)
  printLink(address.email, tenant.url, signInToken)
}

/** For operators who have no other way in: the first link expired, or no email can be sent. */
async function link(id: string, { operator }: Values): Promise<void> {
  if (!operator) throw new Error(usage)
  const address = parsed(emailAddress, operator)
  const { url } = await getTenant(id)
  const seconds = firstSignInHours * 3600
  printLink(address.email, url, await createOperatorLink({ tenantId: id, url, address, seconds }))
}

function printLink(email: string, url: string, token: string | null): void {
  console.log(`${email} signs in with this link, which works once, within ${firstSignInHours} hours:
${url}/sign-in/link?token=${token}`)
}

async function show(id: string): Promise<void> {
  print(await saveSettings(id, {}))
}

async function set(id: string, values: Values): Promise<void> {
  print(await saveSettings(id, settingsIn(values)))
}

async function keys(id: string): Promise<void> {
  await assertTenant(id)
  console.log(describeKeys(await listSigningKeys(keyAccess(id))))
}

async function rotateKeys(id: string, { force = false, revoke }: Values): Promise<void> {
  await assertTenant(id)
  const access = keyAccess(id)
  const keys = revoke === undefined ? rotateSigningKey(access, { force }) : revokeSigningKey(access, revoke)
  console.log(describeKeys(await keys))
}

function keyAccess(tenantId: string) {
  return bypassRowSecurity('the command line manages signing keys', tenantId)
}

function describeKeys(keys: SigningKey[]): string {
  if (keys.length === 0) return 'This tenant has signed nothing yet.'
  return keys.map((key) => `${key.state.padEnd(8)} ${key.id}  since ${since(key).toISOString()}`).join('\n')
}

function since({ createdAt, activatedAt, retiredAt }: SigningKey): Date {
  return retiredAt ?? activatedAt ?? createdAt
}

function settingsIn(values: Values): TenantSettingsChange {
  return {
    inheritGlobalPermissionsInOrganizations: onOrOff(values, 'inherit-global-permissions'),
    allowOrganizationNameInAuthenticationApi: onOrOff(values, 'organization-names'),
    sessionIdleMinutes: minutes(values, 'session-idle-minutes'),
    sessionAbsoluteMinutes: minutes(values, 'session-minutes'),
    organizationsPerDay: dailyOrganizations(values['organizations-per-day']),
  }
}

function onOrOff(
  values: Values,
  option: 'inherit-global-permissions' | 'organization-names',
): boolean | undefined {
  const given = values[option]
  if (given !== undefined && given !== 'on' && given !== 'off')
    throw new Error(`--${option} takes on or off.`)
  return given === undefined ? undefined : given === 'on'
}

function minutes(values: Values, option: 'session-idle-minutes' | 'session-minutes'): number | undefined {
  const given = values[option]
  if (given !== undefined && !/^\d{1,9}$/.test(given))
    throw new Error(`--${option} takes a number of minutes.`)
  return given === undefined ? undefined : Number(given)
}

function dailyOrganizations(given: string | undefined): number | null | undefined {
  if (given === undefined) return undefined
  if (given === 'unlimited') return null
  if (!/^\d{1,9}$/.test(given)) throw new Error('--organizations-per-day takes a number, or unlimited.')
  return Number(given)
}

/** Only reads if no setting is given. */
async function saveSettings(id: string, settings: TenantSettingsChange): Promise<TenantSettings> {
  await assertTenant(id)
  return change(bypassRowSecurity('the command line changes tenant settings', id), (tx) =>
    writeTenantSettings(tx, id, settings),
  )
}

async function assertTenant(id: string): Promise<void> {
  await getTenant(id)
}

async function getTenant(id: string): Promise<Tenant> {
  const found = (await listTenants()).find((tenant) => tenant.id === id)
  if (!found) throw new Error(`There is no tenant ${id}.`)
  return found
}

function print(settings: TenantSettings): void {
  const word = (on: boolean) => (on ? 'on' : 'off')
  console.log(`inherit-global-permissions  ${word(settings.inheritGlobalPermissionsInOrganizations)}
organization-names          ${word(settings.allowOrganizationNameInAuthenticationApi)}
session-idle-minutes        ${settings.sessionIdleMinutes}
session-minutes             ${settings.sessionAbsoluteMinutes}
organizations-per-day       ${settings.organizationsPerDay ?? 'unlimited'}`)
}

/** On the command line an error is one sentence. */
function parsed<T>(schema: z.ZodType<T>, text: string): T {
  const { data, error } = schema.safeParse(text)
  if (error) throw new Error(firstMessage(error))
  return data
}
