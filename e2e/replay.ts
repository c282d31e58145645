import { expect, type Page } from '@playwright/test'

/** What a browser sent to a server action. */
export interface Sent {
  path: string
  action: string
  type: string
  body: Buffer
}

/** The post that a step in the page causes, once React has taken the page over: before, a form is sent as without JavaScript. */
export async function post(page: Page, step: () => Promise<void>): Promise<Sent> {
  await untilTakenOver(page)
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.method() === 'POST' && 'next-action' in one.headers()),
    step(),
  ])
  // `allHeaders` waits for an event that Chromium does not always send.
  const headers = request.headers()
  const body = request.postDataBuffer()
  expect(body, 'the post has a body').not.toBeNull()
  return {
    path: new URL(request.url()).pathname,
    action: headers['next-action'] ?? '',
    type: headers['content-type'] ?? '',
    body: body ?? Buffer.alloc(0),
  }
}

/** Until React has taken over the forms of the page: what is typed while it does could be mixed with what was there. */
export async function untilTakenOver(page: Page): Promise<void> {
  await page.waitForFunction(isTakenOver)
}

/** Runs in the page. A dialog is opened by React alone. */
function isTakenOver(): boolean {
  const forms = [...document.querySelectorAll('main form')]
  return forms.every((form) => Object.keys(form).some((key) => key.startsWith('__reactProps')))
}

/** Repeats a request as the user of this page, with some words replaced; answers the status. */
export async function repeat(page: Page, sent: Sent, exchanged: Record<string, string>): Promise<number> {
  let body = sent.body.toString('latin1')
  for (const [before, after] of Object.entries(exchanged)) {
    expect(body).toContain(before)
    body = body.replaceAll(before, after)
  }
  const answer = await page.request.post(sent.path, {
    headers: {
      'next-action': sent.action,
      'content-type': sent.type,
      accept: 'text/x-component',
      origin: new URL(page.url()).origin,
    },
    data: Buffer.from(body, 'latin1'),
    maxRedirects: 0,
  })
  return answer.status()
}
