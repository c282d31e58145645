import { beforeEach, describe, expect, it } from 'vitest'
import { createOperator, refusal } from '@/test/fixtures/operator'
import { createTestTenant } from '@/test/fixtures/tenant'
import { createLogStream } from './create-log-stream'
import { openHeaders } from './log-stream-headers'
import type { HttpSinkInput } from './log-stream-input'
import { updateLogStream } from './update-log-stream'

const tenant = await createTestTenant()
const operator = await createOperator(tenant)
const access = await tenant.tenantAccess(operator, 'create:log_streams', 'update:log_streams')
const { tenantId } = tenant
let id: string

beforeEach(async () => {
  await tenant.write((tx) => tx.logStream.deleteMany())
  const customHeaders = [{ name: 'X-Source', value: 'harbour' }]
  const sink = { endpoint: 'https://logs.tenant.test/in', authorization: 'Bearer one', customHeaders }
  id = (await createLogStream(access, { name: 'Warehouse', categories: [], sink })).id
})

function row() {
  return tenant.read((tx) => tx.logStream.findUniqueOrThrow({ where: { tenantId_id: { tenantId, id } } }))
}

async function headers() {
  return openHeaders({ tenantId, streamId: id }, (await row()).sealedHeaders)
}

function save(sink: HttpSinkInput) {
  return updateLogStream(access, { id, name: 'Archive', sink })
}

const source = { name: 'x-source' }
const team = { name: 'x-team', value: 'pilots' }

describe('custom headers that were read before', () => {
  it('are replaced if they are still the same, also with another value, which stays', async () => {
    await save({ customHeaders: [{ ...source, value: 'pier' }], presentHeaders: ['x-source'] })
    await save({ customHeaders: [source, team], presentHeaders: ['x-source'] })
    expect(await headers()).toEqual({ authorization: 'Bearer one', 'x-source': 'pier', 'x-team': 'pilots' })
  })

  it.each([
    ['one more', [source, team]],
    ['none', []],
    ['another one', [team]],
  ])('are not replaced if there is meanwhile: %s', async (_, customHeaders) => {
    await save({ customHeaders })
    const before = await row()
    const late = { customHeaders: [source, { name: 'x-late', value: 'late' }], presentHeaders: ['x-source'] }
    await expect(save(late)).rejects.toMatchObject({ code: 'conflict', field: 'custom_headers' })
    expect(await refusal(save({ ...late, customHeaders: [] }))).toBe('conflict')
    expect(await row()).toEqual(before)
  })

  it('say nothing about a change of other settings, or of all headers without reading them', async () => {
    await save({ customHeaders: [source, team] })
    await save({ contentType: 'text/plain', authorization: 'Bearer two', presentHeaders: [] })
    expect(await headers()).toMatchObject({ authorization: 'Bearer two', 'x-team': 'pilots' })
    await save({ customHeaders: [] })
    expect(await headers()).toEqual({ authorization: 'Bearer two' })
  })
})
