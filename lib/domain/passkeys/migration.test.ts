import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { makeHouse, type House } from '@/test/house'
import { takeOwnDatabase } from '@/test/own-database'

beforeAll(takeOwnDatabase)
afterAll(disconnect)

const migrations = join(import.meta.dirname, '../../../prisma/migrations')

/** As it is applied: by the owner of the tables, who is under row security as well. */
async function migrateAgain(): Promise<void> {
  const owner = new pg.Client({ connectionString: process.env['MIGRATION_DATABASE_URL'] })
  await owner.connect()
  await owner.query(await readFile(join(migrations, '20261125001230_passkeys/migration.sql'), 'utf8'))
  await owner.end()
}

function enabledAt(house: House, organizationId: string): Promise<string[]> {
  return house.look(async (tx) => {
    const rows = await tx.enabledConnection.findMany({
      where: { tenantId: house.tenantId, organizationId },
      select: { connection: { select: { strategy: true } } },
    })
    return rows.map(({ connection }) => connection.strategy).sort()
  })
}

it('gives tenants of before the connection, and switches it on where all of the defaults are', async () => {
  const [before, today] = [await makeHouse(), await makeHouse()]
  const [usual, choosy] = [await before.organization(), await before.organization()]
  await before.arrange(async (tx) => {
    await tx.connection.deleteMany({ where: { strategy: 'passkey' } })
    await tx.enabledConnection.deleteMany({
      where: { organizationId: choosy.id, connectionId: before.connection('email') },
    })
  })
  const place = await today.organization()
  await today.arrange((tx) =>
    tx.enabledConnection.deleteMany({ where: { connectionId: today.connection('passkey') } }),
  )
  await migrateAgain()
  await migrateAgain()
  expect(await enabledAt(before, usual.id)).toEqual(['email', 'passkey', 'password'])
  expect(await enabledAt(before, choosy.id)).toEqual(['password'])
  expect(await enabledAt(today, place.id)).toEqual(['email', 'password'])
  const made = await before.look((tx) =>
    tx.connection.findMany({ where: { tenantId: before.tenantId, strategy: 'passkey' } }),
  )
  expect(made).toMatchObject([{ name: 'passkey', displayName: 'Passkey', isDefault: true }])
})
