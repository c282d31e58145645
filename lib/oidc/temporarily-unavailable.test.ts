import { describe, expect, it } from 'vitest'
import { noteRefused, withRequestState } from '@/lib/request-state'
import { unavailable } from '@/lib/unavailable'
import { orTemporarilyUnavailable } from './temporarily-unavailable'

function answer(work: () => Response, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request('http://foyer.test/oauth/token', { headers })
  return withRequestState(() => orTemporarilyUnavailable(request, async () => work()))
}

function noteBusy(): void {
  noteRefused({ status: 503, retryAfter: 5 })
}

async function expectBusy(response: Response): Promise<void> {
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await response.json()).toMatchObject({ error: 'temporarily_unavailable' })
}

describe('temporarily unavailable is', () => {
  it('what could not be served, however a library tells it', async () => {
    const foreign = () => {
      noteBusy()
      throw new Error('An error of another copy of the module.')
    }
    const swallowed = () => {
      noteBusy()
      return new Response('invalid', { status: 400 })
    }
    for (const work of [foreign, swallowed]) await expectBusy(await answer(work))
    await expectBusy(
      await answer(() => {
        throw unavailable()
      }),
    )
  })

  it('nothing else', async () => {
    expect((await answer(() => new Response('invalid', { status: 400 }))).status).toBe(400)
    const bug = () => {
      throw new Error('A bug.')
    }
    await expect(answer(bug)).rejects.toThrow('A bug.')
  })
})

it('a browser gets a page where pages have a nonce, and JSON elsewhere', async () => {
  const busy = () => {
    throw unavailable()
  }
  const page = await answer(busy, { accept: 'text/html', 'x-nonce': 'n0nce' })
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await page.text()).toContain('nonce="n0nce"')
  await expectBusy(await answer(busy, { accept: 'text/html' }))
})
