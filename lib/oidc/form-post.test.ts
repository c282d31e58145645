import { expect, it } from 'vitest'
import { authorizeByFormPost } from './form-post'

const form = 'application/x-www-form-urlencoded'

function post(body: string, type = form): Promise<Response> {
  const headers = { 'content-type': type }
  return authorizeByFormPost(
    new Request('http://localhost:3000/authorize', { method: 'POST', headers, body }),
  )
}

it('an authorization request by POST continues like one by GET', async () => {
  const answer = await post('client_id=a%26b&redirect_uri=https%3A%2F%2Fapp.test%2Fcb&state=x+y')
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(
    '/authorize?client_id=a%26b&redirect_uri=https%3A%2F%2Fapp.test%2Fcb&state=x+y',
  )
})

it('leads nowhere else, whatever is in the form', async () => {
  for (const body of [
    '',
    '//attacker.test',
    '\r\nlocation: https://attacker.test',
    '#@attacker.test/',
    '/../evil',
  ]) {
    const { status, headers } = await post(body)
    expect(status).toBe(303)
    const { origin, pathname } = new URL(headers.get('location') ?? '', 'http://localhost:3000')
    expect(origin + pathname).toBe('http://localhost:3000/authorize')
  }
})

it('is refused as anything but a form, and when it is too large', async () => {
  expect((await post('{}', 'application/json')).status).toBe(415)
  expect((await post(`state=${'x'.repeat(17_000)}`)).status).toBe(413)
})
