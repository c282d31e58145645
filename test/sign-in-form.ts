import { randomUUID } from 'node:crypto'

/** The password of every user of the demo. */
const password = 'open-the-front-door'

export interface SignInForm {
  origin: string
  /** What the page’s form sends besides what is typed. */
  hidden: readonly (readonly [string, string])[]
}

/** The sign-in form of the demo’s default tenant as a browser without JavaScript has it. */
export async function readSignInForm(port: number): Promise<SignInForm> {
  const origin = `http://localhost:${port}`
  const response = await fetch(`${origin}/sign-in`)
  return { origin, hidden: hiddenFields(await response.text(), 'password') }
}

/** What the form with this field sends besides what is typed. @throws if it does not work without JavaScript */
export function hiddenFields(page: string, field: string): (readonly [string, string])[] {
  const form = new RegExp(`<form[^>]*>(?:(?!</form>).)*name="${field}".*?</form>`, 's').exec(page)?.[0] ?? ''
  const hidden = Array.from(form.matchAll(/<input type="hidden"([^>]*)>/g), ([, attributes = '']) => {
    const valueOf = (name: string) => unescaped(new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? '')
    return [valueOf('name'), valueOf('value')] as const
  })
  if (!hidden.some(([name]) => name.startsWith('$ACTION')))
    throw new Error(`The page has no form with ${field} that works without JavaScript.`)
  return hidden
}

/** A submission of the form, by default with the password of the demo. */
export function submission(
  { origin, hidden }: SignInForm,
  { secret = password, ...typed }: { email?: string; name?: string; slug?: string; secret?: string },
): { method: 'POST'; path: string; headers: Record<string, string>; body: string } {
  const boundary = `----${randomUUID()}`
  const fields = [...hidden, ...Object.entries(typed), ['password', secret]]
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return {
    method: 'POST',
    path: '/sign-in',
    headers: {
      host: new URL(origin).host,
      origin,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    body: `${parts.join('')}--${boundary}--\r\n`,
  }
}

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&')
}
