import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { signInWithEmail } from '@/lib/domain/users/sign-in-with-email'

it('tenant create prints a link with which the first operator signs in once, and queues no email', async () => {
  const id = `t${randomUUID()}`
  const url = `https://${id}.example`
  const command = ['node_modules/tsx/dist/cli.mjs', 'bin/tenant.ts', 'create']
  const options = ['--id', id, '--name', 'Harbour', '--url', url, '--operator', 'pat@harbour.test']
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...options], {
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain(`Harbour is at ${url}.\npat@harbour.test signs in with this link`)
  const token = stdout.match(new RegExp(`^${url}/sign-in/link\\?token=(\\w{32})$`, 'm'))?.[1] ?? ''

  const { returnTo } = await signInWithEmail(id, { token })
  expect(returnTo).toBe('/account/passkey/new?return_to=%2Fconsole')
  await expect(signInWithEmail(id, { token })).rejects.toThrow('This link has been used or has expired.')
  const access = bypassRowSecurity('a test counts', id)
  expect(await read(access, (tx) => tx.mail.count({ where: { tenantId: id } }))).toBe(0)
})

it('tenant link makes another link for an operator, who needs no email, and for no one else', async () => {
  const id = `t${randomUUID()}`
  const url = `https://${id}.example`
  run('create', '--id', id, '--name', 'Harbour', '--url', url, '--operator', 'pat@harbour.test')
  const { status, stdout } = run('link', '--id', id, '--operator', 'Pat@harbour.test')
  expect(status).toBe(0)
  const token = stdout.match(new RegExp(`^${url}/sign-in/link\\?token=(\\w{32})$`, 'm'))?.[1] ?? ''
  expect(await signInWithEmail(id, { token })).toMatchObject({
    returnTo: '/account/passkey/new?return_to=%2Fconsole',
  })
  await expect(signInWithEmail(id, { token })).rejects.toThrow('This link has been used or has expired.')

  const stranger = run('link', '--id', id, '--operator', 'kim@harbour.test')
  expect([stranger.status, stranger.stderr]).toEqual([
    1,
    'No operator of this tenant has the address kim@harbour.test.\n',
  ])
  const access = bypassRowSecurity('a test reads events', id)
  const where = { tenantId: id, type: 'operator.sign_in_link_made' }
  const events = await read(access, (tx) => tx.auditEvent.findMany({ where }))
  expect(events).toHaveLength(1)
  expect(
    JSON.stringify(events, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain(token)
})

function run(...args: string[]) {
  const command = ['node_modules/tsx/dist/cli.mjs', 'bin/tenant.ts']
  return spawnSync(process.execPath, [...command, ...args], { encoding: 'utf8' })
}
