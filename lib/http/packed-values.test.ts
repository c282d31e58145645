import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { packValues, unpackValues } from './packed-values'

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) data.append(name, one)
  return data
}

it('keeps what was typed, without passwords, codes and other secrets', () => {
  const typed = {
    name: 'Acme – ünïcode',
    callbacks: 'https://a.test/1\r\nhttps://a.test/2',
    roles: ['rol_1', 'rol_2'],
    secret_id: 'sec_1',
  }
  const secrets = { password: 'p', client_secret: 's', code: '123456', recovery_code: 'c', credential: '{}' }
  const packed = packValues(form({ ...typed, ...secrets })) ?? ''
  expect(unpackValues(packed)).toEqual(typed)
  expect(unpackValues(packValues(form({ name: 'a', client_secret: '' })) ?? '')).toHaveProperty(
    'client_secret',
    '',
  )
})

it('keeps long lists of similar URLs, and nothing that would not fit into a cookie', () => {
  const urls = Array.from({ length: 200 }, (_, index) => `https://app-${index}.acme.test/callback`)
  const packed = packValues(form({ callbacks: urls.join('\n') })) ?? ''
  expect(unpackValues(packed)).toEqual({ callbacks: urls.join('\n') })
  expect(packValues(form({ metadata: randomBytes(3000).toString('base64') }))).toBeNull()
})
