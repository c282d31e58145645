import { describe, expect, it } from 'vitest'
import { isWellFormed } from './action-body'

const contentType = 'multipart/form-data; boundary=edge'

function multipart(parts: Record<string, string>): string {
  const written = Object.entries(parts).map(
    ([name, value]) => `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${written.join('')}--edge--\r\n`
}

function judge(body: string, { isCall = false, type = contentType } = {}): Promise<boolean> {
  return isWellFormed({ contentType: type, isCall, bytes: new TextEncoder().encode(body) })
}

describe('a form', () => {
  it('is taken as browsers and React send it', async () => {
    const plain = {
      $ACTION_REF_1: '',
      '$ACTION_1:0': '{"id":"7f","bound":"$@1"}',
      '$ACTION_1:1': '["acme",{"status":"idle"}]',
    }
    expect(await judge(multipart({ ...plain, email: '$100 [and more' }))).toBe(true)
    expect(
      await judge(multipart({ '1_email': 'ann@acme.test', '0': '["acme",{"status":"idle"},"$K1"]' }), {
        isCall: true,
      }),
    ).toBe(true)
  })

  it('is refused when it cannot be taken apart', async () => {
    const whole = multipart({ email: 'ann@acme.test' })
    const broken = [
      '',
      whole.slice(0, -10),
      whole.slice(0, 40),
      whole.replaceAll('--edge', '--other'),
      whole.replace(': form-data', ''),
    ]
    for (const body of broken) expect(await judge(body), JSON.stringify(body)).toBe(false)
  })

  it('is refused when what React reads in it is no JSON, or refers to nothing', async () => {
    for (const bound of ['{', '"$@7"', '"$Q1"', '"$F1"', '"$1"', `${'['.repeat(200)}${']'.repeat(200)}`]) {
      expect(await judge(multipart({ '$ACTION_1:0': bound })), bound).toBe(false)
    }
  })
})

describe('a call', () => {
  it('is taken with a list of arguments', async () => {
    for (const body of ['[]', '["acme",null]', '[{"a":"$undefined"}]', '["$$5"]']) {
      expect(await judge(body, { isCall: true, type: 'text/plain' }), body).toBe(true)
    }
  })

  it('is refused with anything else', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    for (const body of ['', 'null', '{}', '[', '["$F1"]', '["$Z"]', '["$@1"]', deep]) {
      expect(await judge(body, { isCall: true, type: 'text/plain' }), body.slice(0, 20)).toBe(false)
    }
    expect(await judge(multipart({ a: 'b' }), { isCall: true })).toBe(false)
    expect(await judge(multipart({ '0': 'null' }), { isCall: true })).toBe(false)
  })
})

it('leaves other bodies to whom they concern', async () => {
  expect(await judge('csrfToken=x', { type: 'application/x-www-form-urlencoded' })).toBe(true)
})
