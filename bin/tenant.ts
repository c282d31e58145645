import { parseArgs } from 'node:util'
import { asSystem, change } from '@/lib/db/doors'
import { isUniqueViolation } from '@/lib/db/enter'
import { disconnect } from '@/lib/db/prisma'
import { stopQueue } from '@/lib/db/queue'
import { makeTenant } from '@/lib/domain/tenants/make-tenant'
import { parseEmail } from '@/lib/domain/text/parse-email'
import { parseName } from '@/lib/domain/text/parse-name'
import type { Parsed } from '@/lib/domain/text/parsed'
import { makeUser } from '@/lib/domain/users/make-user'

const usage = `npm run tenant -- create --id <id> --name <name> --url <https://…> --operator <address>

  --id        lower-case letters, digits and hyphens; never changes
  --name      what people read
  --url       the base URL: a scheme and a host alone
  --operator  the first operator; signs in by a link that is mailed`

try {
  await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await stopQueue()
  await disconnect()
}

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      id: { type: 'string' },
      name: { type: 'string' },
      url: { type: 'string' },
      operator: { type: 'string' },
    },
  })
  const { id, name, url, operator } = values
  if (positionals[0] !== 'create' || !id || !name || !url || !operator) throw new Error(usage)
  if (!/^[a-z0-9][a-z0-9-]{0,49}$/.test(id))
    throw new Error('--id takes lower-case letters, digits and hyphens, 50 at most.')
  if (!/^https?:\/\/[^/?#@]+\/?$/.test(url))
    throw new Error('--url takes a scheme and a host alone, such as https://login.example.com')
  const address = value(parseEmail(operator))
  const tenant = { id, name: value(parseName(name, { label: 'Name', max: 80 })), url: new URL(url).origin }
  await makeTenant(tenant).catch((error: unknown) => {
    throw isUniqueViolation(error)
      ? new Error(`There is a tenant ${id}, or one at ${tenant.url}, already.`)
      : error
  })
  await makeOperator(id, address)
  console.log(`${tenant.name} is at ${tenant.url}. ${address.email} signs in there by a link that is mailed.`)
}

function makeOperator(tenantId: string, address: { email: string; folded: string }): Promise<void> {
  return change(asSystem('a tenant gets its first operator', tenantId), async (tx) => {
    const person = {
      tenantId,
      email: address.email,
      emailFolded: address.folded,
      name: address.email,
      proven: true,
    }
    const { id: userId } = await makeUser(tx, person)
    const role = await tx.role.findFirstOrThrow({ where: { tenantId, name: 'Operator', usableIn: '*' } })
    await tx.userRole.create({ data: { userId, roleId: role.id } })
    const target = { kind: 'user', id: userId, email: address.email }
    return { result: undefined, events: [{ type: 'operator.made', target }] }
  })
}

function value<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}
