import { expect, it, vi } from 'vitest'
import { readPageForm } from './form-limits'
import { formIdField } from './form-state'
import type { IncomingRequest } from './incoming-request'
import { findOutdatedForm } from './outdated-form'

const ours = `60${'a'.repeat(40)}`
const others = `60${'b'.repeat(40)}`

vi.mock('node:fs', async (original) => ({
  ...(await original<object>()),
  readFileSync: () => JSON.stringify({ node: { [ours]: {} }, edge: {} }),
}))

async function send(fields: Record<string, string>, given: Partial<IncomingRequest> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const request = new Response(form)
  const incoming = {
    method: 'POST',
    url: '/orgs/new',
    remoteAddress: '10.1.2.3',
    ...given,
    headers: { 'content-type': request.headers.get('content-type') ?? '', ...given.headers },
  }
  const read = await readPageForm(incoming, new Uint8Array(await request.arrayBuffer()))
  return read?.plain ? findOutdatedForm(read.plain) : null
}

function bound(id: string) {
  return { $ACTION_REF_1: '', '$ACTION_1:0': JSON.stringify({ id, bound: '$@1' }) }
}

it('a form of another build keeps what was typed, without secrets', async () => {
  const typed = { name: 'Harbour', password: 'secret', [formIdField]: '_R_1_' }
  const expected = { formId: '_R_1_', values: { name: 'Harbour' } }
  expect(await send({ ...bound(others), ...typed })).toEqual(expected)
  expect(await send({ [`$ACTION_ID_${others}`]: '', ...typed })).toEqual(expected)
})

it('a form without an id of its own has none', async () => {
  expect(await send(bound(others))).toEqual({ formId: null, values: {} })
})

it('a form of this build is left to Next', async () => {
  expect(await send({ ...bound(ours), name: 'Harbour' })).toBeNull()
  expect(await send({ [`$ACTION_ID_${ours}`]: '' })).toBeNull()
})

it('what is no form of any build is left to Next', async () => {
  expect(await send({ name: 'Harbour' })).toBeNull()
  expect(await send({ $ACTION_ID_short: '' })).toBeNull()
  expect(await send({ $ACTION_REF_1: '', '$ACTION_1:0': '{' })).toBeNull()
  expect(await send({ $ACTION_REF_1: '' })).toBeNull()
  expect(await send(bound(others), { headers: { 'next-action': others } })).toBeNull()
  expect(await send(bound(others), { url: '/api/v2/users' })).toBeNull()
})
