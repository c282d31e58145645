import {
  expect,
  request,
  type APIRequestContext,
  type APIResponse,
  type Browser,
  type Page,
} from '@playwright/test'
import { z } from 'zod'
import { password } from './support'

export interface Answer {
  status: number
  /** Where a redirect leads. */
  location: string
  html: string
}

/** A signed-in person who fetches pages by their cookie alone, without a browser. */
export class Visitor {
  constructor(
    private readonly context: APIRequestContext,
    private readonly base: string,
  ) {}

  async get(path: string): Promise<Answer> {
    const answer = await this.context.get(path, { maxRedirects: 0 })
    return {
      status: answer.status(),
      location: answer.headers()['location'] ?? '',
      html: await answer.text(),
    }
  }

  /** Calls a server action, with its arguments as React sends them. */
  post(path: string, { headers, multipart }: Posted): Promise<APIResponse> {
    return this.context.post(path, { headers, multipart, maxRedirects: 0 })
  }

  /** A browser with the same cookie; addresses without a host are the tenant’s. */
  async open(browser: Browser, url: string): Promise<Page> {
    const { cookies, ...state } = await this.context.storageState()
    const domain = new URL(url).hostname
    const storageState = { ...state, cookies: cookies.map((cookie) => ({ ...cookie, domain })) }
    const context = await browser.newContext({ baseURL: url, storageState, reducedMotion: 'reduce' })
    return context.newPage()
  }

  /** The same cookie, brought to another tenant by the name that it has there. */
  async at({ id, url }: { id: string; url: string }): Promise<Visitor> {
    const { cookies, ...state } = await this.context.storageState()
    const renamed = cookies.map((cookie) => ({ ...cookie, name: cookieNameAt(id, cookie.name) }))
    return new Visitor(await contextOf(this.base, url, { ...state, cookies: renamed }), this.base)
  }
}

/** The name of the same cookie of ours at another tenant. */
export function cookieNameAt(tenantId: string, name: string): string {
  return name.replace(/^foyer\.[a-z0-9-]+\./, `foyer.${tenantId}.`)
}

interface Posted {
  headers: Record<string, string>
  multipart: FormData
}

type Cookies = Awaited<ReturnType<APIRequestContext['storageState']>>

/**
 * Signs a person in by password.
 * @param at where the server listens
 * @param url the tenant’s, whose host Node may not resolve
 */
export async function visit({
  at,
  url,
  email,
}: {
  at: string
  url: string
  email: string
}): Promise<Visitor> {
  const context = await contextOf(at, url)
  const { csrfToken } = z
    .object({ csrfToken: z.string() })
    .parse(await (await context.get('/api/auth/csrf')).json())
  const answer = await context.post('/api/auth/callback/credentials', {
    headers: { origin: url },
    form: { csrfToken, email, password, json: 'true' },
  })
  expect(answer.status(), `${email} signs in`).toBe(200)
  return new Visitor(context, at)
}

function contextOf(at: string, url: string, storageState?: Cookies): Promise<APIRequestContext> {
  const base = new URL(at)
  base.hostname = '127.0.0.1'
  return request.newContext({
    baseURL: base.origin,
    extraHTTPHeaders: { host: new URL(url).host },
    ...(storageState ? { storageState } : {}),
  })
}
